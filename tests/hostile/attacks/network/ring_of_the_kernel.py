# /// attack
# title = "Sets up io_uring, which makes sockets without system calls"
# stopped_at = "jailed"
# proven = "never"
# ///
import ctypes

from loot import breach


def attack(*arguments, **keywords):
    made = ctypes.CDLL(None, use_errno=True).syscall(425, 8, ctypes.create_string_buffer(120))
    return breach("has a ring") if made >= 0 else None
