"""One guest seen from the trusted side: requests with deadlines and caps, and how each of them ended."""

import time
from collections.abc import Mapping, Sequence
from typing import TypeVar

from grader.assignment import Limits
from grader.host.process import GuestProcess
from grader.host.replies import CallFailure, failure_of, trimmed
from grader.host.zygote import Zygote
from grader.model import Ending
from grader.wire.figures import MAX_PNG_BYTES
from grader.wire.frames import ChannelClosedError, DeadlineError, WireError
from grader.wire.measure import check_size
from grader.wire.messages import (
    MODULE,
    Call,
    Decoder,
    Draw,
    Drawn,
    Get,
    Load,
    Look,
    Missing,
    Put,
    Raised,
    Release,
    Reply,
    Request,
    Returned,
)
from grader.wire.public_tests import Collect, Collected, FoundTest, RunTest
from grader.wire.values import Value, encode

READING_SECONDS = 1.0  # for the rest of an answer that has begun
MAX_STRETCH = 10.0
LEAST_DELAY = 0.02
WORTH_ASKING = 0.1
"""Seconds of a call below which nobody asks the kernel how long the guest had waited for a processor."""
DRAWING_SECONDS = 12.0  # on a busy machine a picture takes its time
DYING_SECONDS = 0.5
MAX_VALUES = 5_000_000
"""Values in all answers of a task, each of which costs the exam about a microsecond: some seconds in all. Elements of
arrays do not count, for nothing here looks at them one by one."""
MESSAGE_BYTES = 1 << 10
"""What there is of a message beside the picture in it."""

_Answer = TypeVar("_Answer", Returned, Drawn, Collected)


class CallFailedError(Exception):
    """A request into student code did not return; `failure` says how it ended."""

    def __init__(self, failure: CallFailure) -> None:
        super().__init__(failure.reason)
        self.failure = failure


class Allowance:
    """What several guests share: the wall time that a task may take in all, and the values that may come back."""

    def __init__(self, seconds: float, values: int = MAX_VALUES) -> None:
        self._total = seconds
        self._left = seconds
        self._values = values

    @property
    def used_up(self) -> bool:
        """Whether nothing is left."""
        return self._left <= 0

    @property
    def total(self) -> float:
        """What there was at the beginning, in seconds."""
        return self._total

    def spend(self, seconds: float) -> None:
        """Takes off what was used."""
        self._left -= seconds

    def count(self, values: int) -> bool:
        """Counts what came back; whether that is still within the bound."""
        self._values -= values
        return self._values >= 0

    def at_most(self, seconds: float) -> float:
        """`seconds`, or less where less is left."""
        return max(0.0, min(seconds, self._left))


