"""Comparison of numbers with the reference's, within a tolerance. Trusted side.

Shape and type come first, then NaN and infinity, then values. Lenient where the contract is: a list, a tuple and an
array are equally good sequences; a float, a NumPy float64 and a 0-d float64 array are equally good numbers, and so are
whole numbers.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
from numpy.typing import NDArray

from grader.exam.checks.basic import CheckFailedError, Shape, array_beside, entry, items, number
from grader.exam.checks.comparisons import Comparing, ComparingParts, begin_check, is_recording
from grader.exam.checks.equality import frame, require_equal
from grader.exam.checks.sparse import require_sparse
from grader.exam.checks.tolerance import ANALYTIC, Tolerance
from grader.exam.wording import kinds, sentences
from grader.host.describe import spell
from grader.host.sparse import is_sparse
from grader.host.tables import kind_of
from grader.model import Profile

Floats = NDArray[np.float64]
MAX_DRAWN = 40


def close(
    actual: object, expected: object, what: str, tolerance: Tolerance = ANALYTIC, others: Collection[Shape] = ()
) -> None:
    """Compares numbers, arrays, and lists, tuples and dicts of them with the reference's, part by part.

    `others` are the shapes of related values, with which this one may have been confused.

    While a diagnosis records comparisons, one that fails does not end the test, so nothing after it may depend on
    what it compared; `items`, `array`, `entry`, `number` and `true` always do.
    """
    __tracebackhide__ = True
    if kind_of(expected):
        frame(actual, expected, what, tolerance)
        return
    begin_check(what)
    _close(actual, expected, what, tolerance, others)


def _close(actual: object, expected: object, what: str, tolerance: Tolerance, others: Collection[Shape]) -> None:
    """`others` are the shapes of related values."""
    __tracebackhide__ = True
    match expected:
        case Mapping() if not is_sparse(expected):
            for key, item in expected.items():
                part = f"{what}[{key!r}]"
                with ComparingParts(part, actual, item):
                    _close(entry(actual, key, what), item, part, tolerance, ())
        case list() | tuple() if not kinds.is_vector(expected):
            with ComparingParts(what, actual, expected):
                for index, (mine, theirs) in enumerate(zip(items(actual, len(expected), what), expected, strict=True)):
                    _close(mine, theirs, f"{what}[{index}]", tolerance, shapes_of(expected))
        case _:
            with Comparing(what, actual, expected):
                _close_part(actual, expected, what, tolerance, others)


def _close_part(actual: object, expected: object, what: str, tolerance: Tolerance, others: Collection[Shape]) -> None:
    """Compares values that have no parts."""
    __tracebackhide__ = True
    match expected:
        case matrix if is_sparse(matrix):
            require_sparse(actual, matrix, what, tolerance)
        case bool() | np.bool_() | complex() | np.complexfloating():
            require_equal(actual, expected, what)
        case float() | int() | np.floating() | np.integer():
            _values(np.asarray(number(actual, what)), np.asarray(kinds.as_float(expected)), what, tolerance)
        case np.ndarray() if expected.dtype.kind not in "iuf":
            require_equal(actual, expected, what)
        case list() | tuple() | np.ndarray():
            theirs = np.asarray(expected)
            found = _counts(actual) if theirs.dtype.kind in "iu" else actual
            _values(array_beside(found, theirs.shape, what, others), theirs.astype(np.float64), what, tolerance)
        case _:
            require_equal(actual, expected, what)


@contextmanager
def attach_plot(actual: object, expected: Sequence[float], what: str, per: str) -> Iterator[None]:
    """If a check inside fails, the feedback may plot these numbers: one `what` for each `per`, on a log scale.

    It judges nothing: if they are not numbers, or too few or too many, they are just not plotted.
    """
    __tracebackhide__ = True
    try:
        yield
    except CheckFailedError as error:
        error.profile = _profile(actual, expected, what, per)
        raise


@contextmanager
def attach_figure(make: Callable[[], Any]) -> Iterator[None]:
    """If a check inside fails and the level allows values, the report shows the figure that `make` draws."""
    __tracebackhide__ = True
    try:
        yield
    except CheckFailedError as error:
        error.figure = make
        raise


def _values(actual: Floats, expected: Floats, what: str, tolerance: Tolerance) -> None:
    __tracebackhide__ = True
    if (actual == expected).all():  # like most correct results, which agree to the bit
        return
    # NaN equals only NaN, infinity only itself; written so that a NaN can never pass an inequality.
    same = (actual == expected) | (np.isnan(actual) & np.isnan(expected))
    with np.errstate(invalid="ignore", over="ignore"):
        error = np.abs(actual - expected)
        near = np.isfinite(actual) & (error <= tolerance.bounds(expected))
    wrong = ~(same | near)
    if wrong.any() and is_recording():
        raise CheckFailedError
    if wrong.any():
        raise CheckFailedError(*sentences.of_values(actual, expected, wrong, what), expected=spell(expected[()]))


def shapes_of(expected: Sequence[object]) -> frozenset[Shape]:
    """The shapes of the arrays in a list."""
    return frozenset(item.shape for item in expected if isinstance(item, np.ndarray))


def _counts(actual: object) -> object:
    """Integers as floats, if the reference has integers too; anything else unchanged."""
    return actual.astype(np.float64) if isinstance(actual, np.ndarray) and actual.dtype.kind in "iu" else actual


def _profile(actual: object, expected: Sequence[float], what: str, per: str) -> Profile | None:
    if not isinstance(actual, list | tuple | np.ndarray) or np.ndim(expected) != 1:
        return None
    if (isinstance(actual, np.ndarray) and actual.ndim != 1) or not 1 < len(actual) <= MAX_DRAWN:
        return None
    if not all(map(kinds.is_real, actual)):
        return None
    mine, theirs = (tuple(map(kinds.as_float, values)) for values in (actual, expected))
    return Profile(what=what, per=per, actual=mine, expected=theirs)
