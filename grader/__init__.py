"""An automated grading harness: `from grader import grade` gives the public face, which `grader.api` describes.

Both sides of the boundary import this file, so it loads nothing until a name is asked for.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from grader.api import (
        AssignmentError,
        CheckResult,
        Grade,
        GraderError,
        HarnessError,
        HeldBackError,
        Isolation,
        IsolationError,
        SubmissionError,
        SubmissionResult,
        TaskResult,
        TestResult,
        Ungraded,
        UsageError,
        adjust,
        adjust_from_table,
        check,
        drop_test,
        export_grades,
        grade,
        grade_class,
        grade_push,
        hand_back,
        load_grade,
        render_report,
        show_student,
    )

__all__ = [
    "AssignmentError",
    "CheckResult",
    "Grade",
    "GraderError",
    "HarnessError",
    "HeldBackError",
    "Isolation",
    "IsolationError",
    "SubmissionError",
    "SubmissionResult",
    "TaskResult",
    "TestResult",
    "Ungraded",
    "UsageError",
    "adjust",
    "adjust_from_table",
    "check",
    "drop_test",
    "export_grades",
    "grade",
    "grade_class",
    "grade_push",
    "hand_back",
    "load_grade",
    "render_report",
    "show_student",
]


def __getattr__(name: str) -> Any:
    if name in __all__:
        return getattr(import_module("grader.api"), name)
    raise AttributeError(f"module 'grader' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
