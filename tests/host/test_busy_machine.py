"""A busy machine costs nobody marks: the time of a call is what a guest had of a processor, or idled away."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest

from grader.assignment import Limits
from grader.host.guest import Allowance, CallFailedError, Guest
from grader.host.levels import open_strongest
from grader.host.proxy import module_proxy
from grader.host.zygote import Zygote
from grader.model import Ending

LIMITS = Limits(load_seconds=30.0, call_seconds=1.0, task_seconds=3.0)
WORK = """
import time
def work():
    while time.process_time() < begun + 0.7: pass
    return "done"
def loop():
    while True: pass
def sleep(): time.sleep(60)
begun = time.process_time()
"""
SPIN = "import time\nend = time.monotonic() + 60\nwhile time.monotonic() < end: pass"


@pytest.fixture(scope="module")
def busy() -> Iterator[None]:
    """Keeps every processor busy several times over, each time in a session that gets a share of its own."""
    count = 6 * (os.cpu_count() or 1)
    spinning = [subprocess.Popen([sys.executable, "-c", SPIN], start_new_session=True) for _ in range(count)]
    yield
    for process in spinning:
        process.kill()
        process.wait()


@pytest.fixture(scope="module")
def zygote() -> Iterator[Zygote]:
    with open_strongest() as running:
        yield running


@pytest.fixture
def ending(zygote: Zygote, busy: None) -> Callable[[str], tuple[Ending, float]]:
    """Calls a function in a guest of its own, and tells how it ended and how much of the task's time was charged."""
    del busy

    def of(name: str) -> tuple[Ending, float]:
        allowance = Allowance(LIMITS.task_seconds)
        guest = Guest(zygote, LIMITS, allowance)
        try:
            guest.load("work", {"work.py": WORK.encode()}, ("work",), {}, {})
            getattr(module_proxy(guest, lambda _exchange: None), name)()
        except CallFailedError as error:
            return error.failure.ending, LIMITS.task_seconds - allowance.at_most(LIMITS.task_seconds)
        finally:
            guest.end()
        return Ending.RETURNED, LIMITS.task_seconds - allowance.at_most(LIMITS.task_seconds)

    return of


def test_honest_work_within_its_time_of_the_processor_returns(ending: Callable[[str], tuple[Ending, float]]) -> None:
    returned, charged = ending("work")
    assert returned is Ending.RETURNED
    assert charged < LIMITS.task_seconds / 2


@pytest.mark.parametrize("name", ["loop", "sleep"])
def test_what_never_ends_is_stopped_all_the_same(ending: Callable[[str], tuple[Ending, float]], name: str) -> None:
    ended, charged = ending(name)
    assert ended is Ending.TIMED_OUT
    assert charged >= LIMITS.call_seconds, "or what is left of the task's time would be a matter of chance"
