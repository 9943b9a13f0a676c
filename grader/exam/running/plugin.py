"""The pytest plugin of the exam: fixtures, marks, and a loop that runs the collected tests once per submission.

Trusted side. The reference is imported here, so this process must never import anything of a student's.
"""

import contextlib
import importlib
import io
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import partial
from types import ModuleType
from typing import Any, Literal

import numpy as np
import pytest
from _pytest.runner import runtestprotocol
from msgspec import UNSET
from msgspec.structs import replace

from grader.assignment import Assignment, Task
from grader.errors import AssignmentError
from grader.exam.checks.comparisons import recording_comparisons
from grader.exam.checks.message_count import MessageCount, counting_messages
from grader.exam.diagnosis.hypotheses import TestRun, UndecidedError
from grader.exam.diagnosis.misconceptions import CatalogueEntry
from grader.exam.judging.author_faults import collect_fault, traceback_of
from grader.exam.judging.evidence import evidence_of
from grader.exam.judging.verdict import Attempt, judge, not_run, with_cause, with_missing_packages
from grader.exam.running.diagnosis_pass import DiagnosisPass
from grader.exam.running.guest_modules import load_beside
from grader.exam.running.manual import manual_results
from grader.exam.running.marks import (
    MARKS,
    by_task,
    call_seconds_of,
    feedback_level_of,
    is_pure,
    name_of,
    points_of,
    task_of,
    title_of,
    unmet,
)
from grader.exam.running.right_work import RightWork, reference_work, verdict_on_value
from grader.exam.running.seeds import Seed, generator, guest_seed, provenance
from grader.exam.source.redefinitions import hints
from grader.exam.task.first_loads import FirstLoads, first_loads
from grader.exam.task.notebook import run_notebook, start_notebook
from grader.exam.task.task_run import LoadFailedError, TaskRun
from grader.host.call_cache import CallCache
from grader.host.meter import StarvedError
from grader.host.notebook import NotebookRun
from grader.host.time_budget import TimeBudget
from grader.host.zygote import Zygote
from grader.model import FeedbackLevel, Grade, Outcome, Submission, TaskResult, TestResult
from grader.wire.values import Value

DIAGNOSIS_SHARE = 3.0
"""Of the computing time of a task, for all that the reruns of a diagnosis ask: each test about once more, and again
from its beginning where one rerun went on for longer than those before. What takes longer is left undiagnosed."""
GradeOne = Callable[[Submission, Collection[str] | None], Grade]
Measure = Callable[[FeedbackLevel, MessageCount, int], None]
"""Called for each test: its feedback level, its checks, and how many calls it made that a student can tell apart."""
Timed = Callable[[str, str, float], object]
"""Called for each test: the id of its task, its name, and the seconds that it took, student code and all."""
Serve = Callable[[GradeOne], None]


