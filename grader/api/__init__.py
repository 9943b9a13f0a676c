"""The public API: what a program may call, and what the commands call. Trusted side.

Everything here can be imported from `grader` too. The examples run in a folder of a course: its assignment
is under `assignments/` and `solutions/`, its students' work under `submissions/`.

What the caller is responsible for: the command line restarts Python so that no module is searched for among students'
files; a program cannot be restarted. Keep your script, its working directory and everything on `sys.path` outside the
places where students can write, or start Python with `-P`. Submissions on the path are refused, but what was imported
before the call is your responsibility. Student code runs in guests only, and the processes that grade a class have
neither your script's folder nor the working directory on their path. While one submission is graded, the working
directory of the process is the root folder: call from one thread, and give other threads absolute paths.
"""

from grader.api.arguments import Progress
from grader.api.authoring import (
    audit_assignment,
    build_autograder,
    build_release,
    make_notebooks,
    new_assignment,
    try_tests,
)
from grader.api.checking import check, check_at_each_change, default_report_folder, write_check_report
from grader.api.gradebooks import export_grades, gradebook_formats, hand_back, hand_back_formats
from grader.api.grading import grade, grade_class, grade_samples, merge_shards, preview_class
from grader.api.handing_in import pack, submit
from grader.api.machine import examine_isolation
from grader.api.pushes import DeliveryOptions, grade_push, push_formats
from grader.api.records import adjust, adjust_from_table, course_overview, drop_test, show_student
from grader.api.reports import load_grade, render_report, to_json
from grader.api.similarity import similar_work
from grader.errors import (
    AssignmentError,
    GraderError,
    HarnessError,
    HeldBackError,
    IsolationError,
    SubmissionError,
    UsageError,
)
from grader.model import CheckResult, Grade, Isolation, SubmissionResult, TaskResult, TestResult, Ungraded
from grader.model.options import ClassOptions, ReadingOptions

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
