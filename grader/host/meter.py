"""Measures one request to a guest against its grant, for as long as somebody waits for it. Trusted side."""

import time

from grader.errors import HarnessError
from grader.host.clock import ProcessClock, TimeUsed, stolen
from grader.host.time_budget import Grant
from grader.wire.frames import DeadlineError

POLL_SECONDS = 0.25
MIN_SECONDS = 0.005
"""The time between two readings, and before the first: most requests are answered sooner, and are not
checked for idling, since a reading takes as long as an answer."""
MIN_IDLE = 0.1
"""The part of apparently idle time that counts as idle whatever a hypervisor took; otherwise nothing might end."""
PATIENCE_SECONDS = 60.0
STRETCH = 30.0


class StarvedError(HarnessError):
    """The machine is too busy: a guest could neither use up its grant nor be said to be idle."""


class BudgetExceededError(DeadlineError):
    """The guest took more than its grant; the text says of what."""


class Meter:
    """The measure of one request, from its creation on; `left` is the deadline of every wait for the guest.

    Each wait ends: within the grant if the guest gets a processor, and at the latest when the wall time has passed that
    stands for a machine without any to spare. That is not the fault of anybody who is graded, so it withholds the
    grade. It takes thirty times as many processes as processors, or threads that wake each other by the hundred.
    """

    def __init__(self, clock: ProcessClock, grant: Grant) -> None:
        self._clock = clock
        self._grant = grant
        self._started = self._last = time.monotonic()
        self._before = clock.charged
        self._readings: tuple[float, float, float] | None = None
        self._stolen: float | None = None
        self._idle = 0.0
        granted = min(grant.computing.seconds, grant.idle.seconds)
        self._next = self._started + max(0.0, min(MIN_SECONDS, granted))

    def left(self) -> float:
        """Seconds to wait before asking this again.

        Raises:
            BudgetExceededError: The guest has taken more than its grant.
            StarvedError: It got too little processor time to tell.
        """
        now = time.monotonic()
        if now >= self._next:
            self._read(now)
            spare = self._check(self._used(now))
            self._next = now + max(MIN_SECONDS, min(POLL_SECONDS, spare))
        return self._next - now

    def finish(self) -> TimeUsed:
        """What the guest took, which is charged; the last reading, for a guest that is not reaped yet."""
        now = time.monotonic()
        if self._readings is not None:
            self._read(now)
        used = self._used(now)
        self._clock.charged = self._before + used.computing
        self._grant.pay(used)
        return used

    def check(self, used: TimeUsed) -> None:
        """Raises BudgetExceededError if that is more than the grant, even if the answer has come."""
        self._check(used)

    def _used(self, now: float) -> TimeUsed:
        if not self._clock.tells:
            return TimeUsed(now - self._started)
        return TimeUsed(self._clock.computed() - self._before, self._idle)

    def _check(self, used: TimeUsed) -> float:
        """What is left of either measure, if any is."""
        computing = used.computing + (used.idle if self._grant.idle_computes else 0.0)
        spare = self._grant.computing.seconds - computing, self._grant.idle.seconds - used.idle
        for computed, left in zip((True, False), spare, strict=True):
            if left <= 0:
                raise BudgetExceededError(self._grant.said(computed=computed, told=self._clock.tells))
        if self._last - self._started > PATIENCE_SECONDS + STRETCH * self._grant.computing.seconds:
            raise StarvedError(
                f"This machine is too busy to grade on: in {self._last - self._started:.0f} s a submission's code was"
                f" given {used.computing:.1f} s of a processor. Grade again when there is less to do."
            )
        return min(spare)

    def _read(self, now: float) -> None:
        """Adds the guest's idle time since the last reading; nothing at the first."""
        passed, self._last = now - self._last, now
        before, self._readings = (
            self._readings,
            (self._clock.computed(), self._clock.waited(), self._clock.own_doing()),
        )
        if before is None:
            return
        stolen_before, self._stolen = self._stolen, stolen()
        apparent = max(0.0, passed - (sum(self._readings) - sum(before)))
        taken = 0.0 if stolen_before is None else self._stolen - stolen_before
        self._idle += max(MIN_IDLE * apparent, apparent - taken)
