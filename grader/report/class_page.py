"""The rows of a class -> what its page shows: what to look at first, the class in numbers, everybody in a table.

Trusted side; pure.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean, median, pstdev

from markupsafe import Markup

from grader.feedback.measures import Counts, Points
from grader.feedback.words import counted, number
from grader.report.charts import Histogram, histogram
from grader.report.class_row import ClassRow
from grader.report.class_story import NO_STORY, ChangeLine, ClassStory, Fact
from grader.report.class_tests import Alarm, ItemAnalysis, MisconceptionCount, alarms, item_analysis, mistakes
from grader.report.environment import report_environment
from grader.report.links import Link, link_of
from grader.sanitize import clean_line


@dataclass(frozen=True, kw_only=True)
class TaskColumn:
    """One task of the assignment, as a column's heading."""

    id: str
    title: str
    max_score: str


@dataclass(frozen=True, kw_only=True)
class GradedView:
    """A row of the table; a task that this submission's grade does not have is None."""

    link: Link
    points: Points
    cells: tuple[Points | None, ...]
    counts: Counts
    changes: str = ""
    late: bool = False


@dataclass(frozen=True, kw_only=True)
class UngradedView:
    """A submission without a grade to hand out, and why."""

    link: Link
    reason: str
    withheld: bool


@dataclass(frozen=True, kw_only=True)
class Statistic:
    """One number about the class."""

    name: str
    value: str
    unit: str


@dataclass(frozen=True, kw_only=True)
class ClassPage:
    """Everything that the page of a class says."""

    title: str
    statistics: tuple[Statistic, ...]
    histogram: Histogram | None
    columns: tuple[TaskColumn, ...]
    graded: tuple[GradedView, ...]
    ungraded: tuple[UngradedView, ...]
    alarms: tuple[Alarm, ...]
    mistakes: tuple[MisconceptionCount, ...]
    analysis: ItemAnalysis
    missing: tuple[str, ...] = ()
    story: ClassStory = NO_STORY

    @property
    def changed(self) -> bool:
        """Whether anybody's score is another than the tests found."""
        return any(row.changes for row in self.graded)


def render_class(
    title: str, rows: Sequence[ClassRow], missing: Sequence[str] = (), story: ClassStory = NO_STORY
) -> str:
    """The page of a class: one HTML file that links to the reports of `rows`, tells who is missing and what changed."""
    script = Markup(report_environment().get_template("sort.js").render())  # noqa: S704 # a file of ours
    page = class_page(title, rows, missing, story)
    return report_environment().get_template("class.html").render(page=page, script=script)


def class_page(
    title: str, rows: Sequence[ClassRow], missing: Sequence[str] = (), story: ClassStory = NO_STORY
) -> ClassPage:
    """Makes the page of a class; rows are sorted by id, numbers in it by value."""
    ordered = sorted(rows, key=lambda row: (_natural(row.submission), row.submission))
    graded = [row for row in ordered if row.has_grade]
    columns = {task.id: task for row in graded for task in row.tasks}
    return ClassPage(
        title=clean_line(title),
        statistics=tuple(_statistics(graded, len(ordered))),
        histogram=_histogram(graded),
        columns=tuple(
            TaskColumn(id=clean_line(task.id, 40), title=clean_line(task.title), max_score=number(task.max_score))
            for task in columns.values()
        ),
        graded=tuple(_graded_view(row, columns) for row in graded),
        ungraded=tuple(_ungraded_view(row) for row in ordered if not row.has_grade),
        alarms=alarms(graded),
        mistakes=mistakes(graded),
        analysis=item_analysis(graded),
        missing=tuple(map(clean_line, missing)),
        story=_cleaned(story),
    )


def _cleaned(story: ClassStory) -> ClassStory:
    return ClassStory(
        note=clean_line(story.note),
        facts=tuple(Fact(fact.name, clean_line(fact.value)) for fact in story.facts),
        changes=tuple(
            ChangeLine(clean_line(change.who), clean_line(change.what), clean_line(change.more))
            for change in story.changes
        ),
    )


def _statistics(graded: Sequence[ClassRow], submissions: int) -> Iterable[Statistic]:
    yield Statistic(name="Graded", value=str(len(graded)), unit=f"of {counted(submissions, 'submission')}")
    scores = [row.score for row in graded if row.score is not None]
    if scores:
        best = f"of {number(max(row.max_score for row in graded))} points"
        yield Statistic(name="Mean", value=number(round(fmean(scores), 1)), unit=best)
        yield Statistic(name="Median", value=number(median(scores)), unit=best)
        yield Statistic(name="Spread", value=number(round(pstdev(scores), 1)), unit="points, standard deviation")


def _histogram(graded: Sequence[ClassRow]) -> Histogram | None:
    shares = [row.score / row.max_score for row in graded if row.score is not None and row.max_score > 0]
    if not shares:
        return None
    return histogram(shares, [(fmean(shares), f"The mean is {100 * fmean(shares):.0f} %")])


def _graded_view(row: ClassRow, columns: Iterable[str]) -> GradedView:
    by_id = {task.id: Points.of(task.score, task.max_score) for task in row.tasks if not task.awaited}
    return GradedView(
        link=link_of(row),
        points=Points.of(row.score or 0.0, row.max_score),
        cells=tuple(by_id.get(column) for column in columns),
        counts=row.counts,
        changes=row.changes,
        late=row.late,
    )


def _ungraded_view(row: ClassRow) -> UngradedView:
    tests = counted(row.counts.errors, "test")
    first = f" The first: {clean_line(row.reason)}" if row.withheld and row.reason else ""
    withheld = f"The grade is withheld: {tests} could not judge this work, and the fault is not the student's.{first}"
    return UngradedView(
        link=link_of(row),
        reason=withheld if row.withheld else clean_line(row.reason),
        withheld=row.withheld,
    )


def _natural(text: str) -> list[tuple[int, str]]:
    """A sort key under which `student-2` comes before `student-10`; compares digits as text, however many there are."""
    parts = re.split(r"([0-9]+)", text.casefold())
    return [(len(part), part) if part[:1].isdigit() else (0, part) for part in parts]
