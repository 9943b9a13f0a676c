"""A grade -> what is said about it, cleaned, counted, grouped and in words, for every format. Trusted side; pure.

Uses whatever evidence the grade has: `feedback.view` decides beforehand what that may be. Knows no output format.
"""

from collections.abc import Iterator, Sequence
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from grader.feedback.causes import Cause, Sentences, find_causes, paragraphs
from grader.feedback.measures import Counts, Points, all_tests
from grader.feedback.words import ISOLATIONS, changes_in_a_line, comments, count_of, counted_titles, title_of
from grader.model import Grade, ManualWork, Outcome, Provenance, TaskResult, TestResult
from grader.sanitize import clean_block, clean_line, spans


class TaskStatus(StrEnum):
    """How far a task is; `FAILED` is for work that is not graded, where wrong is kept apart from missing.

    `AWAITED` is one that a person judges.
    """

    COMPLETE = "complete"
    PARTLY = "partly"
    OPEN = "open"
    FAILED = "failed"
    UNJUDGED = "unjudged"
    AWAITED = "awaited"


WORDS = {
    TaskStatus.COMPLETE: "Complete",
    TaskStatus.PARTLY: "Partly there",
    TaskStatus.OPEN: "Not there yet",
    TaskStatus.UNJUDGED: "Not judged",
    TaskStatus.AWAITED: "Not graded yet",
}


class TaskFeedback(Struct, frozen=True, kw_only=True):
    """One task.

    Attributes:
        points: What was reached out of the maximum: points or, if none are given, tests.
        standing: How far it is.
        words: The same in words.
        tally: What its tests found, in words, beyond what the points say.
        handed_in: The text that a person judges.
        bonus: Its points come on top.
    """

    number: int
    id: str
    title: str
    about: Sentences
    points: Points
    standing: TaskStatus
    words: str
    tally: str
    counts: Counts
    causes: tuple[Cause, ...]
    passed: tuple[str, ...]
    handed_in: str = ""
    bonus: bool = False


class Advice(Struct, frozen=True, kw_only=True):
    """Where to continue: words that end before the link, and the task that it leads to."""

    words: str
    task: TaskFeedback


class Detail(Struct, frozen=True):
    """One line of how the grade was made."""

    name: str
    value: str
    meaning: str = ""


class Problem(Struct, frozen=True):
    """Why a test could not judge, for its author: a sentence, and where it was raised in the tests."""

    sentence: str
    traceback: str = ""


class Feedback(Struct, frozen=True, kw_only=True):
    """What is said about one submission. If it is not graded, tests are counted instead of points.

    `changes` says how the points came from what the tests found, if people changed them, and `comments` what they
    told the student about it.
    """

    title: str
    submission: str
    withheld: bool = False
    problems: tuple[Problem, ...] = ()
    points: Points
    counts: Counts
    headline: str
    advice: Advice | None
    tasks: tuple[TaskFeedback, ...]
    notes: Sentences
    isolation: str
    facts: tuple[Detail, ...]
    changes: str = ""
    comments: tuple[str, ...] = ()


def grade_feedback(grade: Grade) -> Feedback:
    """What is said about a grade."""
    tasks = tuple(_graded_task(number, task, grade) for number, task in enumerate(grade.tasks, start=1))
    counts = Counts.of(all_tests(grade))
    return Feedback(
        title=clean_line(grade.title),
        submission=clean_line(grade.submission),
        withheld=grade.withheld,
        problems=tuple(_problems(grade)),
        points=Points.of(grade.counted_score, grade.max_score),
        counts=counts,
        headline=_headline(tasks, counts),
        advice=_advice(grade, tasks, counts),
        tasks=tasks,
        notes=tuple(spans(clean_line(note)) for note in grade.notes),
        isolation=ISOLATIONS[grade.isolation],
        facts=_facts(grade),
        changes=changes_in_a_line(grade),
        comments=comments(grade),
    )


def _problems(grade: Grade) -> Iterator[Problem]:
    for evidence in (test.evidence for task in grade.tasks for test in task.tests):
        if evidence.problem:
            yield Problem(clean_line(evidence.problem), clean_block(evidence.traceback) if evidence.traceback else "")


