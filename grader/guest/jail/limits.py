"""Resource limits of an untrusted process, each by its soft and hard value. Untrusted side; any Unix."""

import os
import resource
from pathlib import Path

from grader.wire.zygote_messages import Spawn

OPEN_FILES = 64
MAX_FILES = 4096
TASKS = 128
SPARE_TASKS = 1024
"""How many more a user's processes and threads may become where the user is not the guests' own."""


def impose(order: Spawn, address_space: int, tasks: int) -> None:
    """Limits this process; `address_space` is what its libraries take already."""
    # The soft CPU limit ends in SIGXCPU, which can be told from the SIGKILL of the hard one.
    _lower(resource.RLIMIT_CPU, order.cpu_seconds, order.cpu_seconds + 1)
    _lower(resource.RLIMIT_AS, address_space + order.memory_bytes)
    _lower(resource.RLIMIT_FSIZE, order.file_bytes)
    _lower(resource.RLIMIT_NOFILE, order.open_files)
    _lower(resource.RLIMIT_NPROC, tasks)
    for name in ("RLIMIT_CORE", "RLIMIT_MEMLOCK", "RLIMIT_MSGQUEUE"):
        if hasattr(resource, name):
            _lower(getattr(resource, name), 0)


def allow_files(held: int) -> None:
    """Raises the number of files that this process may have open, as far as allowed."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    maximum = MAX_FILES if hard == resource.RLIM_INFINITY else min(hard, MAX_FILES)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, min(maximum, held + 2 * OPEN_FILES)), hard))


def _lower(limit: int, soft: int, hard: int | None = None) -> None:
    _, ceiling = resource.getrlimit(limit)
    wanted = soft if hard is None else hard
    bounded = wanted if ceiling == resource.RLIM_INFINITY else min(wanted, ceiling)
    resource.setrlimit(limit, (min(soft, bounded), bounded))


def address_space() -> int:
    """Bytes of address space that this process takes; a guess where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[0])
    except OSError:
        return 1 << 30
    return pages * resource.getpagesize()


def tasks_of_user() -> int:
    """How many threads the user's processes have now, as far as /proc says."""
    return sum(_threads(entry, os.getuid()) for entry in Path("/proc").glob("[0-9]*"))


def _threads(entry: Path, user: int) -> int:
    try:
        return len(list((entry / "task").iterdir())) if entry.stat().st_uid == user else 0
    except OSError:  # it has just ended
        return 0
