"""Lists whose entries are computed from one another: compared in that order, so that the first wrong one is named.

Trusted side. What is wrong after it is usually wrong because of it.
"""

from collections.abc import Sequence
from enum import Enum

from grader.exam.checks import check
from grader.exam.checks.tolerance import ANALYTIC, Tolerance
from grader.model import FeedbackLevel, Finding


class Direction(Enum):
    """The order in which a computation makes the entries of a list."""

    FORWARD = "on the way forward"
    BACKWARD = "on the way back"


def close_in_order(
    actual: object,
    expected: Sequence[object],
    what: str,
    labels: Sequence[str],
    direction: Direction,
    tolerance: Tolerance = ANALYTIC,
) -> None:
    """Compares a list whose entries are computed from one another, in that order, and names the first wrong one.

    `labels` says what each entry belongs to: `row 1`, `the last row`.
    """
    __tracebackhide__ = True
    mine = check.items(actual, len(expected), what)
    order = range(len(expected)) if direction is Direction.FORWARD else range(len(expected) - 1, -1, -1)
    right: list[str] = []
    for index in order:
        try:
            check.close(mine[index], expected[index], f"{what}[{index}]", tolerance, check.shapes_of(expected))
        except check.CheckFailedError as error:
            if len(expected) > 1:
                error.findings = (
                    Finding(FeedbackLevel.CATEGORY, f"Of {what}, {_first_wrong(right, labels[index], direction)}"),
                    *error.findings,
                )
            raise
        right.append(labels[index])


def _first_wrong(right: Sequence[str], wrong: str, direction: Direction) -> str:
    if not right:
        return f"{wrong}'s, the first {direction.value}, is wrong already."
    if len(right) == 1:
        return f"{right[0]}'s is right, {wrong}'s is not."
    joined = f"{right[0]} and {right[1]}" if len(right) == 2 else f"{right[0]} to {right[-1]}"  # noqa: PLR2004 # a pair
    return f"those of {joined} are right, {wrong}'s is not."
