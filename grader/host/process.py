"""A guest as a process: its directory, its start, and its end, which the host enforces. Trusted side."""

import os
import select
import signal
import socket
import time
from contextlib import suppress
from pathlib import Path
from typing import Self

from grader.assignment import Limits
from grader.errors import HarnessError
from grader.host.clock import ProcessClock
from grader.host.meter import BudgetExceededError, Meter, StarvedError
from grader.host.scratch import Scratch
from grader.host.scratch_quota import MAX_ENTRIES, WatchedScratch
from grader.host.time_budget import Grant, TimeLimit
from grader.host.unlinked_files import unlinked_bytes
from grader.host.zygote import LAYERS, START_SECONDS, SpawnedProcess, Zygote
from grader.model import CallStatus, Isolation
from grader.wire.frames import Channel, ChannelClosedError, WireError
from grader.wire.messages import Decoder, Entered
from grader.wire.zygote_messages import LACKS_MATPLOTLIB, Layer

ENTERED_BYTES = 256
_ENTERED = Decoder(Entered)
_FDINFO_BYTES = 1 << 10


class _DiedEarlyError(HarnessError):
    """A guest ended before it was in its jail, and so before it held anything of a student's."""


class GuestProcess:
    """A forked guest. `end` leaves nothing of it: no process, no descriptor and no file."""

    def __init__(
        self, zygote: Zygote, limits: Limits, spawning: SpawnedProcess, scratch: Scratch | None, *, owns: bool = True
    ) -> None:
        """Takes charge of a process that works in `scratch`, which is removed with it if the process `owns` it."""
        self._zygote = zygote
        self._limits = limits
        self._spawning = spawning
        self._scratch = scratch
        self._owns = owns
        number = self._number()
        self._group = zygote.groups.put(number, limits)
        self._bounded: WatchedScratch | None = None
        self.clock = ProcessClock(number)

    @classmethod
    def start(cls, zygote: Zygote, limits: Limits, *, copies: bool = False) -> Self:
        """Forks a guest that is in its jail; with `copies`, one that can copy itself.

        Raises:
            HarnessError: It could not be started or jailed.
        """
        try:
            return cls._started(zygote, limits, copies=copies)
        except _DiedEarlyError:  # perhaps with its zygote: one that was just killed may still have forked it
            return cls._started(zygote, limits, copies=copies)

    @classmethod
    def _started(cls, zygote: Zygote, limits: Limits, *, copies: bool) -> Self:
        scratch = zygote.make_scratch()
        try:
            spawning = zygote.spawn(scratch, limits, copies=copies)
        except BaseException:
            if scratch is not None:
                scratch.clear()
            raise
        started = cls(zygote, limits, spawning, scratch)
        started._await_entered()
        started.bound()  # from here on it can be looked into, where that is how it is measured
        return started

    def adopt(self, pid: int, ours: socket.socket) -> "GuestProcess | None":
        """The copy that this guest claims to have made of itself, if it has; it serves the other end of `ours`.

        It works in a part of this one's directory, whose limit applies to both together.
        """
        spawning = self._zygote.adopt(pid, ours)
        if spawning is None:
            return None
        copy = GuestProcess(self._zygote, self._limits, spawning, self._scratch, owns=False)
        copy.bound()
        return copy

    @property
    def channel(self) -> Channel:
        """The connection to it."""
        return self._spawning.channel

    def status(self) -> dict[str, str]:
        """The kernel's status fields, by name; empty if unavailable."""
        watch = self._spawning.watch
        return {} if watch is None else read_status(_process_of(watch))

    def end(self, grace_seconds: float = 0.0) -> tuple[CallStatus, str]:
        """Kills it with everything it started and clears its directory; returns how it had ended before, if it had."""
        self.channel.close()
        watched = self._await_death(grace_seconds)
        self.clock.close()
        # Before it is reaped: from then on its number may be another process's.
        overfull = self._bounded is not None and self._zygote.bounds.remove(self._bounded)
        died_of = self._zygote.end(self._spawning, 0.0 if watched else grace_seconds)
        if died_of == LACKS_MATPLOTLIB and not self._zygote.draws:
            self._zygote.lacking = True
        self._zygote.groups.end(self._group)
        if self._spawning.watch is not None:
            os.close(self._spawning.watch)
        if self._scratch is not None and self._owns:
            self._scratch.clear()
        if overfull:
            return (
                CallStatus.CRASHED,
                f"it wrote more than {self._limits.scratch_bytes >> 20} MiB or {MAX_ENTRIES} files",
            )
        return _death(died_of)

    def _await_entered(self) -> None:
        """Waits until it is in the jail: what fails before that is not the student's fault."""
        try:
            payload = self.channel.receive(ENTERED_BYTES, time.monotonic() + START_SECONDS)
            self._zygote.refused_limits = _ENTERED.decode(payload, Entered).refused
        except WireError as error:
            last_error_line = self._zygote.last_error_line()
            self.end()
            kind = _DiedEarlyError if isinstance(error, ChannelClosedError) else HarnessError
            raise kind(f"A guest did not get into its jail: {error}. {last_error_line}") from error

    def can_be_measured(self) -> bool:
        """Whether its directory and its unlinked files can be measured from here."""
        number = self._number()
        if number is None or self._scratch is None:
            return False
        try:
            self._scratch.used(MAX_ENTRIES)
            unlinked_bytes(str(number), self._scratch.path)
        except PermissionError:
            return False
        return True

    def _await_death(self, grace_seconds: float) -> bool:
        """Lets it finish dying, on a busy machine too; returns whether that can be watched."""
        if self._spawning.watch is None:
            return False
        if grace_seconds <= 0:
            return True
        meter = Meter(self.clock, Grant("dying", TimeLimit(grace_seconds), TimeLimit(grace_seconds)))
        waiting = select.poll()
        waiting.register(self._spawning.watch, select.POLLIN)
        with suppress(BudgetExceededError, StarvedError):
            while not waiting.poll(meter.left() * 1000):
                pass
        return True

    def _number(self) -> int | None:
        """Its process id in our namespace, if it has one."""
        if self._spawning.watch is not None:
            number = _process_of(self._spawning.watch)
            return int(number) if number else None
        return None if Layer.NAMESPACES in LAYERS[self._zygote.level] else self._spawning.pid

    def bound(self) -> None:
        """Watches the size of its scratch directory from now on, unless its file system has a limited size."""
        if self._scratch is None:
            return
        # At level process, guests of an ordinary user cannot be inspected, and nothing of the kind is promised.
        number = self._number() if self._zygote.level is Isolation.JAILED else None
        bounded = WatchedScratch(
            self._scratch, self._limits.scratch_bytes, self._spawning.pid, self._spawning.watch, str(number or "")
        )
        self._zygote.bounds.add(bounded)
        self._bounded = bounded


def _death(died_of: int) -> tuple[CallStatus, str]:
    if died_of == signal.SIGXCPU:
        return CallStatus.TIMED_OUT, "it used up its processor time"
    if died_of == signal.SIGSEGV:
        return CallStatus.CRASHED, "the Python process died of a segmentation fault"
    if died_of:
        return CallStatus.CRASHED, f"a signal ended the Python process (signal {died_of})"
    return CallStatus.CRASHED, "the Python process ended before it answered"


def read_status(process: str) -> dict[str, str]:
    """The fields of /proc/PID/status by name; empty if the process is gone."""
    try:
        text = Path("/proc", process, "status").read_text()
    except OSError:
        return {}
    return {name: value.strip() for name, _, value in (line.partition(":") for line in text.splitlines())}


def _process_of(watch: int) -> str:
    """The id, in our namespace, of the process that a descriptor refers to; empty where there is no /proc to tell."""
    try:
        descriptor = os.open(f"/proc/self/fdinfo/{watch}", os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return ""
    try:
        _, _, found = os.read(descriptor, _FDINFO_BYTES).partition(b"\nPid:")
    finally:
        os.close(descriptor)
    return found.partition(b"\n")[0].decode("ascii").strip()
