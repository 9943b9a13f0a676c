"""The command `grader adjust`: points that are given or taken after grading. Trusted side."""

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
    """Give a student points, or take some, after grading; the score that the tests found stays beside.

    Shown with its reason in the report, on the class page and in exports, and kept whenever the class is graded again.
    To take an adjustment back, make the opposite one: all of them stay on record, with who made them and when.

    Args:
        results: The folder that `grader bulk` wrote.
        student: Who: what the results are called, or a name, login, address or number.
        points: How many, such as 3 or -2.5; 0 leaves a comment only.
        reason: Why, for the student and for the record.
        task: The task that it concerns, such as 2.1.
        comment: What else to tell the student in the report.
        table: A CSV file with the columns student, points, reason, and perhaps task and comment: many at once, all or
            none; what is on record already is not added again.
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
