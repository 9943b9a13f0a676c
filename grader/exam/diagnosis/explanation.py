"""Which known mistakes explain failures: tests are run again with them as the reference. Trusted side.

It knows neither pytest nor guests: a tester reruns tests and records their comparisons. It only adds explanations,
and changes no outcome and no score. A wrong name is worse than none:

- One mistake that explains every failed test is that mistake. If several do, the tests that passed decide.
- Otherwise a mistake explains the failed comparisons that agree with it. One that contradicts a passed comparison is
  not that mistake. Neither is one that expects another wrong value than the student's, unless a second mistake in the
  same place gives just that. The fewest that explain the most are named, if no other choice would do as well.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations, islice
from typing import Generic, TypeVar

import numpy as np
from msgspec import Struct

from grader.exam.checks.comparisons import ComparisonKey
from grader.exam.diagnosis.hypotheses import Hypothesis, HypothesisTester, TestRun, combined
from grader.exam.diagnosis.misconceptions import CatalogueEntry
from grader.exam.diagnosis.parameter_fit import fit_parameter
from grader.exam.diagnosis.set_cover import Claim, certain_names
from grader.exam.wording import kinds

Test = TypeVar("Test")

MAX_PAIRS = 40
"""How many pairs of mistakes in one place are tried, starting with those of which one explains something alone."""
END = ComparisonKey("", 0, "")
"""Stands for a check that is not a comparison and ended its test, such as one that something is an array."""


class Explanation(Struct, frozen=True):
    """What explains a failed test.

    Attributes:
        mistakes: The known mistakes, that of the first failed comparison first.
        wholly: Whether they explain everything that failed in it.
    """

    mistakes: tuple[CatalogueEntry, ...]
    wholly: bool = True


def diagnose(
    candidates: Sequence[CatalogueEntry], failed: Sequence[Test], passed: Sequence[Test], tester: HypothesisTester[Test]
) -> dict[Test, Explanation]:
    """Returns the failed tests that known mistakes explain. Raises UndecidedError."""
    if not candidates or not failed:
        return {}
    plain = [Hypothesis.of(mistake) for mistake in candidates if mistake.parameter is None]
    if (explaining := _explaining_all(plain, failed, passed, tester)) is None:
        fitted = [found for mistake in candidates if (found := fit_parameter(mistake, failed, tester))]
        explaining = _explaining_all(fitted, failed, passed, tester)
        if explaining is None:
            return _CombinedDiagnosis(failed, passed, tester).explain([*plain, *fitted])
    return dict.fromkeys(failed, Explanation(explaining[0].mistakes)) if len(explaining) == 1 else {}


def _explaining_all(
    hypotheses: Sequence[Hypothesis], failed: Sequence[Test], passed: Sequence[Test], tester: HypothesisTester[Test]
) -> list[Hypothesis] | None:
    """The hypotheses that explain every failed test, or None; if some explain the passed ones too, only those."""

    def explain(tests: Sequence[Test], tried: Sequence[Hypothesis]) -> list[Hypothesis]:
        # The first test that does not agree is the last that is run.
        return [each for each in tried if all(tester.run(test, each).passed for test in tests)]

    explaining = explain(failed, hypotheses)
    if len(explaining) > 1:
        explaining = explain(passed, explaining) or explaining
    return explaining or None


class _Fact(Struct, Generic[Test], frozen=True):
    """A comparison that failed, in one of the tests."""

    test: Test
    key: ComparisonKey


class _Candidate(Struct, Generic[Test], frozen=True):
    """A hypothesis that nothing contradicts, and what it explains."""

    hypothesis: Hypothesis
    claim: Claim[_Fact[Test]]

    @property
    def changes(self) -> frozenset[_Fact[Test]]:
        """The comparisons in which it expects another value than the true reference does."""
        return self.claim.explains | self.claim.open


class _CombinedDiagnosis(Generic[Test]):
    """Looks for several mistakes that each explain a part."""

    def __init__(self, failed: Sequence[Test], passed: Sequence[Test], tester: HypothesisTester[Test]) -> None:
        self._passed = passed
        self._tester = tester
        self._true = {test: tester.run(test, None) for test in failed}
        self._facts = {test: tuple(_Fact(test, key) for key in _failures(run)) for test, run in self._true.items()}

    def explain(self, hypotheses: Sequence[Hypothesis]) -> dict[Test, Explanation]:
        """The failed tests whose first failed comparison is explained."""
        first = [_Candidate(each, claim) for each in hypotheses if (claim := self._claim(each, patient=False))]
        supposed = [each for each in first if not each.claim.open]
        for pair in self._pairs(first):
            members = {mistake.misconception.id for mistake in pair.hypothesis.mistakes}
            alone = (each.hypothesis for each in first if each.claim.open and each.claim.names <= members)
            supposed += [pair, *(_Candidate(each, claim) for each in alone if (claim := self._claim(each)))]
        while supposed:
            named = self._named(supposed)
            refuted = [each for each in named if not self._passes(each.hypothesis)]
            if not refuted:
                return dict(self._explained(named))
            supposed = [each for each in supposed if each not in refuted]
        return {}

    def _named(self, supposed: Sequence[_Candidate[Test]]) -> list[_Candidate[Test]]:
        """Those that belong to every best choice, and are more than chance."""
        certain = certain_names([each.claim for each in supposed])
        named = [each for each in supposed if each.claim.names <= certain]
        while dropped := [each for each in named if not self._is_weighty(each, named)]:
            named = [each for each in named if each not in dropped]
        return named

    def _passes(self, hypothesis: Hypothesis) -> bool:
        return all(self._tester.run(test, hypothesis).passed for test in self._passed)

    def _claim(self, hypothesis: Hypothesis, *, patient: bool = True) -> Claim[_Fact[Test]] | None:
        """What a hypothesis explains and leaves open; None if it explains nothing or contradicts something that agreed.

        Unless `patient`, it stops after the first test in which it leaves something open.
        """
        explains, left_open = set[_Fact[Test]](), set[_Fact[Test]]()
        for test, true in self._true.items():
            run = self._tester.run(test, hypothesis)
            if true.complete and not run.complete:
                return None
            for key, comparison in true.comparisons.items():
                agrees = run.agrees(key)
                if comparison.agrees and agrees is False:
                    return None
                if not comparison.agrees and agrees:
                    explains.add(_Fact(test, key))
                elif not comparison.agrees and run.expects_otherwise(key, comparison):
                    left_open.add(_Fact(test, key))
            if not true.complete and run.passed:
                explains.add(_Fact(test, END))
            if left_open and not patient:
                break
        return Claim(hypothesis.names, frozenset(explains), frozenset(left_open)) if explains or left_open else None

    def _pairs(self, supposed: Sequence[_Candidate[Test]]) -> list[_Candidate[Test]]:
        """Two mistakes that together explain what neither does alone."""
        wanted = [fact for facts in self._facts.values() for fact in facts]
        found = []
        for pair, target in islice(_overlapping(supposed, wanted), MAX_PAIRS):
            if self._tester.run(target.test, pair).agrees(target.key):
                claim = self._claim(pair)
                if claim and not claim.open:
                    found.append(_Candidate(pair, claim))
        return found

    def _is_weighty(self, supposed: _Candidate[Test], named: Sequence[_Candidate[Test]]) -> bool:
        """Whether what it explains is more than chance.

        Words, counts and zeros often agree by chance. They count only if nothing is left to explain, and if all
        failures in their tests are explained by this hypothesis alone.
        """
        facts = supposed.claim.explains
        runs = ((self._tester.run(fact.test, supposed.hypothesis), fact.key) for fact in facts)
        compared = (run.comparisons.get(key) for run, key in runs)
        if any(each and is_telling(each.expected) for each in compared):
            return True
        explained = frozenset[_Fact[Test]]().union(*(each.claim.explains for each in named))
        touched = {fact.test for fact in facts}
        return all(
            fact in (facts if test in touched else explained) for test, mine in self._facts.items() for fact in mine
        )

    def _explained(self, named: Sequence[_Candidate[Test]]) -> Iterator[tuple[Test, Explanation]]:
        simplest = sorted(named, key=lambda each: len(each.hypothesis.mistakes))
        for test, facts in self._facts.items():
            behind = [next((each for each in simplest if fact in each.claim.explains), None) for fact in facts]
            if behind and behind[0]:
                mistakes = [mistake for each in behind if each for mistake in each.hypothesis.mistakes]
                yield test, Explanation(tuple(dict.fromkeys(mistakes)), wholly=None not in behind)


def _failures(run: TestRun) -> Iterator[ComparisonKey]:
    yield from (key for key, comparison in run.comparisons.items() if not comparison.agrees)
    if not run.complete:
        yield END


def _overlapping(
    supposed: Sequence[_Candidate[Test]], wanted: Sequence[_Fact[Test]]
) -> Iterator[tuple[Hypothesis, _Fact[Test]]]:
    """Two at once of which one explains something on its own, and the first fact that both change and one leaves open.

    Facts already explained by one that leaves nothing open do not call for a pair, unless one of the two also
    explains what nothing else does.
    """
    done = frozenset[_Fact[Test]]().union(*(each.claim.explains for each in supposed if not each.claim.open))
    pairs = [pair for pair in combinations(supposed, 2) if any(each.claim.explains for each in pair)]
    for one, other in sorted(pairs, key=lambda pair: -sum(len(each.claim.explains) for each in pair)):
        contested = (one.claim.open & other.changes) | (other.claim.open & one.changes)
        if not any(each.claim.open and each.claim.explains - done for each in (one, other)):
            contested -= done
        target = next((fact for fact in wanted if fact in contested), None)
        pair = combined(one.hypothesis, other.hypothesis) if target else None
        if pair and target:
            yield pair, target


def is_telling(expected: object) -> bool:
    """Whether it contains a number that nobody gets by chance."""
    numbers = kinds.numbers(expected) if isinstance(expected, float | np.ndarray) else None
    return numbers is not None and bool((np.isfinite(numbers) & (numbers % 1.0 != 0.0)).any())
