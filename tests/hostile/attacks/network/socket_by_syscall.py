# /// attack
# title = "Opens a socket past Python and the C library"
# stopped_at = "jailed"
# ///
import ctypes

from loot import breach


def attack(*arguments, **keywords):
    made = ctypes.CDLL(None, use_errno=True).syscall(41, 2, 1, 0)
    return breach("has a socket") if made >= 0 else None
