"""Puts a process into the jail: what is prepared once, and what each guest does before it reads a byte. Untrusted side.

Another launcher of student code can use it too: `Jail(layers, policy)` in the process that forks, or is to be jailed
itself, `separate` if namespaces are wanted, and then `enter` in the process to be confined.
"""

import os
import random
import signal
import sys
import tempfile
import threading
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from grader.guest.jail import identity, kernel, landlock, limits, namespaces, paths
from grader.guest.jail.policy import GUEST, TEMPLATE, Policy
from grader.guest.jail.seccomp import Filter
from grader.wire.zygote_messages import SCRATCH, Layer, Spawn

CONNECTION = 3
"""The descriptor of the one socket that a guest keeps."""
ON_LINUX = sys.platform == "linux"
_CLONE_THREAD = 0x0001_0000
_T = TypeVar("_T")


class JailError(Exception):
    """A requested layer cannot be applied here; the text says which and why."""


@dataclass(frozen=True)
class Entry:
    """What a process needs to enter a jail: its scratch directory, with the size of its file system, and its limits."""

    scratch: str
    path: Path
    file_bytes: int
    limits: tuple[limits.Limit, ...]
    copies: bool

    def place(self) -> Path:
        """The scratch directory, once it is the current one, with all links followed."""
        current = os.getcwd()  # noqa: PTH109 # seldom anything else
        return self.path if current == self.scratch else Path(current)


