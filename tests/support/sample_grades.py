"""Grades for viewing and testing: a realistic one of the first assignment, and others made from it."""

from collections.abc import Sequence
from functools import cache

from msgspec.structs import replace

from grader.assignment import load_assignment
from grader.model import (
    CallRecord,
    CallStatus,
    CheckResult,
    Evidence,
    Excerpt,
    FeedbackLevel,
    Finding,
    Grade,
    Isolation,
    ManualWork,
    Misconception,
    Outcome,
    Profile,
    Provenance,
    ScoreChange,
    TaskResult,
    TestResult,
)
from grader.report.diagrams import Drawings
from tests.support.loading import HANDOUT
from tests.support.sample_pictures import picture
from tests.support.sample_slips import Slip
from tests.support.sample_tasks import TASKS, Tests

DIGEST = "sha256:5f0c3be1d8a2479e6b7a9c0d31e4f58b26a7c9d0e1f2435465768798a9bacbdc"
NOTES = (
    "'Multi_Layer_Network (1).py' was taken for 'multi_layer_network.py': rename it next time.",
    "'activations.py' was ignored: grading always uses the original.",
)


def sample_grade(submission: str = "amara-okafor", skill: int = 0) -> Grade:
    """A grade of the first assignment with all kinds of outcomes; each point of `skill` mends every n-th slip."""
    tasks = tuple(_task(number, *task, skill) for number, task in enumerate(TASKS))
    return Grade(
        assignment="multilayer_chain_rule",
        title="Problem 2: Multi-Layer Chain Rule",
        submission=submission,
        digest=DIGEST,
        isolation=Isolation.JAILED,
        score=sum(task.score for task in tasks),
        max_score=100.0,
        tasks=tasks,
        notes=NOTES,
        provenance=Provenance(
            grader="0.1.0", python="3.11.7", numpy="2.4.6", seed="hmac-sha256:44bf9a3d72c1380f29f259ffb0356289"
        ),
    )


def _task(number: int, task_id: str, title: str, points: float, tests: Tests, skill: int) -> TaskResult:
    results = tuple(
        _test(
            test_title,
            f"test_{task_id.replace('.', '_')}_{index}",
            slip if (7 * number + 3 * index) % 10 >= skill else None,
            points / len(tests),
        )
        for index, (test_title, slip) in enumerate(tests)
    )
    score = round(sum(result.score for result in results), 6)
    return TaskResult(id=task_id, title=title, score=score, max_score=points, tests=results)


def _test(title: str, name: str, slip: Slip | None, points: float) -> TestResult:
    if slip is None:
        return TestResult(
            name=name,
            title=title,
            outcome=Outcome.PASSED,
            call_status=CallStatus.RETURNED,
            score=points,
            max_score=points,
            message="Right.",
            feedback_level=FeedbackLevel.SHAPE,
        )
    return TestResult(
        name=name,
        title=title,
        outcome=slip.outcome,
        call_status=slip.call_status,
        score=0.0,
        max_score=points,
        message=slip.message,
        feedback_level=slip.feedback_level,
        misconception=slip.misconception,
        evidence=slip.evidence,
    )


@cache
def sample_drawings() -> Drawings:
    """The diagrams of the first assignment."""
    return Drawings(load_assignment(HANDOUT).diagrams())


def perfect_grade(submission: str = "emmy-noether") -> Grade:
    """Every test passed."""
    return sample_grade(submission, skill=10)


def untouched_grade(submission: str = "untouched-stubs") -> Grade:
    """Every test failed as a stub does."""
    stub = Slip(message="This is still the stub: it raises `NotImplementedError`.", call_status=CallStatus.RAISED)
    grade = sample_grade(submission)
    tasks = tuple(
        replace(task, score=0.0, tests=tuple(_test(test.title, test.name, stub, test.max_score) for test in task.tests))
        for task in grade.tasks
    )
    return replace(grade, score=0.0, tasks=tasks, notes=())


def withheld_grade(submission: str = "withheld") -> Grade:
    """One test could not judge, and two after it were not run."""
    broken = Slip(message="The hidden test itself failed; this is not your fault.", outcome=Outcome.ERROR)
    skipped = Slip(message="Not run: an earlier test took the time of the whole task.", outcome=Outcome.NOT_RUN)
    grade = sample_grade(submission)
    first, *others = grade.tasks
    spoiled = [
        _test(test.title, test.name, slip, test.max_score)
        for test, slip in zip(first.tests, (broken, skipped, skipped), strict=False)
    ]
    return replace(grade, tasks=(replace(first, tests=(*spoiled, *first.tests[3:])), *others))


