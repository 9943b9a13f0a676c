"""Forks a process of one thread without what Python runs around a fork. Untrusted side.

Those hooks make locks anew that another thread may have held, forget other threads, and seed generators from the
system. In a process of one thread none of that is needed, and in a guest it takes longer than the fork itself, since
each page that is written to is copied. What the C library does at a fork is done.
"""

import ctypes
import os
import random
import sys

# One that keeps the interpreter's lock while it calls: the child must come to life holding it.
_libc = ctypes.PyDLL(None, use_errno=True)


def fork() -> int:
    """Forks this process, which has one thread: returns the child's id in the parent and 0 in the child.

    Python's generator goes on in the child as it is here, as it does not after `os.fork`.

    Raises:
        OSError: The system refuses.
    """
    if sys.platform != "linux":
        return _fork_with_hooks()
    pid = int(_libc.fork())
    if pid < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return pid


def _fork_with_hooks() -> int:
    state = random.getstate()
    pid = os.fork()
    if pid == 0:
        random.setstate(state)
    return pid
