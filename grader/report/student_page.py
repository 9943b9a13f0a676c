"""A grade or a check -> what the page of one submission shows with its feedback: evidence, formulas, the notebook.

Trusted side; pure. Shows all the evidence that it gets: `feedback.view` has already removed what may not be shown.
"""

from collections.abc import Sequence
from enum import StrEnum

from markupsafe import Markup
from msgspec import Struct

from grader.feedback.check import check_feedback
from grader.feedback.measures import Points
from grader.feedback.overview import Feedback, TaskFeedback, TaskStatus, grade_feedback
from grader.model import CheckResult, ExecutedNotebook, Grade, ManualWork, TaskResult
from grader.report.evidence import CauseView, EvidenceRenderer
from grader.report.formulas import mathml
from grader.report.notebook_page import NotebookView, notebook_view
from grader.report.pictures import Picture, handed_in

MIN_TRACK = 12
MAX_FORMULAS = 6


class Audience(StrEnum):
    """Whom a page is for."""

    STUDENT = "student"
    INSTRUCTOR = "instructor"


class TaskView(Struct, frozen=True, kw_only=True):
    """One task.

    Attributes:
        feedback: Its feedback.
        formulas: Its formulas as MathML.
        track: Its weight: the length of its bar in percent of the longest.
        causes: Why its tests did not pass, with the evidence that is shown.
        picture: What was handed in for a person to judge, if that is a picture.
    """

    feedback: TaskFeedback
    formulas: tuple[Markup, ...]
    track: int
    causes: tuple[CauseView, ...]
    picture: Picture | None = None


class StudentPage(Struct, frozen=True, kw_only=True):
    """The content of one submission's page. If it is not graded, passed tests are counted instead of points."""

    reader: Audience = Audience.STUDENT
    graded: bool
    feedback: Feedback
    tasks: tuple[TaskView, ...]
    notebook: NotebookView | None = None

    @property
    def costliest(self) -> tuple[TaskView, ...]:
        """The tasks in reading order: those with the most points to gain first, complete ones last."""
        return tuple(sorted(self.tasks, key=_to_gain, reverse=True))


def _to_gain(task: TaskView) -> tuple[bool, float]:
    points = task.feedback.points
    complete = task.feedback.standing is TaskStatus.COMPLETE
    return not complete, float(points.max_score) - float(points.score)


def student_page(grade: Grade, reader: Audience = Audience.STUDENT) -> StudentPage:
    """Makes the page of one grade."""
    feedback = grade_feedback(grade)
    return StudentPage(
        reader=reader,
        graded=True,
        feedback=feedback,
        tasks=_task_views(grade.tasks, feedback, [task.max_score for task in grade.tasks]),
        notebook=notebook_view(grade.executed) if isinstance(grade.executed, ExecutedNotebook) else None,
    )


def check_page(check: CheckResult) -> StudentPage:
    """Makes the page of one check."""
    feedback = check_feedback(check)
    return StudentPage(
        graded=False,
        feedback=feedback,
        tasks=_task_views(check.tasks, feedback, [len(task.tests) for task in check.tasks]),
    )


def _task_views(results: Sequence[TaskResult], feedback: Feedback, sizes: Sequence[float]) -> tuple[TaskView, ...]:
    largest = max(sizes, default=0.0)
    return tuple(
        TaskView(
            feedback=said,
            formulas=tuple(map(mathml, result.formulas[:MAX_FORMULAS])),
            track=max(MIN_TRACK, Points.of(size, largest).percent),
            causes=tuple(map(EvidenceRenderer().view, said.causes)),
            picture=_picture(result),
        )
        for result, said, size in zip(results, feedback.tasks, sizes, strict=True)
    )


def _picture(task: TaskResult) -> Picture | None:
    work = task.manual
    return handed_in(work.picture) if isinstance(work, ManualWork) and isinstance(work.picture, bytes) else None
