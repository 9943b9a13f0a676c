"""A grade, task by task and test by test, and the result if there is no grade. Trusted side; knows no HTML."""

from enum import StrEnum
from typing import TypeAlias

from msgspec import UNSET, Struct, UnsetType, field
from msgspec.structs import replace

from grader.model.findings import CallStatus, Evidence, FeedbackLevel, Isolation, Outcome
from grader.model.submission import CellKind

SCHEMA = "grader/grade/1"


class Misconception(Struct, frozen=True, omit_defaults=True):
    """A known mistake that explains a failure.

    Attributes:
        id: Its name in the catalogue.
        title: What the student did, in a few words.
        hint: A hint at the step, without revealing the line.
        explanation: Why it is wrong, in the student's language.
        step: The step of the computation that is wrong; the report marks it on a diagram.
        handout: The section of the handout to read, as an anchor.
        section: The title of that section, if the handout was at hand.
    """

    id: str
    title: str
    hint: str
    explanation: str = ""
    step: str = ""
    handout: str = ""
    section: str = ""


class Diagram(Struct, frozen=True, kw_only=True):
    """An author's diagram of one step of an assignment, for the reports.

    Attributes:
        step: The step, as the catalogue of misconceptions names it.
        title: What it shows.
        caption: What it says about a mistake in this step.
        source: The drawing: SVG, as a template.
    """

    step: str
    title: str
    caption: str
    source: str


class TestResult(Struct, frozen=True, kw_only=True):
    """The result of one hidden test for one submission. `message` is what the student may read.

    Attributes:
        misconception: The known mistake that explains its first failure.
        further_misconceptions: The known mistakes that explain its other failures.
        follows: The failed test above it that it builds on, if it passed because it is consistent with the known
            mistake that was made there.
    """

    __test__ = False  # not a test class, despite its name

    name: str
    title: str
    outcome: Outcome
    call_status: CallStatus = field(name="ending")
    score: float
    max_score: float
    message: str
    feedback_level: FeedbackLevel = field(name="budget")
    misconception: Misconception | None = None
    further_misconceptions: tuple[Misconception, ...] = ()
    follows: str = ""
    evidence: Evidence = Evidence()

    @property
    def misconceptions(self) -> tuple[Misconception, ...]:
        """All known mistakes that explain its failures, in order."""
        return () if self.misconception is None else (self.misconception, *self.further_misconceptions)

    @property
    def unwritten(self) -> bool:
        """Whether it reached code that is still to be written, so there was nothing to judge: public tests only."""
        return self.outcome is Outcome.NOT_RUN and self.call_status is CallStatus.RAISED


class ManualWork(Struct, frozen=True):
    """What was handed in for a person to judge: the file's name, and as much of its text as a page shows.

    Of a picture, the text says what it is, or why it is not shown, and `picture` is the file itself; grade.json has
    none.
    """

    file: str
    text: str
    picture: bytes | UnsetType = UNSET

    def without_picture(self) -> "ManualWork":
        """The same with nothing but what the text says of a picture."""
        return ManualWork(self.file, self.text)


class TaskResult(Struct, frozen=True, kw_only=True):
    """The results of one task. `about` is a paragraph that describes it, `formulas` are its author's LaTeX.

    The highest score does not include the points of a `bonus`; `manual` is work that a person judges, without tests:
    its points are changes of the grade. Other tasks do not have these fields.
    """

    id: str
    title: str
    score: float
    max_score: float
    tests: tuple[TestResult, ...]
    about: str = ""
    formulas: tuple[str, ...] = ()
    bonus: bool | UnsetType = UNSET
    manual: ManualWork | UnsetType = UNSET

    def without_picture(self) -> "TaskResult":
        """The same without the picture that was handed in for it, if there is one."""
        return replace(self, manual=self.manual.without_picture()) if isinstance(self.manual, ManualWork) else self

    @property
    def required_points(self) -> float:
        """How many points it contributes to the highest score."""
        return 0.0 if self.bonus is True else self.max_score


class Provenance(Struct, frozen=True, kw_only=True):
    """What a grade was made with, so that it can be reproduced.

    Attributes:
        grader: The harness's version.
        python: The version of Python that ran the tests and the student's code.
        numpy: The version of NumPy.
        seed: A commitment to the secret seed: it reveals nothing, yet no other seed matches it. After --seed, a note
            that there is none.
    """

    grader: str
    python: str
    numpy: str
    seed: str


