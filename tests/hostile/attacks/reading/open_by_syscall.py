# /// attack
# title = "Opens the seed with openat2 and not through Python"
# stopped_at = "jailed"
# ///
import ctypes
import os

from loot import loot


def attack(*arguments, **keywords):
    how = (ctypes.c_uint64 * 3)(os.O_RDONLY, 0, 0)
    path = ctypes.c_char_p(b"@SOLUTION@/seed.txt")
    descriptor = ctypes.CDLL(None).syscall(437, -100, path, ctypes.byref(how), 24)
    return loot(os.read(descriptor, 1000))
