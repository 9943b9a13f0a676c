"""Comparisons of a student's data with the reference's; `sentences` says what is wrong. Trusted side.

Shape and type come first, then NaN and infinity, then values. Lenient where the contract is: a list, a tuple and an
array are equally good sequences; a float, a NumPy float64 and a 0-d float64 array are equally good numbers, and so are
whole ones. Whatever a student's value is, a check returns or fails: only what it should compare with can be a mistake.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
from numpy.typing import NDArray

from grader.exam import kinds, relation, sentences
from grader.exam.comparisons import ComparisonError, begin_check, comparing, comparing_parts, is_recording
from grader.exam.message_count import CATEGORY_MESSAGES, SHAPE_MESSAGES, counts_messages
from grader.exam.tolerance import ANALYTIC, Tolerance
from grader.host.describe import spell
from grader.host.guest import CallFailedError
from grader.model import CallStatus, FeedbackLevel, Finding, Profile

Floats = NDArray[np.float64]
FLOATS = (np.float32, np.float64)
Shape = tuple[int, ...]
MAX_DRAWN = 40


class CheckFailedError(ComparisonError):
    """A test found something wrong with what a student's code returned."""

    def __init__(self, *findings: Finding, expected: str = "") -> None:
        super().__init__(" ".join(part.text for part in findings))
        self.findings = findings
        self.expected = expected
        self.profile: Profile | None = None
        self.figure: Callable[[], Any] | None = None


@counts_messages(1, 1)
def true(condition: object, sentence: str) -> None:
    """Fails with `sentence`, which the student may read at every level above `nothing`, unless `condition` holds."""
    __tracebackhide__ = True
    if not kinds.holds(condition):
        raise CheckFailedError(Finding(FeedbackLevel.CATEGORY, sentence))


def close(
    actual: object, expected: object, what: str, tolerance: Tolerance = ANALYTIC, others: Collection[Shape] = ()
) -> None:
    """Compares numbers, arrays, and lists, tuples and dicts of them with the reference's, by its structure.

    `others` are the shapes of what stands beside it, with which it may have been confused.

    While a diagnosis takes notes, a comparison that fails does not end the test, so that nothing after it may rely on
    what it compared; `items`, `array`, `entry`, `number` and `true` always do.
    """
    __tracebackhide__ = True
    begin_check(what)
    _close(actual, expected, what, tolerance, others)


def _close(actual: object, expected: object, what: str, tolerance: Tolerance, others: Collection[Shape]) -> None:
    """`others` are the shapes of what stands beside it."""
    __tracebackhide__ = True
    match expected:
        case Mapping():
            for key, item in expected.items():
                part = f"{what}[{key!r}]"
                with comparing_parts(part, actual, item):
                    _close(entry(actual, key, what), item, part, tolerance, ())
        case list() | tuple() if not kinds.is_vector(expected):
            with comparing_parts(what, actual, expected):
                for index, (mine, theirs) in enumerate(zip(items(actual, len(expected), what), expected, strict=True)):
                    _close(mine, theirs, f"{what}[{index}]", tolerance, shapes_of(expected))
        case _:
            with comparing(what, actual, expected):
                _close_part(actual, expected, what, tolerance, others)


def _close_part(actual: object, expected: object, what: str, tolerance: Tolerance, others: Collection[Shape]) -> None:
    """Compares values that have no parts."""
    __tracebackhide__ = True
    match expected:
        case None | bool() | str() | complex() | np.bool_() | np.complexfloating():
            _equal(actual, expected, what)
        case float() | int() | np.floating() | np.integer():
            _values(np.asarray(number(actual, what)), np.asarray(kinds.as_float(expected)), what, tolerance)
        case np.ndarray() if expected.dtype.kind not in "iuf":
            _equal(actual, expected, what)
        case _:
            theirs = np.asarray(expected)
            found = _counts(actual) if theirs.dtype.kind in "iu" else actual
            _values(_array(found, theirs.shape, what, others), theirs.astype(np.float64), what, tolerance)


