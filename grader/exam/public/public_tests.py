"""Runs the public tests of an assignment on a student's own work, in guests. Trusted side; needs no solution.

Public tests exchange objects with the student's code, so they run beside it. Their results help the student and give
no points; but every wait has its deadline here too, and a crash costs one test.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import takewhile
from typing import Self

from msgspec import UNSET

from grader.assignment import Assignment, Task
from grader.errors import AssignmentError, GraderError
from grader.exam.public.collected_tests import CollectedTests
from grader.exam.public.drawing_work import draws_from_the_start
from grader.exam.public.public_verdict import Failed, evidence, judge_public
from grader.exam.public.recorded_results import recorded_result
from grader.exam.task.notebook import incident_note, notes, start_notebook
from grader.exam.task.submitted_task import SubmittedTask
from grader.exam.task.task_guests import LoadFailedError
from grader.exam.task.task_run import TaskRun
from grader.host.call_cache import CallCache
from grader.host.failures import CallFailedError
from grader.host.guest import Guest
from grader.host.levels import OpenZygote, open_strongest
from grader.host.notebook import NotebookRun
from grader.host.replies import CallFailure
from grader.host.time_budget import TimeBudget
from grader.host.zygote import Zygote
from grader.intake.unfinished import not_begun
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


def _open_strongest(*, libraries: Sequence[str] = (), draws: bool = True) -> Zygote:
    return open_strongest(public_tests=True, libraries=libraries, draws=draws)


class PublicTestRunner:
    """The public tests of an assignment, run on one submission after another. Use as a context manager.

    Guests come from `open_zygote`; by default that gives the strongest isolation level available here.
    """

    def __init__(
        self,
        assignment: Assignment,
        *,
        open_zygote: OpenZygote = _open_strongest,
    ) -> None:
        """Raises AssignmentError if a library that the assignment requires is missing."""
        assignment.require_libraries()
        self._assignment = assignment
        self._open_zygote = open_zygote
        self._zygote: Zygote | None = None
        self._tests: CollectedTests | None = None
        self._draws = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        if self._zygote is not None:
            self._zygote.close()

    def check(self, submission: Submission, watch: Watch = lambda results, _total: results) -> CheckResult:
        """Runs all of them; `watch` sees the tasks as they come, and their number.

        A task that nobody has begun is not run if the handout has its result on record.

        Raises:
            AssignmentError: There are none, or they cannot be collected.
            IsolationError: No level of isolation is available here.
        """
        self._collected()
        recorded = not_begun(self._assignment, submission)
        self._draws = self._draws or draws_from_the_start(self._assignment, submission)
        incidents: dict[str, CallFailure] = {}
        with self._running_notebook(submission) as (notebook, run_notes):
            results = (
                recorded_result(task, recorded[task.id])
                if task.id in recorded
                else self._check_task(task, submission, notebook, incidents)
                for task in self._assignment.tasks
            )
            tasks = tuple(watch(results, len(self._assignment.tasks)))
        return CheckResult(
            assignment=self._assignment.slug,
            title=self._assignment.manifest.title,
            submission=submission.id,
            digest=submission.digest,
            isolation=self._zygote.level if self._zygote else None,
            tasks=tasks,
            notes=(*submission.notes, *(incident_note(*each) for each in incidents.items()), *run_notes),
        )

    def _open(self) -> Zygote:
        """The zygote of all guests from now on: one with Matplotlib takes the place of one without, and stays."""
        if self._zygote is not None and self._draws and not self._zygote.draws:
            self._zygote.close()
            self._zygote = None
        if self._zygote is None:
            self._zygote = self._open_zygote(libraries=self._assignment.libraries, draws=self._draws)
        return self._zygote

    def _collected(self) -> CollectedTests:
        """The public tests as they are now, some of which may have been collected for an earlier check."""
        files = self._assignment.public_tests()
        if self._tests is None or files != self._tests.files:
            chosen = [task.public_test for task in self._assignment.tasks if task.public_test in files]
            if not chosen:
                raise AssignmentError(f"{self._assignment.slug} has no public tests: {PUBLIC_TESTS}/ holds none.")
            limits = self._assignment.manifest.limits
            self._tests = CollectedTests(files, chosen, lambda: Guest(self._open(), limits, TimeBudget.of(limits)))
        return self._tests

    @contextmanager
    def _running_notebook(self, submission: Submission) -> Iterator[tuple[NotebookRun | None, list[str]]]:
        """Opens the submission's notebook if it solves any task; yields notes on its run."""
        run_notes: list[str] = []
        if submission.notebook is None:
            yield None, run_notes
            return
        notebook = start_notebook(self._assignment, submission, self._open())
        try:
            yield notebook, run_notes
        finally:
            if notebook is not None:
                run_notes.extend(notes(submission.notebook, notebook))
                notebook.close()

    def _check_task(
        self, task: Task, submission: Submission, notebook: NotebookRun | None, incidents: dict[str, CallFailure]
    ) -> TaskResult:
        """Checks a task; once more, with Matplotlib, if its guests lacked that."""
        try:
            result = self._run_task(task, submission, notebook, incidents)
        except GraderError:
            if not self._lacking:
                raise
        else:
            if not self._lacking:
                return result
        self._draws = True
        return self._run_task(task, submission, notebook, incidents)

    def _run_task(
        self, task: Task, submission: Submission, notebook: NotebookRun | None, incidents: dict[str, CallFailure]
    ) -> TaskResult:
        zygote = self._open()
        check = _TaskCheck(task, self._collected(), zygote)
        submitted = SubmittedTask(
            self._assignment, task, submission, dict(submission.problems), notebook, incidents=incidents
        )
        run = TaskRun(submitted, zygote, CallCache(), before_load=check.collect_in)
        try:
            return check.result(run)
        finally:
            run.close()

    @property
    def _lacking(self) -> bool:
        return self._zygote is not None and not self._draws and self._zygote.lacking


