"""An automated grading harness: `from grader import grade` gives the public API, which `grader.api` describes.

Both sides of the boundary import this file, so it loads nothing until a name is asked for.
"""

TYPE_CHECKING = False
"""True for who checks types alone: the module that says so costs more time than starting Python."""

if TYPE_CHECKING:
    from typing import Any

    from grader.api import (
        AssignmentError,
        CheckResult,
        ClassOptions,
        DeliveryOptions,
        Grade,
        GraderError,
        HarnessError,
        HeldBackError,
        Isolation,
        IsolationError,
        Progress,
        ReadingOptions,
        SubmissionError,
        SubmissionResult,
        TaskResult,
        TestResult,
        Ungraded,
        UsageError,
        adjust,
        adjust_from_table,
        audit_assignment,
        build_autograder,
        build_release,
        check,
        check_at_each_change,
        course_overview,
        default_report_folder,
        drop_test,
        examine_isolation,
        export_grades,
        grade,
        grade_class,
        grade_push,
        grade_samples,
        gradebook_formats,
        hand_back,
        hand_back_formats,
        load_grade,
        make_notebooks,
        merge_shards,
        new_assignment,
        pack,
        preview_class,
        push_formats,
        render_report,
        show_student,
        similar_work,
        submit,
        to_json,
        try_tests,
        write_check_report,
    )

__all__ = [
    "AssignmentError",
    "CheckResult",
    "ClassOptions",
    "DeliveryOptions",
    "Grade",
    "GraderError",
    "HarnessError",
    "HeldBackError",
    "Isolation",
    "IsolationError",
    "Progress",
    "ReadingOptions",
    "SubmissionError",
    "SubmissionResult",
    "TaskResult",
    "TestResult",
    "Ungraded",
    "UsageError",
    "adjust",
    "adjust_from_table",
    "audit_assignment",
    "build_autograder",
    "build_release",
    "check",
    "check_at_each_change",
    "course_overview",
    "default_report_folder",
    "drop_test",
    "examine_isolation",
    "export_grades",
    "grade",
    "grade_class",
    "grade_push",
    "grade_samples",
    "gradebook_formats",
    "hand_back",
    "hand_back_formats",
    "load_grade",
    "make_notebooks",
    "merge_shards",
    "new_assignment",
    "pack",
    "preview_class",
    "push_formats",
    "render_report",
    "show_student",
    "similar_work",
    "submit",
    "to_json",
    "try_tests",
    "write_check_report",
]


def __getattr__(name: str) -> "Any":
    if name in __all__:
        from importlib import import_module  # noqa: PLC0415 # see above

        return getattr(import_module("grader.api"), name)
    raise AttributeError(f"module 'grader' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
