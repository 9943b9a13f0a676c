"""Starts the zygote with a clean environment, asks it to fork and end guests, and restarts it if it dies. Trusted."""

import os
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Self, TypeVar

from grader.assignment import Limits
from grader.errors import HarnessError, IsolationError
from grader.host.cache import cache_folder
from grader.host.cgroups import Groups
from grader.host.hardening import harden
from grader.host.scratch import Scratch
from grader.host.scratch_quota import ScratchQuota
from grader.model import Isolation
from grader.wire.frames import Channel, WireError
from grader.wire.messages import Decoder
from grader.wire.parent import command
from grader.wire.values import encode
from grader.wire.zygote_messages import Adopt, End, Ended, Layer, Order, Prepare, Prepared, Spawn, Spawned, ZygoteReply

LOADER_PATHS = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
START_SECONDS = 60.0
ORDER_SECONDS = 10.0
REPLY_BYTES = 1 << 12
ERROR_LINE_BYTES = 1 << 16

LAYERS: Mapping[Isolation, tuple[Layer, ...]] = {
    Isolation.NAMESPACED: (Layer.NAMESPACES, Layer.LANDLOCK, Layer.SECCOMP),
    Isolation.JAILED: (Layer.LANDLOCK, Layer.SECCOMP),
    Isolation.PROCESS: (),
}
"""What each level adds to a process with limits, without privileges, that inherits nothing."""


@dataclass(frozen=True)
class SpawnedProcess:
    """A guest just forked: its id for the zygote, the host's end of its socket, and what reports its end."""

    pid: int
    channel: Channel
    watch: int | None

    def kill(self) -> None:
        """Kills it without asking the zygote, if that cannot hit another process."""
        if self.watch is not None:
            with suppress(ProcessLookupError):
                signal.pidfd_send_signal(self.watch, signal.SIGKILL)


_Reply = TypeVar("_Reply", Prepared, Spawned, Ended)


