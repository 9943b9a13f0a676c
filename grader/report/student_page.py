"""A grade -> what the student's page shows of it, cleaned, counted, grouped and in words. Trusted side; pure.

Shows whatever evidence the grade holds: `report.view` decides beforehand what that may be. Knows no markup.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from grader.model import CallRecord, Ending, Grade, Misconception, Outcome, TaskResult, TestResult
from grader.report.measures import Counts, Points, all_tests
from grader.report.pictures import Picture, pictures
from grader.report.text import Span, clean_block, clean_line, spans
from grader.report.words import ENDINGS, ISOLATIONS, EndingWords, counted

MAX_CALLS = 8
MIN_TRACK = 12

Sentences = tuple[tuple[Span, ...], ...]


class Standing(StrEnum):
    """How far a task is."""

    COMPLETE = "complete"
    PARTLY = "partly"
    OPEN = "open"
    UNJUDGED = "unjudged"


@dataclass(frozen=True, kw_only=True)
class CallView:
    """One call; an empty text is one that may not be shown or that there is none of."""

    target: str
    ending: EndingWords
    answered: bool
    signature: str
    came_back: str
    arguments: str
    returned: str
    printed: str


@dataclass(frozen=True, kw_only=True)
class TestView:
    """One test that did not pass, with its evidence."""

    __test__ = False  # not a test class, whatever pytest thinks of its name

    title: str
    points: Points
    calls: tuple[CallView, ...]
    calls_left_out: int
    expected: str
    pictures: tuple[Picture, ...]
    pictures_note: str

    @property
    def has_details(self) -> bool:
        """Whether there is anything to unfold."""
        return bool(self.calls or self.expected or self.pictures or self.pictures_note)


@dataclass(frozen=True, kw_only=True)
class Cause:
    """Why tests did not pass: one message, said once for all tests of a task that it stopped.

    Attributes:
        outcome: What those tests found.
        whole_task: Whether it is why each and every test of the task failed.
        message: What the student may read, line by line.
        ending: How the call behind it ended, unless it returned.
        misconception_title: The known mistake that explains it, or nothing.
        misconception_hint: What that mistake is about.
        tests: The tests.
    """

    outcome: Outcome
    whole_task: bool
    message: Sentences
    ending: EndingWords | None
    misconception_title: tuple[Span, ...]
    misconception_hint: Sentences
    tests: tuple[TestView, ...]


@dataclass(frozen=True, kw_only=True)
class TaskView:
    """One task. `track` is its weight: the length of its bar in percent of the weightiest task's."""

    number: int
    id: str
    title: str
    points: Points
    track: int
    standing: Standing
    counts: Counts
    causes: tuple[Cause, ...]
    passed: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Advice:
    """Where to go on: words that end before the link, and the task that it leads to."""

    words: str
    task: TaskView


@dataclass(frozen=True, kw_only=True)
class StudentPage:
    """Everything that the student's page says."""

    title: str
    assignment: str
    submission: str
    withheld: bool
    points: Points
    counts: Counts
    headline: str
    advice: Advice | None
    tasks: tuple[TaskView, ...]
    notes: tuple[tuple[Span, ...], ...]
    isolation: str
    digest: str
    schema: str


def student_page(grade: Grade) -> StudentPage:
    """Makes the page of one grade."""
    heaviest = max((task.max_score for task in grade.tasks), default=0.0)
    tasks = tuple(_task_view(index, task, heaviest) for index, task in enumerate(grade.tasks, start=1))
    counts = Counts.of(all_tests(grade))
    return StudentPage(
        title=clean_line(grade.title),
        assignment=clean_line(grade.assignment),
        submission=clean_line(grade.submission),
        withheld=grade.withheld,
        points=Points.of(grade.score, grade.max_score),
        counts=counts,
        headline=_headline(tasks, counts),
        advice=_advice(grade, tasks, counts),
        tasks=tasks,
        notes=tuple(spans(clean_line(note)) for note in grade.notes),
        isolation=ISOLATIONS[grade.isolation],
        digest=clean_line(grade.digest),
        schema=clean_line(grade.schema),
    )


def _headline(tasks: Sequence[TaskView], counts: Counts) -> str:
    complete = sum(task.standing is Standing.COMPLETE for task in tasks)
    if complete == len(tasks):
        return "Every test passed: all of it is right."
    if not counts.passed:
        return "Nothing passes yet, and that is where everybody starts."
    tests = f"{counts.passed} of {counts.total} tests passed"
    return f"{tests}, and {complete} of {counted(len(tasks), 'task')} complete." if complete else f"{tests}."


