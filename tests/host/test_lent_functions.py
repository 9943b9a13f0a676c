"""Functions of a test are called by student code as any others, and run where the test runs; with a real guest."""

import math
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import numpy as np
import pytest

from grader.assignment import Limits
from grader.errors import AssignmentError
from grader.exam import observe, store_value
from grader.host.call_cache import CachedGuest, CallCache
from grader.host.describe import kind, spell
from grader.host.exchange import Exchange
from grader.host.failures import CallFailedError
from grader.host.guest import Guest
from grader.host.levels import open_strongest
from grader.host.proxy import module_proxy
from grader.host.time_budget import TimeBudget
from grader.host.zygote import Zygote
from grader.model import CallStatus

SHARES_ZYGOTES = True

LIMITS = Limits(call_seconds=5.0, task_seconds=60.0)
SOURCE = b"""
class Thing: pass
def slope(f, x, h=1e-5): return (f(x + h) - f(x - h)) / (2 * h)
def call(f, *arguments, **keywords): return f(*arguments, **keywords)
def call_with_a_thing(f): return f(Thing())
def kept(f):
    global KEPT
    KEPT = f
def later(x): return KEPT(x)
def caught(f):
    try: return f(0)
    except ZeroDivisionError as error: return f"caught {error}"
def sort(items, key): return sorted(items, key=key)
"""


@pytest.fixture(scope="module")
def zygote() -> Iterator[Zygote]:
    with open_strongest() as running:
        yield running


@pytest.fixture
def log() -> list[Exchange]:
    return []


@pytest.fixture
def open_guest(zygote: Zygote) -> Iterator[Callable[[], Guest]]:
    opened: list[Guest] = []

    def make() -> Guest:
        opened.append(Guest(zygote, LIMITS, TimeBudget.of(LIMITS)))
        opened[-1].load("work", {"work.py": SOURCE}, ("work",), {}, {})
        return opened[-1]

    yield make
    for guest in opened:
        guest.end()


@pytest.fixture
def student(open_guest: Callable[[], Guest], log: list[Exchange]) -> Any:
    return module_proxy(open_guest(), log.append)


def test_a_function_of_the_test_is_called_wherever_student_code_calls_it(student: Any) -> None:
    asked: list[float] = []

    def cube(x: float) -> float:
        asked.append(x)
        return x**3

    assert student.slope(cube, 2.0) == pytest.approx(12.0)
    assert asked == [2.00001, 1.99999]
    assert student.sort(["bb", "a", "ccc"], key=len) == ["a", "bb", "ccc"]
    assert student.slope(math.sin, 0.0) == pytest.approx(1.0)
    assert student.call(partial(pow, 2), 5) == 32


@pytest.mark.parametrize("thing", [1, 2.5, "x", None, (1, [2.0]), {"a": {3}}, b"b", 10**30], ids=repr)
def test_arguments_and_results_are_data_of_the_same_kind(student: Any, thing: object) -> None:
    seen: list[object] = []

    def same(first: object, *, second: object) -> object:
        seen.extend((first, second))
        return [first, second]

    assert student.call(same, thing, second=thing) == [thing, thing] == seen
    assert type(seen[0]) is type(thing)


def test_an_array_arrives_as_a_copy(student: Any) -> None:
    x = np.arange(3.0)

    def changed(array: Any) -> Any:
        array += 1
        return array

    found: Any = observe(student.call, changed, x)
    assert found.returned.tolist() == [1.0, 2.0, 3.0]
    assert found.arguments[1].tolist() == x.tolist() == [0.0, 1.0, 2.0]


def test_it_can_be_kept_for_a_later_call_and_stored_among_objects(student: Any) -> None:
    student.kept(lambda x: -x)
    assert student.later(3) == -3
    assert student.call(store_value(student, lambda x: x + 1), 4) == 5


