"""Runs the public tests of an assignment on a student's own work, in guests. Trusted side; needs no solution.

Public tests exchange objects with the student's code, so they run beside it. What comes back says who may be helped
how, and gives no points; but every wait has its deadline here too, and a crash costs one test.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Self

from grader.assignment import Assignment, Task
from grader.errors import AssignmentError, HarnessError
from grader.exam.public.public_verdict import Failed, evidence, judge_public
from grader.exam.task.notebook import notes, start_notebook
from grader.exam.task.task_run import LoadFailedError, TaskRun
from grader.host.call_cache import CallCache
from grader.host.failures import CallFailedError
from grader.host.guest import Guest
from grader.host.levels import OpenZygote, open_strongest
from grader.host.notebook import NotebookRun
from grader.host.replies import CallFailure
from grader.host.time_budget import TimeBudget
from grader.host.zygote import Zygote
from grader.model import (
    PUBLIC_TESTS,
    CallStatus,
    CheckResult,
    Evidence,
    FeedbackLevel,
    Submission,
    TaskResult,
    TestResult,
)
from grader.wire.public_tests import FoundTest

Watch = Callable[[Iterable[TaskResult], int], Iterable[TaskResult]]


def _open_strongest(*, libraries: Sequence[str] = ()) -> Zygote:
    return open_strongest(public_tests=True, libraries=libraries)


class PublicTestRunner:
    """The public tests of an assignment, run on one submission after another. Use as a context manager.

    Guests come from what `open_zygote` gives; by default that is the strongest level of isolation that holds here.
    """

    def __init__(
        self,
        assignment: Assignment,
        *,
        open_zygote: OpenZygote = _open_strongest,
    ) -> None:
        """Raises AssignmentError where a library that the assignment requires is missing."""
        assignment.require_libraries()
        self._assignment = assignment
        self._open_zygote = open_zygote
        self._zygote: Zygote | None = None
        self._files: dict[str, bytes] = {}
        self._found: Sequence[FoundTest] = ()

    def __enter__(self) -> Self:
        """Raises IsolationError."""
        self._zygote = self._open_zygote(libraries=self._assignment.libraries)
        return self

    def __exit__(self, *_error: object) -> None:
        if self._zygote is not None:
            self._zygote.close()

    def check(self, submission: Submission, watch: Watch = lambda results, _total: results) -> CheckResult:
        """Runs all of them; `watch` sees the tasks as they come, and their number.

        Raises:
            AssignmentError: There are none, or they cannot be collected.
        """
        self._collect()
        opened = partial(TaskRun, submission=submission, unavailable=dict(submission.problems), zygote=self._open())
        with self._running_notebook(submission) as (notebook, run_notes):
            results = (
                self._check_task(task, opened(self._assignment, task, notebook=notebook, call_cache=CallCache()))
                for task in self._assignment.tasks
            )
            tasks = tuple(watch(results, len(self._assignment.tasks)))
        return CheckResult(
            assignment=self._assignment.slug,
            title=self._assignment.manifest.title,
            submission=submission.id,
            digest=submission.digest,
            isolation=self._open().level,
            tasks=tasks,
            notes=(*submission.notes, *run_notes),
        )

    def _open(self) -> Zygote:
        if self._zygote is None:
            raise HarnessError("The public tests were not started.")
        return self._zygote

    def _collect(self) -> None:
        """Finds the tests, once: in a guest without any submission, so that nothing in one can change them."""
        files = self._assignment.public_tests()
        if files == self._files:
            return
        chosen = [task.public_test for task in self._assignment.tasks if task.public_test in files]
        if not chosen:
            raise AssignmentError(f"{self._assignment.slug} has no public tests: {PUBLIC_TESTS}/ holds none.")
        limits = self._assignment.manifest.limits
        guest = Guest(self._open(), limits, TimeBudget.of(limits))
        try:
            self._found = guest.collect(files, chosen)
        except CallFailedError as error:
            words = error.failure.message or error.failure.reason
            raise AssignmentError(
                f"The public tests cannot be collected ({words}): restore {PUBLIC_TESTS}/ from the handout."
            ) from error
        finally:
            guest.end()
        self._files = files

    @contextmanager
    def _running_notebook(self, submission: Submission) -> Iterator[tuple[NotebookRun | None, list[str]]]:
        """Opens the submission's notebook if it solves any task; yields notes on its run."""
        run_notes: list[str] = []
        notebook = start_notebook(self._assignment, submission, self._open())
        try:
            yield notebook, run_notes
        finally:
            if notebook is not None and submission.notebook is not None:
                run_notes.extend(notes(submission.notebook, notebook))
                notebook.close()

    def _check_task(self, task: Task, run: TaskRun) -> TaskResult:
        checking = _TaskCheck(task, run, self._files)
        try:
            tests = tuple(checking.result(test) for test in self._found if test.file == task.public_test)
        finally:
            run.close()
        return TaskResult(
            id=task.id,
            title=task.title,
            score=0.0,
            max_score=0.0,
            tests=tests,
            about=task.about,
            formulas=task.formulas,
        )


class _TaskCheck:
    """Runs the tests of one task in its guest; after a death the next one in a fresh guest."""

    def __init__(self, task: Task, run: TaskRun, files: dict[str, bytes]) -> None:
        self._task = task
        self._run = run
        self._files = files
        self._prepared: Guest | None = None

    def result(self, test: FoundTest) -> TestResult:
        """Runs one test and says what it found."""
        failed = self._failed(test)
        verdict = judge_public(failed, self._run.work, self._run.shared_state if failed else "")
        return TestResult(
            name=test.name,
            title=test.title,
            outcome=verdict.outcome,
            call_status=verdict.call_status,
            score=0.0,
            max_score=0.0,
            message=" ".join(part.text for part in verdict.findings),
            feedback_level=FeedbackLevel.VALUES,
            evidence=evidence(failed, test, verdict, self._run.files, self._files) if failed else Evidence(),
        )

    def _failed(self, test: FoundTest) -> Failed | None:
        try:
            guest = self._run.guest()
            if guest is not self._prepared:
                guest.collect(self._files, [test.file], self._task.module)
                self._prepared = guest
            guest.run_test(test)
        except LoadFailedError as error:
            return error
        except CallFailedError as error:
            missing = self._missing() if "AttributeError" in error.failure.type_names else None
            return missing or error
        return None

    def _missing(self) -> CallFailedError | None:
        """The message that a name of the task is undefined, if that is why a test could not go on."""
        try:
            guest = self._run.guest()
            missing = next(iter(self._run.missing_names(guest)), None)
        except (LoadFailedError, CallFailedError):
            return None
        failure = CallFailure(call_status=CallStatus.MISSING, reason=f"there is no {missing}")
        return CallFailedError(failure) if missing else None
