"""Who pays for what: processor time of all threads, also between requests; rest apart; nothing for others' doings."""

import os
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from grader.assignment import Limits
from grader.host import meter
from grader.host.clock import ProcessClock, TimeUsed
from grader.host.guest import Guest
from grader.host.levels import open_strongest
from grader.host.meter import BudgetExceededError, Meter, StarvedError
from grader.host.proxy import module_proxy
from grader.host.time_budget import MAX_LOADS, Grant, TimeBudget, TimeLimit
from grader.host.zygote import Zygote

SHARES_ZYGOTES = True

GRANT = Grant("it", TimeLimit(1.0), TimeLimit(0.3))
BURNS = """
import threading
def burn():
    while True: pass
def begin(): threading.Thread(target=burn, daemon=True).start()
def nothing(): return 0
"""


class StandIn(ProcessClock):
    """A clock of a process that never computes; whether it rests or waits for a processor is to be chosen."""

    def __init__(self, *, waits: bool) -> None:
        super().__init__(os.getpid())
        self._waits_always = waits

    def computed(self) -> float:
        """Nothing."""
        return 0.0

    def waited(self) -> float:
        """All of the time, or none."""
        return time.monotonic() if self._waits_always else 0.0


@pytest.fixture(scope="module")
def zygote() -> Iterator[Zygote]:
    with open_strongest() as running:
        yield running


def wait(measured: Meter) -> None:
    """Waits as a channel does, until that has an end."""
    while True:
        time.sleep(measured.left())


@pytest.fixture
def between(zygote: Zygote) -> Callable[[str], float]:
    """What is charged for a call, half a second of nothing, and a call."""

    def charged(first: str) -> float:
        time_budget = TimeBudget.of(Limits())
        guest = Guest(zygote, Limits(), time_budget)
        guest.load("work", {"work.py": BURNS.encode()}, ("work",), {}, {})
        student = module_proxy(guest, lambda _exchange: None)
        before = time_budget.used.computing
        getattr(student, first)()
        seen = guest.processor_seconds()
        while first == "begin" and guest.processor_seconds() < seen + 0.5:
            time.sleep(0.01)
        student.nothing()
        guest.end()
        return time_budget.used.computing - before

    return charged


def test_what_threads_compute_while_nothing_is_asked_is_paid_for(between: Callable[[str], float]) -> None:
    assert between("begin") >= 0.5
    assert between("nothing") < 0.4, "and who computes nothing pays nothing"


def test_a_clock_counts_all_threads_of_a_process() -> None:
    clock = ProcessClock(os.getpid())
    before = clock.computed()
    end = time.process_time() + 0.05
    threads = [threading.Thread(target=lambda: any(time.process_time() > end for _ in iter(int, 1))) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert clock.tells
    assert clock.computed() - before >= 0.05
    clock.close()


def test_where_the_kernel_does_not_tell_wall_time_is_what_is_used() -> None:
    clock = ProcessClock(None)
    assert not clock.tells
    with pytest.raises(BudgetExceededError, match=r"^it took more than 0\.1 s$"):
        wait(Meter(clock, Grant("it", TimeLimit(0.1), TimeLimit(10.0))))


def test_rest_ends_and_is_called_rest() -> None:
    with pytest.raises(BudgetExceededError, match=r"^it waited for more than 0\.3 s without computing$"):
        wait(Meter(StandIn(waits=False), GRANT))


def test_a_short_request_asks_for_no_reading_and_a_long_one_pays_for_its_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    readings = list[float]()

    def waited(_clock: StandIn) -> float:
        readings.append(time.monotonic())
        return 0.0

    monkeypatch.setattr(StandIn, "waited", waited)
    assert Meter(StandIn(waits=False), GRANT).finish().idle == 0.0
    assert readings == []
    measured = Meter(StandIn(waits=False), Grant("it", TimeLimit(60.0), TimeLimit(60.0)))
    while len(readings) < 2:
        time.sleep(measured.left())
    assert 0.0 < measured.finish().idle <= readings[-1] - readings[0]


def test_waiting_for_a_processor_does_not_count_as_idle_and_ends_without_a_grade(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(meter, "PATIENCE_SECONDS", 0.3)
    monkeypatch.setattr(meter, "STRETCH", 0.1)
    with pytest.raises(StarvedError, match="too busy"):
        wait(Meter(StandIn(waits=True), GRANT))


def test_time_taken_by_a_hypervisor_does_not_count_as_idle(monkeypatch: pytest.MonkeyPatch) -> None:
    def rested(stolen: Callable[[], float]) -> float:
        monkeypatch.setattr(meter, "stolen", stolen)
        measured = Meter(StandIn(waits=False), Grant("it", TimeLimit(1.0), TimeLimit(60.0)))
        for _ in range(4):
            time.sleep(measured.left())
        return measured.finish().idle

    assert rested(time.monotonic) < 0.6 * rested(lambda: 0.0)


def test_loads_are_free_until_a_guest_has_died_or_too_many_were_asked_for() -> None:
    limits = Limits(load_seconds=10.0, task_seconds=9.0)
    dying, asking = TimeBudget.of(limits), TimeBudget.of(limits)
    dying.for_load(10.0, "loading").pay(TimeUsed(4.0))
    dying.note_death()
    dying.for_load(10.0, "loading").pay(TimeUsed(4.0, 2.0))
    assert dying.for_load(10.0, "loading").computing == TimeLimit(3.0, 9.0, "task")
    for _ in range(MAX_LOADS):
        assert asking.for_load(10.0, "loading").computing == TimeLimit(10.0)
        asking.for_load(10.0, "loading").pay(TimeUsed(9.9))
    assert asking.for_load(10.0, "loading").computing == TimeLimit(9.0, 9.0, "task")


def test_asking_a_task_again_has_time_of_its_own_to_compute_and_none_to_rest() -> None:
    time_budget = TimeBudget(9.0, 30.0)
    time_budget.for_call(3.0).pay(TimeUsed(9.0, 30.0))
    again = time_budget.again(3.0)
    assert again.for_call(30.0).computing == TimeLimit(27.0, 27.0, "task")
    assert again.used_up
    assert again.exhausted() == "the 30 s of waiting for the whole task ran out"