@contextmanager
def attach_plot(actual: object, expected: Sequence[float], what: str, per: str) -> Iterator[None]:
    """Where a check inside fails, the feedback may draw these numbers: one `what` for each `per`, on a log scale.

    It judges nothing: numbers that are none, or too few or too many, are just not drawn.
    """
    __tracebackhide__ = True
    try:
        yield
    except CheckFailedError as error:
        error.profile = _profile(actual, expected, what, per)
        raise


@contextmanager
def attach_figure(make: Callable[[], Any]) -> Iterator[None]:
    """If a check inside fails and the feedback level allows values, the report shows the figure that `make` draws."""
    __tracebackhide__ = True
    try:
        yield
    except CheckFailedError as error:
        error.figure = make
        raise


@counts_messages(CATEGORY_MESSAGES, SHAPE_MESSAGES)
def number(actual: object, what: str) -> float:
    """The student's value as a float, where one number is required."""
    __tracebackhide__ = True
    if isinstance(actual, float | np.float64 | np.float32) or kinds.is_integer(actual) or _is_float(actual):
        return kinds.as_float(actual)
    raise _wrong_kind(what, "one float", actual, relation.to_number(actual))


def array(actual: object, shape: tuple[int, ...], what: str) -> Floats:
    """The student's value as a float64 array of this shape; a list or tuple of numbers is one too.

    A float32 array is taken by its values: how accurate they have to be is for the tolerance to say, and for a test of
    accuracy.
    """
    __tracebackhide__ = True
    return _array(actual, shape, what, ())


@counts_messages(CATEGORY_MESSAGES, SHAPE_MESSAGES)
def _array(actual: object, shape: Shape, what: str, others: Collection[Shape]) -> Floats:
    __tracebackhide__ = True
    made = _from_sequence(actual) if isinstance(actual, list | tuple) else actual
    if not isinstance(made, np.ndarray) or made.dtype not in FLOATS or made.shape != shape:
        relates = relation.to_array(actual if made is None else made, shape, others)
        raise _wrong_kind(what, f"a float64 array of shape {shape}", actual, relates)
    return made.astype(np.float64, copy=False)


@counts_messages(CATEGORY_MESSAGES, SHAPE_MESSAGES)
def items(actual: object, length: int, what: str) -> Sequence[object]:
    """The student's value as a sequence of this length."""
    __tracebackhide__ = True
    wanted = f"a list or tuple with {length} {'entry' if length == 1 else 'entries'}"
    if not isinstance(actual, list | tuple | np.ndarray) or (isinstance(actual, np.ndarray) and actual.ndim == 0):
        raise _wrong_kind(what, wanted, actual)
    if len(actual) != length:
        raise _wrong_kind(what, wanted, actual, relation.to_length(actual, length))
    return list(actual)


@counts_messages(CATEGORY_MESSAGES, SHAPE_MESSAGES)
def entry(actual: object, key: object, what: str) -> object:
    """One entry of a dict that the student returned."""
    __tracebackhide__ = True
    if not isinstance(actual, dict):
        raise _wrong_kind(what, "a dict", actual)
    if key not in actual:
        sentence = f"{sentences.subject(what)} has no entry {key!r}: is the key missing, or spelt differently?"
        raise CheckFailedError(Finding(FeedbackLevel.CATEGORY, sentence))
    return actual[key]


def equal(actual: object, expected: object, what: str) -> None:
    """Compares words, counts, truth values, None, and lists, arrays and dicts of them, which must be equal."""
    __tracebackhide__ = True
    begin_check(what)
    with comparing(what, actual, expected):
        _equal(actual, expected, what)


