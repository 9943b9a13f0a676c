"""The rows of a class -> what its page shows: what to look at first, statistics, a table of everybody, and the run.

Trusted side; pure.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import fmean, median, pstdev

from markupsafe import Markup

from grader.feedback.measures import Counts, Points
from grader.feedback.reasons import shared_reasons
from grader.feedback.words import count_of, format_points
from grader.report.charts import Histogram, histogram
from grader.report.class_findings import find_messages, marks_by_submission
from grader.report.class_marks import FilterChoice, Numbers, choices
from grader.report.class_row import ClassRow, TaskScore, in_order
from grader.report.class_tests import Alarm, ItemAnalysis, MisconceptionCount, alarms, item_analysis, mistakes
from grader.report.environment import report_environment
from grader.report.links import LinkedStudent, SubmissionLink, link_of
from grader.sanitize import clean_line


@dataclass(frozen=True)
class Fact:
    """One fact of the run."""

    name: str
    value: str


@dataclass(frozen=True)
class ChangeLine:
    """What changed for one student: the name, what happened, and the points or the reason."""

    who: str
    what: str
    more: str


@dataclass(frozen=True, kw_only=True)
class ClassStory:
    """Facts about the run.

    Attributes:
        note: What to know first, such as that it was stopped.
        facts: When, how and with which versions.
        changes: What changed since the run before.
    """

    note: str = ""
    facts: tuple[Fact, ...] = ()
    changes: tuple[ChangeLine, ...] = ()


NO_STORY = ClassStory()
"""For a page that shows only scores."""


@dataclass(frozen=True, kw_only=True)
class TaskColumn:
    """One task of the assignment, as a column's heading."""

    id: str
    title: str
    max_score: str
    bonus: bool = False


@dataclass(frozen=True, kw_only=True)
class SubmissionRow:
    """One submission: a row of the table.

    Attributes:
        link: The student, and where the pages are.
        marks: What it can be filtered by.
        late: Whether the work was late.
        points: The points in total, or None if there is no grade to hand out.
        cells: The same for each task; None for a task that this grade does not have.
        counts: The number of tests for each outcome.
        changes: How the score follows from the tests' results, if it was changed.
        reason: Why there is no grade to hand out.
        withheld: Whether there is a grade that must not be handed out.
    """

    link: SubmissionLink
    marks: tuple[str, ...]
    late: bool
    points: Points | None = None
    cells: tuple[Points | None, ...]
    counts: Counts
    changes: str = ""
    reason: str = ""
    withheld: bool = False


@dataclass(frozen=True, kw_only=True)
class Statistic:
    """One number about the class."""

    name: str
    value: str
    unit: str


@dataclass(frozen=True, kw_only=True)
class NoGrade:
    """Why some have no grade, once for all of them; `withheld` if there is one that must not be handed out."""

    reason: str
    students: tuple[LinkedStudent, ...]
    withheld: bool


@dataclass(frozen=True, kw_only=True)
class ClassPage:
    """Everything that the page of a class says."""

    title: str
    statistics: tuple[Statistic, ...]
    histogram: Histogram | None
    columns: tuple[TaskColumn, ...]
    lines: tuple[SubmissionRow, ...]
    no_grades: tuple[NoGrade, ...]
    choices: tuple[FilterChoice, ...]
    alarms: tuple[Alarm, ...]
    mistakes: tuple[MisconceptionCount, ...]
    analysis: ItemAnalysis
    missing: tuple[str, ...] = ()
    story: ClassStory = NO_STORY
    equal: tuple[tuple[LinkedStudent, ...], ...] = ()

    @cached_property
    def graded(self) -> tuple[SubmissionRow, ...]:
        """The rows with a grade."""
        return tuple(line for line in self.lines if line.points is not None)

    @cached_property
    def ungraded(self) -> tuple[SubmissionRow, ...]:
        """The rows without one."""
        return tuple(line for line in self.lines if line.points is None)

    @cached_property
    def changed(self) -> bool:
        """Whether anybody's score was changed after grading."""
        return any(line.changes for line in self.graded)


def render_class(
    title: str, rows: Sequence[ClassRow], missing: Sequence[str] = (), story: ClassStory = NO_STORY
) -> str:
    """The page of a class: one HTML file that links to the reports of `rows`, with who is missing and what changed."""
    environment = report_environment()
    scripts = (environment.get_template(name).render() for name in ("sort.js", "filter.js"))
    script = Markup("\n".join(scripts))  # noqa: S704 # files of ours
    page = class_page(title, rows, missing, story)
    return environment.get_template("class.html").render(page=page, script=script)


