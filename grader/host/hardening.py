"""Closes a trusted process to others of the same user: memory, environment and descriptors. Trusted side."""

import ctypes
import resource
import sys

_PR_SET_DUMPABLE = 4


def harden() -> None:
    """Forbids to trace this process, to read it through /proc, and to dump it. Exec undoes it, so children need not."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