class ExamPlugin:
    """Collects the hidden tests and grades submissions with them for as long as `serve` asks."""

    def __init__(
        self,
        assignment: Assignment,
        seed: Seed,
        zygote: Callable[[], Zygote],
        mistakes: Sequence[CatalogueEntry],
        serve: Serve,
    ) -> None:
        self._assignment = assignment
        self._seed = seed
        self._zygote = zygote
        self._diagnosis_pass = DiagnosisPass(mistakes, self._rerun)
        self._serve = serve
        self._items: dict[str, list[pytest.Item]] = {task.id: [] for task in assignment.tasks}
        self._run: TaskRun | None = None
        self._notebook: NotebookRun | None = None
        self._first_loads = FirstLoads()
        self._right_work = RightWork(self._reference_passes)
        self._on_value: dict[str, TestResult] = {}  # of tests of this task that may have broken on what came back
        self._raised: list[pytest.ExceptionInfo[BaseException]] = []  # by the running test, the first only
        self._rerunning = False  # whether a test is run again to tell its comparisons apart
        self._reference: ModuleType | None = None  # what then stands in for the reference, unless it is itself
        self.measure: Measure | None = None  # told after each test what it could have said
        self.timed: Timed | None = None  # told after each test how long it took, which is no part of a grade
        self.selected = False  # whether only some tests were chosen, which then give only some of the points
        self.explaining = False  # whether tracebacks are wanted of all tests that do not pass
        self.problem = ""  # why no submission can be graded, once that is known
        self.traceback = ""  # what pytest prints of that

    def pytest_configure(self, config: pytest.Config) -> None:
        """Declares the marks."""
        for mark in MARKS:
            config.addinivalue_line("markers", mark)

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Replaces pytest's own loop."""
        if session.testsfailed:
            return True
        try:
            self._items = by_task(session.items, self._assignment, complete=not self.selected)
        except AssignmentError as error:
            self.problem = str(error)
        else:
            self._serve(self._grade)
        return True

    def pytest_exception_interact(
        self, call: pytest.CallInfo[object], report: pytest.CollectReport | pytest.TestReport
    ) -> None:
        """Keeps the first problem of the collection."""
        if isinstance(report, pytest.CollectReport) and call.excinfo is not None and not self.problem:
            self.problem = (
                f"The hidden tests cannot be collected: {collect_fault(call.excinfo.value, self._assignment)}"
            )
            self.traceback = str(report.longrepr)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> pytest.TestReport:
        """Keeps the exception itself; pytest's own report formats it, which takes longer than the test."""
        if call.excinfo is not None and not self._raised:
            self._raised.append(call.excinfo)
        outcome: Literal["passed", "failed"] = "passed" if call.excinfo is None else "failed"
        return pytest.TestReport(item.nodeid, item.location, {}, outcome, None, call.when)  # type: ignore[arg-type] # never "collect"

    @pytest.fixture
    def student(self, request: pytest.FixtureRequest) -> Any:
        """The student's module of this task, as a proxy."""
        run, seed = self._current(), self._guest_seed(request.node)
        return run.open_cached({}, seed) if self._rerunning or is_pure(request.node) else run.student(seed)

    @pytest.fixture
    def open_student(self, request: pytest.FixtureRequest) -> Callable[[Mapping[str, Mapping[str, Value]]], Any]:
        """Opens the student's module in a guest of the test's own, with stand-ins for other modules."""
        run = self._current()
        return partial(run.open_cached if self._rerunning else run.open_student, seed=self._guest_seed(request.node))

    @pytest.fixture
    def guest_module(self, student: Any) -> Callable[[str], Any]:
        """Loads a module of the author's beside the student's code, by its file in `guest_modules/`."""

        def load(name: str) -> Any:
            return load_beside(student, name, self._assignment)

        return load

    @pytest.fixture
    def reference(self, request: pytest.FixtureRequest) -> ModuleType:
        """The reference module of this task, or the known mistake that a diagnosis has put in its place."""
        if self._reference is not None:
            return self._reference
        return importlib.import_module(task_of(request.node, self._assignment).module)

    @pytest.fixture
    def rng(self, request: pytest.FixtureRequest) -> np.random.Generator:
        """A generator seeded by the secret seed and the test's name."""
        return generator(self._seed, name_of(request.node))

    @pytest.fixture
    def task_rng(self, request: pytest.FixtureRequest) -> np.random.Generator:
        """A generator seeded by the secret seed and the task: each of its tests draws the same from it.

        A test whose feedback shows its inputs must not use it, or it shows those of others.
        """
        return generator(self._seed, f"task {task_of(request.node, self._assignment).id}")

    def _guest_seed(self, item: pytest.Item) -> int:
        """What student code draws from: the same in all tests of a task that share their answers."""
        task = task_of(item, self._assignment).id
        return guest_seed(self._seed, f"task {task}" if is_pure(item) else f"test {name_of(item)}")

    def _current(self) -> TaskRun:
        if self._run is None:
            raise AssignmentError("A student's module can be had only inside a test.")
        return self._run

    def _grade(self, submission: Submission, only: Collection[str] | None) -> Grade:
        """Grades all tasks, or only these."""
        unavailable = dict(submission.problems)
        self._first_loads = first_loads(self._assignment, submission, self._zygote())
        with self._running_notebook(submission) as run_notes:
            tasks = tuple(
                self._grade_task(task, submission, unavailable)
                for task in self._assignment.tasks
                if only is None or task.id in only
            )
        tasks += manual_results(self._assignment, submission, only)
        return Grade(
            assignment=self._assignment.slug,
            title=self._assignment.manifest.title,
            submission=submission.id,
            digest=submission.digest,
            isolation=self._zygote().level,
            score=round(sum(task.score for task in tasks), 6),
            max_score=sum(task.required_points for task in tasks),
            tasks=tasks,
            notes=(
                *submission.notes,
                *self._first_loads.notes(),
                *run_notes,
                *hints(self._assignment, submission, tasks),
            ),
            provenance=provenance(self._seed, self._assignment.slug),
        )

    def _grade_task(self, task: Task, submission: Submission, unavailable: dict[str, str]) -> TaskResult:
        tests: list[TestResult] = []
        call_cache, time_budget = CallCache(), TimeBudget.of(self._assignment.manifest.limits)
        self._on_value.clear()
        with self._examining(task, submission, unavailable, call_cache, time_budget):
            for item in self._items[task.id]:
                began = time.monotonic()
                tests.append(self._run_test(item, unmet(item, tests)))
                if self.timed is not None:
                    self.timed(task.id, tests[-1].name, time.monotonic() - began)
        tests = self._right_work.settled(self._items[task.id], tests, self._on_value)
        tests = list(
            self._diagnose(task, submission, unavailable, tests, call_cache, time_budget.again(DIAGNOSIS_SHARE))
        )
        score = round(sum(test.score for test in tests), 6)
        return TaskResult(
            id=task.id,
            title=task.title,
            score=score,
            max_score=task.points,
            tests=tuple(tests),
            about=task.about,
            formulas=task.formulas,
            bonus=task.bonus or UNSET,
        )

    @contextlib.contextmanager
    def _running_notebook(self, submission: Submission) -> Iterator[list[str]]:
        """Runs the submission's notebook, for the tasks that are graded from it; gives notes on its run."""
        self._notebook = start_notebook(self._assignment, submission, self._zygote())
        try:
            yield [] if self._notebook is None else run_notebook(self._notebook, submission)
        finally:
            if self._notebook is not None:
                self._notebook.close()
            self._notebook = None

    @contextlib.contextmanager
    def _examining(
        self,
        task: Task,
        submission: Submission,
        unavailable: dict[str, str],
        call_cache: CallCache,
        time_budget: TimeBudget,
    ) -> Iterator[None]:
        """Opens one task of one submission for the fixtures, with a time budget for its guests."""
        self._run = TaskRun(
            self._assignment,
            task,
            submission,
            unavailable,
            self._zygote(),
            self._notebook,
            call_cache,
            first_loads=self._first_loads,
            time_budget=time_budget,
        )
        try:
            yield
        finally:
            self._run.close()
            self._run = None

    def _run_test(self, item: pytest.Item, lacking: str) -> TestResult:
        attempt = Attempt(not_run(lacking)) if lacking else self._attempt(item)
        result = self._result(item, attempt)
        if result.outcome is Outcome.ERROR:
            folder, broken = self._assignment.hidden_tests, attempt.verdict.traceback
            if on_value := verdict_on_value(attempt.raised, folder, broken if self.explaining else ""):
                self._on_value[result.name] = self._result(item, Attempt(on_value, attempt.raised))
        self._current().end_test()
        return result

    def _result(self, item: pytest.Item, attempt: Attempt) -> TestResult:
        verdict = attempt.verdict
        feedback_level = feedback_level_of(item, self._assignment)
        evidence = evidence_of(attempt, self._current(), feedback_level)
        return TestResult(
            name=name_of(item),
            title=title_of(item),
            outcome=verdict.outcome,
            call_status=verdict.call_status,
            score=points_of(item) if verdict.outcome is Outcome.PASSED else 0.0,
            max_score=points_of(item),
            message=" ".join(part.text for part in verdict.findings if feedback_level.allows(part.level)),
            feedback_level=feedback_level,
            evidence=evidence,
        )

    def _reference_passes(self, item: pytest.Item) -> bool:
        """Runs a test on the reference, in a guest as a student's."""
        task, kept = task_of(item, self._assignment), (self._notebook, self._first_loads)
        self._notebook, self._first_loads = None, FirstLoads()
        budget = TimeBudget.of(self._assignment.manifest.limits)
        try:
            with self._examining(task, reference_work(self._assignment), {}, CallCache(), budget):
                return self._execute(item).verdict.outcome is Outcome.PASSED
        finally:
            self._notebook, self._first_loads = kept

    def _attempt(self, item: pytest.Item) -> Attempt:
        """Runs a test, and reports how many messages it could have given if `measure` is set."""
        if self.measure is None:
            return self._execute(item)
        run = self._current()
        with counting_messages(run.last_call_signature) as message_count:
            attempt = self._execute(item)
        self.measure(feedback_level_of(item, self._assignment), message_count, len(set(run.call_signatures())))
        return attempt

    def _execute(self, item: pytest.Item) -> Attempt:
        self._current().allow_calls(call_seconds_of(item))
        told = self._ran(item)
        raised = told.value if told else None
        if isinstance(raised, StarvedError):
            raise raised
        run = self._current()
        verdict = judge(raised, run.signature_mismatch(raised), name_of(item), self._assignment.hidden_tests, run.work)
        if told and (self.explaining or verdict.outcome is Outcome.ERROR):
            verdict = replace(verdict, traceback=traceback_of(told, self._assignment))
        verdict = with_missing_packages(verdict, raised, run.missing_packages, run.task.module, run.work)
        if verdict.outcome is Outcome.FAILED and not isinstance(raised, LoadFailedError):
            verdict = with_cause(verdict, run.shared_state)
        return Attempt(verdict, raised)

    def _ran(self, item: pytest.Item) -> pytest.ExceptionInfo[BaseException] | None:
        """Runs a test; what it raised goes with this attempt, and to no other test."""
        self._raised.clear()
        runtestprotocol(item, log=False, nextitem=None)
        return self._raised.pop() if self._raised else None

    def _diagnose(
        self,
        task: Task,
        submission: Submission,
        unavailable: dict[str, str],
        tests: Sequence[TestResult],
        call_cache: CallCache,
        time_budget: TimeBudget,
    ) -> Sequence[TestResult]:
        """The results of a task with the known mistakes that explain them, in guests and time of their own."""
        examined = list(zip(self._items[task.id], tests, strict=True))
        if not self._diagnosis_pass.is_due(task, examined):
            return tests
        with self._examining(task, submission, dict(unavailable), call_cache, time_budget):
            return self._diagnosis_pass.run(task, examined)

    def _rerun(self, item: pytest.Item, stand_in: ModuleType | None) -> TestRun:
        """Reruns a test and records its comparisons; the substitute for the reference may print and warn."""
        self._reference, self._rerunning = stand_in, True
        try:
            with contextlib.redirect_stdout(io.StringIO()), np.errstate(all="ignore"), recording_comparisons() as log:
                verdict = self._execute(item).verdict
        finally:
            self._reference, self._rerunning = None, False
            self._current().end_test()
        if self._current().used_up:
            raise UndecidedError
        return TestRun(log.found, complete=verdict.outcome is Outcome.PASSED)
