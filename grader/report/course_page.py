"""The page of a course: its students by its assignments. Trusted side; pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from markupsafe import Markup

from grader.feedback.measures import Points
from grader.feedback.words import count_of, format_points
from grader.report.environment import report_environment
from grader.report.links import link_to
from grader.sanitize import clean_line


@dataclass(frozen=True)
class AssignmentColumn:
    """One assignment: its name, and the highest score."""

    title: str
    max_score: float


@dataclass(frozen=True)
class Score:
    """A student's result in one assignment.

    Attributes:
        points: The points that count, or None if there is no grade.
        told: Why there is none, or, if the points were changed, how they follow from the tests' results.
        page: The path of the instructor's copy, with `/` between its parts.
    """

    points: Points | None
    told: str = ""
    page: str | None = None


@dataclass(frozen=True)
class StudentRow:
    """One student."""

    name: str
    total: Points
    scores: tuple[Score, ...]


@dataclass(frozen=True)
class _Cell:
    points: Points | None
    told: str
    href: str | None


def render_course(columns: Sequence[AssignmentColumn], lines: Sequence[StudentRow]) -> str:
    """The page: one HTML file that links to the instructors' copies."""
    environment = report_environment()
    script = Markup(environment.get_template("sort.js").render())  # noqa: S704 # a file of ours
    return environment.get_template("course.html").render(
        script=script,
        columns=[(clean_line(each.title), format_points(each.max_score)) for each in columns],
        means=[_mean([line.scores[index].points for line in lines]) for index in range(len(columns))],
        lines=[(clean_line(line.name), line.total, [_cell(score) for score in line.scores]) for line in lines],
    )


def _mean(points: Sequence[Points | None]) -> str:
    found = [float(each.score) for each in points if each is not None]
    return f"a mean of {fmean(found):.1f} over {count_of(len(found), 'grade')}" if found else "no grade yet"


def _cell(score: Score) -> _Cell:
    return _Cell(score.points, clean_line(score.told), None if score.page is None else link_to(score.page))