def _facts(grade: Grade) -> tuple[Detail, ...]:
    facts = [
        Detail("Assignment", clean_line(grade.assignment)),
        Detail("Isolation", grade.isolation),
        Detail(
            "Your files", clean_line(grade.digest), "A digest of what was graded: other files would have another one."
        ),
    ]
    made_with = grade.provenance
    if made_with is not None:
        versions = f"grader {made_with.grader}, Python {made_with.python}, NumPy {made_with.numpy}"
        facts += [
            Detail("Made with", clean_line(versions)),
            Detail("Seed", clean_line(made_with.seed), _commitment(made_with)),
        ]
    return (*facts, Detail("Result format", clean_line(grade.schema)))


def _commitment(made_with: Provenance) -> str:
    if made_with.seed.startswith("none:"):
        return "Nobody can check later from which seed the inputs were drawn: this is a grade for practice."
    return "The inputs were drawn from a secret seed. When it is told, anybody can check that it is this one."


def _headline(tasks: Sequence[TaskFeedback], counts: Counts) -> str:
    tasks = [task for task in tasks if task.standing is not TaskStatus.AWAITED]
    complete = sum(task.standing is TaskStatus.COMPLETE for task in tasks)
    if complete == len(tasks):
        return "Every test passed: all of it is right."
    if not counts.passed:
        return "Nothing passes yet, and that is where everybody starts."
    tests = f"{counts.passed} of {counts.total} tests passed"
    return f"{tests}, and {complete} of {count_of(len(tasks), 'task')} complete." if complete else f"{tests}."


def _advice(grade: Grade, tasks: Sequence[TaskFeedback], counts: Counts) -> Advice | None:
    judged = [pair for pair in zip(tasks, grade.tasks, strict=True) if pair[0].standing is not TaskStatus.AWAITED]
    if all(task.standing is TaskStatus.COMPLETE for task, _ in judged):
        return None
    if not counts.passed:
        return Advice(words="Take one task at a time; a good first one is", task=judged[0][0])
    gains = [result.max_score - result.score for _, result in judged]
    return Advice(words="Most points are to be gained in", task=judged[gains.index(max(gains))][0])


def task_feedback(number: int, task: TaskResult, points: Points, stands: tuple[TaskStatus, str, str]) -> TaskFeedback:
    """What is said about one task; `stands` are its standing, the same in words, and its tally."""
    standing, words, tally = stands
    return TaskFeedback(
        number=number,
        id=clean_line(task.id, 40),
        title=clean_line(task.title),
        about=paragraphs(task.about),
        points=points,
        standing=standing,
        words=words,
        tally=tally,
        counts=Counts.of(task.tests),
        causes=find_causes(task.tests),
        bonus=task.bonus is True,
        passed=counted_titles(map(_passed_title, (test for test in task.tests if test.outcome is Outcome.PASSED))),
    )


def _passed_title(test: TestResult) -> str:
    """The title of a passed test, and anything said about it, such as that it follows another."""
    title = title_of(test.title, test.name)
    return f"{title}. {clean_line(test.message)}" if test.message else title


def _graded_task(number: int, task: TaskResult, grade: Grade) -> TaskFeedback:
    if isinstance(task.manual, ManualWork):
        return _task_by_hand(number, task, task.manual, grade.points_by_hand(task.id))
    counts = Counts.of(task.tests)
    points = Points.of(task.score, task.max_score)
    standing = _standing(points, counts)
    bonus = "; its points come on top" if task.bonus is True else ""
    tally = f"{counts.passed} of {counts.total} tests passed{bonus}"
    return task_feedback(number, task, points, (standing, WORDS[standing], tally))


def _task_by_hand(number: int, task: TaskResult, work: ManualWork, given: float | None) -> TaskFeedback:
    file, points = clean_line(work.file), Points.of(given or 0.0, task.max_score)
    standing = TaskStatus.AWAITED if given is None else _reached(points)
    tally = f"{file} is judged by a person" if work.text else f"{file} was not handed in"
    said = task_feedback(number, task, points, (standing, WORDS[standing], tally))
    return replace(said, handed_in=clean_block(work.text) if work.text else "")


def _reached(points: Points) -> TaskStatus:
    if points.percent == 100:  # noqa: PLR2004 # all of them
        return TaskStatus.COMPLETE
    return TaskStatus.PARTLY if points.percent else TaskStatus.OPEN


def _standing(points: Points, counts: Counts) -> TaskStatus:
    if counts.errors:
        return TaskStatus.UNJUDGED
    if counts.passed and counts.passed == counts.total:
        return TaskStatus.COMPLETE
    return TaskStatus.PARTLY if points.percent else TaskStatus.OPEN
