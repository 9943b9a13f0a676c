"""Checks a handout by grading: it must get no points as it is, and the reference must get all of them and pass the
public tests. Trusted side.
"""

import contextlib
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from grader.assignment import Assignment
from grader.errors import AssignmentError, SubmissionError
from grader.exam.public.public_tests import PublicTestRunner
from grader.exam.public.recorded_results import to_record
from grader.exam.running.reference_work import forms_of_reference, lost_points
from grader.exam.running.session import Exam
from grader.host.temp_folders import locked_folder
from grader.intake import read_submission
from grader.intake.handed_out import UnwrittenTest
from grader.model import CheckResult, Grade, Outcome, Submission


def require_right_scores(assignment: Assignment, archive: bytes) -> None:
    """Hands in the reference and its notebook, an archive of the handout, and its notebook alone.

    Raises:
        AssignmentError: A hidden test fails for the first two, or passes for the others; or nothing can be graded.
    """
    notebook = assignment.manifest.notebook
    with locked_folder() as folder, contextlib.chdir(folder), Exam(assignment, diagnose=False) as exam:
        forms = {"as it is": Path(folder, "handout.zip"), "by its notebook alone": Path(folder, notebook)}
        for path, content in zip(forms.values(), (archive, (assignment.folder / notebook).read_bytes()), strict=True):
            path.write_bytes(content)
        for form, path in forms.items():
            _require_no_points(exam.grade(_read(path, assignment, f"Nobody could hand this in {form}")), form)
        for form, work in forms_of_reference(assignment):
            if lost := lost_points(form, exam.grade(work)):
                raise AssignmentError(f"T{str(lost)[1:]}")


def _read(path: Path, assignment: Assignment, otherwise: str) -> Submission:
    try:
        return read_submission(path, assignment)
    except SubmissionError as error:
        raise AssignmentError(f"{otherwise}: {error}") from error


def _require_no_points(grade: Grade, form: str) -> None:
    for task in grade.tasks:
        if broken := [test for test in task.tests if test.outcome is Outcome.ERROR]:
            raise AssignmentError(f"A hidden test of task {task.id} is broken: {broken[0].message}")
        if passed := [test.title for test in task.tests if test.outcome is Outcome.PASSED]:
            more = f" and {len(passed) - 1} more" if len(passed) > 1 else ""
            raise AssignmentError(
                f"The handout is worth points {form}: in task {task.id} it passes the hidden test “{passed[0]}”{more}."
            )


class PublicTests(Struct, frozen=True):
    """How many public tests there are, and the messages of those that reach only code that is to be written."""

    count: int
    unwritten: Mapping[str, tuple[UnwrittenTest, ...]]


def try_public_tests(assignment: Assignment) -> PublicTests:
    """Requires that the reference passes all public tests, and runs them on the stubs.

    Raises:
        AssignmentError: It does not pass, or they cannot be run.
    """
    with PublicTestRunner(assignment) as tests:
        check = tests.check(read_submission(assignment.solution, assignment))
        _require_all_passed(check)
        stubs = tests.check(_read(assignment.folder, assignment, "Nobody could hand this in as it is"))
    return PublicTests(len(check.tests), to_record(stubs))


def _require_all_passed(check: CheckResult) -> None:
    for task in check.tasks:
        for test in task.tests:
            if test.outcome is not Outcome.PASSED:
                raise AssignmentError(
                    f"A public test of task {task.id} fails for the reference, “{test.title}”: {test.message}"
                )
