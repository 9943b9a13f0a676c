"""How much time the requests to a task's guests may take, individually and in all. Trusted side; measures nothing.

Three accounts, each of them finite. Computing is what a task's time is meant for. Loading has its own account
as long as no guest of the task has died: code that is loaded again and again pays with the task's time. Idling
is not what a task's time is meant for, and a pause that was put in to watch costs nothing; but somebody waits for it.
"""

from collections.abc import Callable
from dataclasses import dataclass

from msgspec import Struct

from grader.assignment import Limits
from grader.host.clock import TimeUsed

MAX_LOADS = 8
"""How many loads of the maximum length are not charged to the task. An exam loads a module for each test that
wants a guest of its own."""
MAX_VALUES = 5_000_000
"""Values in all answers of a task, each of which costs the exam about a microsecond: some seconds in all. Elements of
arrays do not count, since nothing here visits them one by one."""
IDLE_PARTS = 3
"""One request may be idle for this part of its task's idle time: what waits forever costs a test or two, not all."""


class TimeLimit(Struct, frozen=True):
    """A limit on one measure, in seconds; `whole` names the task or notebook whose remaining time it is, if any."""

    seconds: float
    total: float = 0.0
    whole: str = ""


class Grant(Struct, frozen=True):
    """What one request may take and who pays for it; with `idle_computes`, idle time is charged like computing."""

    subject: str
    computing: TimeLimit
    idle: TimeLimit
    pay: Callable[[TimeUsed], None] = lambda _used: None
    idle_computes: bool = False

    def said(self, *, computed: bool, told: bool) -> str:
        """The message that the request took more than this, by computing or by waiting for something.

        Unless the kernel `told` what was computed, the message speaks of time only.
        """
        bound = self.computing if computed else self.idle
        if bound.whole:
            return f"the {bound.total:g} s{'' if computed else ' of waiting'} for the whole {bound.whole} ran out"
        if not computed:
            return f"{self.subject} waited for more than {bound.seconds:g} s without computing"
        if not told or self.idle_computes:
            return f"{self.subject} took more than {bound.seconds:g} s"
        return f"{self.subject} used more than {bound.seconds:g} s of processor time"


class TimeBudget:
    """What the guests of one task may take together."""

    def __init__(
        self, seconds: float, idle_seconds: float = 30.0, loading_seconds: float = 70.0, whole: str = "task"
    ) -> None:
        """`loading_seconds` may be overdrawn by one load; `whole` is its name in messages."""
        self._whole = whole
        self._total, self._left = seconds, seconds
        self._idle_total = idle_seconds
        self._used = TimeUsed()
        self._values = MAX_VALUES
        self._shared = _Shared(idle_seconds, loading_seconds)
        self.call_seconds: float | None = None
        """For one call of the running test, if different from what the assignment allows."""

    @classmethod
    def of(cls, limits: Limits) -> "TimeBudget":
        """What an assignment allows a task."""
        return cls(limits.task_seconds, limits.idle_seconds, (MAX_LOADS - 1) * limits.load_seconds)

    def again(self, share: float) -> "TimeBudget":
        """A budget with `share` times the computing time, for a second pass; idling and loading stay shared."""
        fresh = TimeBudget(share * self._total, self._idle_total, whole=self._whole)
        fresh._shared = self._shared  # our own class
        return fresh

    @property
    def used_up(self) -> bool:
        """Whether no computing or idle time is left."""
        return self._left <= 0 or self._shared.idle <= 0

    def count(self, values: int) -> bool:
        """Counts values that came back; returns whether that is still within the limit."""
        self._values -= values
        return self._values >= 0

    @property
    def used(self) -> TimeUsed:
        """What was used in total, loading included."""
        return self._used

    def exhausted(self) -> str:
        """The message that says which account is used up."""
        grant = Grant("it", TimeLimit(0.0, self._total, self._whole), TimeLimit(0.0, self._idle_total, self._whole))
        return grant.said(computed=self._left <= 0, told=True)

    def for_call(self, seconds: float, subject: str = "it") -> Grant:
        """The grant of a call into student code that may compute for that long."""
        return Grant(subject, self._computing(seconds), self._idle(), self._pay)

    def for_load(self, seconds: float, subject: str) -> Grant:
        """The grant of loading student code, which may compute for that long."""
        if self._shared.loading > 0:
            return Grant(subject, TimeLimit(seconds), self._idle(), self._pay_load)
        return Grant(subject, self._computing(seconds), self._idle(), self._pay_reload, idle_computes=True)

    def for_copy(self, seconds: float) -> Grant:
        """The grant of a copy of what was loaded. It overdraws the account rather than end the original."""
        pay = self._pay_load if self._shared.loading > 0 else self._pay_reload
        return Grant("copying the notebook's process", TimeLimit(seconds), TimeLimit(seconds), pay)

    def for_drawing(self, seconds: float) -> Grant:
        """The grant of drawing a picture, which the exam asks for: only idle time is charged to the task."""
        return Grant("drawing", TimeLimit(seconds), self._idle(), lambda used: self._pay(TimeUsed(0.0, used.idle)))

    def note_death(self) -> None:
        """From now on each load is charged to the task."""
        self._shared.loading = min(0.0, self._shared.loading)

    def _computing(self, maximum: float) -> TimeLimit:
        return (
            TimeLimit(maximum) if maximum <= self._left else TimeLimit(max(0.0, self._left), self._total, self._whole)
        )

    def _idle(self) -> TimeLimit:
        maximum, left = self._idle_total / IDLE_PARTS, self._shared.idle
        return TimeLimit(maximum) if maximum <= left else TimeLimit(max(0.0, left), self._idle_total, self._whole)

    def _pay(self, used: TimeUsed) -> None:
        self._left -= used.computing
        self._take(used)

    def _pay_load(self, used: TimeUsed) -> None:
        self._shared.loading -= used.computing
        self._take(used)

    def _pay_reload(self, used: TimeUsed) -> None:
        self._left -= used.computing + used.idle
        self._take(used)

    def _take(self, used: TimeUsed) -> None:
        self._shared.idle -= used.idle
        self._used += used


@dataclass
class _Shared:
    """The remainder of the accounts that a task has only once, however often it is asked."""

    idle: float
    loading: float
