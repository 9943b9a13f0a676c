"""A grade -> what its student may read of it. Trusted side; the one gate of every rendering for students.

Knows no markup and no file format. A field that the table does not name is not shown: forgetting one leaks nothing.
"""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from grader.model import Budget, CallRecord, Ending, Evidence, Grade, Profile, TestResult

# The budget from which on each field may be shown, as `grader.model` documents it; a finding has its own, and so has
# an excerpt. None is for what only instructors see.
LEVELS: Mapping[type[Struct], Mapping[str, Budget | None]] = {
    TestResult: {
        "misconception": Budget.CATEGORY,
        "ending": Budget.CATEGORY,
        "further_misconceptions": Budget.CATEGORY,
    },
    Evidence: {
        "findings": Budget.NOTHING,
        "calls": Budget.CATEGORY,
        "excerpts": Budget.NOTHING,
        "profile": Budget.INPUTS,
        "expected": Budget.VALUES,
        "figures": Budget.INPUTS,
        "expected_figures": Budget.VALUES,
        "problem": None,
        "traceback": None,
    },
    CallRecord: {
        "target": Budget.CATEGORY,
        "ending": Budget.CATEGORY,
        "signature": Budget.SHAPE,
        "came_back": Budget.INPUTS,
        "arguments": Budget.INPUTS,
        "returned": Budget.INPUTS,
        "printed": Budget.INPUTS,
    },
    Profile: {
        "what": Budget.INPUTS,
        "per": Budget.INPUTS,
        "actual": Budget.INPUTS,
        "expected": Budget.VALUES,
    },
}

ALL_CALLS = Budget.INPUTS
"""The budget from which on more than the last call is shown: how many there were, student code can choose."""


def for_student(grade: Grade) -> Grade:
    """The grade without any evidence that the budget of its test does not allow; twice is the same as once."""
    tasks = tuple(replace(task, tests=tuple(map(_test_for_student, task.tests))) for task in grade.tasks)
    return replace(grade, tasks=tasks)


def _test_for_student(test: TestResult) -> TestResult:
    allowed = _allowed(TestResult, test.budget)
    return replace(
        test,
        evidence=_within(test.evidence, test.budget),
        misconception=test.misconception if "misconception" in allowed else None,
        further_misconceptions=test.further_misconceptions if "further_misconceptions" in allowed else (),
        ending=test.ending if "ending" in allowed else Ending.RETURNED,
    )


def _within(evidence: Evidence, budget: Budget) -> Evidence:
    shown = _shown_fields(evidence, budget)
    if "findings" in shown:
        shown["findings"] = tuple(part for part in evidence.findings if budget.allows(part.level))
    if "calls" in shown:
        calls = evidence.calls if budget.allows(ALL_CALLS) else evidence.calls[-1:]
        shown["calls"] = tuple(CallRecord(**_shown_fields(call, budget)) for call in calls)
    if "excerpts" in shown:
        shown["excerpts"] = tuple(part for part in evidence.excerpts if budget.allows(part.level))
    if shown.get("profile"):
        shown["profile"] = Profile(**_shown_fields(shown["profile"], budget))
    return Evidence(**shown)


def _shown_fields(value: Struct, budget: Budget) -> dict[str, Any]:
    return {field: getattr(value, field) for field in _allowed(type(value), budget)}


def _allowed(record: type[Struct], budget: Budget) -> list[str]:
    """The fields of a record that may be shown, in their order."""
    return [field for field, level in LEVELS[record].items() if level is not None and budget.allows(level)]
