# /// attack
# title = "Leaves semaphores and message queues of System V"
# stopped_at = "jailed"
# ///
import ctypes

from loot import tried

LIBC = ctypes.CDLL(None, use_errno=True)


def semaphore():
    if LIBC.semget(int("@KEY@"), 1, 0o1666) < 0:
        raise OSError


def queue():
    if LIBC.msgget(int("@KEY@"), 0o1666) < 0:
        raise OSError


def attack(*arguments, **keywords):
    return tried(semaphore, queue)