class Jail:
    """A jail of certain layers for processes under one policy, prepared as far as possible before a fork."""

    def __init__(
        self,
        layers: Collection[Layer],
        policy: Policy = GUEST,
        extra: Sequence[Path] = (),
        libraries: Collection[str] = frozenset(),
        sockets: str = "",
    ) -> None:
        """Raises JailError if there is no user for the jailed processes.

        `extra` are paths to be read besides the interpreter's, `libraries` the entries of its library folders,
        and `sockets` is a directory in which jailed processes may create Unix sockets, if the policy allows any.
        """
        self._layers = frozenset(layers)
        self._paths = paths.needed(extra)
        self._libraries = libraries
        self._sockets = sockets
        self._identity = _identity() if ON_LINUX else None
        self._filter = self._prepared(Layer.SECCOMP, lambda: Filter(policy))
        self._copying_filter = self._prepared(Layer.SECCOMP, lambda: Filter(TEMPLATE))
        self._domain: landlock.Domain | None = None
        self._runtime = paths.Runtime((), ())
        self._address_space = limits.address_space()
        self._limits: dict[tuple[int, ...], tuple[limits.Limit, ...]] = {}
        self._tasks = limits.TASKS if self.user else limits.tasks_of_user() + limits.SPARE_TASKS

    @property
    def user(self) -> int:
        """The user that jailed processes become, who must own their scratch; 0 if they keep this process's user."""
        return self._identity.user if self._identity else 0

    @property
    def sockets(self) -> str:
        """The directory for sockets as jailed processes see it; empty if there is none."""
        return namespaces.SOCKETS if self._sockets and Layer.NAMESPACES in self._layers else self._sockets

    def separate(self, *, ends_with_starter: bool = False) -> None:
        """Moves this process into its namespaces, as a child of itself, and opens the paths that Landlock allows.

        A zygote notices its starter's end by itself; others do not, and pass `ends_with_starter`.

        Raises:
            JailError: A layer is not available here.
        """
        if not single_threaded():
            raise JailError("more than one thread runs where guests are to be forked")
        self._prepared(Layer.NAMESPACES, lambda: self._separate(ends_with_starter=ends_with_starter))
        self._domain = self._prepared(Layer.LANDLOCK, self._open_paths)
        if self._identity:
            self._identity.keep_readable(self._paths)
            kernel.prctl(kernel.PR_SET_DUMPABLE, 0)

    def enter(self, order: Spawn, connection: int) -> tuple[str, ...]:
        """Confines this process for good and keeps one descriptor open, which becomes number 3.

        Returns the names of the limits that this system refuses: none if any layer was requested.

        Raises:
            OSError: Something failed, so that this process must not go on.
            JailError: It has more than one thread, and others would stay outside.
        """
        if not single_threaded():
            raise JailError("more than one thread runs")
        random.seed(0)  # forking reseeds it from the system, and what a student sees must not depend on that
        return self.enter_prepared(self.prepare(order), connection)

    def prepare(self, order: Spawn) -> Entry:
        """Gives this process what a jailed one inherits: its environment and the permissions of new files."""
        scratch = SCRATCH if Layer.NAMESPACES in self._layers else order.scratch
        os.environ["HOME"] = os.environ["TMPDIR"] = scratch
        tempfile.tempdir = None
        os.umask(0o077)
        amounts = order.memory_bytes, order.file_bytes, order.cpu_seconds, order.open_files
        if amounts not in self._limits:
            self._limits[amounts] = limits.chosen(order, self._address_space, self._tasks)
        return Entry(scratch, Path(scratch), order.file_bytes, self._limits[amounts], order.copies)

    def enter_prepared(self, entry: Entry, connection: int) -> tuple[str, ...]:
        """The same as `enter`, in a process that has just been forked, of what was prepared before.

        The fork has one thread. Each page of memory that it writes to is copied, so as little as possible is done here.

        Raises:
            OSError: Something failed, so that this process must not go on.
        """
        if Layer.NAMESPACES in self._layers:
            namespaces.mount_scratch(entry.file_bytes, self.user or os.getuid())
        os.chdir(entry.scratch)
        if self._identity:
            self._identity.take()
            kernel.prctl(kernel.PR_SET_PDEATHSIG, signal.SIGKILL)  # after the change of user, which clears it
            kernel.prctl(kernel.PR_SET_DUMPABLE, int(self._measured_by_host))
            kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
        if self._domain:
            self._domain.apply(entry.scratch)
        _keep_only(connection)
        refused = limits.impose(entry.limits, all_of_them=bool(self._layers))  # when no path is held
        chosen = self._copying_filter if entry.copies else self._filter
        if chosen:
            chosen.apply()
        return refused

    def enter_again(self, scratch: str, readable: Path) -> None:
        """Confines a copy of a jailed process further: to one part of its scratch directory, and to no more copies.

        Raises:
            OSError: Something failed, so that this process must not go on.
        """
        if self._domain:
            found = self._runtime
            landlock.Domain((*found.readable, readable), found.listable, paths.WRITABLE).apply(scratch)
        if ON_LINUX:
            kernel.prctl(kernel.PR_SET_PDEATHSIG, signal.SIGKILL)
        if self._filter:
            self._filter.apply()

    def kill_strays(self, *, copied: bool) -> None:
        """Kills whatever the jailed processes left running; none of them may still be needed."""
        # Under seccomp they cannot start anything, except one that could copy itself.
        if self._identity and (copied or Layer.SECCOMP not in self._layers):
            self._identity.kill_all()

    @property
    def _measured_by_host(self) -> bool:
        """Whether the host has to see which files jailed processes have open, since no file system limits scratch.

        Other jailed processes of the same user could see it too, if Landlock did not keep everybody out of /proc.
        """
        return Layer.LANDLOCK in self._layers and Layer.NAMESPACES not in self._layers

    def _separate(self, *, ends_with_starter: bool) -> None:
        namespaces.enter(as_root=bool(self.user), ends_with_starter=ends_with_starter)
        namespaces.build_root(self._paths, paths.WRITABLE, paths.HIDDEN, self._sockets)

    def _open_paths(self) -> landlock.Domain:
        found = self._runtime = paths.runtime(self._paths, self._libraries)
        sockets = (Path(self.sockets),) if self.sockets else ()
        if Layer.NAMESPACES in self._layers:  # where every process finds its own directory at the same place
            kept = Path(SCRATCH).parent
            return landlock.Domain(found.readable, found.listable, paths.WRITABLE, sockets=sockets, kept_beneath=kept)
        limits.allow_files(len(found.readable) + len(found.listable))
        return landlock.Domain(found.readable, found.listable, paths.WRITABLE, sockets=sockets, held=True)

    def _prepared(self, layer: Layer, make: Callable[[], _T]) -> _T | None:
        if layer not in self._layers:
            return None
        if not ON_LINUX:
            raise JailError(f"{layer}: only Linux has it")
        try:
            return make()
        except OSError as error:
            raise JailError(f"{layer}: {error.strerror or error}") from error


def _identity() -> identity.Identity:
    try:
        return identity.Identity()
    except OSError as error:
        raise JailError(str(error)) from error


def single_threaded() -> bool:
    """Whether this process has one thread, as the kernel sees it; on other systems than Linux, as Python does."""
    if not ON_LINUX:
        return threading.active_count() == 1
    try:
        return len(os.listdir("/proc/self/task")) == 1  # noqa: PTH208 # every guest asks
    except OSError:  # no /proc in here; the kernel refuses this to a process of several threads
        kernel.unshare(_CLONE_THREAD)
        return True


def _keep_only(connection: int) -> None:
    """Starts a session, and closes every descriptor but the connection."""
    os.setsid()
    os.dup2(connection, CONNECTION)
    null = os.open(os.devnull, os.O_RDWR)
    for standard in range(CONNECTION):
        os.dup2(null, standard)
    beyond = max(connection + 1, limits.MAX_FILES)
    if ON_LINUX:
        kernel.close_from(CONNECTION + 1, beyond)
    else:
        os.closerange(CONNECTION + 1, beyond)
