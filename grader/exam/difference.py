"""How two arrays differ, in words that give no value away: the sign, a factor, the order, the size. Trusted side; pure.

A factor is named to one digit and a size to a power of ten, so that nobody who does not know the inputs can compute the
expected values from it.
"""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

SAME = 1e-6
"""Relative: what agrees as closely differs by a rule and not by accident."""
FACTORS = {2.0: "twice", 3.0: "three times", 4.0: "four times", 0.5: "half of", 0.25: "a quarter of"}
SIZES = ((1e-6, "a millionth"), (1e-3, "a thousandth"), (0.1, "a tenth"))


def describe(actual: Floats, expected: Floats, wrong: NDArray[np.bool_]) -> str:
    """One sentence on how these differ, where `wrong` says which elements do; or nothing if there is nothing to say."""
    if not (np.isfinite(actual).all() and np.isfinite(expected).all()):
        return _not_finite(actual, wrong)
    many = actual.size > 1
    if not actual.any():
        return "All of them are zero." if many else "It is zero."
    with np.errstate(all="ignore"):
        pattern = _pattern(actual, expected, many=many)
        return pattern or _size(actual[wrong], expected[wrong], many=many)


def _not_finite(actual: Floats, wrong: NDArray[np.bool_]) -> str:
    if np.isnan(actual[wrong]).any():
        return "A NaN comes from 0 / 0, infinity - infinity, or the logarithm of a negative number."
    if np.isinf(actual[wrong]).any():
        return "An infinity comes from a division by zero, or from an exponential of a large number."
    return ""


def _pattern(actual: Floats, expected: Floats, *, many: bool) -> str:
    if _same(actual, -expected):
        return f"{'They have' if many else 'It has'} the right size and the opposite sign."
    if actual.ndim == 2 and actual.shape[0] == actual.shape[1] and _same(actual.T, expected):  # noqa: PLR2004 # a matrix
        return "They would be right if rows and columns changed places."
    if many and actual.ndim == 1 and _same(actual[::-1], expected):
        return "They would be right in the opposite order."
    for factor, words in FACTORS.items():
        if _same(actual, factor * expected):
            return f"{'All of them are' if many else 'It is'} {words} the right value{'s' if many else ''}."
    return ""


def _size(actual: Floats, expected: Floats, *, many: bool) -> str:
    error = float(np.max(np.abs(actual - expected)))
    scale = float(np.max(np.abs(expected)))
    subject = "The largest error is" if many else "The error is"
    if scale == 0.0:
        return ""
    for bound, words in SIZES:
        if error < bound * scale:
            return f"{subject} less than {words} of the right value{'s' if many else ''}."
    if error <= 3 * scale:
        return f"{subject} about as large as the right value{'s themselves' if many else ' itself'}."
    return f"{subject} many times the right value{'s' if many else ''}."


def _same(one: Floats, other: Floats) -> bool:
    return bool(np.allclose(one, other, rtol=SAME, atol=0.0))