def class_page(
    title: str, rows: Sequence[ClassRow], missing: Sequence[str] = (), story: ClassStory = NO_STORY
) -> ClassPage:
    """Makes the page of a class; rows are sorted by id, with numbers in ids by value."""
    ordered = in_order(rows)
    graded = [row for row in ordered if row.has_grade]
    columns = {task.id: task for row in graded for task in row.tasks}
    numbers, findings = Numbers.of(graded), find_messages(graded)
    of_messages = marks_by_submission(findings)
    lines = tuple(_line(row, columns, (*numbers.marks(row), *of_messages.get(row.submission, ()))) for row in ordered)
    return ClassPage(
        title=clean_line(title),
        statistics=tuple(_statistics(graded, len(ordered))),
        histogram=_histogram(graded),
        columns=tuple(map(_column, columns.values())),
        lines=lines,
        no_grades=tuple(_no_grades([line for line in lines if line.points is None])),
        choices=choices(line.marks for line in lines),
        alarms=alarms(graded),
        mistakes=mistakes(graded, numbers),
        analysis=item_analysis(graded, numbers, findings),
        missing=tuple(map(clean_line, missing)),
        story=_cleaned(story),
        equal=tuple(_equal(graded)),
    )


def _column(task: TaskScore) -> TaskColumn:
    return TaskColumn(
        id=clean_line(task.id, 40),
        title=clean_line(task.title),
        max_score=format_points(task.max_score),
        bonus=task.bonus,
    )


def _equal(graded: Sequence[ClassRow]) -> Iterable[tuple[LinkedStudent, ...]]:
    """Students who handed in the same files, except for teams, and for files that earned nobody a point."""
    works: dict[str, list[ClassRow]] = {}
    for row in graded:
        if row.digest and row.score:
            works.setdefault(row.digest, []).append(row)
    for rows in works.values():
        if len(rows) > 1 and (len({row.team for row in rows}) > 1 or not rows[0].team):
            yield tuple(LinkedStudent(link_of(row)) for row in rows)


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
    yield Statistic(name="Graded", value=str(len(graded)), unit=f"of {count_of(submissions, 'submission')}")
    scores = [row.score for row in graded if row.score is not None]
    if scores:
        best = f"of {format_points(max(row.max_score for row in graded))} points"
        yield Statistic(name="Mean", value=format_points(round(fmean(scores), 1)), unit=best)
        yield Statistic(name="Median", value=format_points(median(scores)), unit=best)
        yield Statistic(name="Spread", value=format_points(round(pstdev(scores), 1)), unit="points, standard deviation")


def _histogram(graded: Sequence[ClassRow]) -> Histogram | None:
    shares = [row.score / row.max_score for row in graded if row.score is not None and row.max_score > 0]
    if not shares:
        return None
    return histogram(shares, [(fmean(shares), f"The mean is {100 * fmean(shares):.0f} %")])


def _line(row: ClassRow, columns: Collection[str], marks: tuple[str, ...]) -> SubmissionRow:
    told = row.tasks if row.has_grade else ()
    by_id = {task.id: Points.of(task.score, task.max_score) for task in told if not task.awaited}
    return SubmissionRow(
        link=link_of(row),
        marks=marks,
        late=row.late,
        points=Points.of(row.score or 0.0, row.max_score) if row.has_grade else None,
        cells=tuple(by_id.get(column) for column in columns),
        counts=row.counts,
        changes=row.changes if row.has_grade else "",
        reason="" if row.has_grade else _reason(row),
        withheld=row.withheld,
    )


def _no_grades(lines: Sequence[SubmissionRow]) -> Iterable[NoGrade]:
    for shared in shared_reasons([line.reason for line in lines]):
        whose = [lines[position] for position in shared.members]
        students = tuple(LinkedStudent(line.link, detail) for line, detail in zip(whose, shared.details, strict=True))
        yield NoGrade(reason=shared.sentence, students=students, withheld=whose[0].withheld)


def _reason(row: ClassRow) -> str:
    if not row.withheld:
        return clean_line(row.reason)
    tests = count_of(row.counts.errors, "test")
    first = f" The first: {clean_line(row.reason)}" if row.reason else ""
    return f"The grade is withheld: {tests} could not judge this work, and the fault is not the student's.{first}"
