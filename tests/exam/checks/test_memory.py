"""What helpers of hidden tests computed is kept for the next submission, and no test can change it."""

from collections.abc import Iterator
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from grader.exam import remembered
from grader.exam.checks import memory

Calls = list[tuple[Any, ...]]


@pytest.fixture
def calls() -> Calls:
    return []


def test_equal_arguments_are_computed_once_and_others_anew(calls: Calls) -> None:
    ask = _noting(calls)
    for _ in range(2):
        every: tuple[Any, ...] = (1, 1.0, True, np.array([1.0]), [1], "1", None)
        for x in every:
            assert np.array_equal(ask(x, y=2)[0], x)
    assert len(calls) == 7, "1, 1.0 and True are equal for Python and not for a test"
    ask(1, y=3)
    assert len(calls) == 8


def test_a_generator_is_left_as_if_it_had_drawn(calls: Calls) -> None:
    @remembered
    def draw(rng: np.random.Generator, size: int) -> Any:
        calls.append((size,))
        return rng.normal(size=size)

    plain, fresh, kept = (np.random.default_rng(5) for _ in range(3))
    expected = [plain.normal(size=size).tolist() for size in (3, 3, 2)] + [plain.normal()]
    for rng in (fresh, kept):
        assert [draw(rng, size).tolist() for size in (3, 3, 2)] + [rng.normal()] == expected
    assert len(calls) == 3, "the second generator is asked nothing"


def test_a_module_is_asked_about_once(calls: Calls) -> None:
    ask, one = _noting(calls), _module(1)
    assert ask(one) == ask(one)
    assert len(calls) == 1


def test_modules_are_told_apart_by_identity_even_after_one_is_gone() -> None:
    @remembered
    def ask(module: Any) -> int:
        return int(module.number)

    for number in range(50):
        assert ask(_module(number)) == number, "which may lie where the one before lay, that nothing else holds"


def test_neither_side_can_write_into_what_is_kept() -> None:
    @remembered
    def spoil(x: Any) -> Any:
        x[0] = 7.0
        return {"x": x}

    given = np.zeros(2)
    first = spoil(given)
    assert given[0] == 0.0, "the function has a copy, the first time as well as later"
    first["x"][:] = np.nan
    assert spoil(given)["x"].tolist() == [7.0, 0.0]


def test_what_cannot_be_copied_is_asked_every_time(calls: Calls) -> None:
    @remembered
    def ask(x: Any) -> Any:
        calls.append((x,))
        return (each for each in (x, x))

    for _ in range(2):
        assert isinstance(ask(1), Iterator)
    assert len(calls) == 2
    ask(lambda: None)
    assert len(calls) == 3


def test_what_is_raised_is_raised_every_time(calls: Calls) -> None:
    @remembered
    def fail(x: int) -> None:
        calls.append((x,))
        raise ValueError(x)

    for _ in range(2):
        with pytest.raises(ValueError, match="3"):
            fail(3)
    assert len(calls) == 2


def test_memory_has_a_bound_and_forgets_what_was_longest_not_asked_for(
    calls: Calls, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memory, "MAX_BYTES", 4_500)
    ask = _noting(calls)
    for x in ("a" * 900, "b" * 900, "a" * 900, "c" * 900, "a" * 900, "b" * 900):  # each takes its size twice
        ask(x)
    assert [given[0] for (given,) in calls] == ["a", "b", "c", "b"], "b was forgotten for c"


def _noting(calls: Calls) -> Any:
    def ask(*arguments: Any, **keywords: Any) -> Any:
        calls.append(arguments)
        return [getattr(each, "number", each) for each in arguments], keywords

    told = remembered(ask)
    return lambda *arguments, **keywords: _first(told(*arguments, **keywords))


def _first(told: Any) -> Any:
    return told[0]


def _module(number: int) -> Any:
    module: Any = ModuleType("same")
    module.number = number
    return module
