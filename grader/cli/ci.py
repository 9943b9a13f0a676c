"""The command `grader ci`: one grading, said in the forms that the system reads on which it runs. Trusted side."""

import contextlib
import os
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from grader.assignment import Assignment, find_assignment
from grader.ci.locations import find_locations
from grader.ci.results import Results
from grader.ci.systems import ResultFormat, formats_here
from grader.cli import terminal
from grader.cli.delivery import OUTPUT, Delivery
from grader.cli.exit_codes import code_of
from grader.errors import GraderError, UsageError
from grader.exam import Exam, practice_seed
from grader.gradebook.visibility import require_released, require_uncounted
from grader.host.levels import open_strongest
from grader.intake import read_submission
from grader.model import Grade, Isolation, Submission
from grader.notebook_execution import with_executed_notebook
from grader.output import folder as writing
from grader.output.files import make_folder
from grader.report.diagrams import Drawings


def ci(
    submission: Path = Path(),
    *,
    output: Path = Path(OUTPUT),
    formats: Annotated[tuple[ResultFormat, ...], Parameter(name="--format", show_default=False)] = (),
    assignment: Path | None = None,
    seed: str | None = None,
    isolation: Isolation = Isolation.JAILED,
    min_score: float = 0.0,
    no_run: bool = False,
) -> int:
    """Grade the pushed work and say the results in the forms that the CI system or course platform reads.

    On GitHub these are annotations, the summary of the job and junit.xml, on GitLab junit.xml, code quality and a link
    to the report, on Classroom 50 annotations, result.json and release-body.md, elsewhere junit.xml. Files go into
    OUTPUT, grade.json and report.html always. All of it may be read by the student.

    Args:
        submission: The folder with the work, such as a checkout; by default the current folder.
        output: The folder for the files; it is made if need be.
        formats: Write this form, and not what the system reads; may be given several times.
        assignment: The folder of the assignment, outside of the submission; by default the only one of the grader's.
        seed: Draw the hidden inputs from this seed and not from the assignment's: for practice, as the grade commits
            to no seed then.
        isolation: The weakest isolation to accept.
        min_score: Exit with 1 if the score is lower.
        no_run: Do not run a notebook a second time to show its output in the report.
    """
    delivery = Delivery(formats or formats_here(os.environ), output, os.environ, Path.cwd(), submission)
    delivery.clear()  # before anything that may end this run
    if not submission.exists():
        raise UsageError(f"{submission} does not exist: give the folder with the work.")
    chosen = find_assignment(assignment, here=False)
    chosen.keep_outside(submission)
    delivery.check(min_score)
    try:
        drawn_from = _seed(chosen, seed)
        drawings = Drawings(chosen.diagrams())
        work = read_submission(submission, chosen)
        make_folder(output)
        grade = _graded(work, chosen, drawn_from, isolation, run=not no_run)
        delivery.clear()  # below `jailed`, the work itself could have written there by now
    except GraderError as fault:
        delivery.refuse(fault)
        raise
    writing.write_grade(grade, output, drawings=drawings)
    terminal.show_grade(grade, output)
    delivery.deliver(Results.of(grade, find_locations(work, chosen, submission)))
    return code_of(grade, min_score)


def _seed(assignment: Assignment, given: str | None) -> str | None:
    """What to draw the hidden inputs from, if not from the secret seed: all that is said here a student reads.

    Raises:
        HeldBackError: The assignment holds results back.
        AssignmentError: They are to be counted, which cannot be done here.
    """
    policy = assignment.manifest.hidden_results
    if policy.practice_seed and given is None:
        return practice_seed(assignment)
    require_uncounted(policy)
    require_released(policy, datetime.now(UTC))
    return given


def _graded(work: Submission, assignment: Assignment, seed: str | None, isolation: Isolation, *, run: bool) -> Grade:
    """Grades in the root folder: libraries read settings where they are started, and a checkout could hold some."""
    with contextlib.chdir("/"):
        with Exam(assignment, seed=seed, open_zygote=partial(open_strongest, isolation)) as exam:
            grade = exam.grade(work)
        return with_executed_notebook(grade, work, assignment) if run else grade
