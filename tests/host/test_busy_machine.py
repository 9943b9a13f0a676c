"""A busy machine costs nobody marks: a call pays for what a guest had of a processor, and apart from that for rest."""

from collections.abc import Callable, Iterator

import pytest

from grader.assignment import Limits
from grader.host.clock import TimeUsed
from grader.host.failures import CallFailedError
from grader.host.guest import Guest
from grader.host.levels import open_strongest
from grader.host.proxy import module_proxy
from grader.host.time_budget import IDLE_PARTS, TimeBudget
from grader.host.zygote import Zygote
from grader.model import CallStatus
from tests.support.busy import busy, one_processor

LIMITS = Limits(load_seconds=30.0, call_seconds=0.5, task_seconds=1.5, idle_seconds=1.5)
WORK = """
import time
def work():
    while time.process_time() < begun + 0.35: pass
    return "done"
def short():
    end = time.process_time() + 0.01
    while time.process_time() < end: pass
def loop():
    while True: pass
def sleep(): time.sleep(60)
begun = time.process_time()
"""
MANY = 20


@pytest.fixture(scope="module")
def zygote() -> Iterator[Zygote]:
    """On one processor with its guests, which two others keep busy, each in a session with a share of its own."""
    with one_processor(), open_strongest(draws=False) as running, busy(2, 120.0):
        yield running


@pytest.fixture
def call_status(zygote: Zygote) -> Callable[[str], tuple[CallStatus, TimeUsed]]:
    """Calls a function in a guest of its own, and tells how it ended and how much of the task's time was charged."""

    def of(name: str) -> tuple[CallStatus, TimeUsed]:
        time_budget = TimeBudget.of(LIMITS)
        guest = Guest(zygote, LIMITS, time_budget)
        try:
            guest.load("work", {"work.py": WORK.encode()}, ("work",), {}, {})
            function = getattr(module_proxy(guest, lambda _exchange: None), "short" if name == "many" else name)
            for _ in range(MANY if name == "many" else 1):
                function()
        except CallFailedError as error:
            return error.failure.call_status, time_budget.used
        finally:
            guest.end()
        return CallStatus.RETURNED, time_budget.used

    return of


def test_honest_work_within_its_time_of_the_processor_returns(
    call_status: Callable[[str], tuple[CallStatus, TimeUsed]],
) -> None:
    returned, charged = call_status("work")
    assert returned is CallStatus.RETURNED
    assert charged.computing < LIMITS.task_seconds / 2
    assert charged.idle < LIMITS.idle_seconds / 2, "it stood ready, and waited for nothing but a processor"


def test_many_short_calls_are_charged_what_they_computed(
    call_status: Callable[[str], tuple[CallStatus, TimeUsed]],
) -> None:
    returned, charged = call_status("many")
    assert returned is CallStatus.RETURNED
    assert 0.15 < charged.computing < 0.5


def test_what_never_ends_is_stopped_all_the_same(call_status: Callable[[str], tuple[CallStatus, TimeUsed]]) -> None:
    ended, charged = call_status("loop")
    assert ended is CallStatus.TIMED_OUT
    assert charged.computing >= LIMITS.call_seconds, "or what is left of the task's time would be a matter of chance"


def test_what_sleeps_forever_is_stopped_and_has_not_computed(
    call_status: Callable[[str], tuple[CallStatus, TimeUsed]],
) -> None:
    ended, charged = call_status("sleep")
    assert ended is CallStatus.TIMED_OUT
    assert charged.idle >= LIMITS.idle_seconds / IDLE_PARTS
    assert charged.computing < LIMITS.call_seconds
