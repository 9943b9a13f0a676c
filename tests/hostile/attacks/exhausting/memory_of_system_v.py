# /// attack
# title = "Makes shared memory of System V"
# stopped_at = "jailed"
# ///
import ctypes

from loot import breach

LIBC = ctypes.CDLL(None, use_errno=True)


def attack(*arguments, **keywords):
    made = LIBC.shmget(int("@KEY@"), 1 << 20, 0o1666)
    return breach("has shared memory") if made >= 0 else None
