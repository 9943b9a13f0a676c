"""Item analysis of the tests: difficulty, discrimination, and Cronbach's alpha of all. Trusted side; pure.

A value that is undefined, because there are too few submissions or all are the same, is None.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

MIN_STUDENTS = 3  # two points always lie on a line

Scores = NDArray[np.float64]


@dataclass(frozen=True)
class Item:
    """One test in a class.

    Attributes:
        difficulty: The mean share of its points that was reached, from 0 to 1: a high value means easy.
        discrimination: The correlation of its score with the total score of all other tests.
    """

    difficulty: float | None
    discrimination: float | None


def analyse_items(scores: Scores, maximum: Scores) -> tuple[Item, ...]:
    """Analyses a table of scores, with a row for each submission and a column for each test; NaN means not taken.

    Args:
        scores: The points reached.
        maximum: The highest possible points, one number for each column.
    """
    return tuple(_item(scores, column, float(maximum[column])) for column in range(scores.shape[1]))


def alpha(scores: Scores) -> float | None:
    """Cronbach's alpha, computed from the submissions that took every test."""
    complete = scores[~np.isnan(scores).any(axis=1)]
    submissions, tests = complete.shape
    if submissions < MIN_STUDENTS or tests < 2:  # noqa: PLR2004 # undefined for a single test
        return None
    total = float(complete.sum(axis=1).var(ddof=1))
    if _is_nothing(total, complete):
        return None
    parts = float(complete.var(axis=0, ddof=1).sum())
    return float(tests / (tests - 1) * (1.0 - parts / total))


def table(rows: Sequence[Sequence[float | None]]) -> Scores:
    """Rows of equal length as an array, None as NaN."""
    return np.array([[np.nan if value is None else value for value in row] for row in rows], dtype=np.float64)


def _item(scores: Scores, column: int, maximum: float) -> Item:
    taken = ~np.isnan(scores[:, column])
    mine = scores[taken, column]
    if not mine.size or maximum <= 0:
        return Item(None, None)
    rest = np.nansum(np.delete(scores[taken], column, axis=1), axis=1)
    return Item(float(mine.mean() / maximum), _correlation(mine, rest))


def _correlation(first: Scores, second: Scores) -> float | None:
    if first.size < MIN_STUDENTS or _is_nothing(float(first.var()), first) or _is_nothing(float(second.var()), second):
        return None
    return float(np.corrcoef(first, second)[0, 1])


def _is_nothing(variance: float, values: Scores) -> bool:
    """Whether a variance is only the rounding error of equal numbers."""
    scale = float(np.abs(values).max(initial=0.0))
    return variance <= (1e-9 * scale) ** 2
