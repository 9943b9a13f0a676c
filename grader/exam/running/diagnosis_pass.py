"""The pass over a task after its tests: names known mistakes, and checks what builds on them. Trusted side.

Only failed and unrun tests are run again; a test that passed stays passed, and one that failed stays failed.
"""

from collections.abc import Mapping, Sequence

import pytest
from msgspec import Struct
from msgspec.structs import replace

from grader.assignment import Task
from grader.exam.diagnosis.explanation import Explanation, diagnose
from grader.exam.diagnosis.hypotheses import (
    Hypothesis,
    HypothesisTester,
    Rerun,
    TestRun,
    UndecidedError,
    VariantModules,
    combined,
)
from grader.exam.diagnosis.misconceptions import CatalogueEntry
from grader.exam.running.marks import needed_results, points_of
from grader.model import CallStatus, Evidence, FeedbackLevel, Outcome, TestResult

ANSWERED = frozenset({CallStatus.RETURNED, CallStatus.RAISED})
"""How a call ends that ends by itself: of any other there is nothing to compare."""


class Tested(Struct, frozen=True):
    """A test and its result; whether the code it is about is written, as far as it came."""

    item: pytest.Item
    result: TestResult
    written: bool = True


TaskTests = Sequence[Tested]


class Diagnosed(Struct, frozen=True):
    """The results of a task with what explains them, and by name the student's runs of tests left unexplained."""

    results: Sequence[TestResult]
    unexplained: Mapping[str, TestRun]


class DiagnosisPass:
    """Runs the diagnosis of one task after another."""

    def __init__(self, mistakes: Sequence[CatalogueEntry], rerun: Rerun[pytest.Item]) -> None:
        self._mistakes = mistakes
        self._rerun = rerun
        self._stand_ins = VariantModules()

    def is_due(self, task: Task, examined: TaskTests) -> bool:
        """Whether there is anything to explain, and anything to explain it with."""
        return any(mistake.task == task for mistake in self._mistakes) and any(
            test.result.outcome is Outcome.FAILED and _is_answered(test) for test in examined
        )

    def run(self, task: Task, examined: TaskTests) -> Diagnosed:
        """The results, with the known mistakes that explain them, and what is consistent with these."""
        candidates = [mistake for mistake in self._mistakes if mistake.task == task]
        compared = _compared(examined)
        failed = [test.item for test in compared if test.result.outcome is Outcome.FAILED]
        passed = [test.item for test in compared if test.result.outcome is Outcome.PASSED]
        tester = HypothesisTester(self._rerun, self._stand_ins)
        try:
            explained = diagnose(candidates, failed, passed, tester)
            named = [replace(test, result=_named(test.result, explained.get(test.item))) for test in examined]
            results = _followed(named, explained, tester)
        except UndecidedError:
            return Diagnosed([test.result for test in examined], {})
        return Diagnosed(results, _unexplained(named, tester))


def _unexplained(named: TaskTests, tester: HypothesisTester[pytest.Item]) -> Mapping[str, TestRun]:
    """The runs of the failed tests that nothing explains, if a reference alone did not tell about one of them."""
    left = [
        test
        for test in named
        if test.result.outcome is Outcome.FAILED and _is_answered(test) and not test.result.misconception
    ]
    try:
        runs = {test.result.name: tester.run(test.item, None) for test in left}
    except UndecidedError:
        return {}
    beyond = any(not _is_compared(test) or not runs[test.result.name].complete for test in left)
    return {name: run for name, run in runs.items() if not run.passed} if beyond else {}


def _is_answered(test: Tested) -> bool:
    """Whether it ended by an answer of the student's code, or by an exception of it."""
    return test.written and test.result.call_status in ANSWERED


def _is_compared(test: Tested) -> bool:
    """Whether it compared what came back with the reference."""
    return "reference" in getattr(test.item, "fixturenames", ()) and test.result.call_status is CallStatus.RETURNED


def _compared(examined: TaskTests) -> list[Tested]:
    return [test for test in examined if _is_compared(test)]


def _named(test: TestResult, explained: Explanation | None) -> TestResult:
    if explained is None:
        return test
    first, *further = (mistake.misconception for mistake in explained.mistakes)
    return replace(test, misconception=first, further_misconceptions=tuple(further))


class _Ground(Struct, frozen=True):
    """What replaces the reference for a test that builds on another, and the failed test that it comes from."""

    mistakes: tuple[CatalogueEntry, ...]
    origin: TestResult


def _followed(
    examined: TaskTests, explained: Mapping[pytest.Item, Explanation], tester: HypothesisTester[pytest.Item]
) -> list[TestResult]:
    """The results; tests that were not run pass where they agree with what explains the tests they build on."""
    grounds: dict[str, _Ground] = {}
    results: list[TestResult] = []
    for tested in examined:
        item, test = tested.item, tested.result
        why = explained.get(item)
        if why and why.wholly and all(mistake.follow_through for mistake in why.mistakes):
            grounds[test.name] = _Ground(why.mistakes, test)
        elif test.outcome is Outcome.NOT_RUN and (ground := _ground(needed_results(item, results), grounds)):
            stand_in = _all_at_once(ground.mistakes)
            if stand_in and tester.run(item, stand_in).passed:
                grounds[test.name] = ground
                test = _consistent(test, points_of(item), ground.origin)
        results.append(test)
    return results


def _ground(needs: Sequence[TestResult], grounds: Mapping[str, _Ground]) -> _Ground | None:
    """What a test that builds on these is compared with, if the mistake in each wrong one is known."""
    wrong = [test for test in needs if test.outcome is not Outcome.PASSED or test.follows]
    found = [grounds[test.name] for test in wrong if test.name in grounds]
    if not found or len(found) < len(wrong):
        return None
    mistakes = (mistake for ground in found for mistake in ground.mistakes)
    return _Ground(tuple(dict.fromkeys(mistakes)), found[0].origin)


def _all_at_once(mistakes: Sequence[CatalogueEntry]) -> Hypothesis | None:
    together: Hypothesis | None = Hypothesis.of(mistakes[0])
    for mistake in mistakes[1:]:
        together = together and combined(together, Hypothesis.of(mistake))
    return together


def _consistent(test: TestResult, points: float, origin: TestResult) -> TestResult:
    text = f"Right in itself: it is consistent with your earlier result in “{origin.title}”."
    return replace(
        test,
        outcome=Outcome.PASSED,
        score=points,
        message=text if test.feedback_level.allows(FeedbackLevel.CATEGORY) else "",
        follows=origin.name,
        evidence=Evidence(),
    )
