"""The command `grader adjust`: adds or takes away points after grading. Trusted side."""

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from grader import api
from grader.cli.moved_scores import show_adjusted
from grader.errors import UsageError


def adjust(
    results: Path,
    student: str | None = None,
    points: Annotated[float | None, Parameter(allow_leading_hyphen=True)] = None,
    *,
    reason: str = "",
    task: str = "",
    comment: str = "",
    table: Annotated[Path | None, Parameter(name="--from")] = None,
) -> int:
    """Add points to a student's grade or take some away; the score that the tests found stays visible.

    The adjustment and its reason appear in the report, on the class page and in exports, and survive regrading.
    To take an adjustment back, make the opposite one: all of them stay on record, with who made them and when.

    Args:
        results: The folder that `grader bulk` wrote.
        student: The name of their results, or a name, login, address or number.
        points: How many, such as 3 or -2.5; 0 only adds a comment.
        reason: Why, for the student and for the record.
        task: The task that it concerns, such as 2.1.
        comment: Anything else to tell the student in the report.
        table: A CSV file with the columns student, points, reason, and optionally task and comment: many at once, all
            or none; adjustments that are on record already are not added again.
    """
    if table is not None:
        if student is not None or points is not None:
            raise UsageError("--from names a file of adjustments: leave the student and the points out.")
        show_adjusted(api.adjust_from_table(results, table))
        return 0
    if student is None or points is None:
        raise UsageError("A student and points are missing: `grader adjust RESULTS STUDENT POINTS --reason WHY`.")
    show_adjusted(api.adjust(results, student, points, reason=reason, task=task, comment=comment))
    return 0