def test_what_it_raises_student_code_can_catch_by_its_name_alone(student: Any) -> None:
    assert student.caught(lambda x: 1 / x) == "caught raised by the function that was passed"
    with pytest.raises(KeyError) as raised:
        student.call({"secret word": 1}.__getitem__, "x")
    assert isinstance(raised.value, CallFailedError)
    assert "KeyError" in raised.value.failure.type_names


class OwnError(Exception):
    """None of Python's."""


def failing(error: BaseException) -> Callable[..., object]:
    def fail(*_: object) -> object:
        raise error

    return fail


@pytest.mark.parametrize("error", [OwnError("mine"), AssertionError("no"), StopIteration("end")], ids=repr)
def test_whatever_else_it_raises_is_raised_in_the_test_and_not_told_to_student_code(
    student: Any, error: Exception
) -> None:
    with pytest.raises(type(error)) as raised:
        student.caught(failing(error))
    assert raised.value is error
    with pytest.raises(CallFailedError):  # its guest was waiting for an answer, and has ended
        student.call(abs, 1)


def test_it_takes_and_returns_data_alone(student: Any) -> None:
    with pytest.raises(TypeError, match="this function takes data, and no Thing"):
        student.call_with_a_thing(print)
    with pytest.raises(AssignmentError, match="returned object: it has to return data"):
        student.call(lambda: [object()])


def test_it_cannot_ask_the_code_that_waits_for_it(student: Any) -> None:
    with pytest.raises(AssignmentError, match="cannot ask that code"):
        student.call(lambda: student.call(abs, 1))


def test_too_many_calls_and_too_long_ones_end_the_call(student: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("grader.host.lent_functions.MAX_CALLS", 20)
    assert student.sort(list(range(20)), key=lambda x: -x)[0] == 19
    with pytest.raises(CallFailedError, match="more than 20 times"):
        student.sort(list(range(21)), key=lambda x: -x)


def spend(seconds: float) -> float:
    """Takes so much processor time, however quick the machine is."""
    end = time.thread_time() + seconds
    while time.thread_time() < end:
        pass
    return seconds


def test_the_time_of_all_its_calls_is_bounded(student: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("grader.host.lent_functions.MAX_SECONDS", 0.1)
    assert student.call(spend, 0.06) == 0.06
    with pytest.raises(CallFailedError, match=r"took more than 0\.1 s in all"):
        student.sort([0.06, 0.06], key=spend)


def endless(x: float) -> float:
    while x != 1.0:
        try:
            x = 2.0 * x
        except Exception:  # noqa: BLE001 # as careless code has it
            x = 0.0
    return x


def test_one_that_never_ends_is_ended_and_what_comes_after_it_is_not(
    student: Any, open_guest: Callable[[], Guest], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as bounded:
        bounded.setattr("grader.host.lent_functions.MAX_SECONDS", 0.05)
        with pytest.raises(CallFailedError, match=r"took more than 0\.05 s in all") as raised:
            student.call(endless, 3.0)
    assert raised.value.failure.call_status is CallStatus.TIMED_OUT
    another = module_proxy(open_guest(), lambda _exchange: None)
    assert another.call(spend, 0.1) == 0.1
    assert [another.call(endless, 1.0) for _ in range(50)] == [1.0] * 50


def test_no_answer_is_cached_for_another_function(open_guest: Callable[[], Guest]) -> None:
    cache, budget = CallCache(), TimeBudget.of(LIMITS)

    def again() -> Any:
        return module_proxy(CachedGuest(open_guest, cache, budget), lambda _exchange: None)

    assert [again().call(lambda x, n=n: n * x, 2) for n in (1, 2, 3)] == [2, 4, 6]
    assert again().slope(math.exp, 0.0) == pytest.approx(1.0)


def test_a_report_says_no_more_of_it_than_that_it_is_one(student: Any, log: list[Exchange]) -> None:
    def secret_name(x: float) -> float:
        return x

    student.call(secret_name, 1.0)
    for function in (log[-1].arguments[0], math.sin, np.sin, partial(pow, 2)):
        assert (kind(function), spell(function)) == ("a function", "a function")
