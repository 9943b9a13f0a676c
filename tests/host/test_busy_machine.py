"""A busy machine costs nobody marks: a call pays for what a guest had of a processor, and apart from that for rest."""

from collections.abc import Callable, Iterator

import pytest

from grader.assignment import Limits
from grader.host.allowance import IDLE_PARTS, Allowance
from grader.host.clock import Used
from grader.host.guest import CallFailedError, Guest
from grader.host.levels import open_strongest
from grader.host.proxy import module_proxy
from grader.host.zygote import Zygote
from grader.model import Ending
from tests.support.busy import busy, processors

LIMITS = Limits(load_seconds=30.0, call_seconds=1.0, task_seconds=3.0, idle_seconds=3.0)
WORK = """
import time
def work():
    while time.process_time() < begun + 0.7: pass
    return "done"
def short():
    end = time.process_time() + 0.01
    while time.process_time() < end: pass
def loop():
    while True: pass
def sleep(): time.sleep(60)
begun = time.process_time()
"""
MANY = 40


@pytest.fixture(scope="module")
def beside() -> Iterator[None]:
    """Keeps every processor busy several times over, each time in a session that gets a share of its own."""
    with busy(6 * processors(), 120.0):
        yield


@pytest.fixture(scope="module")
def zygote() -> Iterator[Zygote]:
    with open_strongest() as running:
        yield running


@pytest.fixture
def ending(zygote: Zygote, beside: None) -> Callable[[str], tuple[Ending, Used]]:
    """Calls a function in a guest of its own, and tells how it ended and how much of the task's time was charged."""
    del beside

    def of(name: str) -> tuple[Ending, Used]:
        allowance = Allowance.of(LIMITS)
        guest = Guest(zygote, LIMITS, allowance)
        try:
            guest.load("work", {"work.py": WORK.encode()}, ("work",), {}, {})
            function = getattr(module_proxy(guest, lambda _exchange: None), "short" if name == "many" else name)
            for _ in range(MANY if name == "many" else 1):
                function()
        except CallFailedError as error:
            return error.failure.ending, allowance.used
        finally:
            guest.end()
        return Ending.RETURNED, allowance.used

    return of


def test_honest_work_within_its_time_of_the_processor_returns(ending: Callable[[str], tuple[Ending, Used]]) -> None:
    returned, charged = ending("work")
    assert returned is Ending.RETURNED
    assert charged.computing < LIMITS.task_seconds / 2
    assert charged.idle < LIMITS.idle_seconds / 2, "it stood ready, and waited for nothing but a processor"


def test_many_short_calls_are_charged_what_they_computed(ending: Callable[[str], tuple[Ending, Used]]) -> None:
    returned, charged = ending("many")
    assert returned is Ending.RETURNED
    assert 0.3 < charged.computing < 1.0


def test_what_never_ends_is_stopped_all_the_same(ending: Callable[[str], tuple[Ending, Used]]) -> None:
    ended, charged = ending("loop")
    assert ended is Ending.TIMED_OUT
    assert charged.computing >= LIMITS.call_seconds, "or what is left of the task's time would be a matter of chance"


def test_what_sleeps_forever_is_stopped_and_has_not_computed(ending: Callable[[str], tuple[Ending, Used]]) -> None:
    ended, charged = ending("sleep")
    assert ended is Ending.TIMED_OUT
    assert charged.idle >= LIMITS.idle_seconds / IDLE_PARTS
    assert charged.computing < LIMITS.call_seconds