def adjusted_grade(submission: str = "adjusted") -> Grade:
    """Points were given and taken after grading; one task waits for a person, and one was judged by one."""
    grade = sample_grade(submission)
    by_hand = [
        TaskResult(
            id=number,
            title=title,
            score=0.0,
            max_score=4.0,
            tests=(),
            about="Why do gradients vanish?",
            manual=work,
        )
        for number, title, work in (
            ("5.1", "A sketch", ManualWork("sketch.png", "A picture of 640 by 360 pixels: see the report.", picture())),
            ("5.2", "An essay", ManualWork("essay.md", "They are products.\n\nMost factors are below one quarter.")),
        )
    ]
    changes = (
        ScoreChange(points=3.0, reason="the derivative is right, its sign is a slip", task=grade.tasks[0].id),
        ScoreChange(points=2.5, reason="well argued", task="5.2", comment="Say where the quarter comes from."),
        ScoreChange(points=-4.0, reason="1 day late", late=True),
    )
    return replace(
        grade,
        max_score=grade.max_score + 8.0,
        tasks=(*grade.tasks, *by_hand),
        changes=changes,
        final_score=grade.score + sum(change.points for change in changes),
    )


def grade_of_one(test: TestResult) -> Grade:
    """A grade of one task with this one test."""
    task = TaskResult(id="1.1", title="Basics", score=test.score, max_score=test.max_score, tests=(test,))
    return replace(sample_grade(), score=test.score, max_score=test.max_score, tasks=(task,), notes=())


def grade_with(task: str, title: str, misconceptions: Sequence[Misconception]) -> Grade:
    """A grade of one task in which each of these was made, each in a test of its own."""
    tests = tuple(
        _test(each.title, f"test_{number}", Slip(message="It is not right.", misconception=each), 1.0)
        for number, each in enumerate(misconceptions)
    )
    most = float(len(tests))
    result = TaskResult(id=task, title=title, score=0.0, max_score=most, tests=tests)
    return replace(sample_grade(f"task-{task}"), score=0.0, max_score=most, tasks=(result,), notes=())


def grade_full_of(text: str) -> Grade:
    """A grade in which `text` stands in every string that can hold any, at a feedback level that shows all of it."""
    failed = _test_full_of(text)
    passed = replace(failed, outcome=Outcome.PASSED, score=1.0)
    other = replace(failed, message=f"Another: {text}", call_status=CallStatus.TIMED_OUT, misconception=None)
    task = TaskResult(
        id=text,
        title=text,
        score=1.0,
        max_score=3.0,
        tests=(failed, passed, other),
        about=text,
        formulas=(r"\frac{a}{b}",),
    )
    return Grade(
        schema=text,
        assignment=text,
        title=text,
        submission=text,
        digest=text,
        isolation=Isolation.JAILED,
        score=1.0,
        max_score=3.0,
        tasks=(task,),
        notes=(text, text),
        provenance=Provenance(grader=text, python=text, numpy=text, seed=text),
    )


def _test_full_of(text: str) -> TestResult:
    """A test that failed, with a known mistake and all evidence that there can be."""
    return TestResult(
        name=text,
        title=text,
        outcome=Outcome.FAILED,
        call_status=CallStatus.RAISED,
        score=0.0,
        max_score=1.0,
        message=text,
        feedback_level=FeedbackLevel.VALUES,
        misconception=Misconception(text, text, text, text, text, text),
        evidence=_evidence_full_of(text),
    )


def _evidence_full_of(text: str) -> Evidence:
    call = CallRecord(
        target=text,
        call_status=CallStatus.RAISED,
        signature=text,
        return_kind=text,
        arguments=text,
        returned=text,
        printed=text,
    )
    return Evidence(
        findings=(Finding(FeedbackLevel.NOTHING, text),),
        calls=(call,),
        excerpts=(Excerpt(level=FeedbackLevel.NOTHING, file=text, first=7, lines=("x = 1", text), marked=8),),
        profile=Profile(what=text, per=text, actual=(1.0, 0.1, float("nan")), expected=(1.0, 2.0)),
        expected=text,
        figures=(picture(8, 8),),
        expected_figures=(picture(8, 9),),
    )


def check_of(grade: Grade, *, unwritten: bool = False) -> CheckResult:
    """A check in which public tests found what the hidden ones of a grade did; what raised may be to be written yet."""
    tasks = tuple(
        replace(task, score=0.0, max_score=0.0, tests=tuple(_public(test, unwritten=unwritten) for test in task.tests))
        for task in grade.tasks
    )
    return CheckResult(
        assignment=grade.assignment,
        title=grade.title,
        submission=grade.submission,
        digest=grade.digest,
        isolation=grade.isolation,
        tasks=tasks,
        notes=grade.notes,
    )


def _public(test: TestResult, *, unwritten: bool) -> TestResult:
    to_come = unwritten and test.outcome is Outcome.FAILED and test.call_status is CallStatus.RAISED
    outcome = Outcome.NOT_RUN if to_come else test.outcome
    return replace(
        test, outcome=outcome, score=0.0, max_score=0.0, feedback_level=FeedbackLevel.VALUES, misconception=None
    )
