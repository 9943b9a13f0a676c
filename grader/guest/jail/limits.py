"""Resource limits of an untrusted process, each by its soft and hard value. Untrusted side; any Unix.

Not every system accepts every limit: macOS refuses one on address space that is below what the process has.
"""

import os
import resource
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.wire.zygote_messages import Spawn

OPEN_FILES = 64
_NO_LIMIT = -1
MAX_FILES = 4096
TASKS = 128
SPARE_TASKS = 1024
"""How many processes and threads a user may have in addition, if the user is not the guests' own."""


@dataclass(frozen=True)
class Limit:
    """One limit; its number is one that no system accepts where there is no such limit."""

    name: str
    number: int
    bounds: tuple[int, int]


def chosen(order: Spawn, address_space: int, tasks: int) -> tuple[Limit, ...]:
    """The limits for a process, each no higher than that of this process.

    Args:
        order: What the process may use.
        address_space: What its libraries take already.
        tasks: How many processes and threads its user may have.
    """
    return tuple(_limit(name, soft, hard) for name, soft, hard in _wanted(order, address_space, tasks))


def impose(limits: Sequence[Limit], *, all_of_them: bool) -> tuple[str, ...]:
    """Limits this process; returns the names of the limits that the system refuses and that it has to do without.

    Args:
        limits: What was chosen, in this process or in the one that it was forked from.
        all_of_them: Whether a refusal is an error, since the promised isolation must hold.

    Raises:
        OSError: A limit is refused, and none may be missing.
    """
    refused = []
    for limit in limits:
        try:
            resource.setrlimit(limit.number, limit.bounds)
        except (OSError, ValueError) as error:  # Python says EINVAL and EPERM as ValueError
            if all_of_them:
                raise OSError(f"{limit.name} is refused: {error}") from error
            refused.append(limit.name)
    return tuple(refused)


def _wanted(order: Spawn, address_space: int, tasks: int) -> Iterator[tuple[str, int, int]]:
    """The name of each limit, with its soft and hard value."""
    # The soft CPU limit ends in SIGXCPU, which can be told from the SIGKILL of the hard one.
    yield "RLIMIT_CPU", order.cpu_seconds, order.cpu_seconds + 1
    bounds = {
        "RLIMIT_AS": address_space + order.memory_bytes,
        "RLIMIT_FSIZE": order.file_bytes,
        "RLIMIT_NOFILE": order.open_files,
        "RLIMIT_NPROC": tasks,
        "RLIMIT_CORE": 0,
    }
    bounds |= {name: 0 for name in ("RLIMIT_MEMLOCK", "RLIMIT_MSGQUEUE") if hasattr(resource, name)}
    yield from ((name, bound, bound) for name, bound in bounds.items())


def allow_files(held: int) -> None:
    """Raises the number of files that this process may have open, as far as allowed."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    maximum = MAX_FILES if hard == resource.RLIM_INFINITY else min(hard, MAX_FILES)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, min(maximum, held + 2 * OPEN_FILES)), hard))


def _limit(name: str, soft: int, hard: int) -> Limit:
    number: int = getattr(resource, name, _NO_LIMIT)
    if number == _NO_LIMIT:
        return Limit(name, number, (soft, hard))
    _, ceiling = resource.getrlimit(number)
    bounded = hard if ceiling == resource.RLIM_INFINITY else min(hard, ceiling)
    return Limit(name, number, (min(soft, bounded), bounded))


def address_space() -> int:
    """Bytes of address space that this process takes; a guess if the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[0])
    except OSError:
        return 1 << 30
    return pages * resource.getpagesize()


def tasks_of_user() -> int:
    """How many threads the user's processes have now, as far as /proc says."""
    try:
        entries = [entry for entry in Path("/proc").iterdir() if entry.name.isdecimal()]
    except OSError:  # a system without it
        return 0
    return sum(_threads(entry, os.getuid()) for entry in entries)


def _threads(entry: Path, user: int) -> int:
    try:
        return len(list((entry / "task").iterdir())) if entry.stat().st_uid == user else 0
    except OSError:  # it has just ended
        return 0
