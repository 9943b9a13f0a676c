"""Runs one hidden test on the task that is being examined, and turns how it ended into a result. Trusted side.

Knows pytest's protocol for one test and the task's guests; it does not know which tests there are, or what their
results add up to.
"""

import contextlib
import io
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Literal

import numpy as np
import pytest
from _pytest.runner import runtestprotocol
from msgspec import Struct
from msgspec.structs import replace

from grader.errors import AssignmentError
from grader.exam.checks.comparisons import recording_comparisons
from grader.exam.checks.message_count import MessageCount, counting_messages
from grader.exam.diagnosis.hypotheses import TestRun, UndecidedError
from grader.exam.diagnosis.likeness import Trial
from grader.exam.diagnosis.misconceptions import CatalogueEntry
from grader.exam.judging.attempt import Attempt, Verdict
from grader.exam.judging.author_faults import traceback_of
from grader.exam.judging.ending import ending_of
from grader.exam.judging.evidence import evidence_of
from grader.exam.judging.verdict import judge, not_run, with_absence, with_cause, with_missing_packages
from grader.exam.running.diagnosis_pass import ANSWERED
from grader.exam.running.direct_calls import direct_call
from grader.exam.running.item_checks import PASSES_OWN_PATH
from grader.exam.running.marks import (
    call_seconds_of,
    docstring_title,
    feedback_level_of,
    name_of,
    place_of_test,
    points_of,
    task_of,
)
from grader.exam.running.reference_work import reference_work
from grader.exam.running.right_work import verdict_on_value
from grader.exam.running.stage import Stage
from grader.exam.task.task_guests import LoadFailedError
from grader.host.call_cache import CallCache
from grader.host.failures import CallFailedError
from grader.host.meter import StarvedError
from grader.host.time_budget import TimeBudget
from grader.model import FeedbackLevel, Outcome, TestResult

STOPPING = pytest.exit.Exception, KeyboardInterrupt
"""What ends the whole session, as with pytest's own protocol."""
Measure = Callable[[FeedbackLevel, MessageCount, int], None]
"""Called for each test: its feedback level, its checks, and how many calls it made that a student can tell apart."""


class Examined(Struct, frozen=True):
    """The result of a test.

    Attributes:
        result: The result.
        on_value: If it may have broken on a value, its result if correct work passes it.
        written: Whether the code that it was about could be loaded and is written, as far as the test came.
    """

    result: TestResult
    on_value: TestResult | None = None
    written: bool = True


