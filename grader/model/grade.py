"""A grade, task by task and test by test, and what there is where none can be given. Trusted side; knows no HTML."""

from enum import StrEnum
from typing import TypeAlias

from msgspec import UNSET, Struct, UnsetType, field

from grader.model.findings import CallStatus, Evidence, FeedbackLevel, Isolation, Outcome
from grader.model.submission import CellKind

SCHEMA = "grader/grade/1"


class Misconception(Struct, frozen=True, omit_defaults=True):
    """A known mistake that explains a failure.

    Attributes:
        id: Its name in the catalogue.
        title: What was done, in a few words.
        hint: What leads to the step, without giving the line away.
        explanation: Why it is wrong, in the student's language.
        step: The step of the computation that it breaks; the report marks it on a diagram.
        handout: The section of the handout to read, as an anchor.
    """

    id: str
    title: str
    hint: str
    explanation: str = ""
    step: str = ""
    handout: str = ""


class Diagram(Struct, frozen=True, kw_only=True):
    """An author's drawing of one step of an assignment, for the reports.

    Attributes:
        step: The step, as the catalogue of misconceptions names it.
        title: What is drawn.
        caption: What it says of a mistake in this step.
        source: The drawing: SVG, as a template.
    """

    step: str
    title: str
    caption: str
    source: str


class TestResult(Struct, frozen=True, kw_only=True):
    """What one hidden test found in one submission. `message` is what the student may read.

    Attributes:
        misconception: The known mistake that explains what failed first in it.
        further_misconceptions: Those that explain what else failed in it.
        follows: The failed test above it that it builds on, where it was held against the known mistake made there
            and passed, since it is consistent with that.
    """

    __test__ = False  # not a test class, whatever pytest thinks of its name

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
        """All that explain what failed in it, the first first."""
        return () if self.misconception is None else (self.misconception, *self.further_misconceptions)

    @property
    def unwritten(self) -> bool:
        """Whether it met code that is still to be written, so that there was nothing to judge: public tests only."""
        return self.outcome is Outcome.NOT_RUN and self.call_status is CallStatus.RAISED


class ManualWork(Struct, frozen=True):
    """What was handed in for a person to judge: the name of the file, and its text as far as a page shows it."""

    file: str
    text: str


class TaskResult(Struct, frozen=True, kw_only=True):
    """All tests of one task. `about` says in a paragraph what it is about, `formulas` are LaTeX of its author's.

    The points of a `bonus` come on top of the highest score; `manual` is what a person has to judge, without tests: its
    points are changes of the grade. For other tasks there are no such fields.
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

    @property
    def required_points(self) -> float:
        """What it adds to the highest score."""
        return 0.0 if self.bonus is True else self.max_score


class Provenance(Struct, frozen=True, kw_only=True):
    """What a grade was made with, so that it can be reproduced.

    Attributes:
        grader: The harness's version.
        python: The version of the Python that ran the tests and the student's code.
        numpy: The same of NumPy.
        seed: Commitment to the secret seed: it gives nothing away, yet no other seed fits it. Or, after --seed, that
            there is none.
    """

    grader: str
    python: str
    numpy: str
    seed: str


class OutputKind(StrEnum):
    """What a cell put out."""

    TEXT = "text"
    ERROR = "error"
    PICTURE = "picture"
    OMITTED = "omitted"


class CellOutput(Struct, frozen=True, omit_defaults=True):
    """One output: text, cleaned of terminal codes and capped, or the bytes of a PNG file. Never markup."""

    kind: OutputKind
    text: str = ""
    png: bytes = b""


class ExecutedCell(Struct, frozen=True):
    """One cell as it was executed for display; people count cells from 1."""

    number: int
    kind: CellKind
    source: str
    outputs: tuple[CellOutput, ...] = ()


class ExecutedNotebook(Struct, frozen=True):
    """A notebook as it was executed for display, apart from the run that is graded. Nothing in here decides points.

    Attributes:
        name: Its file name.
        isolation: What the run was kept from seeing.
        cells: Its cells, as far as they were run.
        problem: Why the run did not finish, as one sentence; empty if it did.
    """

    name: str
    isolation: Isolation
    cells: tuple[ExecutedCell, ...] = ()
    problem: str = ""


class ScoreChange(Struct, frozen=True, omit_defaults=True):
    """Points that were given or taken after grading, and why; `score` of the grade stays what the tests found.

    Attributes:
        points: How many; less than 0 where they are taken.
        reason: Why, for the student.
        task: The task that it concerns, if it is one.
        comment: What else the student is told.
        late: Whether it is for being late.
    """

    points: float
    reason: str
    task: str = ""
    comment: str = ""
    late: bool = False


class Grade(Struct, frozen=True, kw_only=True):
    """The grade of one submission. The same submission, assignment and harness give the same grade to the byte.

    Attributes:
        changes: What was changed after grading; left out of grade.json where nothing was.
        final_score: What counts after them; left out likewise.
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
    executed: ExecutedNotebook | UnsetType = UNSET  # for the report; it stands in no grade.json

    @property
    def counted_score(self) -> float:
        """The score that counts: what the tests found, and what was changed after that."""
        return self.score if isinstance(self.final_score, UnsetType) else self.final_score

    @property
    def score_changes(self) -> tuple[ScoreChange, ...]:
        """What was changed after grading, or nothing."""
        return () if isinstance(self.changes, UnsetType) else self.changes

    def points_by_hand(self, task: str) -> float | None:
        """What a person gave for a task, or None while nobody has."""
        given = [change.points for change in self.score_changes if change.task == task]
        return sum(given) if given else None

    def known_points(self, task: TaskResult) -> float | None:
        """What is known of a task: what its tests found, or what a person gave for it; None while nobody has."""
        return self.points_by_hand(task.id) if isinstance(task.manual, ManualWork) else task.score

    @property
    def withheld(self) -> bool:
        """Whether some test could not judge, so that this grade must not be released."""
        return any(test.outcome is Outcome.ERROR for task in self.tasks for test in task.tests)

    @property
    def problems(self) -> tuple[str, ...]:
        """Why tests could not judge, for the instructor; what a student may read of a grade has none."""
        return tuple(test.evidence.problem for task in self.tasks for test in task.tests if test.evidence.problem)


class Ungraded(Struct, frozen=True, tag="ungraded"):
    """A submission without a grade, and why; `withheld` where that is the harness's fault and not the submission's."""

    submission: str
    reason: str
    withheld: bool = False


SubmissionResult: TypeAlias = Grade | Ungraded
"""What becomes of one submission of a class."""


class CheckResult(Struct, frozen=True, kw_only=True):
    """What the public tests found in a student's own work. It is not a grade: nothing in it gives points.

    Attributes:
        isolation: What code ran under; None where nothing was run, because all is as it was handed out.
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
