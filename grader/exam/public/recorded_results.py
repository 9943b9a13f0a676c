"""The result of a task that was not begun, to and from the record of the handout. Trusted side; runs nothing."""

from collections.abc import Mapping, Sequence

from msgspec import UNSET

from grader.assignment import Task
from grader.intake.handed_out import UnwrittenTest
from grader.model import (
    CallStatus,
    CheckResult,
    Evidence,
    FeedbackLevel,
    Finding,
    Outcome,
    TaskResult,
    TestResult,
)


def recorded_result(task: Task, tests: Sequence[UnwrittenTest]) -> TaskResult:
    """What the public tests of a task would find, without running them."""
    return TaskResult(
        id=task.id,
        title=task.title,
        score=0.0,
        max_score=0.0,
        tests=tuple(map(_result, tests)),
        about=task.about,
        formulas=task.formulas,
        bonus=task.bonus or UNSET,
    )


def to_record(check: CheckResult) -> Mapping[str, tuple[UnwrittenTest, ...]]:
    """The record from a check of the handout itself: the tasks that `recorded_result` reproduces exactly."""
    found = {
        task.id: tuple(UnwrittenTest(test.name, test.title, test.message) for test in task.tests)
        for task in check.tasks
    }
    return {
        task.id: found[task.id]
        for task in check.tasks
        if task.tests and task.tests == tuple(map(_result, found[task.id]))
    }


def _result(test: UnwrittenTest) -> TestResult:
    return TestResult(
        name=test.name,
        title=test.title,
        outcome=Outcome.NOT_RUN,
        call_status=CallStatus.RAISED,
        score=0.0,
        max_score=0.0,
        message=test.message,
        feedback_level=FeedbackLevel.VALUES,
        evidence=Evidence(findings=(Finding(FeedbackLevel.CATEGORY, test.message),)),
    )
