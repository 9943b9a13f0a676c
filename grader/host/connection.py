"""The connection to one guest: requests with deadlines and caps, and how each of them ended. Trusted side.

It does not know what a request means, except for the names that a failure mentions.
"""

from collections.abc import Mapping, Sequence
from typing import TypeVar

from grader.assignment import Limits
from grader.errors import HarnessError
from grader.host.asking_ahead import AnswersAhead, AskedOtherwiseError
from grader.host.failures import CallFailedError, failed
from grader.host.lent_functions import LentFunctions
from grader.host.meter import BudgetExceededError, Meter
from grader.host.process import GuestProcess
from grader.host.replies import CallFailure, failure_of, trimmed
from grader.host.time_budget import MAX_VALUES, Grant, TimeBudget
from grader.model import CallStatus
from grader.wire.callbacks import CallBack, CalledBack
from grader.wire.frames import ChannelClosedError, WireError
from grader.wire.measure import check_size
from grader.wire.messages import (
    Call,
    Decoder,
    Drawn,
    Get,
    Missing,
    ProxyRequest,
    Raised,
    Reply,
    Request,
    Returned,
    Seeded,
)
from grader.wire.public_tests import FoundTests
from grader.wire.surroundings import ReadFile, RunProgram
from grader.wire.values import encode

DYING_SECONDS = 0.5
_REPLIES = Decoder(Reply | CallBack)
AHEAD_BYTES = 1 << 16
"""The largest answer to a request made in advance: many of them wait in memory."""

_Answer = TypeVar("_Answer", Returned, Drawn, FoundTests)


