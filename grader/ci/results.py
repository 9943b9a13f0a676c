"""A grade -> what may be said about it, in plain text and in order of importance: the input of all formats.

Trusted side; pure. Here a grade is reduced to what students may read, once for all formats. Knows no format.
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from grader.ci.locations import RepoLocation, RepoLocations
from grader.feedback.causes import Cause, Sentences, lines_of, source_location_of
from grader.feedback.overview import Feedback, TaskFeedback, grade_feedback
from grader.feedback.view import for_student
from grader.feedback.words import KNOWN, capitalised, title_of
from grader.model import CallStatus, FeedbackLevel, Grade, Misconception, Outcome, TaskResult, TestResult
from grader.sanitize import Span, clean_line

Seconds: TypeAlias = Mapping[tuple[str, str], float]
"""Id of a task and name of a test -> seconds."""


def shown_times(grade: Grade, measured: Seconds) -> dict[tuple[str, str], float]:
    """The time to show for each test; empty if none was measured.

    By waiting, code could reveal through its time what it saw of a hidden input. So below the level at which inputs are
    shown, each test gets an equal share of the total time of all such tests, in whole seconds, which the log of any job
    shows anyway.
    """
    if not measured:
        return {}
    hidden = [key for key, test in _tests(grade) if not test.feedback_level.allows(FeedbackLevel.INPUTS)]
    together = math.ceil(sum(measured.get(key, 0.0) for key in hidden))
    return {key: measured.get(key, 0.0) for key, _ in _tests(grade)} | {key: together / len(hidden) for key in hidden}


def _tests(grade: Grade) -> Iterator[tuple[tuple[str, str], TestResult]]:
    for task in grade.tasks:
        for test in task.tests:
            yield (task.id, test.name), test


WITHHELD = "The grade is withheld, because some tests could not judge. That is not your fault; tell your instructor."


@dataclass(frozen=True, kw_only=True)
class TestReport:
    """One test.

    Attributes:
        name: Its name, which is unique in its task.
        said: Its message, line by line; empty if it passed.
        location: Where it failed, if known.
        seconds: How long it took, as far as that may be shown; None if it was not measured.
    """

    __test__ = False  # not a test class, despite its name

    name: str
    outcome: Outcome
    call_status: CallStatus
    score: float
    max_score: float
    said: tuple[str, ...]
    location: RepoLocation | None
    seconds: float | None = None


@dataclass(frozen=True)
class TaskReport:
    """One task and its tests; the points of a `bonus` are not part of the highest score."""

    id: str
    title: str
    tests: tuple[TestReport, ...]
    bonus: bool = False

    @property
    def name(self) -> str:
        """Its name: `2.1 The network`."""
        return f"{self.id} {self.title}"


@dataclass(frozen=True, kw_only=True)
class CauseReport:
    """One reason why tests of a task failed, given once for all of them.

    Attributes:
        task: The name of the task.
        lost: The points that it costs.
        cost: The same in words.
        said: The reason, line by line.
        tests: The tests that failed for this reason.
        location: Where it is, if known.
        key: Identifies the same reason in the next grading, even if its line has moved.
    """

    task: str
    lost: float
    cost: str
    said: tuple[str, ...]
    tests: tuple[str, ...]
    location: RepoLocation | None
    key: str


@dataclass(frozen=True, kw_only=True)
class Results:
    """Everything that a format can say.

    Attributes:
        page: The same for people, as in the report.
        score: The points reached; not valid if the grade is withheld.
        max_score: The highest score.
        withheld: Whether this grade must not be released.
        tasks: The tasks that have tests.
        findings: Why points are missing, the costliest first.
        notes: The notes of intake.
        digest: The digest of the submission, `sha256:...`.
        isolation: The isolation level of the grading.
    """

    page: Feedback
    score: float
    max_score: float
    withheld: bool
    tasks: tuple[TaskReport, ...]
    causes: tuple[CauseReport, ...]
    notes: tuple[str, ...]
    digest: str
    isolation: str

    @classmethod
    def of(cls, grade: Grade, locations: RepoLocations, measured: Seconds | None = None) -> "Results":
        """The results of a full grade, without anything that the tests' feedback levels do not allow.

        `measured` is how long tests took.
        """
        visible = for_student(grade)
        page = grade_feedback(visible)
        pairs = list(zip(visible.tasks, page.tasks, strict=True))
        seconds = shown_times(grade, measured or {})
        causes = [_cause_report(task, cause, locations) for task, view in pairs for cause in _failed(view)]
        return cls(
            page=page,
            score=visible.score,
            max_score=visible.max_score,
            withheld=visible.withheld,
            tasks=tuple(_task_report(task, view, locations, seconds) for task, view in pairs if not task.manual),
            causes=tuple(sorted(causes, key=lambda cause: -cause.lost)),
            notes=tuple(map(plain_sentence, page.notes)),
            digest=clean_line(visible.digest),
            isolation=visible.isolation,
        )

    @property
    def headline(self) -> tuple[str, ...]:
        """The result in one or two sentences, or that it must not be shown yet."""
        if self.withheld:
            return (WITHHELD,)
        advice = self.page.advice
        go_on = f"{advice.words} {advice.task.id} {advice.task.title}." if advice else ""
        return (self.page.headline, go_on) if go_on else (self.page.headline,)

    @property
    def points(self) -> str:
        """The grade in words: `72.5 of 100 points`."""
        if self.withheld:
            return "No grade"
        return f"{self.page.points}"


def plain_sentence(sentence: Iterable[Span]) -> str:
    """A sentence as plain text, with its backticks."""
    return "".join(f"`{span.text}`" if span.code else span.text for span in sentence)


def reason(cause: Cause) -> tuple[str, ...]:
    """Why tests failed, line by line; the first line distinguishes it from other reasons."""
    return tuple(_reason(cause))


def _reason(cause: Cause) -> Iterator[str]:
    if cause.known:
        yield f"{KNOWN}{plain_sentence(cause.known.title)}."
        yield from _plain_lines(cause.known.explanation)
        yield from _plain_lines(cause.known.hint)
    yield from _plain_lines(cause.message)
    if cause.call_status and cause.call_status.meaning:
        yield cause.call_status.meaning


def _plain_lines(sentences: Sentences) -> list[str]:
    return [plain_sentence(sentence) for sentence in sentences]


def _failed(view: TaskFeedback) -> list[Cause]:
    """The causes that cost points, without tests that were not run because of them."""
    return [cause for cause in view.causes if cause.outcome is Outcome.FAILED]


def _cause_report(task: TaskResult, cause: Cause, locations: RepoLocations) -> CauseReport:
    said = reason(cause)
    return CauseReport(
        task=_task_name(task),
        lost=cause.lost,
        cost=cause.cost,
        said=said,
        tests=cause.titles,
        location=locations.find(task.id, cause.location),
        key="\n".join((task.id, cause.call_status.short if cause.call_status else "", *said[:1])),
    )


def _task_name(task: TaskResult) -> str:
    return f"{clean_line(task.id, 40)} {clean_line(task.title)}"


def _task_report(task: TaskResult, view: TaskFeedback, locations: RepoLocations, seconds: Seconds) -> TaskReport:
    names = _unlike([title_of(test.title, test.name) for test in task.tests])
    tests = (_test_report(task, test, name, locations, seconds) for test, name in zip(task.tests, names, strict=True))
    return TaskReport(view.id, view.title, tuple(tests), bonus=task.bonus is True)


def _test_report(
    task: TaskResult, test: TestResult, name: str, locations: RepoLocations, seconds: Seconds
) -> TestReport:
    passed = test.outcome is Outcome.PASSED
    return TestReport(
        name=name,
        outcome=test.outcome,
        call_status=test.call_status,
        score=test.score,
        max_score=test.max_score,
        said=_following_lines(test) if passed else (*lines_of(test), *_known_lines(test.misconceptions)),
        location=None if passed else locations.find(task.id, source_location_of(test)),
        seconds=seconds.get((task.id, test.name)),
    )


def _following_lines(test: TestResult) -> tuple[str, ...]:
    return tuple(lines_of(test)) if test.follows else ()


def _known_lines(mistakes: Sequence[Misconception]) -> list[str]:
    lines = ((f"{KNOWN}{capitalised(clean_line(known.title))}.", clean_line(known.hint)) for known in mistakes)
    return [line for both in lines for line in both if line]


def _unlike(names: Iterable[str]) -> list[str]:
    """Names in order, made unique: readers drop a second test with the same name."""
    found: list[str] = []
    for name in names:
        number, unlike = 1, name
        while unlike in found:
            number += 1
            unlike = f"{name} #{number}"
        found.append(unlike)
    return found
