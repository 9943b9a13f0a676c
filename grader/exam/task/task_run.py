"""One task of one submission while it is being graded: its guests, its time, its call log. Trusted side."""

import contextlib
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from grader.exam.source.signatures import other_signature, signature_mismatch
from grader.exam.task.call_log import AnyGuest, CallLog
from grader.exam.task.calls import call_signature, passes
from grader.exam.task.submitted_task import SubmittedTask
from grader.exam.task.task_guests import TaskGuests
from grader.host.asking_ahead import ForeseeingClient
from grader.host.call_cache import CachedGuest, CallCache
from grader.host.exchange import Exchange
from grader.host.failures import CallFailedError
from grader.host.guest import Guest
from grader.host.idle_guests import IdleGuests
from grader.host.proxy import Proxy, module_proxy, modules_proxy
from grader.host.time_budget import TimeBudget
from grader.host.zygote import Zygote
from grader.model import CallRecord
from grader.wire.messages import Call
from grader.wire.values import Value, encode

MAX_PICTURES = 3
"""Per task: a report needs no more to show what went wrong, and drawing a picture takes a tenth of a second."""


class TaskRun:
    """Opens guests for the tests of one task: a fresh one after a death, a separate one if a test asks for it."""

    def __init__(
        self,
        submitted: SubmittedTask,
        zygote: Zygote,
        call_cache: CallCache,
        time_budget: TimeBudget | None = None,
        before_load: Callable[[Guest], None] = lambda _guest: None,
    ) -> None:
        """`time_budget` is what its guests may take together, if different from what the assignment allows a task.

        `before_load` is called with each guest that has nothing of the student's yet; a notebook's copies have.
        """
        self.submitted = submitted
        self.task = submitted.task
        self._call_cache = call_cache
        self._time_budget = time_budget or TimeBudget.of(submitted.assignment.manifest.limits)
        self._guests = TaskGuests(submitted, zygote, self._time_budget, before_load)
        self._guest: Guest | None = None
        self._extra: list[AnyGuest] = []
        self._idle = IdleGuests()
        self._log = CallLog()
        self._pictures_left = MAX_PICTURES

    @property
    def used_up(self) -> bool:
        """Whether no time is left for this task."""
        return self._time_budget.used_up

    def allow_calls(self, seconds: float | None) -> None:
        """Allows each call of the running test so many seconds, or as many as the assignment does."""
        self._time_budget.call_seconds = seconds

    def student(self, seed: int) -> Any:
        """The student's module in the guest of this task, with its random numbers reset. Raises LoadFailedError."""
        return self._proxy(_seeded(self.guest(), seed))

    def guest(self) -> Guest:
        """The guest of this task, which has loaded the student's module; a fresh one after a death.

        Raises:
            LoadFailedError: It did not load.
            CallFailedError: The time of the task is used up.
        """
        if self._guest is None or not self._guest.alive:
            self._guest = self._guests.open({})
        return self._guest

    def open_student(self, stand_ins: Mapping[str, Mapping[str, Value]], seed: int) -> Any:
        """The student's module in a guest of its own, with these stand-ins. Raises LoadFailedError."""
        guest = _seeded(self._guests.open(stand_ins), seed)
        self._extra.append(guest)
        return self._proxy(guest)

    def open_cached(self, stand_ins: Mapping[str, Mapping[str, Value]], seed: int) -> Any:
        """The same, but calls after equal calls are answered from the cache; raises when called."""

        def opened() -> Guest:
            return _seeded(self._guests.open(stand_ins), seed)

        seconds = self._time_budget.call_seconds  # a call that ended at one limit may end differently at another
        beginning = encode((stand_ins, seed, seconds))
        guest = CachedGuest(opened, self._call_cache, self._time_budget, beginning, self._idle)
        self._extra.append(guest)
        return self._proxy(guest)

    def foreseeing_student(self) -> Any:
        """A stand-in for the module of this task, which raises at a test's first request and says what that is."""
        return Proxy.calling_by_name(module_proxy(ForeseeingClient(), lambda _exchange: None, self.task.names))

    def call_ahead(self, calls: Sequence[Call]) -> bool:
        """Lets the guest of this task make calls before a test asks for them; returns whether it made all of them."""
        return self._guest is not None and self._guest.alive and self._guest.call_ahead(calls)

    @property
    def answers_left(self) -> bool:
        """Whether there are answers to calls made in advance that no test has asked for."""
        return self._guest is not None and self._guest.answers_left

    def begin_anew(self) -> CallLog:
        """Ends the guest of this task and starts a new log of calls; returns the previous one."""
        if self._guest is not None:
            self._guest.end()
        log, self._log = self._log, CallLog()
        return log

    def go_back_to(self, log: CallLog) -> None:
        """Makes this the log of the calls of the running test."""
        self._log = log

    def calls(self) -> tuple[CallRecord, ...]:
        """The latest calls of the running test, in words."""
        return self._log.records()

    def was_passed(self, text: str) -> bool:
        """Whether the running test passed a text or a path that contains this one to student code."""
        return passes(self._log.calls, text)

    def call_signatures(self) -> list[tuple[str, ...]]:
        """The signatures of the calls of the running test, for levels that do not show inputs."""
        return [call_signature(call) for call in self._log.calls]

    def last_call_signature(self) -> tuple[str, ...]:
        """The signature of the last call."""
        call = self._log.last_call
        return call_signature(call) if call else ()

    def signature_mismatch(self, raised: BaseException | None) -> str:
        """Why the call that ended the running test could not be made, or one that it made, if the source says so."""
        call = self._log.last_call
        if not isinstance(raised, CallFailedError) or call is None or call.failure is not raised.failure:
            return ""
        if "TypeError" not in raised.failure.type_names:
            return ""
        stubs = {f"{module}.py": self.submitted.assignment.stub(module) for module in self.task.modules}
        if raised.failure.frames:  # in the student's code: of a function that it calls
            return other_signature(self.submitted.sources, self.submitted.files, stubs)
        return signature_mismatch(call, self.submitted.sources, self.submitted.files, stubs)

    def pictures(self) -> tuple[bytes, ...]:
        """Pictures of the latest figures of the running test."""
        figures = self._log.figures
        latest = figures[max(0, len(figures) - self._pictures_left) :]
        self._pictures_left -= len(latest)  # an attempt takes time, whatever the result
        return tuple(filter(None, (_png(guest, handle) for guest, handle in latest)))

    def end_test(self) -> None:
        """Forgets the calls and figures of the running test and ends the guests that it had asked for."""
        for guest, handle in self._log.figures:
            if guest is self._guest:  # the others end anyway
                with contextlib.suppress(CallFailedError):
                    self._guest.release(handle)
        self._log.clear()
        while self._extra:
            self._extra.pop().end()

    def _proxy(self, guest: AnyGuest) -> Any:
        def log(exchange: Exchange) -> None:
            self._log.add(guest, exchange)

        if self.task.several:
            return modules_proxy(guest, log, {part.module: part.names for part in self.task.parts})
        return module_proxy(guest, log, self.task.names)

    def missing_names(self, guest: Guest) -> list[str]:
        """The names of the task that a guest does not have. Raises CallFailedError if that cannot be determined."""
        return self._guests.missing_names(guest)

    def close(self) -> None:
        """Ends every guest of this task."""
        self.end_test()
        self._idle.close()
        if self._guest is not None:
            self._guest.end()


def _seeded(guest: Guest, seed: int) -> Guest:
    guest.seed_generators(seed)
    return guest


def _png(guest: AnyGuest, handle: int) -> bytes:
    """The picture of a figure in a guest, or empty if the guest fails to draw it."""
    try:
        return guest.draw(handle)
    except CallFailedError:
        return b""
