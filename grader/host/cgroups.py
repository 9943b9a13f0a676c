"""A control group (cgroup v2) for each guest, if the grader's own group was delegated to it. Trusted side.

A group counts what limits on one process do not (files in memory, kernel objects, copies), and processors are shared by
groups, not by threads. No isolation level depends on it: if anything is refused there is no group, and nothing else
changes.
"""

import os
from contextlib import suppress
from pathlib import Path

from grader.assignment import Limits

ROOT = Path("/sys/fs/cgroup")
LEAF = "grader"
PREFIX = "grader-guest-"
NEEDED = frozenset({"memory", "pids"})
MARKS = ("user.delegate", "trusted.delegate")
"""The extended attributes by which systemd marks a group as delegated to its processes; either would be `1`."""
SPARE_BYTES = 128 << 20
"""For what a guest's limits do not include: library pages that it writes to, and what the kernel keeps for it."""
TASKS = 256
WEIGHT = 50  # half of the default, so that guests do not starve the processes that watch them


class Kernel:
    """The kernel's control groups; tests substitute a simulated tree. Every method may raise OSError."""

    def own(self) -> str:
        """The lines of /proc about the groups that this process is in."""
        return Path("/proc/self/cgroup").read_text()

    def marked(self, group: Path) -> bool:
        """Whether the group was delegated."""
        for name in MARKS:
            with suppress(OSError):  # it is not set, or only root may ask
                if os.getxattr(group, name) == b"1":
                    return True
        return False

    def read(self, file: Path) -> list[str]:
        """The words in a file."""
        return file.read_text().split()

    def write(self, file: Path, text: str) -> None:
        """Writes to a file that is there."""
        descriptor = os.open(file, os.O_WRONLY | os.O_CLOEXEC)
        try:
            os.write(descriptor, text.encode())
        finally:
            os.close(descriptor)

    def inside(self, group: Path) -> list[Path]:
        """The files and groups in a group."""
        return list(group.iterdir())

    def make(self, group: Path) -> None:
        """Creates a group."""
        group.mkdir()

    def remove(self, group: Path) -> None:
        """Removes a group in which no process is left."""
        group.rmdir()


class Groups:
    """The groups of one zygote's guests, inside the delegated group; makes none if there is no such group."""

    def __init__(self, kernel: Kernel | None = None) -> None:
        """Prepares the delegated group, if there is one; `fact` describes the outcome."""
        self._kernel = Kernel() if kernel is None else kernel
        self._ending: list[Path] = []
        self._above: Path | None = None
        self._shared = False
        self.fact = "none: "
        try:
            self._prepare()
        except OSError as error:
            self.fact += error.strerror or str(error)

    def put(self, process: int | None, limits: Limits) -> Path | None:
        """Moves a guest that holds nothing of a submission yet into its own group, if possible."""
        if self._above is None or process is None:
            return None
        group = self._above / f"{PREFIX}{os.getpid()}-{process}"
        try:
            self._kernel.make(group)
            self._bound(group, limits)
            self._kernel.write(group / "cgroup.procs", str(process))
        except OSError:
            self.end(group)
            return None
        return group

    def end(self, group: Path | None) -> None:
        """Kills what is left in a group and removes it; what dies slowly is removed with the next one."""
        if group is not None:
            self._ending = [each for each in (*self._ending, group) if not self._removed(each)]

    def _bound(self, group: Path, limits: Limits) -> None:
        maximum = limits.memory_bytes + limits.scratch_bytes + SPARE_BYTES  # scratch may be in memory
        self._kernel.write(group / "memory.max", str(maximum))
        with suppress(FileNotFoundError):  # a kernel without swap
            self._kernel.write(group / "memory.swap.max", "0")
        self._kernel.write(group / "memory.oom.group", "1")
        self._kernel.write(group / "pids.max", str(TASKS))
        if self._shared:
            self._kernel.write(group / "cpu.weight", str(WEIGHT))

    def _prepare(self) -> None:
        above = self._delegated()
        here = set(self._kernel.read(above / "cgroup.controllers"))
        if lacking := NEEDED - here:
            raise OSError(f"{' and '.join(sorted(lacking))} not handed down to the grader's own")
        with suppress(FileExistsError):
            self._kernel.make(above / LEAF)
        self._clear(above)
        wanted = sorted(NEEDED | (here & {"cpu"}))
        self._kernel.write(above / "cgroup.subtree_control", " ".join(f"+{each}" for each in wanted))
        self._above, self._shared, self.fact = above, "cpu" in here, f"one for each guest: {', '.join(wanted)}"
        for each in self._kernel.inside(above):
            owner = each.name.removeprefix(PREFIX).partition("-")[0]
            if each.name.startswith(PREFIX) and not Path("/proc", owner).exists():
                self.end(each)  # of a run that was killed

    def _delegated(self) -> Path:
        (own,) = [line[3:] for line in self._kernel.own().splitlines() if line.startswith("0::")] or [".."]
        if ".." in Path(own).parts:
            raise OSError("the grader's own cannot be seen here")
        above = ROOT / own.lstrip("/")
        above = above.parent if above.name == LEAF else above  # another process of this run has moved it
        if not self._kernel.marked(above):
            raise OSError("no group of version 2 is delegated to it (systemd-run --user --scope -p Delegate=yes)")
        return above

    def _clear(self, above: Path) -> None:
        """Moves the processes of the delegated group into a leaf: a group that has groups may have no processes."""
        for _ in range(3):  # some may start others meanwhile
            for process in self._kernel.read(above / "cgroup.procs"):
                with suppress(ProcessLookupError):  # it has ended
                    self._kernel.write(above / LEAF / "cgroup.procs", process)

    def _removed(self, group: Path) -> bool:
        with suppress(OSError):  # kernels before 5.14 cannot; then the zygote's own sweep has to do
            self._kernel.write(group / "cgroup.kill", "1")
        try:
            self._kernel.remove(group)
        except OSError as error:
            return isinstance(error, FileNotFoundError)
        return True
