"""Comparison of tables of pandas: DataFrame, Series, index. Trusted side.

As lenient as the contract: numbers of any width are equally good, integers in place of other numbers, and texts
however pandas stores them. Missing values are equal to each other.
"""

from collections.abc import Callable, Collection
from typing import Any

import numpy as np

from grader.exam.checks.basic import CheckFailedError, wrong_kind
from grader.exam.checks.message_count import CATEGORY_MESSAGES, SHAPE_MESSAGES, counts_messages
from grader.exam.checks.tolerance import Tolerance
from grader.exam.wording import sentences, tables
from grader.exam.wording.tables import IgnoredInTables
from grader.host.describe import spell
from grader.host.tables import kind_of
from grader.model import FeedbackLevel, Finding

EXACTLY = Tolerance(0.0, 0.0)
_OWN_KINDS = ("DataFrame", "Series", "MultiIndex")


def require_comparable(expected: Any, ignore: Collection[str], columns: Collection[str]) -> None:
    """Requires that a comparison with a table can ignore these, or be restricted to these columns.

    Raises:
        TypeError: It is not a table.
        ValueError: Something else should be ignored, or there is no such column.
    """
    if not kind_of(expected):
        raise TypeError(f"check.frame compares with a DataFrame, a Series or an index, and not with {spell(expected)}")
    if odd := sorted(_several(ignore) - set(IgnoredInTables)):
        raise ValueError(
            f"ignore={odd[0]!r} is nothing that a table can be compared without: give {', '.join(IgnoredInTables)}"
        )
    if odd := sorted(_several(columns) - {*(expected.columns if kind_of(expected) == "DataFrame" else ())}):
        raise ValueError(f"columns={odd[0]!r} is no column of the table to compare with")


def only(table: Any, columns: Collection[str]) -> Any:
    """A table to compare with, restricted to these columns; all of it if none is named."""
    return table[[label for label in table.columns if label in _several(columns)]] if columns else table


def _several(names: Collection[str]) -> set[str]:
    """The names; a single text is one name, since the comma is easily forgotten in `("index")`."""
    return {names} if isinstance(names, str) else {*names}


@counts_messages(CATEGORY_MESSAGES, SHAPE_MESSAGES)
def require_table(
    actual: Any,
    expected: Any,
    what: str,
    tolerance: Tolerance,
    equal: Callable[..., bool],
    ignore: Collection[str] = (),
    columns: Collection[str] = (),
) -> None:
    """Requires a table equal to the expected one; `equal` compares entries that are not numbers.

    If some `columns` are named, other columns of the student's are ignored.
    """
    __tracebackhide__ = True
    found, wanted = kind_of(actual), kind_of(expected)
    if found != wanted and (not found or found in _OWN_KINDS or wanted in _OWN_KINDS):
        raise wrong_kind(what, f"an {wanted}" if wanted.startswith("I") else f"a {wanted}", actual)

    def near(mine: Any, theirs: Any) -> Any:
        same = (mine == theirs) | (np.isnan(mine) & np.isnan(theirs))
        return same | (np.isfinite(mine) & (np.abs(mine - theirs) <= tolerance.bounds(theirs)))

    mine, theirs = tables.sheet(actual), tables.sheet(expected)
    if columns:
        mine = tables.narrowed(mine, _several(columns))
    differ = list(tables.differences(mine, theirs, _several(ignore), near, equal))
    if differ:
        said = f"{sentences.subject(what)} is not the right {'table' if wanted == 'DataFrame' else wanted}."
        raise CheckFailedError(Finding(FeedbackLevel.CATEGORY, said), *differ, expected=spell(expected))
