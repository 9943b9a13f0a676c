"""Student code is asked nothing twice after the same questions, and everything else; with a real zygote and guests."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from grader.assignment import Limits
from grader.host.call_cache import CachedGuest, CallCache
from grader.host.failures import CallFailedError
from grader.host.guest import Guest
from grader.host.idle_guests import IdleGuests
from grader.host.proxy import module_proxy
from grader.host.time_budget import TimeBudget
from grader.host.zygote import Zygote
from grader.model import CallStatus, Isolation
from tests.support.needs import zygote_at

SHARES_ZYGOTES = True

LIMITS = Limits(call_seconds=2.0, task_seconds=20.0, memory_bytes=256 << 20)
SOURCE = b"""
class Counter:
    def __init__(self, start): self.count = start
    def add(self, number):
        self.count += number
        return self.count
def fail(): raise ValueError("no")
"""
Remembered = Callable[..., Any]
Begun = Callable[[], tuple[CachedGuest, Any]]


@pytest.fixture(scope="module")
def zygote() -> Iterator[Zygote]:
    with zygote_at(Isolation.PROCESS) as running:
        yield running


@pytest.fixture
def opened() -> list[Guest]:
    """Every real guest that was needed."""
    return []


@pytest.fixture
def again(zygote: Zygote, opened: list[Guest]) -> Iterator[Remembered]:
    """Opens the student's module once more, with the same memory unless another is given."""
    shared = CallCache()

    def open_guest() -> Guest:
        opened.append(Guest(zygote, LIMITS, TimeBudget.of(LIMITS)))
        opened[-1].load("work", {"work.py": SOURCE}, ("work",), {}, {})
        return opened[-1]

    yield lambda beginning=b"", memory=shared: module_proxy(
        CachedGuest(open_guest, memory, TimeBudget(60.0), beginning), lambda _exchange: None
    )
    for guest in opened:
        guest.end()


@pytest.mark.parametrize("remembered", [False, True])
def test_values_are_counted_over_all_answers_of_a_task(zygote: Zygote, *, remembered: bool) -> None:
    time_budget, memory = TimeBudget.of(LIMITS), CallCache()
    time_budget._values = 250
    guests: list[Guest] = []

    def open_guest() -> Guest:
        guests.append(Guest(zygote, LIMITS, time_budget))
        guests[-1].load("work", {"work.py": b"def many(): return [1.5] * 100"}, ("work",), {}, {})
        return guests[-1]

    def ask() -> object:
        asked = CachedGuest(open_guest, memory, time_budget) if remembered else open_guest()
        return module_proxy(asked, lambda _exchange: None).many()

    assert [ask(), ask()] == [[1.5] * 100] * 2
    for _ in range(2):  # and not for a fresh guest either
        with pytest.raises(CallFailedError, match="values in all") as refused:
            ask()
        assert refused.value.failure.call_status is CallStatus.PROTOCOL
    assert len(guests) == (1 if remembered else 4)
    for guest in guests:
        guest.end()


def test_the_same_questions_need_no_second_guest(again: Remembered, opened: list[Guest]) -> None:
    for _ in range(3):
        counter = again().Counter(1)
        assert [counter.add(2), counter.add(2)] == [3, 5]
    assert len(opened) == 1


def test_another_question_is_answered_as_if_all_before_it_had_been_asked(
    again: Remembered, opened: list[Guest]
) -> None:
    first = again().Counter(1)
    assert first.add(2) == 3
    second = again().Counter(1)
    second.add(2)
    second.count = 40
    assert second.add(2) == 42
    assert len(opened) == 2
    third = again().Counter(1)
    assert [third.add(2), third.add(2)] == [3, 5]


def test_another_beginning_has_answers_of_its_own(again: Remembered, opened: list[Guest]) -> None:
    again(b"one").Counter(1)
    again(b"another").Counter(1)
    assert len(opened) == 2


def test_a_failure_is_remembered_as_it_was(again: Remembered, opened: list[Guest]) -> None:
    failures = []
    for _ in range(2):
        with pytest.raises(CallFailedError) as caught:
            again().fail()
        failures.append(caught.value.failure)
    assert failures[0] == failures[1]
    assert failures[0].message == "no"
    assert len(opened) == 1


def test_what_there_is_no_room_for_is_asked_again(again: Remembered, opened: list[Guest]) -> None:
    small = CallCache(max_bytes=0)
    for _ in range(2):
        counter = again(memory=small).Counter(1)
        assert [counter.add(2), counter.add(2)] == [3, 5]
    assert len(opened) == 1 + 1


@pytest.fixture
def begun(zygote: Zygote, opened: list[Guest]) -> Iterator[Begun]:
    """Begins a test that goes on with idle guests; `end` what it gives first."""
    memory, idle = CallCache(), IdleGuests(most=2)

    def open_guest() -> Guest:
        opened.append(Guest(zygote, LIMITS, TimeBudget.of(LIMITS)))
        opened[-1].load("work", {"work.py": SOURCE}, ("work",), {}, {})
        return opened[-1]

    def begin() -> tuple[CachedGuest, Any]:
        guest = CachedGuest(open_guest, memory, TimeBudget(60.0), idle=idle)
        return guest, module_proxy(guest, lambda _exchange: None)

    yield begin
    idle.close()
    assert not any(guest.alive for guest in opened)


def asked(begun: Begun, *numbers: int) -> list[int]:
    """What a test gets that asks this and ends."""
    guest, module = begun()
    counter = module.Counter(1)
    found = [counter.add(number) for number in numbers]
    guest.end()
    return found


def test_the_same_requests_and_more_continue_with_the_guest_that_had_them(begun: Begun, opened: list[Guest]) -> None:
    assert asked(begun, 2) == [3]
    assert asked(begun, 2, 5) == [3, 8]
    assert asked(begun, 2, 5, 1) == [3, 8, 9]
    assert len(opened) == 1


def test_a_different_request_gets_a_fresh_guest(begun: Begun, opened: list[Guest]) -> None:
    assert asked(begun, 2, 5) == [3, 8]
    assert asked(begun, 2, 6) == [3, 9]
    assert asked(begun, 7) == [8]
    assert len(opened) == 3
    assert not opened[0].alive, "no more than two are kept"


def test_a_guest_that_has_drawn_or_has_a_function_of_a_test_is_not_gone_on_with(
    begun: Begun, opened: list[Guest]
) -> None:
    changes: list[Callable[[CachedGuest], object]] = [lambda guest: guest.draw(1), lambda guest: guest.lend(abs)]
    for number, change in enumerate(changes, start=1):
        guest, module = begun()
        counter = module.Counter(number)
        change(guest)
        counter.add(1)
        guest.end()
        assert not opened[-1].alive


def test_a_guest_that_has_died_is_not_gone_on_with(begun: Begun, opened: list[Guest]) -> None:
    assert asked(begun, 2) == [3]
    opened[0].end()
    assert asked(begun, 2, 5) == [3, 8]
    assert len(opened) == 2