class OutputKind(StrEnum):
    """The kind of a cell's output."""

    TEXT = "text"
    ERROR = "error"
    PICTURE = "picture"
    OMITTED = "omitted"


class CellOutput(Struct, frozen=True, omit_defaults=True):
    """One output: text, without terminal codes and capped, or the bytes of a PNG file. Never markup."""

    kind: OutputKind
    text: str = ""
    png: bytes = b""


class ExecutedCell(Struct, frozen=True):
    """One cell as it was executed for display; cells are numbered from 1."""

    number: int
    kind: CellKind
    source: str
    outputs: tuple[CellOutput, ...] = ()


class ExecutedNotebook(Struct, frozen=True):
    """A notebook as it was executed for display, separately from the graded run. Nothing in it affects points.

    Attributes:
        name: Its file name.
        isolation: The isolation of the run.
        cells: Its cells, as far as they were run.
        problem: Why the run did not finish, in one sentence; empty if it did.
    """

    name: str
    isolation: Isolation
    cells: tuple[ExecutedCell, ...] = ()
    problem: str = ""


class ScoreChange(Struct, frozen=True, omit_defaults=True):
    """Points that were added or deducted after grading, and why; the grade's `score` stays what the tests found.

    Attributes:
        points: How many; negative if they are deducted.
        reason: Why, for the student.
        task: The task that it concerns, if any.
        comment: What else the student is told.
        late: Whether the reason is lateness.
    """

    points: float
    reason: str
    task: str = ""
    comment: str = ""
    late: bool = False


class Grade(Struct, frozen=True, kw_only=True):
    """The grade of one submission. The same submission, assignment and harness give the same grade, byte for byte.

    Attributes:
        changes: What was changed after grading; left out of grade.json if nothing was.
        final_score: The score that counts after these changes; left out likewise.
    """

    schema: str = SCHEMA
    assignment: str
    title: str
    submission: str
    digest: str
    isolation: Isolation
    score: float
    max_score: float
    tasks: tuple[TaskResult, ...]
    notes: tuple[str, ...] = ()
    provenance: Provenance | None = None
    changes: tuple[ScoreChange, ...] | UnsetType = UNSET
    final_score: float | UnsetType = UNSET
    executed: ExecutedNotebook | UnsetType = UNSET  # for the report; never in grade.json

    @property
    def counted_score(self) -> float:
        """The score that counts: what the tests found, with all changes after grading."""
        return self.score if isinstance(self.final_score, UnsetType) else self.final_score

    @property
    def score_changes(self) -> tuple[ScoreChange, ...]:
        """The changes after grading; may be empty."""
        return () if isinstance(self.changes, UnsetType) else self.changes

    def points_by_hand(self, task: str) -> float | None:
        """The points that a person gave for a task, or None if nobody has yet."""
        given = [change.points for change in self.score_changes if change.task == task]
        return sum(given) if given else None

    def known_points(self, task: TaskResult) -> float | None:
        """The points of a task: what its tests found, or what a person gave; None if nobody has yet."""
        return self.points_by_hand(task.id) if isinstance(task.manual, ManualWork) else task.score

    @property
    def withheld(self) -> bool:
        """Whether a test could not judge, so that this grade must not be released."""
        return any(test.outcome is Outcome.ERROR for task in self.tasks for test in task.tests)

    @property
    def problems(self) -> tuple[str, ...]:
        """Why tests could not judge, for the instructor; empty in a student's view of the grade."""
        return tuple(test.evidence.problem for task in self.tasks for test in task.tests if test.evidence.problem)


class Ungraded(Struct, frozen=True, tag="ungraded"):
    """A submission without a grade, and why; `withheld` if the harness is at fault and not the submission."""

    submission: str
    reason: str
    withheld: bool = False


SubmissionResult: TypeAlias = Grade | Ungraded
"""The result of one submission of a class."""


class CheckResult(Struct, frozen=True, kw_only=True):
    """The results of the public tests for a student's own work. It is not a grade: there are no points.

    Attributes:
        isolation: The isolation that code ran under; None if nothing was run, because nothing was changed.
    """

    assignment: str
    title: str
    submission: str
    digest: str
    isolation: Isolation | None
    tasks: tuple[TaskResult, ...]
    notes: tuple[str, ...] = ()

    @property
    def tests(self) -> tuple[TestResult, ...]:
        """The tests of all tasks, in order."""
        return tuple(test for task in self.tasks for test in task.tests)

    @property
    def passed(self) -> int:
        """How many of them passed."""
        return sum(test.outcome is Outcome.PASSED for test in self.tests)
