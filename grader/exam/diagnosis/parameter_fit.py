"""The value of a family's parameter, found from one number that student code answered. Trusted side.

The value found explains that number by construction. Whether it is the student's is decided by all the others.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import TypeVar

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from grader.exam.checks.comparisons import Comparison, ComparisonKey, alike
from grader.exam.diagnosis.hypotheses import Hypothesis, HypothesisTester, TestRun
from grader.exam.diagnosis.misconceptions import CatalogueEntry, FreeParameter
from grader.exam.wording import kinds

Test = TypeVar("Test")

MAX_BRACKETS = 3
MAX_STEPS = 30
ENOUGH = 1e-14
"""A root is good enough if the residual is this small a fraction of the student's number."""
MIN_NUMBERS = 3
"""How many wrong numbers a family has to explain; one of them was used to find its member."""

Residual = Callable[[float], float]
Floats = NDArray[np.float64]


class _DataPoint(Struct, frozen=True):
    """One number of one comparison that the student has wrong and that depends on the parameter."""

    key: ComparisonKey
    index: tuple[int, ...]
    actual: float


def fit_parameter(mistake: CatalogueEntry, failed: Sequence[Test], tester: HypothesisTester[Test]) -> Hypothesis | None:
    """The member of a family that explains the first number that depends on it, and enough others."""
    if mistake.parameter is None:
        return None
    found = next(_telling(mistake, mistake.parameter, failed, tester), None)
    if found is None:
        return None
    test, point = found

    def member(value: float) -> Hypothesis:
        return Hypothesis.of(mistake.with_value(value))

    def residual(value: float) -> float:
        return _expected(tester.run(test, member(value)), point) - point.actual

    for value in _roots(residual, mistake.parameter, ENOUGH * abs(point.actual)):
        if sum(_numbers(tester.run(each, None), tester.run(each, member(value))) for each in failed) >= MIN_NUMBERS:
            return member(value)
    return None


def _telling(
    mistake: CatalogueEntry, parameter: FreeParameter, failed: Sequence[Test], tester: HypothesisTester[Test]
) -> Iterator[tuple[Test, _DataPoint]]:
    """The wrong numbers whose expected value depends on the parameter."""
    ends = [Hypothesis.of(mistake.with_value(value)) for value in (parameter.low, parameter.high)]
    for test in failed:
        low, high = (tester.run(test, end) for end in ends)
        for key, comparison in tester.run(test, None).comparisons.items():
            point = None if comparison.agrees else _data_point(key, comparison)
            if point and not alike(_expected(low, point), _expected(high, point)):
                yield test, point


def _data_point(key: ComparisonKey, comparison: Comparison) -> _DataPoint | None:
    """The point at which a comparison is furthest off."""
    pair = _arrays(comparison)
    if pair is None:
        return None
    actual, expected = pair
    with np.errstate(all="ignore"):
        error = np.abs(actual - expected)
    index = np.unravel_index(int(np.argmax(np.where(np.isfinite(error), error, -1.0))), error.shape)
    return _DataPoint(key, tuple(int(place) for place in index), float(actual[index]))


def _expected(run: TestRun, point: _DataPoint) -> float:
    """What a run expects at that point, or NaN."""
    comparison = run.comparisons.get(point.key)
    expected = kinds.numbers(comparison.expected) if comparison else None
    try:
        return float("nan") if expected is None else float(expected[point.index])
    except (IndexError, TypeError):  # not as many numbers
        return float("nan")


def _numbers(true: TestRun, supposed: TestRun) -> int:
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


def _roots(residual: Residual, parameter: FreeParameter, enough: float) -> Iterator[float]:
    """The values of the parameter with a small residual: the best that people would write, then those between."""
    grid = _usual(parameter)
    amiss = [residual(value) for value in grid]
    yield grid[int(np.argmin(np.where(np.isfinite(amiss), np.abs(amiss), np.inf)))]
    points = list(zip(grid, amiss, strict=True))
    brackets = [(low, high) for low, high in pairwise(points) if low[1] * high[1] < 0.0]  # a NaN makes none
    for low, high in brackets[:MAX_BRACKETS]:
        yield _between(residual, low, high, enough)


def _usual(parameter: FreeParameter) -> list[float]:
    """1, 2 and 5 times the powers of ten within its bounds, and the bounds."""
    exponents = range(math.floor(math.log10(parameter.low)), math.ceil(math.log10(parameter.high)) + 1)
    usual = (float(f"{digit}e{exponent}") for exponent in exponents for digit in (1, 2, 5))
    within = (value for value in usual if parameter.low < value < parameter.high)
    return [parameter.low, *within, parameter.high]


def _between(residual: Residual, low: tuple[float, float], high: tuple[float, float], enough: float) -> float:
    """A root between two values where the signs differ, by the Illinois variant of false position."""
    best = min(low, high, key=lambda point: abs(point[1]))
    for _ in range(MAX_STEPS):
        value = (low[0] * high[1] - high[0] * low[1]) / (high[1] - low[1])
        point = (value, residual(value))
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
