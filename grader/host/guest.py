"""One guest seen from the trusted side: what can be asked of it, each request with its deadline and cap."""

from collections.abc import Callable, Mapping, Sequence

from msgspec.structs import replace

from grader.assignment import Limits
from grader.host.clock import TimeUsed
from grader.host.connection import Connection
from grader.host.exchange import GuestClient
from grader.host.failures import CallFailedError
from grader.host.lent_functions import LentFunctions
from grader.host.process import GuestProcess
from grader.host.replies import CallFailure
from grader.host.time_budget import Grant, TimeBudget
from grader.host.zygote import Zygote
from grader.model import CallStatus
from grader.wire.figures import MAX_PNG_BYTES
from grader.wire.messages import MODULE, Call, Draw, Drawn, Load, ProxyRequest, ReleaseHandle, Request, Returned
from grader.wire.public_tests import Collect, FoundTest, FoundTests, RunTest
from grader.wire.surroundings import BeginMeasuring, EndMeasuring
from grader.wire.values import Handle, Recording, Tuple, Value

DRAWING_SECONDS = 5.0  # of processor time for one picture, which takes a tenth of one
MESSAGE_BYTES = 1 << 10
"""The size of a message besides the picture in it."""
AHEAD_SECONDS = 0.25
"""The time limit of all calls made in advance together, computing and idle: slow work must not run twice."""


