"""A grade -> what its page shows, cleaned, counted, grouped and in words. Trusted side; pure.

Shows whatever evidence the grade holds: `feedback.view` decides beforehand what that may be. Knows no markup.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from markupsafe import Markup

from grader.feedback.measures import Counts, Points, all_tests
from grader.feedback.words import ISOLATIONS, counted, counted_titles, title_of
from grader.model import ExecutedNotebook, Grade, Outcome, Provenance, TaskResult, TestResult
from grader.report.causes import Cause, Causes, Sentences, paragraphs
from grader.report.formulas import mathml
from grader.report.notebook_page import NotebookView, notebook_view
from grader.sanitize import Span, clean_block, clean_line, spans

MIN_TRACK = 12
MAX_FORMULAS = 6


class Reader(StrEnum):
    """Whom a page is for."""

    STUDENT = "student"
    INSTRUCTOR = "instructor"


class Standing(StrEnum):
    """How far a task is; `FAILED` is for work that is not graded, where something wrong is told from nothing yet."""

    COMPLETE = "complete"
    PARTLY = "partly"
    OPEN = "open"
    FAILED = "failed"
    UNJUDGED = "unjudged"


WORDS = {
    Standing.COMPLETE: "Complete",
    Standing.PARTLY: "Partly there",
    Standing.OPEN: "Not there yet",
    Standing.UNJUDGED: "Not judged",
}


@dataclass(frozen=True, kw_only=True)
class TaskView:
    """One task.

    Attributes:
        points: What was reached of what can be reached: points or, where none are given, tests.
        track: Its weight: the length of its bar in percent of the weightiest task's.
        standing: How far it is.
        words: The same in words.
        tally: What its tests found, in words, as far as the points do not say it.
    """

    number: int
    id: str
    title: str
    about: Sentences
    formulas: tuple[Markup, ...]
    points: Points
    track: int
    standing: Standing
    words: str
    tally: str
    counts: Counts
    causes: tuple[Cause, ...]
    passed: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Advice:
    """Where to go on: words that end before the link, and the task that it leads to."""

    words: str
    task: TaskView


@dataclass(frozen=True)
class Fact:
    """One line of how the grade was made."""

    name: str
    value: str
    meaning: str = ""


@dataclass(frozen=True)
class Problem:
    """Why a test could not judge, for its author: a sentence, and where it was raised in the tests."""

    sentence: str
    traceback: str = ""


@dataclass(frozen=True, kw_only=True)
class StudentPage:
    """Everything that the page of one submission says. Where it is not graded, tests are counted in place of points."""

    reader: Reader
    graded: bool = True
    title: str
    submission: str
    withheld: bool
    problems: tuple[Problem, ...] = ()
    points: Points
    counts: Counts
    headline: str
    advice: Advice | None
    tasks: tuple[TaskView, ...]
    notes: tuple[tuple[Span, ...], ...]
    isolation: str
    facts: tuple[Fact, ...]
    notebook: NotebookView | None


def _problems(grade: Grade) -> Iterator[Problem]:
    for evidence in (test.evidence for task in grade.tasks for test in task.tests):
        if evidence.problem:
            yield Problem(clean_line(evidence.problem), clean_block(evidence.traceback) if evidence.traceback else "")


def student_page(grade: Grade, reader: Reader = Reader.STUDENT) -> StudentPage:
    """Makes the page of one grade."""
    heaviest = max((task.max_score for task in grade.tasks), default=0.0)
    tasks = tuple(_graded_task(index, task, heaviest) for index, task in enumerate(grade.tasks, start=1))
    counts = Counts.of(all_tests(grade))
    return StudentPage(
        reader=reader,
        title=clean_line(grade.title),
        submission=clean_line(grade.submission),
        withheld=grade.withheld,
        problems=tuple(_problems(grade)),
        points=Points.of(grade.score, grade.max_score),
        counts=counts,
        headline=_headline(tasks, counts),
        advice=_advice(grade, tasks, counts),
        tasks=tasks,
        notes=tuple(spans(clean_line(note)) for note in grade.notes),
        isolation=ISOLATIONS[grade.isolation],
        facts=_facts(grade),
        notebook=notebook_view(grade.executed) if isinstance(grade.executed, ExecutedNotebook) else None,
    )


def _facts(grade: Grade) -> tuple[Fact, ...]:
    facts = [
        Fact("Assignment", clean_line(grade.assignment)),
        Fact("Isolation", grade.isolation),
        Fact(
            "Your files", clean_line(grade.digest), "A digest of what was graded: other files would have another one."
        ),
    ]
    made_with = grade.provenance
    if made_with is not None:
        versions = f"grader {made_with.grader}, Python {made_with.python}, NumPy {made_with.numpy}"
        facts += [
            Fact("Made with", clean_line(versions)),
            Fact("Seed", clean_line(made_with.seed), _commitment(made_with)),
        ]
    return (*facts, Fact("Result format", clean_line(grade.schema)))


def _commitment(made_with: Provenance) -> str:
    if made_with.seed.startswith("none:"):
        return "Nobody can check later from which seed the inputs were drawn: this is a grade for practice."
    return "The inputs were drawn from a secret seed. When it is told, anybody can check that it is this one."


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


def task_view(number: int, task: TaskResult, points: Points, track: int, stands: tuple[Standing, str, str]) -> TaskView:
    """One task of a page; `stands` are its standing, that in words, and its tally."""
    standing, words, tally = stands
    return TaskView(
        number=number,
        id=clean_line(task.id, 40),
        title=clean_line(task.title),
        about=paragraphs(task.about),
        formulas=tuple(map(mathml, task.formulas[:MAX_FORMULAS])),
        points=points,
        track=max(MIN_TRACK, track),
        standing=standing,
        words=words,
        tally=tally,
        counts=Counts.of(task.tests),
        causes=Causes(task.tests).found(),
        passed=counted_titles(map(_passed_title, (test for test in task.tests if test.outcome is Outcome.PASSED))),
    )


def _passed_title(test: TestResult) -> str:
    """What a test is called that passed, and where it follows another one, that it does."""
    title = title_of(test.title, test.name)
    return f"{title}. {clean_line(test.message)}" if test.follows and test.message else title


def _graded_task(index: int, task: TaskResult, heaviest: float) -> TaskView:
    counts = Counts.of(task.tests)
    points = Points.of(task.score, task.max_score)
    standing = _standing(points, counts)
    tally = f"{counts.passed} of {counts.total} tests passed"
    track = Points.of(task.max_score, heaviest).percent
    return task_view(index, task, points, track, (standing, WORDS[standing], tally))


def _standing(points: Points, counts: Counts) -> Standing:
    if counts.errors:
        return Standing.UNJUDGED
    if counts.passed and counts.passed == counts.total:
        return Standing.COMPLETE
    return Standing.PARTLY if points.percent else Standing.OPEN
