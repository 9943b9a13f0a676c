"""Comparison of tables of pandas: DataFrame, Series, index. Trusted side.

Lenient where the contract is: numbers of any width are equally good, whole numbers where others are expected, and texts
however pandas keeps them. What is missing equals what is missing.
"""

from collections.abc import Callable, Collection
from typing import Any

import numpy as np

from grader.exam.checks.basic import CheckFailedError, wrong_kind
from grader.exam.checks.message_count import CATEGORY_MESSAGES, SHAPE_MESSAGES, counts_messages
from grader.exam.checks.tolerance import Tolerance
from grader.exam.wording import sentences, tables
from grader.exam.wording.tables import Ignored
from grader.host.describe import spell
from grader.host.tables import kind_of
from grader.model import FeedbackLevel, Finding

EXACTLY = Tolerance(0.0, 0.0)
_OWN_KINDS = ("DataFrame", "Series", "MultiIndex")


def require_ignored(ignore: Collection[str]) -> None:
    """Requires that a comparison can pass over these. Raises ValueError."""
    if odd := sorted({*ignore} - set(Ignored)):
        raise ValueError(
            f"ignore={odd[0]!r} is nothing that a table can be compared without: give {', '.join(Ignored)}"
        )


@counts_messages(CATEGORY_MESSAGES, SHAPE_MESSAGES)
def require_table(
    actual: Any, expected: Any, what: str, tolerance: Tolerance, ignore: Collection[str], equal: Callable[..., bool]
) -> None:
    """Requires a table like the expected one; `equal` compares entries that are no numbers."""
    __tracebackhide__ = True
    found, wanted = kind_of(actual), kind_of(expected)
    if found != wanted and (not found or found in _OWN_KINDS or wanted in _OWN_KINDS):
        raise wrong_kind(what, f"an {wanted}" if wanted.startswith("I") else f"a {wanted}", actual)

    def near(mine: Any, theirs: Any) -> Any:
        same = (mine == theirs) | (np.isnan(mine) & np.isnan(theirs))
        return same | (np.isfinite(mine) & (np.abs(mine - theirs) <= tolerance.bounds(theirs)))

    differ = list(tables.differences(tables.sheet(actual), tables.sheet(expected), ignore, near, equal))
    if differ:
        said = f"{sentences.subject(what)} is not the right {'table' if wanted == 'DataFrame' else wanted}."
        raise CheckFailedError(Finding(FeedbackLevel.CATEGORY, said), *differ, expected=spell(expected))
