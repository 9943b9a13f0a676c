"""How two arrays differ, in words that give no value away: the sign, a factor, the order, the size. Trusted side; pure.

Each sentence comes from a short list, since student code may have chosen the difference after it saw a hidden input:
`docs/security.md` counts what that choice can reveal.
"""

from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

SAME = 1e-6
"""Relative: values that agree this closely differ by a rule and not by accident."""
ALIKE = 1e-2
"""Of the largest: values that agree this closely with another sign or order have that fault, and a small one too."""
FACTORS = {2.0: "twice", 3.0: "three times", 4.0: "four times", 0.5: "half of", 0.25: "a quarter of"}
SIZES = ((1e-6, "a millionth"), (1e-3, "a thousandth"), (0.1, "a tenth"))
NAN = "A NaN comes from 0 / 0, infinity - infinity, or the logarithm of a negative number."
INFINITY = "An infinity comes from a division by zero, or from an exponential of a large number."
ZERO = ("It is zero.", "All of them are zero.")
_MINUS = "the right size and the opposite sign: is a minus missing, one too many, or a difference the wrong way round?"
SIGN = (f"It has {_MINUS}", f"They have {_MINUS}")
IN_PROPORTION = "They are right except for one factor that all of them share."
TRANSPOSED = "They would be right if rows and columns were swapped."
REVERSED = "They would be right in the opposite order."
NOT_ALL = " Some of them are right."


def describe(actual: Floats, expected: Floats, wrong: NDArray[np.bool_]) -> str:
    """One sentence on how these differ, in the elements that `wrong` marks; empty if there is nothing to say."""
    if not (np.isfinite(actual).all() and np.isfinite(expected).all()):
        return _not_finite(actual, wrong)
    many = actual.size > 1
    if not actual.any():
        return ZERO[many]
    with np.errstate(all="ignore"):
        if pattern := _pattern(actual, expected, many=many):
            return pattern
        size = _size(actual[wrong], expected[wrong], many=many)
    return size + NOT_ALL if size and not wrong.all() else size


def sentences() -> Iterator[str]:
    """All possible sentences."""
    yield from ("", NAN, INFINITY, *ZERO, *SIGN, TRANSPOSED, REVERSED, IN_PROPORTION)
    for many in (False, True):
        for factor in FACTORS:
            yield _times(factor, many=many)
        yield from (said + rest for said in _SIZED[many].values() for rest in (("", NOT_ALL) if many else ("",)))


def _sized(many: bool) -> Mapping[float, str]:  # noqa: FBT001 # the index of a pair
    subject, values = ("The largest error is", "values") if many else ("The error is", "value")
    small = {bound: f"{subject} less than {words} of the right {values}." for bound, words in SIZES}
    own = "values themselves" if many else "value itself"
    return {
        **small,
        3.0: f"{subject} about as large as the right {own}.",
        np.inf: f"{subject} many times the right {values}.",
    }


_SIZED = (_sized(False), _sized(True))  # noqa: FBT003 # as above


def _not_finite(actual: Floats, wrong: NDArray[np.bool_]) -> str:
    if np.isnan(actual[wrong]).any():
        return NAN
    return INFINITY if np.isinf(actual[wrong]).any() else ""


def _pattern(actual: Floats, expected: Floats, *, many: bool) -> str:
    for agrees in (_same, _alike) if not _alike(actual, expected) else (_same,):
        if agrees(actual, -expected):
            return SIGN[many]
        if actual.ndim == 2 and actual.shape[0] == actual.shape[1] and agrees(actual.T, expected):  # noqa: PLR2004 # a matrix
            return TRANSPOSED
        if many and actual.ndim == 1 and agrees(actual[::-1], expected):
            return REVERSED
    for factor in FACTORS:
        if _same(actual, factor * expected):
            return _times(factor, many=many)
    return IN_PROPORTION if many and _in_proportion(actual, expected) else ""


def _times(factor: float, *, many: bool) -> str:
    return f"{'All of them are' if many else 'It is'} {FACTORS[factor]} the right value{'s' if many else ''}."


def _in_proportion(actual: Floats, expected: Floats) -> bool:
    largest = np.unravel_index(int(np.argmax(np.abs(expected))), expected.shape)
    factor = actual[largest] / expected[largest]
    return bool(np.isfinite(factor) and abs(factor - 1.0) > ALIKE and _same(actual, factor * expected))


def _size(actual: Floats, expected: Floats, *, many: bool) -> str:
    error = float(np.max(np.abs(actual - expected)))
    scale = float(np.max(np.abs(expected)))
    if scale == 0.0:
        return ""
    return next((said for bound, said in _SIZED[many].items() if error < bound * scale), _SIZED[many][np.inf])


def _same(one: Floats, other: Floats) -> bool:
    return bool(np.allclose(one, other, rtol=SAME, atol=0.0))


def _alike(one: Floats, other: Floats) -> bool:
    """Whether they are nearly the same; nothing can be said about differences close to the rounding error."""
    return bool(np.max(np.abs(one - other), initial=0.0) <= ALIKE * np.max(np.abs(other), initial=0.0))
