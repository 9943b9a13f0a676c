"""Comparison of sparse matrices of SciPy. Trusted side.

As lenient as the contract: all formats are equally good, and numbers of any width. A dense array is not accepted.
"""

from typing import Any

import numpy as np

from grader.exam.checks.basic import CheckFailedError, wrong_kind
from grader.exam.checks.message_count import CATEGORY_MESSAGES, SHAPE_MESSAGES, counts_messages
from grader.exam.checks.tolerance import Tolerance
from grader.exam.wording import sentences
from grader.host.describe import spell
from grader.host.sparse import is_sparse, side_by_side
from grader.model import FeedbackLevel, Finding


@counts_messages(CATEGORY_MESSAGES, SHAPE_MESSAGES)
def require_sparse(actual: Any, expected: Any, what: str, tolerance: Tolerance) -> None:
    """Requires a sparse matrix of the expected shape, with the expected entries."""
    __tracebackhide__ = True
    if not is_sparse(actual) or tuple(actual.shape) != tuple(expected.shape):
        raise wrong_kind(what, f"a sparse matrix of shape {tuple(map(int, expected.shape))}", actual)
    places, mine, theirs = side_by_side(actual, expected)
    with np.errstate(all="ignore"):
        same = (mine == theirs) | (np.isnan(mine) & np.isnan(theirs))
        wrong = ~(
            same | (np.isfinite(mine) & np.isfinite(theirs) & (np.abs(mine - theirs) <= tolerance.bounds(theirs)))
        )
    if not wrong.any():
        return
    first = int(np.argmax(wrong))
    place = divmod(int(places[first]), int(expected.shape[1]))
    said = f"{sentences.subject(what)} is not the right sparse matrix."
    raise CheckFailedError(
        Finding(FeedbackLevel.CATEGORY, said),
        Finding(FeedbackLevel.INPUTS, f"{int(wrong.sum())} of its entries are off, the first at {place}."),
        Finding(FeedbackLevel.VALUES, f"There it is {spell(mine[first])}, and {spell(theirs[first])} was expected."),
        expected=spell(expected),
    )