class Connection:
    """Serves until `end`, which is called automatically when a request fails to return."""

    def __init__(
        self, process: GuestProcess, limits: Limits, time_budget: TimeBudget, files: Mapping[str, bytes]
    ) -> None:
        """`files` are the student's, under their names in tracebacks."""
        self.files = files
        self.lent = LentFunctions()
        self.alive = True
        self.ahead = AnswersAhead()
        self.seed: int | None = None
        """What the generators of student code are seeded with before the next request of a test."""
        self._process = process
        self._channel = process.channel
        self._limits = limits
        self._time_budget = time_budget
        self._requests = 0

    def continue_on(self, time_budget: TimeBudget) -> None:
        """Charges what it takes from here on to another account."""
        self._time_budget = time_budget

    def next_id(self) -> int:
        """The id of the next request."""
        self._requests += 1
        return self._requests

    def count(self, values: int) -> None:
        """Counts values that came from the guest. Raises CallFailedError if the task has had too many."""
        if not self._time_budget.count(values):
            raise self.protocol_error(f"its answers hold more than {MAX_VALUES:,} values in all")

    def protocol_error(self, reason: str = "its answer could not be read") -> CallFailedError:
        """Ends the guest because its answer violates the protocol; returns the error to raise."""
        self._lose()
        return CallFailedError(CallFailure(call_status=CallStatus.PROTOCOL, reason=reason))

    def end(self, grace_seconds: float = 0.0) -> tuple[CallStatus, str]:
        """Ends the guest and everything it started; returns how it had ended before, if it had."""
        if not self.alive:
            return CallStatus.CRASHED, "its process had ended before"
        self.alive = False
        return self._process.end(grace_seconds)

    def ask(
        self,
        request: Request,
        kind: type[_Answer],
        grant: Grant,
        descriptor: int | None = None,
        maximum: int | None = None,
    ) -> _Answer:
        """Makes one request, followed by a descriptor if it needs one; returns an answer of this kind.

        Raises:
            CallFailedError: It did not return.
        """
        self.lent.require_idle()
        if not self.alive:
            raise CallFailedError(CallFailure(call_status=CallStatus.CRASHED, reason="its process had ended before"))
        try:
            if self.ahead:
                request, reply = self.ahead.take(request)
            else:
                reply = self._exchanged(request, grant, descriptor, maximum or self._limits.reply_bytes)
            reply = trimmed(reply, self._limits) if isinstance(reply, Returned) else reply
        except BudgetExceededError as error:
            self._lose()
            raise CallFailedError(CallFailure(call_status=CallStatus.TIMED_OUT, reason=str(error))) from error
        except ChannelClosedError as error:
            call_status, reason = self._lose(DYING_SECONDS)
            raise CallFailedError(CallFailure(call_status=call_status, reason=reason)) from error
        except (WireError, MemoryError) as error:
            raise self.protocol_error() from error
        except (HarnessError, AskedOtherwiseError):
            self.end()
            raise
        return self._judge(reply, request, kind)

    def ask_ahead(self, requests: Sequence[Request], grant: Grant) -> bool:
        """Sends requests together; their answers wait until `ask` gets the same requests. Returns whether all arrived.

        Otherwise the guest has ended, and its time is not charged to the task.
        """
        meter = Meter(self._process.clock, grant)
        try:
            for request in requests:
                self._channel.send(self._message(request), meter.left)
            replies = [self._received(AHEAD_BYTES, meter) for _ in requests]
            meter.check(meter.finish())
        except (WireError, MemoryError):
            replies = []
        except HarnessError:
            self.end()
            raise
        if not replies or any(isinstance(reply, CallBack) for reply in replies):
            self.end()
            return False
        self.ahead.add(requests, replies)
        return True

    def _exchanged(self, request: Request, grant: Grant, descriptor: int | None, maximum: int) -> object:
        """The answer, which counts only if it came within the grant; the time it took is charged in any case."""
        meter = Meter(self._process.clock, grant)
        self.lent.begin()
        try:
            self._channel.send(self._message(request), meter.left)
            if descriptor is not None:
                self._channel.send_descriptor(descriptor)
            reply = self._received(maximum, meter)
            while isinstance(reply, CallBack):
                self._channel.send(encode(self._called_back(reply, request)), meter.left)
                reply = self._received(maximum, meter)
        finally:
            used = meter.finish()
        meter.check(used)
        return reply

    def _message(self, request: Request) -> bytes:
        """The request as it is sent, with what is to be done before it."""
        if self.seed is None or not isinstance(request, ProxyRequest):
            return encode(request)
        seed, self.seed = self.seed, None
        return encode(Seeded(request.id, seed, request))

    def _received(self, maximum: int, meter: Meter) -> object:
        payload = self._channel.receive(maximum, meter.left)
        check_size(payload)
        return _REPLIES.decode(payload, object)

    def _called_back(self, asked: CallBack, request: Request) -> CalledBack:
        """What a function of the test answers student code; any other exception ends the guest, which waits for it."""
        try:
            return self.lent.answer(asked, request.id, self.count)
        except WireError:
            raise
        except BaseException:
            self.end()
            raise

    def _lose(self, grace_seconds: float = 0.0) -> tuple[CallStatus, str]:
        """Ends the guest because of the student's code, so that the next load is charged to the task."""
        self._time_budget.note_death()
        return self.end(grace_seconds)

    def _judge(self, reply: object, request: Request, kind: type[_Answer]) -> _Answer:
        match reply:
            case Returned() | Drawn() | FoundTests() if reply.id == request.id and isinstance(reply, kind):
                return reply
            case Raised() if reply.id == request.id:
                raise failed(failure_of(reply, self._limits, self.files))
            case Missing() if reply.id == request.id and isinstance(request, Get | Call) and request.name:
                # The name is the requested one: what the guest says there might be anything.
                raise failed(CallFailure(call_status=CallStatus.MISSING, reason=f"there is no {request.name}"))
            case Missing() if reply.id == request.id and isinstance(request, RunProgram | ReadFile):
                raise failed(CallFailure(call_status=CallStatus.MISSING, reason=_absent(request)))
            case _:
                raise self.protocol_error("it answered out of turn")


def _absent(request: RunProgram | ReadFile) -> str:
    """Why there is no file, using only what was asked for."""
    if isinstance(request, ReadFile):
        return f"The file {request.name} is not there"
    return "A program is run from a file of its own: hand it in as one, and not as cells of a notebook"
