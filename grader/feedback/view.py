"""A grade -> what its student may read of it. Trusted side; the one gate of every rendering for students.

Knows no markup and no file format. A field that is missing from the table is not shown: forgetting one leaks nothing.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from grader.model import CallRecord, CallStatus, Evidence, FeedbackLevel, Grade, Profile, TestResult

# The lowest level at which each field may be shown, as `grader.model` documents it; a finding has its own, and so has
# an excerpt. None is for what only instructors see.
LEVELS: Mapping[type[Struct], Mapping[str, FeedbackLevel | None]] = {
    TestResult: {
        "misconception": FeedbackLevel.CATEGORY,
        "call_status": FeedbackLevel.CATEGORY,
        "further_misconceptions": FeedbackLevel.CATEGORY,
    },
    Evidence: {
        "findings": FeedbackLevel.NOTHING,
        "calls": FeedbackLevel.CATEGORY,
        "excerpts": FeedbackLevel.NOTHING,
        "profile": FeedbackLevel.INPUTS,
        "expected": FeedbackLevel.VALUES,
        "figures": FeedbackLevel.INPUTS,
        "expected_figures": FeedbackLevel.VALUES,
        "problem": None,
        "traceback": None,
    },
    CallRecord: {
        "target": FeedbackLevel.CATEGORY,
        "call_status": FeedbackLevel.CATEGORY,
        "signature": FeedbackLevel.SHAPE,
        "return_kind": FeedbackLevel.INPUTS,
        "arguments": FeedbackLevel.INPUTS,
        "returned": FeedbackLevel.INPUTS,
        "printed": FeedbackLevel.INPUTS,
    },
    Profile: {
        "what": FeedbackLevel.INPUTS,
        "per": FeedbackLevel.INPUTS,
        "actual": FeedbackLevel.INPUTS,
        "expected": FeedbackLevel.VALUES,
    },
}

ALL_CALLS = FeedbackLevel.INPUTS
"""The level at which more than the last call is shown: student code can choose how many there are."""


def for_student(grade: Grade) -> Grade:
    """The grade without any evidence that its test's feedback level does not allow; idempotent."""
    tasks = tuple(replace(task, tests=tuple(map(_test_for_student, task.tests))) for task in grade.tasks)
    return replace(grade, tasks=tasks)


def _test_for_student(test: TestResult) -> TestResult:
    allowed = _allowed(TestResult, test.feedback_level)
    return replace(
        test,
        evidence=_within(test.evidence, test.feedback_level),
        misconception=test.misconception if "misconception" in allowed else None,
        further_misconceptions=test.further_misconceptions if "further_misconceptions" in allowed else (),
        call_status=test.call_status if "call_status" in allowed else CallStatus.RETURNED,
    )


def _within(evidence: Evidence, feedback_level: FeedbackLevel) -> Evidence:
    shown = _shown_fields(evidence, feedback_level)
    if "findings" in shown:
        shown["findings"] = tuple(part for part in evidence.findings if feedback_level.allows(part.level))
    if "calls" in shown:
        calls = evidence.calls if feedback_level.allows(ALL_CALLS) else evidence.calls[-1:]
        shown["calls"] = tuple(CallRecord(**_shown_fields(call, feedback_level)) for call in calls)
    if "excerpts" in shown:
        shown["excerpts"] = tuple(part for part in evidence.excerpts if feedback_level.allows(part.level))
    if shown.get("profile"):
        shown["profile"] = Profile(**_shown_fields(shown["profile"], feedback_level))
    return Evidence(**shown)


def _shown_fields(value: Struct, feedback_level: FeedbackLevel) -> dict[str, Any]:
    return {field: getattr(value, field) for field in _allowed(type(value), feedback_level)}


@cache
def _allowed(record: type[Struct], feedback_level: FeedbackLevel) -> tuple[str, ...]:
    """The fields of a record that may be shown, in their order."""
    levels = LEVELS[record].items()
    return tuple(field for field, level in levels if level is not None and feedback_level.allows(level))
