"""How much processor time a guest's process uses, as the kernel reports it. Trusted side; the guest is not asked.

A grade must not depend on what else the machine has to do, so wall time is not the measure. The kernel counts the
processor time of a process with all its threads, and how long its threads were ready but got no processor. The rest of
the wall time is idle time. Time that a hypervisor took is neither: a Linux guest with a steal clock does not
count it as anybody's computing, and here it is subtracted from what looks idle.
"""

import os
import time

from msgspec import Struct

_SCHEDULED = 2
"""The processor-time clock among the per-process clocks that POSIX numbers; Linux only."""
_MAIN = "main"
_LINKS_OF_ONE_THREAD = 3
"""Of the directory /proc/PID/task: two as for any directory, and one for each thread."""
_SCHEDSTAT_BYTES = 128
_STAT_BYTES = 1 << 10
_STOLEN = 8
"""Where /proc/stat has the time that a hypervisor gave to others."""


class TimeUsed(Struct, frozen=True):
    """Seconds in which a process computed, and seconds in which it idled although it could have."""

    computing: float = 0.0
    idle: float = 0.0

    def __add__(self, other: "TimeUsed") -> "TimeUsed":
        return TimeUsed(self.computing + other.computing, self.idle + other.idle)


class ProcessClock:
    """The kernel's record of one process, for the thread that made the clock. Without a process it stays at zero.

    `close` it before the process is reaped.
    """

    def __init__(self, pid: int | None) -> None:
        self._number = None if pid is None else (~pid << 3) | _SCHEDULED
        self._waits = None if pid is None else _Waits(f"/proc/{pid}", threads=True)
        self._own = _Waits("/proc/thread-self", threads=False)
        self._last = 0.0
        if self._read() is None:
            self._number = None
        self.charged = self.computed()
        """How much of the computing time has been charged so far; none before the first request."""

    @property
    def tells(self) -> bool:
        """Whether the kernel reports the process's computing time; if not, all wall time counts as computing."""
        return self._number is not None

    def computed(self) -> float:
        """Total seconds of processor time; the last known value if the process is gone."""
        found = self._read()
        self._last = self._last if found is None else found
        return self._last

    def waited(self) -> float:
        """Seconds in which its threads were ready and had no processor, added up."""
        return 0.0 if self._waits is None else self._waits.seconds()

    def own_doing(self) -> float:
        """Seconds in which this side computed, or waited for a processor, so that the process had to wait for it."""
        return time.thread_time() + self._own.seconds()

    def close(self) -> None:
        """Closes the files it reads from."""
        self._own.close()
        if self._waits is not None:
            self._waits.close()

    def _read(self) -> float | None:
        if self._number is None:
            return None
        try:
            return time.clock_gettime(self._number)
        except OSError:  # another system, or the process is reaped
            return None


class _Waits:
    """How long the threads of a process were ready to run: zero if the kernel does not report it."""

    def __init__(self, place: str, *, threads: bool) -> None:
        self._main = _opened(f"{place}/schedstat", os.O_RDONLY)
        self._tasks = _opened(f"{place}/task", os.O_RDONLY | os.O_DIRECTORY) if threads else None
        self._seen: dict[str, int] = {}
        self._total = 0

    def seconds(self) -> float:
        """Total seconds; for a thread that has ended, without what came after the last reading."""
        found = {_MAIN: _waited(self._main)} | {thread: self._of(thread) for thread in self._others()}
        self._total += sum(max(0, waited - self._seen.get(thread, 0)) for thread, waited in found.items())
        self._seen = found
        return self._total / 1e9

    def close(self) -> None:
        """Closes the files it reads from."""
        for descriptor in (self._main, self._tasks):
            if descriptor is not None:
                os.close(descriptor)
        self._main = self._tasks = None

    def _others(self) -> list[str]:
        try:
            if self._tasks is None or os.fstat(self._tasks).st_nlink <= _LINKS_OF_ONE_THREAD:
                return []
            return sorted(os.listdir(self._tasks), key=int)[1:]  # noqa: PTH208 # Path takes no descriptor
        except OSError:
            return []

    def _of(self, thread: str) -> int:
        descriptor = _opened(f"{thread}/schedstat", os.O_RDONLY, self._tasks)
        try:
            return _waited(descriptor)
        finally:
            if descriptor is not None:
                os.close(descriptor)


def stolen() -> float:
    """Seconds, over all processors, that a hypervisor gave to others while somebody here was ready."""
    descriptor = _opened("/proc/stat", os.O_RDONLY)
    if descriptor is None:
        return 0.0
    try:
        first, _, _ = os.pread(descriptor, _STAT_BYTES, 0).partition(b"\n")
        return int(first.split()[_STOLEN]) / os.sysconf("SC_CLK_TCK")
    except (OSError, ValueError, IndexError):
        return 0.0
    finally:
        os.close(descriptor)


def _opened(path: str, flags: int, folder: int | None = None) -> int | None:
    try:
        return os.open(path, flags | os.O_CLOEXEC, dir_fd=folder)
    except OSError:
        return None


def _waited(schedstat: int | None) -> int:
    if schedstat is None:
        return 0
    try:
        return int(os.pread(schedstat, _SCHEDSTAT_BYTES, 0).split()[1])
    except (OSError, ValueError, IndexError):
        return 0
