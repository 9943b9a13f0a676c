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
    UndecidedError,
    VariantModules,
    combined,
)
from grader.exam.diagnosis.misconceptions import CatalogueEntry
from grader.exam.running.marks import needed, points_of
from grader.model import CallStatus, Evidence, FeedbackLevel, Outcome, TestResult

TaskTests = Sequence[tuple[pytest.Item, TestResult]]


class DiagnosisPass:
    """Runs the diagnosis of one task after another."""

    def __init__(self, mistakes: Sequence[CatalogueEntry], rerun: Rerun[pytest.Item]) -> None:
        self._mistakes = mistakes
        self._rerun = rerun
        self._stand_ins = VariantModules()

    def is_due(self, task: Task, examined: TaskTests) -> bool:
        """Whether there is anything to explain, and anything to explain it with."""
        return any(mistake.task == task for mistake in self._mistakes) and any(
            test.outcome is Outcome.FAILED for _, test in _compared(examined)
        )

    def run(self, task: Task, examined: TaskTests) -> list[TestResult]:
        """The results, with the known mistakes that explain them, and what is consistent with these."""
        candidates = [mistake for mistake in self._mistakes if mistake.task == task]
        compared = _compared(examined)
        failed = [item for item, test in compared if test.outcome is Outcome.FAILED]
        passed = [item for item, test in compared if test.outcome is Outcome.PASSED]
        tester = HypothesisTester(self._rerun, self._stand_ins)
        try:
            explained = diagnose(candidates, failed, passed, tester)
            return _followed([(item, _named(test, explained.get(item))) for item, test in examined], explained, tester)
        except UndecidedError:
            return [test for _, test in examined]


def _compared(examined: TaskTests) -> list[tuple[pytest.Item, TestResult]]:
    """The tests that compared what came back with the reference."""
    return [
        (item, test)
        for item, test in examined
        if "reference" in getattr(item, "fixturenames", ()) and test.call_status is CallStatus.RETURNED
    ]


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
    examined: TaskTests, explained: dict[pytest.Item, Explanation], tester: HypothesisTester[pytest.Item]
) -> list[TestResult]:
    """The results; tests that were not run pass where they agree with what explains the tests they build on."""
    grounds: dict[str, _Ground] = {}
    results: list[TestResult] = []
    for item, test in examined:
        why = explained.get(item)
        if why and why.wholly and all(mistake.follow_through for mistake in why.mistakes):
            grounds[test.name] = _Ground(why.mistakes, test)
        elif test.outcome is Outcome.NOT_RUN and (ground := _ground(needed(item, results), grounds)):
            stand_in = _all_at_once(ground.mistakes)
            if stand_in and tester.run(item, stand_in).passed:
                grounds[test.name] = ground
                test = _consistent(test, points_of(item), ground.origin)  # noqa: PLW2901 # its result from now on
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
