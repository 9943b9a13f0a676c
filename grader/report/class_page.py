"""The rows of a class -> what its page shows: who to look at first, the table, and the class in three numbers.

Trusted side; pure. A row may come from a grade or from a store; nothing of a test's evidence gets here.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import fmean, median
from urllib.parse import quote

from grader.model import Grade
from grader.report.measures import Counts, Points, all_tests
from grader.report.text import clean_line
from grader.report.words import counted, number


@dataclass(frozen=True, kw_only=True)
class TaskScore:
    """What a student has in one task."""

    id: str
    title: str
    score: float
    max_score: float


@dataclass(frozen=True, kw_only=True)
class ClassRow:
    """One submission of a class.

    Attributes:
        submission: The id it is graded under.
        score: Points reached, or None where there is no grade.
        max_score: Points possible; 0 where there is no grade.
        tasks: The same, task by task, in the order of the assignment.
        counts: How many tests found what.
        withheld: Whether there is a grade that must not be handed out.
        reason: Why there is no grade, as one sentence; empty where there is one.
        report: Path of the report relative to the page, with `/` between its parts, or None.
    """

    submission: str
    score: float | None
    max_score: float = 0.0
    tasks: tuple[TaskScore, ...] = ()
    counts: Counts = field(default_factory=Counts)
    withheld: bool = False
    reason: str = ""
    report: str | None = None

    @classmethod
    def graded(cls, grade: Grade, report: str | None) -> "ClassRow":
        """The row of a grade."""
        return cls(
            submission=grade.submission,
            score=grade.score,
            max_score=grade.max_score,
            tasks=tuple(
                TaskScore(id=task.id, title=task.title, score=task.score, max_score=task.max_score)
                for task in grade.tasks
            ),
            counts=Counts.of(all_tests(grade)),
            withheld=grade.withheld,
            report=report,
        )

    @classmethod
    def ungraded(cls, submission: str, reason: str, report: str | None = None) -> "ClassRow":
        """The row of a submission that could not be graded."""
        return cls(submission=submission, score=None, reason=reason, report=report)


@dataclass(frozen=True, kw_only=True)
class TaskColumn:
    """One task of the assignment, as a column's heading."""

    id: str
    title: str
    max_score: str


@dataclass(frozen=True, kw_only=True)
class GradedView:
    """A row of the table; a task that this submission's grade does not have is None."""

    submission: str
    points: Points
    cells: tuple[Points | None, ...]
    counts: Counts
    link: str | None


@dataclass(frozen=True, kw_only=True)
class UngradedView:
    """A submission without a grade to hand out, and why."""

    submission: str
    reason: str
    withheld: bool
    link: str | None


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One number about the class."""

    name: str
    value: str
    unit: str


@dataclass(frozen=True, kw_only=True)
class ClassPage:
    """Everything that the page of a class says."""

    title: str
    figures: tuple[Figure, ...]
    columns: tuple[TaskColumn, ...]
    graded: tuple[GradedView, ...]
    ungraded: tuple[UngradedView, ...]


def class_page(title: str, rows: Sequence[ClassRow]) -> ClassPage:
    """Makes the page of a class; rows are sorted by id, numbers in it by value."""
    ordered = sorted(rows, key=lambda row: (_natural(row.submission), row.submission))
    graded = [row for row in ordered if row.score is not None and not row.withheld]
    columns = {task.id: task for row in graded for task in row.tasks}
    return ClassPage(
        title=clean_line(title),
        figures=tuple(_figures(graded, len(ordered))),
        columns=tuple(
            TaskColumn(id=clean_line(task.id, 40), title=clean_line(task.title), max_score=number(task.max_score))
            for task in columns.values()
        ),
        graded=tuple(_graded_view(row, columns) for row in graded),
        ungraded=tuple(_ungraded_view(row) for row in ordered if row.score is None or row.withheld),
    )


def link_to(path: str) -> str:
    """A relative path as a link that stays relative, whatever its parts are called."""
    return "./" + quote(path.encode("utf-8", "surrogatepass"))


def _figures(graded: Sequence[ClassRow], submissions: int) -> Iterable[Figure]:
    yield Figure(name="Graded", value=str(len(graded)), unit=f"of {counted(submissions, 'submission')}")
    scores = [row.score for row in graded if row.score is not None]
    if scores:
        best = f"of {number(max(row.max_score for row in graded))} points"
        yield Figure(name="Mean", value=number(fmean(scores)), unit=best)
        yield Figure(name="Median", value=number(median(scores)), unit=best)


def _graded_view(row: ClassRow, columns: Iterable[str]) -> GradedView:
    by_id = {task.id: Points.of(task.score, task.max_score) for task in row.tasks}
    return GradedView(
        submission=clean_line(row.submission),
        points=Points.of(row.score or 0.0, row.max_score),
        cells=tuple(by_id.get(column) for column in columns),
        counts=row.counts,
        link=None if row.report is None else link_to(row.report),
    )


def _ungraded_view(row: ClassRow) -> UngradedView:
    tests = counted(row.counts.errors, "test")
    withheld = f"The grade is withheld: {tests} could not judge this work, and the fault is not the student's."
    return UngradedView(
        submission=clean_line(row.submission),
        reason=withheld if row.withheld else clean_line(row.reason),
        withheld=row.withheld,
        link=None if row.report is None else link_to(row.report),
    )


def _natural(text: str) -> list[tuple[int, str]]:
    """A sort key under which `student-2` comes before `student-10`; compares digits as text, however many there are."""
    return [(len(part), part) if part[:1].isdigit() else (0, part) for part in re.split(r"([0-9]+)", text.casefold())]