class ItemRunner:
    """A pytest plugin that runs tests one at a time and keeps what each of them raised."""

    def __init__(self, stage: Stage, measure: Measure | None = None, *, explaining: bool = False) -> None:
        """`measure` is called after each test with what it could have said.

        With `explaining`, tracebacks are kept of all tests that do not pass, and not only of those that break.
        """
        self._stage = stage
        self._measure = measure
        self._explaining = explaining
        self._raised: list[pytest.ExceptionInfo[BaseException]] = []  # by the running test, the first only
        self._passes_own_path = False  # whether that test passed a path that only it can see to student code

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> pytest.TestReport:
        """Keeps the exception itself; pytest's own report formats it, which takes longer than the test."""
        if call.when == "call" and (own := getattr(item, "funcargs", {}).get("tmp_path")):
            self._passes_own_path = self._stage.run.was_passed(str(own))
        if call.excinfo is not None and not self._raised:
            self._raised.append(call.excinfo)
        outcome: Literal["passed", "failed"] = "passed" if call.excinfo is None else "failed"
        return pytest.TestReport(item.nodeid, item.location, {}, outcome, None, call.when)  # type: ignore[arg-type] # never "collect"

    def run(self, item: pytest.Item, lacking: str) -> Examined:
        """Runs a test; if `lacking` is the title of a test it needs and that did not pass, it is not run."""
        attempt = Attempt(not_run(lacking)) if lacking else self._attempt(item)
        result, on_value = self._result(item, attempt), None
        if result.outcome is Outcome.ERROR:
            folder, broken = self._stage.assignment.hidden_tests, attempt.verdict.traceback
            if verdict := verdict_on_value(attempt.raised, folder, broken if self._explaining else ""):
                on_value = self._result(item, Attempt(verdict, attempt.raised))
        self._stage.run.end_test()
        return Examined(result, on_value, written=_is_written(attempt.raised))

    def rerun(self, item: pytest.Item, stand_in: ModuleType | None) -> TestRun:
        """Reruns a test and records its comparisons; the substitute for the reference may print and warn.

        Raises:
            UndecidedError: The time for that is used up.
        """
        return self._rerun(item, stand_in)[1]

    def _rerun(self, item: pytest.Item, stand_in: ModuleType | None) -> tuple[Verdict, TestRun]:
        try:
            with self._stage.standing_in(stand_in), _in_silence(), recording_comparisons() as log:
                attempt = self._verdict(item)
        finally:
            self._stage.run.end_test()
        if self._stage.run.used_up:
            raise UndecidedError
        ending = ending_of(attempt.raised, self._stage.assignment.hidden_tests)
        verdict = attempt.verdict
        return verdict, TestRun(log.found, complete=verdict.outcome is Outcome.PASSED, ending=ending)

    def reference_passes(self, item: pytest.Item) -> bool:
        """Runs a test on the reference, in a guest like a student's; returns whether it passes."""
        assignment = self._stage.assignment
        budget, work = TimeBudget.of(assignment.manifest.limits), reference_work(assignment)
        with self._stage.aside(), self._stage.task(task_of(item, assignment), work, {}, CallCache(), budget):
            return self._verdict(item).verdict.outcome is Outcome.PASSED

    def try_mistake(self, item: pytest.Item, mistake: CatalogueEntry) -> Trial:
        """Runs a test on the reference with a known mistake, in a guest like a student's."""
        assignment = self._stage.assignment
        budget, work = TimeBudget.of(assignment.manifest.limits), reference_work(assignment, mistake)
        found: TestRun | None = None
        with (
            self._stage.aside(),
            self._stage.task(mistake.task, work, {}, CallCache(), budget),
            contextlib.suppress(UndecidedError),
        ):
            verdict, run = self._rerun(item, None)
            found = run if verdict.call_status in ANSWERED else None
        return Trial(found, budget.used.computing)

    def _result(self, item: pytest.Item, attempt: Attempt) -> TestResult:
        verdict = attempt.verdict
        feedback_level = feedback_level_of(item, self._stage.assignment)
        return TestResult(
            name=name_of(item),
            title=docstring_title(item),
            outcome=verdict.outcome,
            call_status=verdict.call_status,
            score=points_of(item) if verdict.outcome is Outcome.PASSED else 0.0,
            max_score=points_of(item),
            message=" ".join(part.text for part in verdict.findings if feedback_level.allows(part.level)),
            feedback_level=feedback_level,
            evidence=evidence_of(attempt, self._stage.run, feedback_level),
        )

    def _attempt(self, item: pytest.Item) -> Attempt:
        """Runs a test, and reports how many messages it could have given if `measure` is set."""
        if self._measure is None:
            return self._verdict(item)
        run = self._stage.run
        with counting_messages(run.last_call_signature) as message_count:
            attempt = self._verdict(item)
        level = feedback_level_of(item, self._stage.assignment)
        self._measure(level, message_count, len(set(run.call_signatures())))
        return attempt

    def _verdict(self, item: pytest.Item) -> Attempt:
        self._stage.run.allow_calls(call_seconds_of(item))
        told = self._ran(item)
        raised = told.value if told else None
        if isinstance(raised, StarvedError):
            raise raised
        return Attempt(self._judged(item, told), raised)

    def _judged(self, item: pytest.Item, told: pytest.ExceptionInfo[BaseException] | None) -> Verdict:
        run, assignment = self._stage.run, self._stage.assignment
        if self._passes_own_path:
            return judge(AssignmentError(PASSES_OWN_PATH), test=place_of_test(item))
        if told is None:
            return judge(None)
        raised, submitted = told.value, run.submitted
        verdict = judge(raised, run.signature_mismatch(raised), name_of(item), assignment.hidden_tests, submitted.work)
        if self._explaining or verdict.outcome is Outcome.ERROR:
            verdict = replace(verdict, traceback=traceback_of(told, assignment))
        verdict = with_missing_packages(
            verdict, raised, submitted.missing_packages, run.task.modules[0], submitted.work
        )
        verdict = with_absence(verdict, raised, submitted.absent_modules, submitted.work)
        if verdict.outcome is Outcome.FAILED and not isinstance(raised, LoadFailedError):
            verdict = with_cause(verdict, submitted.shared_state)
        return verdict

    def _ran(self, item: pytest.Item) -> pytest.ExceptionInfo[BaseException] | None:
        """Runs a test; what it raised goes with this attempt, and to no other test."""
        self._raised.clear()
        self._passes_own_path = False
        self._stage.item = item
        if call := direct_call(item):
            return pytest.CallInfo.from_call(call, when="call", reraise=STOPPING).excinfo
        runtestprotocol(item, log=False, nextitem=None)
        return self._raised.pop() if self._raised else None


def _is_written(raised: BaseException | None) -> bool:
    if isinstance(raised, CallFailedError):
        return "NotImplementedError" not in raised.failure.type_names
    return not isinstance(raised, LoadFailedError)


@contextlib.contextmanager
def _in_silence() -> Iterator[None]:
    with contextlib.redirect_stdout(io.StringIO()), np.errstate(all="ignore"):
        yield
