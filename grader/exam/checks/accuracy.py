"""How many digits of a student's values are right, and what most likely cost the others. Trusted side.

Meant for inputs that lose digits: a test of values lets float32 and a small added constant pass, and a test of
accuracy charges them once and by name. Its sentences mention numbers of digits and powers of ten, but no value.
"""

import math
from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from grader.exam.checks import check
from grader.exam.checks.comparisons import Comparing, begin_check, is_recording
from grader.exam.checks.message_count import ACCURACY_MESSAGES, counts_messages
from grader.exam.checks.tolerance import ACCURATE, Tolerance
from grader.model import FeedbackLevel, Finding

Floats = NDArray[np.float64]
REQUIRED_DIGITS = 6
MIN_DIGITS = 1
"""A value with fewer right digits is not inaccurate but wrong."""
MAX_FLOAT32_ERROR = 0.5
"""A larger relative error is not blamed on float32, even if every number fits in one."""
CONSTANT_SPREAD = 0.05
"""How much the relative errors of an array may differ, relatively, if one added constant causes them."""
POWER_OF_TEN_SLACK = 0.015
"""How far from a power of ten an added constant may seem to be, as a logarithm: 3.5 %."""
CONSTANT_RANGE = (1e-17, 1e-4)
"""The range of constants that people add against a division by zero or a logarithm of zero."""


def accurate(
    actual: object, expected: object, what: str, *, near_zero: float = 0.0, tolerance: Tolerance = ACCURATE
) -> None:
    """Requires float64 that is right to six digits, in numbers, arrays, and lists, tuples and dicts of them.

    Args:
        actual: What was returned.
        expected: The reference's.
        what: Its name in messages.
        near_zero: The small number that a constant may have been added to, with the factor by which it shows: an error
            of eps / near_zero is then attributed to that constant. Without it no constant is looked for.
        tolerance: What counts as right.
    """
    __tracebackhide__ = True
    for mine, theirs, name in _leaves(actual, expected, what):
        begin_check(name)
        with Comparing(name, mine, theirs):
            _accurate(mine, theirs, name, near_zero, tolerance)


def _accurate(mine: object, theirs: Floats, name: str, near_zero: float, tolerance: Tolerance) -> None:
    __tracebackhide__ = True
    values = check.array(mine, theirs.shape, name) if theirs.ndim else np.asarray(check.number(mine, name))
    if _is_single(mine):
        raise _failure(f"{name} is float32, which holds 7 digits; double precision is asked for.")
    with np.errstate(all="ignore"):
        if np.all(np.abs(values - theirs) <= tolerance.bounds(theirs)):  # so that a NaN is never right
            return
        cause = _cause(values, theirs, near_zero)
    if cause or is_recording():
        raise _failure(f"{name} {cause}")
    check.close(mine, theirs if theirs.ndim else float(theirs), name, tolerance)


def _leaves(actual: object, expected: object, what: str) -> Iterator[tuple[object, Floats, str]]:
    match expected:
        case Mapping():
            for key, item in expected.items():
                yield from _leaves(check.entry(actual, key, what), item, f"{what}[{key!r}]")
        case list() | tuple():
            for index, (mine, theirs) in enumerate(
                zip(check.items(actual, len(expected), what), expected, strict=True)
            ):
                yield from _leaves(mine, theirs, f"{what}[{index}]")
        case _:
            yield actual, np.asarray(expected, dtype=np.float64), what


def _cause(actual: Floats, expected: Floats, near_zero: float) -> str:
    """What is wrong, if most of it is right; otherwise empty."""
    told = expected != 0.0
    if not np.isfinite(actual).all() or not told.any() or actual[~told].any():
        return ""
    relative = (actual[told] - expected[told]) / expected[told]
    largest = float(np.max(np.abs(relative)))
    if largest < MAX_FLOAT32_ERROR and np.array_equal(actual, actual.astype(np.float32)):
        return f"{_digits(largest)}, as float32 is; double precision is asked for."
    constant = _constant(float(np.mean(relative)), near_zero)
    if near_zero and np.ptp(relative) <= CONSTANT_SPREAD * largest and _is_usual(constant):
        return f"is off by about an added constant of {_power(constant)}."
    if largest < 10.0**-MIN_DIGITS:
        return (
            f"{_digits(largest)}, and {REQUIRED_DIGITS} are asked for: is something float32, a value approximated by"
            " differences, a number rounded, or a value clipped?"
        )
    return ""


def _constant(relative: float, near_zero: float) -> float:
    """What was added to `near_zero`, given the relative error of the quotient by it."""
    return near_zero * abs(relative) / (1.0 + relative) if relative > -1.0 else math.inf


def _is_usual(constant: float) -> bool:
    """Whether a person may have written this number: a power of ten, which an accidental error rarely is."""
    return (
        CONSTANT_RANGE[0] < constant < CONSTANT_RANGE[1]
        and abs(math.log10(constant) - round(math.log10(constant))) < POWER_OF_TEN_SLACK
    )


def _digits(relative: float) -> str:
    digits = max(0, math.floor(-math.log10(relative))) if relative else REQUIRED_DIGITS
    return f"is right to {digits} digit{'' if digits == 1 else 's'} here"


def _power(number: float) -> str:
    return f"1e{round(math.log10(number)):d}"


@counts_messages(ACCURACY_MESSAGES, ACCURACY_MESSAGES)
def _is_single(value: object) -> bool:
    return isinstance(value, np.ndarray | np.generic) and value.dtype == np.float32


def _failure(sentence: str) -> check.CheckFailedError:
    return check.CheckFailedError(Finding(FeedbackLevel.CATEGORY, sentence))
