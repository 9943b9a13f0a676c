"""One submission from its path to its grade and its files. Trusted side."""

import contextlib
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from grader.assignment import Assignment
from grader.errors import UsageError
from grader.exam import Exam
from grader.gradebook.visibility import too_early
from grader.host.levels import open_strongest
from grader.intake import read_submission
from grader.model import Grade, Isolation, Submission
from grader.notebook_execution import with_executed_notebook
from grader.output.files import make_folder
from grader.output.folder import COPIES, drawings_of_one, write_grade


def grade_submission(
    path: Path,
    assignment: Assignment,
    *,
    output: Path | None = None,
    seed: str | None = None,
    isolation: Isolation = Isolation.JAILED,
    run: bool = True,
) -> Grade:
    """Grades the submission at a path and, given a folder for results, writes what `grader grade` writes.

    Raises:
        SubmissionError: It cannot be read as a submission.
        UsageError: The folder for results is the submission, or cannot be created.
        IsolationError: The required isolation is not available here.
        AssignmentError: The assignment or its solution is broken.
    """
    if output is not None and output.resolve() == path.resolve():
        raise UsageError(f"{output} is the submission itself: --output takes another folder, for the results.")
    drawings = drawings_of_one(assignment.diagrams())
    work = read_submission(path, assignment)
    if output is not None:
        make_folder(output)
    grade = grade_work(work, assignment, seed=seed, isolation=isolation, run=run)
    if output is not None:
        reason = too_early(assignment.manifest.hidden_results, datetime.now(UTC))
        write_grade(grade, output.absolute(), output.absolute() / COPIES, reason, drawings)
    return grade


def grade_work(
    work: Submission,
    assignment: Assignment,
    *,
    seed: str | None,
    isolation: Isolation,
    run: bool,
    timed: Callable[[str, str, float], object] | None = None,
    first: Callable[[Exam], object] | None = None,
) -> Grade:
    """Grades in the root folder: libraries read settings from the working directory, where students may have put some.

    With `run` the notebook is executed for display too. `timed` is called with the time of each test, and `first` with
    the exam before it grades this work.
    """
    with contextlib.chdir("/"):
        with Exam(assignment, seed=seed, open_zygote=partial(open_strongest, isolation), timed=timed) as exam:
            if first is not None:
                first(exam)
            grade = exam.grade(work)
        return with_executed_notebook(grade, work, assignment) if run else grade