def _advice(grade: Grade, tasks: Sequence[TaskView], counts: Counts) -> Advice | None:
    if all(task.standing is Standing.COMPLETE for task in tasks):
        return None
    gains = [task.max_score - task.score for task in grade.tasks]
    if not counts.passed:
        return Advice(words="Take one task at a time; a good first one is", task=tasks[0])
    return Advice(words="Most is to be gained in", task=tasks[gains.index(max(gains))])


def _task_view(index: int, task: TaskResult, heaviest: float) -> TaskView:
    counts = Counts.of(task.tests)
    points = Points.of(task.score, task.max_score)
    return TaskView(
        number=index,
        id=clean_line(task.id, 40),
        title=clean_line(task.title),
        points=points,
        track=max(MIN_TRACK, Points.of(task.max_score, heaviest).percent),
        standing=_standing(points, counts),
        counts=counts,
        causes=_causes(task.tests),
        passed=tuple(_title(test) for test in task.tests if test.outcome is Outcome.PASSED),
    )


def _standing(points: Points, counts: Counts) -> Standing:
    if counts.errors:
        return Standing.UNJUDGED
    if counts.passed and counts.passed == counts.total:
        return Standing.COMPLETE
    return Standing.PARTLY if points.percent else Standing.OPEN


def _causes(tests: Sequence[TestResult]) -> tuple[Cause, ...]:
    """Groups by what the student reads, in the order of the tests: what failed, then what was not judged or run."""
    groups: dict[tuple[Outcome, str, Ending, Misconception | None], list[TestResult]] = {}
    for outcome in (Outcome.FAILED, Outcome.ERROR, Outcome.NOT_RUN):
        for test in tests:
            if test.outcome is outcome:
                groups.setdefault((outcome, test.message, test.ending, test.misconception), []).append(test)
    drawn: set[bytes] = set()
    return tuple(_cause(group, drawn, whole_task=len(tests) == len(group) > 1) for group in groups.values())


def _cause(tests: Sequence[TestResult], drawn: set[bytes], *, whole_task: bool) -> Cause:
    first = tests[0]
    known = first.misconception
    return Cause(
        outcome=first.outcome,
        whole_task=whole_task and first.outcome is Outcome.FAILED,
        message=_sentences(first.message),
        ending=None if first.ending is Ending.RETURNED else ENDINGS[first.ending],
        misconception_title=spans(clean_line(known.title)) if known else (),
        misconception_hint=_sentences(known.hint) if known else (),
        tests=tuple(_test_view(test, drawn) for test in tests),
    )


def _test_view(test: TestResult, drawn: set[bytes]) -> TestView:
    evidence = test.evidence
    fresh = [png for png in dict.fromkeys(evidence.figures) if png not in drawn]
    drawn.update(fresh)
    shown = pictures(fresh)
    return TestView(
        title=_title(test),
        points=Points.of(test.score, test.max_score),
        calls=tuple(map(_call_view, evidence.calls[-MAX_CALLS:])),
        calls_left_out=max(0, len(evidence.calls) - MAX_CALLS),
        expected=clean_block(evidence.expected),
        pictures=shown,
        pictures_note=_pictures_note(repeated=len(evidence.figures) - len(fresh), left_out=len(fresh) - len(shown)),
    )


def _pictures_note(*, repeated: int, left_out: int) -> str:
    said = []
    if repeated:
        said.append(f"{counted(repeated, 'figure')} left out: the same as one above.")
    if left_out:
        said.append(f"{counted(left_out, 'figure')} could not be shown: too many, too large, or not a picture.")
    return " ".join(said)


def _call_view(call: CallRecord) -> CallView:
    return CallView(
        target=clean_line(call.target),
        ending=ENDINGS[call.ending],
        answered=call.ending is Ending.RETURNED,
        signature=clean_block(call.signature),
        came_back=clean_block(call.came_back),
        arguments=clean_block(call.arguments),
        returned=clean_block(call.returned),
        printed=clean_block(call.printed),
    )


def _title(test: TestResult) -> str:
    return clean_line(test.title or test.name)


def _sentences(text: str) -> Sentences:
    return tuple(spans(line) for line in clean_block(text).split("\n") if line.strip())