class Guest(GuestClient):
    """A guest process. It serves until `end`, which is called automatically when a request fails to return."""

    def __init__(
        self,
        zygote: Zygote,
        limits: Limits,
        time_budget: TimeBudget,
        process: GuestProcess | None = None,
        files: Mapping[str, bytes] | None = None,
    ) -> None:
        """Forks a guest, unless a guest process is given.

        `files` are the student's, under their names in tracebacks, if they do not come with a module.
        """
        self._limits = limits
        self._time_budget = time_budget
        self._process = process or GuestProcess.start(zygote, limits)
        self._connection = Connection(self._process, limits, time_budget, files or {})
        self._tests: Mapping[str, bytes] = {}  # the files there of those that were collected
        self._began = 0.0

    @property
    def alive(self) -> bool:
        """Whether it can still answer."""
        return self._connection.alive

    def load(
        self,
        module: str,
        files: Mapping[str, bytes],
        own: tuple[str, ...],
        unavailable: Mapping[str, str],
        stand_ins: Mapping[str, Mapping[str, Value]],
        sought: tuple[str, ...] = (),
        *,
        program: bool = False,
        several: tuple[str, ...] = (),
    ) -> CallFailure | None:
        """Loads a module in the guest, on the loading account or the task's; lines that contain `sought` are kept.

        A `program` is prepared to be run and not loaded. Of `several` modules each becomes an attribute of the one
        that the guest serves. Tests that were collected before stay as they are. Returns what went wrong if the
        module can be used all the same.

        Raises:
            CallFailedError: It did not load.
        """
        self._connection.files = {**files, **self._tests}
        request = Load(
            id=self.next_id(),
            module=module,
            files={name: content for name, content in files.items() if name not in self._tests},
            own=own,
            unavailable=dict(unavailable),
            stand_ins={name: dict(values) for name, values in stand_ins.items()},
            output_bytes=self._limits.output_bytes,
            sought=sought,
            program=program,
            several=several,
        )
        loading = f"loading {' and '.join(f'{name}.py' for name in several or (module,))}"
        try:
            self._connection.ask(request, Returned, self._time_budget.for_load(self._limits.load_seconds, loading))
        except CallFailedError as error:
            if not error.failure.usable:
                raise
            return error.failure
        return None

    def continue_on(self, time_budget: TimeBudget) -> None:
        """Charges what it takes from here on to another account."""
        self._time_budget = time_budget
        self._connection.continue_on(time_budget)

    def has(self, name: str, module: str = "") -> bool:
        """Whether the module, or one of the several, has a name. Raises CallFailedError if that is unknown."""
        try:
            place = self.get(MODULE, module).value if module else Handle(MODULE, "module")
            if not isinstance(place, Handle):
                return False
            self.get(place.id, name)
        except CallFailedError as error:
            if error.failure.call_status is CallStatus.MISSING:
                return False
            raise
        return True

    def call_ahead(self, calls: Sequence[Call]) -> bool:
        """Makes calls together; their answers wait until the same calls are made. Returns whether all have arrived.

        Otherwise the guest has ended, and its time was not charged to the task.
        """
        calls = [replace(call, id=self.next_id()) for call in calls]
        whole = self._time_budget.for_call(min(AHEAD_SECONDS, self._call_seconds))
        used: list[TimeUsed] = []
        idle = replace(whole.idle, seconds=min(whole.idle.seconds, AHEAD_SECONDS))
        come = self._connection.ask_ahead(calls, replace(whole, idle=idle, pay=used.append))
        for each in used if come else ():
            whole.pay(each)
        return come

    @property
    def answers_left(self) -> bool:
        """Whether there are answers to calls made in advance that nobody has asked for."""
        return bool(self._connection.ahead)

    def make(self, request: ProxyRequest) -> Returned:
        """Makes a request on the task's time; returns the answer. Raises CallFailedError."""
        if isinstance(request, BeginMeasuring):
            self._began = self.processor_seconds()
        reply = self._timed(replace(request, id=self.next_id()))
        if not isinstance(request, EndMeasuring):
            return reply
        measured = self.processor_seconds() - self._began if self._process.clock.tells else None
        return replace(reply, value=Tuple([measured, reply.value]))  # the kernel's time beside what the guest says

    def seed_generators(self, seed: int) -> None:
        """Has the generators of student code seeded before the next request, in one message with it."""
        self._connection.seed = seed

    def adopt_lent(self, lent: LentFunctions) -> None:
        """Takes over functions that were lent before there was a guest."""
        self._connection.lent = lent

    def lend(self, function: Callable[..., object]) -> Recording:
        """Lets student code call a function of the test; returns what represents it on the wire."""
        return self._connection.lent.lend(function)

    def release(self, target: int) -> None:
        """Releases an object in the guest. Raises CallFailedError."""
        self._timed(ReleaseHandle(self.next_id(), target))

    def draw(self, target: int) -> bytes:
        """The picture of a figure as PNG, or empty. Not on the task's time: the exam wants it, not the student.

        Raises:
            CallFailedError: The guest gave no answer.
        """
        grant, maximum = self._time_budget.for_drawing(DRAWING_SECONDS), MAX_PNG_BYTES + MESSAGE_BYTES
        return self._connection.ask(Draw(self.next_id(), target), Drawn, grant, maximum=maximum).png

    def collect(self, files: Mapping[str, bytes], chosen: Sequence[str], module: str = "") -> list[FoundTest]:
        """Collects public tests in the guest, given by path, for the module that it serves. Not on the task's time.

        Raises:
            CallFailedError: They cannot be collected.
        """
        self._tests = files
        self._connection.files = {**self._connection.files, **files}
        request = Collect(id=self.next_id(), files=dict(files), chosen=tuple(chosen), module=module)
        return self._connection.ask(
            request, FoundTests, self._time_budget.for_load(self._limits.load_seconds, "collecting the tests")
        ).tests

    def run_test(self, test: FoundTest) -> None:
        """Runs a collected test in the guest. Raises CallFailedError if it does not pass, or is skipped."""
        self._timed(RunTest(self.next_id(), test.file, test.name))

    def status(self) -> dict[str, str]:
        """The kernel's status fields of its process, by name; empty if unavailable."""
        return self._process.status()

    def processor_seconds(self) -> float:
        """The processor time its process has used since it started, as the kernel reports it."""
        return self._process.clock.computed()

    def can_be_measured(self) -> bool:
        """Whether its directory and its unlinked files can be measured from the host."""
        return self._process.can_be_measured()

    def end(self, grace_seconds: float = 0.0) -> tuple[CallStatus, str]:
        """Ends the guest and everything it started; returns how it had ended before, if it had."""
        return self._connection.end(grace_seconds)

    def count(self, values: int) -> None:
        """Counts values that came from it. Raises CallFailedError if the task has had too many."""
        self._connection.count(values)

    def protocol_error(self, reason: str = "its answer could not be read") -> CallFailedError:
        """Ends the guest because its answer violates the protocol; returns the error to raise."""
        return self._connection.protocol_error(reason)

    def next_id(self) -> int:
        """The id of the next request."""
        return self._connection.next_id()

    def _timed(self, request: Request) -> Returned:
        return self._connection.ask(request, Returned, self._time_budget.for_call(self._call_seconds))

    @property
    def _call_seconds(self) -> float:
        return self._time_budget.call_seconds or self._limits.call_seconds

    def ask(self, request: Request, grant: Grant, descriptor: int | None = None) -> Returned:
        """Makes one request of any kind, with a grant of its own, followed by a descriptor if it needs one.

        Raises:
            CallFailedError: It did not return.
        """
        return self._connection.ask(request, Returned, grant, descriptor)
