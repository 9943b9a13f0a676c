"""The value of a family's parameter, found from one number that a student's code answered. Trusted side.

The value that is found explains that number by its making. Whether it is the student's is decided by all others.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import TypeVar

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from grader.exam import kinds
from grader.exam.comparisons import Comparison, Key, alike
from grader.exam.hypotheses import Bench, Hypothesis, Run
from grader.exam.misconceptions import KnownMistake, Parameter

Test = TypeVar("Test")

MOST_BRACKETS = 3
MOST_STEPS = 30
ENOUGH = 1e-14
"""A root is good enough where what is amiss is so small a share of the student's number."""
FEWEST_NUMBERS = 3
"""Wrong numbers that a family has to explain; one of them was used to find its member."""

Misfit = Callable[[float], float]
Floats = NDArray[np.float64]


class _Spot(Struct, frozen=True):
    """One number of one comparison, which the student has wrong and which depends on the parameter."""

    key: Key
    index: tuple[int, ...]
    actual: float


def fit(mistake: KnownMistake, failed: Sequence[Test], bench: Bench[Test]) -> Hypothesis | None:
    """The member of a family that explains the first number that depends on it, and enough beyond that."""
    if mistake.parameter is None:
        return None
    found = next(_telling(mistake, mistake.parameter, failed, bench), None)
    if found is None:
        return None
    test, spot = found

    def member(value: float) -> Hypothesis:
        return Hypothesis.of(mistake.with_value(value))

    def misfit(value: float) -> float:
        return _expected(bench.run(test, member(value)), spot) - spot.actual

    for value in _roots(misfit, mistake.parameter, ENOUGH * abs(spot.actual)):
        if sum(_numbers(bench.run(each, None), bench.run(each, member(value))) for each in failed) >= FEWEST_NUMBERS:
            return member(value)
    return None


def _telling(
    mistake: KnownMistake, parameter: Parameter, failed: Sequence[Test], bench: Bench[Test]
) -> Iterator[tuple[Test, _Spot]]:
    """The wrong numbers that are expected otherwise where the parameter is another."""
    ends = [Hypothesis.of(mistake.with_value(value)) for value in (parameter.low, parameter.high)]
    for test in failed:
        low, high = (bench.run(test, end) for end in ends)
        for key, comparison in bench.run(test, None).comparisons.items():
            spot = None if comparison.agrees else _spot(key, comparison)
            if spot and not alike(_expected(low, spot), _expected(high, spot)):
                yield test, spot


def _spot(key: Key, comparison: Comparison) -> _Spot | None:
    """Where a comparison is off the most."""
    pair = _arrays(comparison)
    if pair is None:
        return None
    actual, expected = pair
    with np.errstate(all="ignore"):
        error = np.abs(actual - expected)
    index = np.unravel_index(int(np.argmax(np.where(np.isfinite(error), error, -1.0))), error.shape)
    return _Spot(key, tuple(int(place) for place in index), float(actual[index]))


def _expected(run: Run, spot: _Spot) -> float:
    """What a run expects there, or NaN."""
    comparison = run.comparisons.get(spot.key)
    expected = kinds.numbers(comparison.expected) if comparison else None
    try:
        return float("nan") if expected is None else float(expected[spot.index])
    except (IndexError, TypeError):  # not as many numbers
        return float("nan")


def _numbers(true: Run, supposed: Run) -> int:
    """How many numbers a hypothesis explains."""
    explained = [
        comparison for key, comparison in true.comparisons.items() if not comparison.agrees and supposed.agrees(key)
    ]
    pairs = filter(None, map(_arrays, explained))
    return sum(int((~np.isclose(actual, expected, rtol=1e-12, atol=0.0)).sum()) for actual, expected in pairs)


def _arrays(comparison: Comparison) -> tuple[Floats, Floats] | None:
    """Both sides of a comparison of numbers, if they are that and have the same shape."""
    actual, expected = kinds.numbers(comparison.actual), kinds.numbers(comparison.expected)
    if actual is None or expected is None:
        return None
    return (actual, expected) if actual.shape == expected.shape and actual.size else None


def _roots(misfit: Misfit, parameter: Parameter, enough: float) -> Iterator[float]:
    """The values of the parameter at which little is amiss: the best that people would write, then those between."""
    grid = _usual(parameter)
    amiss = [misfit(value) for value in grid]
    yield grid[int(np.argmin(np.where(np.isfinite(amiss), np.abs(amiss), np.inf)))]
    points = list(zip(grid, amiss, strict=True))
    brackets = [(low, high) for low, high in pairwise(points) if low[1] * high[1] < 0.0]  # a NaN makes none
    for low, high in brackets[:MOST_BRACKETS]:
        yield _between(misfit, low, high, enough)


def _usual(parameter: Parameter) -> list[float]:
    """1, 2 and 5 times the powers of ten within its bounds, and these."""
    exponents = range(math.floor(math.log10(parameter.low)), math.ceil(math.log10(parameter.high)) + 1)
    usual = (float(f"{digit}e{exponent}") for exponent in exponents for digit in (1, 2, 5))
    within = (value for value in usual if parameter.low < value < parameter.high)
    return [parameter.low, *within, parameter.high]


def _between(misfit: Misfit, low: tuple[float, float], high: tuple[float, float], enough: float) -> float:
    """A root between two values where the signs differ, by the Illinois variant of false position."""
    best = min(low, high, key=lambda point: abs(point[1]))
    for _ in range(MOST_STEPS):
        value = (low[0] * high[1] - high[0] * low[1]) / (high[1] - low[1])
        point = (value, misfit(value))
        if not np.isfinite(point[1]):
            break
        best = min(best, point, key=lambda point: abs(point[1]))
        if abs(best[1]) <= enough:
            break
        # The end that stays counts half, or it would stay for ever.
        if (point[1] < 0.0) == (high[1] < 0.0):
            low, high = (low[0], low[1] / 2), point
        else:
            low, high = point, (high[0], high[1] / 2)
    return best[0]
