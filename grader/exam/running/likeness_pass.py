"""The second pass over a task: names known mistakes that fail its tests just as the student does. Trusted side.

It begins when the student's guests are gone, since a known mistake is handed in like a submission.
"""

from collections.abc import Mapping, Sequence

import pytest
from msgspec.structs import replace

from grader.assignment import Task
from grader.exam.diagnosis.hypotheses import TestRun, UndecidedError
from grader.exam.diagnosis.likeness import LikenessTester, Seen, Trials, failing_alike
from grader.exam.diagnosis.misconceptions import CatalogueEntry
from grader.model import Outcome, TestResult


class LikenessPass:
    """Compares one task after another with the known mistakes of it."""

    def __init__(self, mistakes: Sequence[CatalogueEntry], trials: Trials[pytest.Item]) -> None:
        self._mistakes = mistakes
        self._trials = trials

    def run(
        self,
        task: Task,
        items: Sequence[pytest.Item],
        results: Sequence[TestResult],
        unexplained: Mapping[str, TestRun],
        seconds: float,
    ) -> Sequence[TestResult]:
        """The results of a task, with the mistakes that fail alike those that are `unexplained`.

        The trials may take so many seconds of processor time; otherwise nothing is added.
        """
        candidates = [mistake for mistake in self._mistakes if mistake.task == task]
        seen = [
            _seen(item, result, unexplained.get(result.name))
            for item, result in zip(items, results, strict=True)
            if result.outcome is not Outcome.NOT_RUN and not result.follows
        ]
        try:
            named = failing_alike(candidates, seen, LikenessTester(self._trials, seconds))
        except UndecidedError:
            return results
        return [
            replace(result, misconception=named[item].misconception) if item in named else result
            for item, result in zip(items, results, strict=True)
        ]


def _seen(item: pytest.Item, result: TestResult, run: TestRun | None) -> Seen[pytest.Item]:
    return Seen(
        item,
        passed=result.outcome is Outcome.PASSED,
        named=frozenset(mistake.id for mistake in result.misconceptions),
        run=run,
    )
