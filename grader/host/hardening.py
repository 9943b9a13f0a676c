"""Protects a trusted process from others of the same user: memory, environment and descriptors. Trusted side."""

import ctypes
import resource
import sys
from contextlib import suppress

_PR_SET_DUMPABLE = 4
OWN_LIMITS = ("RLIMIT_CORE", "RLIMIT_CPU", "RLIMIT_DATA")
"""The limits that the grader sets on itself, here and where a class is graded."""
_LARGE = 1 << 40  # lowers a limit that is not set, and touches nothing


def harden() -> None:
    """Forbids tracing this process, reading it through /proc, and dumping it. Exec undoes this for child processes."""
    with suppress(OSError, ValueError):  # a system that refuses this limit can still grade; `refused_limits` says so
        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def refused_limits() -> tuple[str, ...]:
    """The limits that this system does not let the grader set on itself."""
    return tuple(name for name in OWN_LIMITS if not _takes(getattr(resource, name)))


def _takes(limit: int) -> bool:
    """Whether a limit can be lowered, which is undone at once."""
    soft, hard = resource.getrlimit(limit)
    known = [bound for bound in (_LARGE, soft, hard) if bound != resource.RLIM_INFINITY]
    try:
        resource.setrlimit(limit, (min(known), hard))
        resource.setrlimit(limit, (soft, hard))
    except (OSError, ValueError):
        return False
    return True