class _TaskCheck:
    """Runs the tests of one task in its guest; after a death the next one in a fresh guest."""

    def __init__(self, task: Task, tests: CollectedTests, zygote: Zygote) -> None:
        self.task = task
        self._tests = tests
        self._zygote = zygote
        self._prepared: Guest | None = None

    def collect_in(self, guest: Guest) -> None:
        """Collects the tests of the task in a guest that has not loaded the student's module yet."""
        self._tests.collect_in(guest, self.task.public_test)
        self._prepared = guest

    def result(self, run: TaskRun) -> TaskResult:
        """Runs the tests and says what they found; not the remaining ones if guests lack Matplotlib."""
        if self.task.public_test in self._tests.files:
            with suppress(LoadFailedError, CallFailedError):  # the tests will report it
                run.guest()
        tests = takewhile(lambda _test: not self._zygote.lacking, self._tests.of(self.task.public_test))
        return TaskResult(
            id=self.task.id,
            title=self.task.title,
            score=0.0,
            max_score=0.0,
            tests=tuple(self._test_result(test, run) for test in tests),
            about=self.task.about,
            formulas=self.task.formulas,
            bonus=self.task.bonus or UNSET,
        )

    def _test_result(self, test: FoundTest, run: TaskRun) -> TestResult:
        failed = self._failed(test, run)
        verdict = judge_public(failed, run.submitted.work, run.submitted.shared_state if failed else "")
        return TestResult(
            name=test.name,
            title=test.title,
            outcome=verdict.outcome,
            call_status=verdict.call_status,
            score=0.0,
            max_score=0.0,
            message=" ".join(part.text for part in verdict.findings),
            feedback_level=FeedbackLevel.VALUES,
            evidence=evidence(failed, test, verdict, run.submitted.files, self._tests.files) if failed else Evidence(),
        )

    def _failed(self, test: FoundTest, run: TaskRun) -> Failed | None:
        try:
            guest = run.guest()
            if guest is not self._prepared:  # a copy of the process that has run a notebook
                guest.collect(self._tests.files, [test.file], self.task.module)
                self._prepared = guest
            guest.run_test(test)
        except LoadFailedError as error:
            return error
        except CallFailedError as error:
            missing = self._missing(run) if "AttributeError" in error.failure.type_names else None
            return missing or error
        return None

    def _missing(self, run: TaskRun) -> CallFailedError | None:
        """A failure that names an undefined name of the task, if that is why a test could not continue."""
        try:
            missing = next(iter(run.missing_names(run.guest())), None)
        except (LoadFailedError, CallFailedError):
            return None
        failure = CallFailure(call_status=CallStatus.MISSING, reason=f"there is no {missing}")
        return CallFailedError(failure) if missing else None
