"""One grading in CI: clears the places of results, grades the pushed work, delivers the results. Trusted side."""

from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from grader.assignment import Assignment
from grader.ci.delivery import Delivery
from grader.ci.format import System
from grader.ci.locations import find_locations
from grader.ci.results import Results
from grader.errors import GraderError, UsageError
from grader.exam import Exam, practice_seed
from grader.feedback.words import count_of
from grader.gradebook.right_reference import require_right_in_exam
from grader.gradebook.single import grade_work
from grader.gradebook.visibility import require_released, require_uncounted
from grader.intake import read_submission
from grader.intake.belonging import choose_assignment
from grader.model import Grade, Isolation, Submission
from grader.output.files import make_folder
from grader.output.folder import drawings_of_one, write_grade
from grader.safe_path import keep_out
from grader.sanitize import quoted


def grade_and_deliver(
    delivery: Delivery,
    *,
    submission_id: str | None,
    assignment: Path | None,
    seed: str | None,
    isolation: Isolation,
    run: bool,
) -> Grade:
    """Grades the work and delivers the results or, if there is no grade, the reason.

    Without a `submission_id`, the CI system's variables name the work, or else its folder.

    Raises:
        UsageError: There is no work, it cannot be read, or there is no place for its results.
        HeldBackError: The assignment holds results back.
        AssignmentError: The assignment is broken, its reference loses a point, or it limits how many results are shown,
            which is impossible here.
        IsolationError: The required isolation is not available here.
    """
    delivery.clear()  # before anything that may fail
    submission, output = delivery.submission, delivery.output
    if not submission.exists():
        raise UsageError(f"{submission} does not exist: give the folder with the work.")
    chosen = choose_assignment(submission, assignment, here=False)
    chosen.keep_outside(submission)
    keep_out(submission)
    delivery.check()
    name = submission_id or System.of(delivery.environment).submission_id(delivery.environment)
    try:
        drawn_from = _seed(chosen, seed)
        drawings = drawings_of_one(chosen.diagrams())
        work = read_submission(submission, chosen, submission_id=name)
        make_folder(output)
        seconds = _Seconds()
        delivery.begin(_beginning(work, chosen))
        first = partial(_check_reference, drawn_from, seconds)
        grade = grade_work(work, chosen, seed=drawn_from, isolation=isolation, run=run, timed=seconds.add, first=first)
        delivery.clear()  # below `jailed`, the work itself could have written there in the meantime
    except GraderError as fault:
        delivery.refuse(fault)
        raise
    write_grade(grade, output, drawings=drawings)
    delivery.deliver(Results.of(grade, find_locations(work, chosen, submission), seconds.found))
    return grade


def _beginning(work: Submission, assignment: Assignment) -> str:
    tasks = count_of(len(assignment.manifest.tasks), "task")
    return f"grading {quoted(work.id)}, {tasks} of {quoted(assignment.manifest.title)}"


class _Seconds:
    """How long each test took, separately from the grade."""

    def __init__(self) -> None:
        self.found: dict[tuple[str, str], float] = {}

    def forget(self) -> None:
        """Forgets what was recorded so far."""
        self.found.clear()

    def add(self, task: str, test: str, seconds: float) -> None:
        """Records the time of a test."""
        self.found[task, test] = self.found.get((task, test), 0.0) + seconds


def _check_reference(seed: str | None, seconds: _Seconds, exam: Exam) -> None:
    """Requires that the reference gets all points in this exam; its times are not the work's."""
    require_right_in_exam(exam, seed)
    seconds.forget()


def _seed(assignment: Assignment, given: str | None) -> str | None:
    """The seed for hidden inputs, if not the secret one: students read all results from here.

    Raises:
        HeldBackError: The assignment holds results back.
        AssignmentError: Shown results must be counted, which is impossible here.
    """
    policy = assignment.manifest.hidden_results
    if policy.practice_seed and given is None:
        return practice_seed(assignment)
    require_uncounted(policy)
    require_released(policy, datetime.now(UTC))
    return given