class Zygote:
    """A running zygote whose guests are isolated at one level. Use as a context manager, or call `close`.

    With `public_tests` its guests can run those; `libraries` are what they may use besides NumPy and Matplotlib. Unless
    it `draws`, a guest that imports Matplotlib ends, and the zygote is then `lacking` it.

    Raises:
        IsolationError: That level is unavailable here; the text says which layer is missing and why.
        HarnessError: No level is; the text says why.
    """

    def __init__(
        self, level: Isolation, *, public_tests: bool = False, libraries: Sequence[str] = (), draws: bool = True
    ) -> None:
        self.level = level
        self.draws = draws
        self.lacking = False
        self._prepare_order = Prepare(LAYERS[level], public_tests, tuple(libraries), draws)
        self.bounds = ScratchQuota()
        self.refused_limits: tuple[str, ...] = ()  # by the system, as guests report; only level process allows that
        self._decoder = Decoder(ZygoteReply)
        harden()
        self.groups = Groups()  # before it starts, so that it stays with the grader and not with its guests
        self._start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def make_scratch(self) -> Scratch | None:
        """A scratch directory for the next guest, unless guests here have their own that nobody else sees."""
        return None if Layer.NAMESPACES in LAYERS[self.level] else Scratch()

    def spawn(self, scratch: Scratch | None, limits: Limits, *, copies: bool = False) -> SpawnedProcess:
        """Forks a guest that works in `scratch` under these limits; with `copies`, one that can copy itself.

        Raises:
            HarnessError: No guest could be forked, not even by a new zygote.
        """
        order = Spawn(
            scratch="" if scratch is None else str(scratch.path),
            memory_bytes=limits.memory_bytes,
            file_bytes=limits.scratch_bytes,
            cpu_seconds=int(limits.load_seconds + limits.task_seconds) + 1,
            copies=copies,
        )
        try:
            return self._spawn(order)
        except WireError:  # an earlier guest took the zygote with it
            self.close()
            self._start()
        try:
            return self._spawn(order)
        except WireError as error:
            raise HarnessError(f"No guest could be started: {error}. {self.last_error_line()}") from error

    def adopt(self, pid: int, ours: socket.socket) -> SpawnedProcess | None:
        """Makes the zygote watch and end a copy that a guest made of itself; the copy serves the other end of `ours`.

        None if it is not a new child of the zygote: the guest chose the number and may lie.
        """
        deadline = time.monotonic() + ORDER_SECONDS
        try:
            self._channel.send(encode(Adopt(pid)), deadline)
            spawned = self._receive(Spawned, deadline)
            watch = self._receive_watch(deadline) if spawned.watched else None
        except WireError:
            return None
        return SpawnedProcess(pid, Channel(ours, watch, ahead=True), watch) if spawned.pid == pid else None

    def end(self, guest: SpawnedProcess, grace_seconds: float = 0.0) -> int:
        """Kills a guest with all its children; returns which signal had ended it before, 0 if none had."""
        try:
            return self._order(End(guest.pid, grace_seconds), Ended, ORDER_SECONDS).signal
        except WireError:  # the zygote is gone or stuck: its end is its guests', and the next guest has a new one
            self._process.kill()
            guest.kill()
            return 0

    def close(self) -> None:
        """Ends the zygote and every guest it still has."""
        self.bounds.close()
        self._channel.close()
        try:
            self._process.wait(timeout=ORDER_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._stderr.close()

    def _start(self) -> None:
        ours, theirs = socket.socketpair()
        self._stderr = tempfile.TemporaryFile()  # noqa: SIM115 # closed by `close`; lives as long as the process
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 # our own interpreter and module
                command("grader.guest.start", theirs.fileno()),
                env=clean_environment(),
                cwd="/",  # where nobody can plant a matplotlibrc
                pass_fds=(theirs.fileno(),),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=self._stderr,
                start_new_session=True,
            )
        self._socket = ours
        self._channel = Channel(ours)
        self._prepare()

    def _prepare(self) -> None:
        try:
            prepared = self._order(self._prepare_order, Prepared, START_SECONDS)
        except WireError as error:
            last_error_line = self.last_error_line()
            self.close()
            raise HarnessError(f"The zygote did not start: {error}. {last_error_line}") from error
        if prepared.problem:
            self.close()
            raise IsolationError(prepared.problem)
        if prepared.fault:
            self.close()
            raise HarnessError(prepared.fault)
        self.figures = prepared.figures
        self.can_copy = prepared.copies

    def _spawn(self, order: Order) -> SpawnedProcess:
        ours, theirs = socket.socketpair()
        with theirs, ExitStack() as undoing:
            undoing.callback(ours.close)
            deadline = time.monotonic() + START_SECONDS
            self._channel.send(encode(order), deadline)
            try:
                socket.send_fds(self._socket, [b"\0"], [theirs.fileno()])
            except OSError as error:
                raise WireError(str(error)) from error
            spawned = self._receive(Spawned, deadline)
            watch = self._receive_watch(deadline) if spawned.watched else None
            undoing.pop_all()
        return SpawnedProcess(spawned.pid, Channel(ours, watch, ahead=True), watch)

    def _receive_watch(self, deadline: float) -> int | None:
        self._socket.settimeout(max(0.001, deadline - time.monotonic()))
        try:
            _, descriptors, _, _ = socket.recv_fds(self._socket, 1, 1)
        except OSError as error:
            raise WireError(str(error)) from error
        return descriptors[0] if descriptors else None

    def _order(self, order: Order, kind: type[_Reply], seconds: float) -> _Reply:
        deadline = time.monotonic() + seconds
        self._channel.send(encode(order), deadline)
        return self._receive(kind, deadline)

    def _receive(self, kind: type[_Reply], deadline: float) -> _Reply:
        return self._decoder.decode(self._channel.receive(REPLY_BYTES, deadline), kind)

    def last_error_line(self) -> str:
        """The last line that the zygote wrote to its stderr."""
        written = os.pread(self._stderr.fileno(), ERROR_LINE_BYTES, 0)
        lines = written.decode("utf-8", "replace").strip().splitlines()
        return f"The zygote said: {lines[-1]}" if lines else "The zygote said nothing."


def clean_environment() -> dict[str, str]:
    """The whole environment of a zygote: nothing of ours is inherited, one thread, one locale, one hash seed.

    The exception is where the system finds the libraries of some Pythons, which do not start without it: absolute
    folders only, since an empty one is the current folder.
    """
    return {
        **{name: folders for name in LOADER_PATHS if (folders := _absolute(os.environ.get(name, "")))},
        "PATH": os.defpath,
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        "PYTHONHASHSEED": "0",
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "MKL_NUM_THREADS": "1",
        "MPLBACKEND": "Agg",
        "MPLCONFIGDIR": str(
            cache_folder() / "matplotlib"
        ),  # Matplotlib's list of fonts takes seconds to make: kept from run to run
    }


def _absolute(folders: str) -> str:
    return os.pathsep.join(folder for folder in folders.split(os.pathsep) if Path(folder).is_absolute())