def _equal(actual: object, expected: object, what: str) -> None:
    __tracebackhide__ = True
    match kinds.plain(expected):
        case Mapping() as entries:
            for key, item in entries.items():
                _equal(entry(actual, key, what), item, f"{what}[{key!r}]")
        case (list() | tuple() | np.ndarray()) as several:
            for index, (mine, theirs) in enumerate(zip(items(actual, len(several), what), several, strict=True)):
                _equal(mine, theirs, f"{what}[{index}]")
        case (None | bool() | str() | int() | float() | complex()) as one:
            _equal_scalar(actual, one, what)
        case other:
            raise TypeError(f"check.equal cannot compare with {type(other).__name__}: give words, counts or lists")


@counts_messages(CATEGORY_MESSAGES, SHAPE_MESSAGES)
def _equal_scalar(actual: object, expected: kinds.Scalar, what: str) -> None:
    __tracebackhide__ = True
    if not kinds.agrees(actual, expected):
        raise _wrong_kind(what, sentences.wanted(expected), actual)
    if not kinds.same(actual, expected):
        raise CheckFailedError(
            Finding(FeedbackLevel.CATEGORY, f"{sentences.subject(what)} is {sentences.wrong_one(expected)}."),
            Finding(FeedbackLevel.VALUES, f"It is {spell(actual)}, and {spell(expected)} was expected."),
            expected=spell(expected),
        )


@counts_messages(1, 1)
def raises(exception: type[Exception], call: Callable[..., object], *arguments: object, **keywords: object) -> None:
    """Requires that a call into student code raises this exception or a subclass."""
    __tracebackhide__ = True
    if not callable(call):
        raise CheckFailedError(Finding(FeedbackLevel.CATEGORY, "There should be something to call here."))
    try:
        call(*arguments, **keywords)
    except CallFailedError as error:
        if error.failure.call_status is CallStatus.RAISED and exception.__name__ in error.failure.type_names:
            return
        raise
    raise CheckFailedError(
        Finding(FeedbackLevel.CATEGORY, f"It should raise {exception.__name__} here, but it returned.")
    )


def _values(actual: Floats, expected: Floats, what: str, tolerance: Tolerance) -> None:
    __tracebackhide__ = True
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


def _from_sequence(actual: list[object] | tuple[object, ...]) -> NDArray[Any] | None:
    """The array of a sequence: float64, unless its numbers are less exact; None if they form no array."""
    try:
        # Of one long text among many items, NumPy would make items that are all as long.
        made = np.array(actual) if kinds.is_numeric(actual) else None
    except (ValueError, OverflowError):  # ragged, or an int that no float can hold
        return None
    if made is None or made.dtype.kind not in "if" or made.dtype.itemsize < np.dtype(np.float32).itemsize:
        return made
    return made.astype(np.float64)


def shapes_of(expected: Sequence[object]) -> frozenset[Shape]:
    """The shapes of the arrays in a list."""
    return frozenset(item.shape for item in expected if isinstance(item, np.ndarray))


def _counts(actual: object) -> object:
    """Integers as floats, if the reference has integers too; anything else unchanged."""
    return actual.astype(np.float64) if isinstance(actual, np.ndarray) and actual.dtype.kind in "iu" else actual


def _is_float(actual: object) -> bool:
    return isinstance(actual, np.ndarray) and actual.shape == () and actual.dtype in FLOATS


def _profile(actual: object, expected: Sequence[float], what: str, per: str) -> Profile | None:
    if not isinstance(actual, list | tuple | np.ndarray) or np.ndim(expected) != 1:
        return None
    if (isinstance(actual, np.ndarray) and actual.ndim != 1) or not 1 < len(actual) <= MAX_DRAWN:
        return None
    if not all(map(kinds.is_real, actual)):
        return None
    mine, theirs = (tuple(map(kinds.as_float, values)) for values in (actual, expected))
    return Profile(what=what, per=per, actual=mine, expected=theirs)


def _wrong_kind(what: str, wanted: str, actual: object, relates: str = "") -> CheckFailedError:
    return CheckFailedError(*sentences.of_kind(what, wanted, actual, relates))
