"""How many processors this process may use: what its scheduler allows, and what its control group's quota pays for.

Trusted side. A container on a machine of 64 processors may have two, and 64 workers on two waste memory.
"""

import math
import os
from contextlib import suppress
from pathlib import Path, PurePosixPath

ROOT = Path("/sys/fs/cgroup")
UNLIMITED = "max"


def usable_processors(root: Path = ROOT, own: Path = Path("/proc/self/cgroup")) -> int:
    """How many, at least one; `root` is where control groups are, and `own` says which of them are this process's.

    A quota of one and a half counts as two: there is no half worker, and one would leave the half unused.
    """
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, math.ceil(min(allowed, _quota(root, own))))


def _quota(root: Path, own: Path) -> float:
    """The time of how many processors the control groups around this process may use; the narrowest counts."""
    try:
        groups = own.read_text().splitlines()
    except OSError:  # not Linux, or no /proc
        return math.inf
    found = [math.inf]
    for line in groups:
        number, controllers, path = (*line.split(":", 2), "", "")[:3]
        if number == "0" and not controllers:
            found += [_of_version_2(root / place) for place in _around(path)]
        elif "cpu" in controllers.split(","):
            found += [_of_version_1(root / name / place) for name in ("cpu", controllers) for place in _around(path)]
    return min(found)


def _around(path: str) -> list[str]:
    """A group and those around it, below the root; in a container the root is its own group."""
    return [str(place).lstrip("/") for place in (PurePosixPath(path), *PurePosixPath(path).parents)]


def _of_version_2(group: Path) -> float:
    with suppress(OSError, ValueError):
        quota, period = (group / "cpu.max").read_text().split()
        return math.inf if quota == UNLIMITED else int(quota) / int(period)
    return math.inf


def _of_version_1(group: Path) -> float:
    with suppress(OSError, ValueError, ZeroDivisionError):
        quota, period = (int((group / f"cpu.cfs_{name}_us").read_text()) for name in ("quota", "period"))
        return math.inf if quota <= 0 else quota / period
    return math.inf
