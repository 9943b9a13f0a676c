"""A student's own check: the public tests on one person's work, once or at every change. Trusted side; no solution."""

from collections.abc import Iterator
from pathlib import Path
from typing import Self

from msgspec.structs import replace

from grader.assignment import Assignment
from grader.errors import GraderError
from grader.exam.public.public_tests import PublicTestRunner, Watch
from grader.exam.task.submitted_task import SubmittedTask
from grader.intake.handed_out import edited_notes
from grader.intake.submission import read_submission
from grader.intake.unfinished import unfinished
from grader.intake.watching import each_change
from grader.intake.work import own_assignment
from grader.model import CheckResult, Outcome, Submission


class Checker:
    """Checks the work at a path, as often as required. Use as a context manager."""

    def __init__(self, path: Path, assignment: Path | None = None) -> None:
        """Finds the assignment: the one given, or `path` or the current folder if it is one, or else the only one.

        Raises:
            UsageError: There is no work, or no assignment.
        """
        self._path = path
        self._assignment = own_assignment(path, assignment)
        self._tests = PublicTestRunner(self._assignment)

    def __enter__(self) -> Self:
        self._tests.__enter__()
        return self

    def __exit__(self, *error: object) -> None:
        self._tests.__exit__(*error)

    def check(self, watch: Watch = lambda results, _total: results) -> CheckResult:
        """Checks once; `watch` sees the tasks as they come, and their number."""
        submission = read_submission(self._path, self._assignment)
        return differences_told(self._tests.check(submission, watch), self._assignment, submission)

    def at_each_change(self, results: Path, watch: Watch) -> Iterator[CheckResult | GraderError]:
        """Checks now and whenever a file outside `results` changes.

        An error in the first round is raised; later ones are yielded.
        """
        first = True
        for _ in each_change(self._path, results.resolve()):
            try:
                yield self.check(watch)
            except GraderError as error:
                if first:
                    raise
                yield error
            first = False


def differences_told(check: CheckResult, assignment: Assignment, submission: Submission) -> CheckResult:
    """The check with notes on what grading will see differently: edited given files, unfinished tasks, shared state."""
    left = unfinished(assignment, submission)
    passing = [task.id for task in check.tasks if not any(test.unwritten for test in task.tests)]
    notes = [
        f"Task {task} is not finished: {left[task]} still raises NotImplementedError, where no public test leads. "
        "Hidden tests may lead there."
        for task in passing
        if task in left
    ]
    return replace(
        check, notes=(*check.notes, *edited_notes(assignment), *notes, *_shared(check, assignment, submission))
    )


def _shared(check: CheckResult, assignment: Assignment, submission: Submission) -> Iterator[str]:
    """What the source of a task shows to go wrong with a second call or object, where no public test makes one."""
    for task, result in zip(assignment.tasks, check.tasks, strict=True):
        if any(test.outcome is not Outcome.PASSED for test in result.tests):
            continue
        if said := SubmittedTask(assignment, task, submission, {}, None).shared_state:
            yield f"Task {task.id}: {said} No public test shows it, but hidden tests may."