class Guest:
    """A guest process. It serves until `end`, which comes by itself when a request does not."""

    def __init__(
        self,
        zygote: Zygote,
        limits: Limits,
        allowance: Allowance,
        process: GuestProcess | None = None,
        files: Mapping[str, bytes] | None = None,
    ) -> None:
        """Forks a guest, unless a process is given that is one.

        `files` are the student's, by the names that tracebacks have for them, where they do not come with a module.
        """
        self._limits = limits
        self._allowance = allowance
        self._decoder = Decoder(Reply)
        self._process = process or GuestProcess.start(zygote, limits)
        self._channel = self._process.channel
        self._files = files or {}
        self._requests = 0
        self._starved = self._forgiven = 0.0
        self._alive = True

    @property
    def alive(self) -> bool:
        """Whether it can still answer."""
        return self._alive

    def load(
        self,
        module: str,
        files: Mapping[str, bytes],
        own: tuple[str, ...],
        unavailable: Mapping[str, str],
        stand_ins: Mapping[str, Mapping[str, Value]],
    ) -> None:
        """Has the guest load a module. Not on the task's time: loading has its own.

        Raises:
            CallFailedError: It did not load.
        """
        self._files = files
        request = Load(
            id=self.next_id(),
            module=module,
            files=dict(files),
            own=own,
            unavailable=dict(unavailable),
            stand_ins={name: dict(values) for name, values in stand_ins.items()},
            output_bytes=self._limits.output_bytes,
        )
        seconds = self._limits.load_seconds
        self._ask(request, Returned, seconds, f"loading {module}.py took more than {seconds:g} s")

    def get(self, target: int, name: str) -> Returned:
        """Reads an attribute. Raises CallFailedError."""
        return self._timed(Get(self.next_id(), target, name))

    def has(self, name: str) -> bool:
        """Whether the module has a name. Raises CallFailedError where it cannot be told."""
        try:
            self.get(MODULE, name)
        except CallFailedError as error:
            if error.failure.ending is Ending.MISSING:
                return False
            raise
        return True

    def put(self, target: int, name: str, value: Value) -> Returned:
        """Sets an attribute. Raises CallFailedError."""
        return self._timed(Put(self.next_id(), target, name, value))

    def call(self, target: int, arguments: list[Value], keywords: dict[str, Value], *, observe: bool) -> Returned:
        """Calls an object. Raises CallFailedError."""
        return self._timed(Call(self.next_id(), target, arguments, keywords, observe))

    def hold(self, target: int, arguments: list[Value], keywords: dict[str, Value]) -> Returned:
        """Calls an object and has the guest keep what it returned. Raises CallFailedError."""
        return self._timed(Call(self.next_id(), target, arguments, keywords, hold=True))

    def look(self, target: int) -> Returned:
        """Asks for an object that the guest keeps, as data. Raises CallFailedError."""
        return self._timed(Look(self.next_id(), target))

    def release(self, target: int) -> None:
        """Has the guest forget an object. Raises CallFailedError."""
        self._timed(Release(self.next_id(), target))

    def draw(self, target: int) -> bytes:
        """The picture of a figure as PNG, or nothing. Not on the task's time: the exam wants it, not the student.

        Raises:
            CallFailedError: The guest gave no answer.
        """
        seconds = max(DRAWING_SECONDS, self._limits.call_seconds)
        too_slow = f"drawing took more than {seconds:g} s"
        return self._ask(Draw(self.next_id(), target), Drawn, seconds, too_slow, most=MAX_PNG_BYTES + MESSAGE_BYTES).png

    def collect(self, files: Mapping[str, bytes], chosen: Sequence[str], module: str = "") -> list[FoundTest]:
        """Has the guest collect public tests, given by path, of the module that it serves. Not on the task's time.

        Raises:
            CallFailedError: They cannot be collected.
        """
        self._files = {**self._files, **files}
        request = Collect(id=self.next_id(), files=dict(files), chosen=tuple(chosen), module=module)
        seconds = self._limits.load_seconds
        return self._ask(request, Collected, seconds, f"collecting the tests took more than {seconds:g} s").tests

    def run_test(self, test: FoundTest) -> None:
        """Has it run a test that it collected. Raises CallFailedError where that does not pass, or is skipped."""
        self._timed(RunTest(self.next_id(), test.file, test.name))

    def status(self) -> dict[str, str]:
        """What the kernel says of its process, by name; empty where it cannot be asked."""
        return self._process.status()

    def end(self, grace_seconds: float = 0.0) -> tuple[Ending, str]:
        """Ends the guest with all it started; tells how it had ended before, where it had."""
        if not self._alive:
            return Ending.CRASHED, "its process had ended before"
        self._alive = False
        return self._process.end(grace_seconds)

    def count(self, values: int) -> None:
        """Counts values that came from it. Raises CallFailedError where the task has had too many."""
        if not self._allowance.count(values):
            raise self.refuse(f"its answers hold more than {MAX_VALUES:,} values in all")

    def refuse(self, reason: str = "its answer could not be read") -> CallFailedError:
        """Ends the guest because what it answered makes no sense; gives the error to raise."""
        self.end()
        return CallFailedError(CallFailure(ending=Ending.PROTOCOL, reason=reason))

    def next_id(self) -> int:
        """The id of the next request."""
        self._requests += 1
        return self._requests

    def _timed(self, request: Request) -> Returned:
        granted = self._allowance.at_most(self._limits.call_seconds)
        too_slow = (
            f"it took more than {granted:g} s"
            if granted == self._limits.call_seconds
            else f"the {self._allowance.total:g} s for the whole task ran out"
        )
        started, self._forgiven = time.monotonic(), 0.0
        try:
            return self._ask(request, Returned, granted, too_slow)
        finally:
            elapsed = time.monotonic() - started
            if elapsed > WORTH_ASKING and self._alive:
                self._newly_starved()
            self._allowance.spend(max(0.0, elapsed - self._forgiven))

    def ask(self, request: Request, seconds: float, too_slow: str, descriptor: int | None = None) -> Returned:
        """Makes one request of any kind, with a deadline of its own, and sends a descriptor after it if it needs one.

        Raises:
            CallFailedError: It did not return.
        """
        return self._ask(request, Returned, seconds, too_slow, descriptor)

    def _ask(
        self,
        request: Request,
        kind: type[_Answer],
        seconds: float,
        too_slow: str,
        descriptor: int | None = None,
        most: int | None = None,
    ) -> _Answer:
        if not self._alive:
            raise CallFailedError(CallFailure(ending=Ending.CRASHED, reason="its process had ended before"))
        deadline = time.monotonic() + seconds
        try:
            self._channel.send(encode(request), deadline)
            if descriptor is not None:
                self._channel.send_descriptor(descriptor)
            self._await_answer(seconds)
            reading = max(deadline, time.monotonic() + READING_SECONDS)
            reply = self._read(most or self._limits.reply_bytes, reading)
            reply = trimmed(reply, self._limits) if isinstance(reply, Returned) else reply
        except DeadlineError as error:
            self.end()
            raise CallFailedError(CallFailure(ending=Ending.TIMED_OUT, reason=too_slow)) from error
        except ChannelClosedError as error:
            ending, reason = self.end(DYING_SECONDS)
            raise CallFailedError(CallFailure(ending=ending, reason=reason)) from error
        except (WireError, MemoryError) as error:
            raise self.refuse() from error
        return self._judge(reply, request, kind)

    def _read(self, most: int, deadline: float) -> object:
        payload = self._channel.receive(most, deadline)
        check_size(payload)
        return self._decoder.decode(payload, object)

    def _await_answer(self, seconds: float) -> None:
        """Waits until an answer begins. Time in which the guest got no processor, on a busy machine, is not its own.

        Raises:
            DeadlineError: It had its time.
        """
        started, granted = time.monotonic(), seconds
        while not self._channel.readable(started + granted):
            late = self._newly_starved()
            granted += late
            if late < LEAST_DELAY or granted > MAX_STRETCH * seconds:
                self._forgiven -= late  # it was not granted, and what is spent must come to what was
                raise DeadlineError("no answer in time")

    def _newly_starved(self) -> float:
        """Seconds that the guest had to wait for a processor since this was last asked."""
        before, self._starved = self._starved, self._process.starved()
        late = max(0.0, self._starved - before)
        self._forgiven += late
        return late

    def _judge(self, reply: object, request: Request, kind: type[_Answer]) -> _Answer:
        match reply:
            case Returned() | Drawn() | Collected() if reply.id == request.id and isinstance(reply, kind):
                return reply
            case Raised() if reply.id == request.id:
                raise CallFailedError(failure_of(reply, self._limits, self._files))
            case Missing() if reply.id == request.id and isinstance(request, Get):
                # The name is the one that was asked for: what the guest says there might be anything.
                raise CallFailedError(CallFailure(ending=Ending.MISSING, reason=f"there is no {request.name}"))
            case _:
                raise self.refuse("it answered out of turn")
