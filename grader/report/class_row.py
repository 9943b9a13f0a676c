"""What the page of a class needs to know about one submission. Trusted side; has no evidence of tests.

A row may come from a grade or from a store.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from grader.feedback.measures import Counts, all_tests
from grader.feedback.words import changes_in_a_line
from grader.model import CallStatus, Grade, Outcome, TestResult


@dataclass(frozen=True, kw_only=True)
class TestMark:
    """The result of one test: enough to count it, too little to reveal how it was done.

    `mistakes` are the known mistakes that explain it, each by id and title; `message` is its first sentence to the
    student, not cleaned yet.
    """

    __test__ = False  # not a test class, despite its name

    name: str
    title: str
    score: float
    max_score: float
    outcome: Outcome
    call_status: CallStatus
    mistakes: tuple[tuple[str, str], ...] = ()
    message: str = ""

    @classmethod
    def of(cls, test: TestResult) -> "TestMark":
        """Takes it from a result."""
        return cls(
            name=test.name,
            title=test.title,
            score=test.score,
            max_score=test.max_score,
            outcome=test.outcome,
            call_status=test.call_status,
            mistakes=tuple((mistake.id, mistake.title) for mistake in test.misconceptions),
            message=_first_said(test),
        )


def _first_said(test: TestResult) -> str:
    """The first finding that the student may read, if the message begins with it, otherwise the message."""
    said = (part.text for part in test.evidence.findings if test.feedback_level.allows(part.level))
    first = next(said, test.message)
    return first if test.message.startswith(first) else test.message


@dataclass(frozen=True, kw_only=True)
class TaskScore:
    """A student's points in one task; `awaited` if a person still has to judge it, `bonus` if they come on top."""

    id: str
    title: str
    score: float
    max_score: float
    tests: tuple[TestMark, ...] = ()
    awaited: bool = False
    bonus: bool = False


@dataclass(frozen=True, kw_only=True)
class ClassRow:
    """One submission of a class.

    Attributes:
        submission: The id under which it is graded.
        score: The points that count, or None if there is no grade.
        max_score: The highest possible score; 0 if there is no grade.
        tasks: The same, task by task, in the order of the assignment.
        counts: The number of tests for each outcome.
        withheld: Whether there is a grade that must not be handed out.
        reason: Why there is no grade, or why it is withheld; empty if there is one to hand out.
        report: The path of the student's report relative to the page, with `/` between its parts, or None.
        copy: The path of the instructor's copy, likewise.
        name: The student's name, if known.
        changes: How the score follows from the tests' results, if it was changed.
        late: Whether the work was late.
        digest: The digest of the work, if there is a grade.
        team: The student's team, if known.
    """

    submission: str
    score: float | None
    max_score: float = 0.0
    tasks: tuple[TaskScore, ...] = ()
    counts: Counts = field(default_factory=Counts)
    withheld: bool = False
    reason: str = ""
    report: str | None = None
    copy: str | None = None
    name: str = ""
    changes: str = ""
    late: bool = False
    digest: str = ""
    team: str = ""

    @property
    def has_grade(self) -> bool:
        """Whether there is a grade to hand out."""
        return self.score is not None and not self.withheld

    @classmethod
    def graded(cls, grade: Grade, report: str | None, copy: str | None = None) -> "ClassRow":
        """The row of a grade."""
        return cls(
            submission=grade.submission,
            digest=grade.digest,
            score=grade.counted_score,
            max_score=grade.max_score,
            changes=changes_in_a_line(grade),
            tasks=tuple(
                TaskScore(
                    id=task.id,
                    title=task.title,
                    score=points or 0.0,
                    max_score=task.max_score,
                    tests=tuple(map(TestMark.of, task.tests)),
                    awaited=points is None,
                    bonus=task.bonus is True,
                )
                for task, points in ((task, grade.known_points(task)) for task in grade.tasks)
            ),
            counts=Counts.of(all_tests(grade)),
            withheld=grade.withheld,
            reason=grade.problems[0] if grade.problems else "",
            report=report,
            copy=copy,
        )

    @classmethod
    def ungraded(cls, submission: str, reason: str, report: str | None = None) -> "ClassRow":
        """The row of a submission that could not be graded."""
        return cls(submission=submission, score=None, reason=reason, report=report)


def in_order(rows: Iterable[ClassRow]) -> list[ClassRow]:
    """Rows in the order of the class page: by id, with numbers in ids by value."""
    return sorted(rows, key=lambda row: (_natural(row.submission), row.submission))


def _natural(text: str) -> list[tuple[int, str]]:
    """A sort key that puts `student-2` before `student-10`; digits are compared as text, however many there are."""
    parts = re.split(r"([0-9]+)", text.casefold())
    return [(len(part), part) if part[:1].isdigit() else (0, part) for part in parts]
