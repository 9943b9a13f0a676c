"""Which known mistakes fail tests just as the student does, where no reference tells them apart. Trusted side.

A mistake is handed in like a student's work, and its runs of the tests are compared with the student's. Knows neither
pytest nor guests. It only adds explanations, and a wrong name is worse than none:

- A mistake that fails a test which the student passes, or fails otherwise, is not that mistake.
- Of those left, the fewest that explain the most are named, each where it alone explains the failure.
- What many mistakes do, such as to return where an exception is due, counts only if nothing is left to explain.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Generic, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from grader.exam.checks.comparisons import alike
from grader.exam.diagnosis.explanation import is_telling
from grader.exam.diagnosis.hypotheses import TestRun, UndecidedError
from grader.exam.diagnosis.misconceptions import CatalogueEntry
from grader.exam.diagnosis.set_cover import Claim, certain_names
from grader.exam.wording.sentences import steady
from grader.host.describe import kind
from grader.host.proxy import Proxy
from grader.host.sparse import is_dict

Test = TypeVar("Test")

MAX_TRIALS = 60
"""Known mistakes of a task times failures that nothing explains; with more, the task is left undiagnosed: each trial
takes as long as a test, and of work that fails everywhere a single mistake is rarely the reason."""
MAX_KEPT = 4000
TELLING_CHARACTERS = 4
"""A shorter text is often a word that many mistakes lead to."""
PLAIN = frozenset(
    {int, bytes, bytearray, set, frozenset, complex, range, Decimal, Fraction, date, time, datetime, timedelta}
)
"""Types of data that are compared by Python's own `==`."""


class Trial(Struct, frozen=True):
    """The run of a test on a known mistake, or None if it did not end by itself, and the processor seconds it took."""

    run: TestRun | None
    seconds: float


class Seen(Struct, Generic[Test], frozen=True):
    """What a test found for the student.

    Attributes:
        test: The test.
        passed: Whether it passed.
        named: The ids of the known mistakes that already explain it.
        run: Its run, if it failed, is unexplained, and ended with an answer or an exception.
    """

    test: Test
    passed: bool
    named: frozenset[str] = frozenset()
    run: TestRun | None = None


class Trials(Generic[Test]):
    """The trials of an exam, each made when it is first needed: no submission has any influence on them."""

    def __init__(self, attempt: Callable[[Test, CatalogueEntry], Trial]) -> None:
        """`attempt` runs a test on a mistake, apart from all other tests."""
        self._attempt = attempt
        self._known: dict[tuple[Test, str], Trial] = {}

    def of(self, test: Test, mistake: CatalogueEntry) -> Trial:
        """The trial of a test on a mistake."""
        key = test, mistake.misconception.id
        if key not in self._known:
            while len(self._known) >= MAX_KEPT:
                del self._known[next(iter(self._known))]
            trial = self._attempt(test, mistake)
            self._known[key] = replace(trial, run=_light(trial.run)) if trial.run else trial
        return self._known[key]


class LikenessTester(Generic[Test]):
    """The trials for one task of one submission: the time of each counts, whether it was made before or not."""

    def __init__(self, trials: Trials[Test], seconds: float) -> None:
        """`seconds` are what all of them may take."""
        self._trials = trials
        self._seconds = seconds

    def run(self, test: Test, mistake: CatalogueEntry) -> TestRun | None:
        """The run of a test on a mistake; None if it did not end by itself. Raises UndecidedError."""
        trial = self._trials.of(test, mistake)
        self._seconds -= trial.seconds
        if self._seconds < 0:
            raise UndecidedError
        return trial.run


def failing_alike(
    candidates: Sequence[CatalogueEntry], seen: Sequence[Seen[Test]], tester: LikenessTester[Test]
) -> dict[Test, CatalogueEntry]:
    """The unexplained tests that exactly one known mistake fails as the student does. Raises UndecidedError."""
    unexplained = [each for each in seen if not each.passed and not each.named]
    ordered = [*unexplained, *(each for each in seen if each.named), *(each for each in seen if each.passed)]
    plain = [mistake for mistake in candidates if mistake.parameter is None]
    if len(plain) * len(unexplained) > MAX_TRIALS:
        return {}
    found = {mistake: explains for mistake in plain if (explains := _explained(mistake, ordered, tester))}
    known = frozenset[str]().union(*(each.named for each in seen))
    claims = [Claim(frozenset({mistake.misconception.id}), explains) for mistake, explains in found.items()]
    certain = _certain(claims, known)
    named = {mistake: explains for mistake, explains in found.items() if mistake.misconception.id in certain}
    return _with_weight(named, {each.test: each.run for each in unexplained}, known)


def _with_weight(
    named: dict[CatalogueEntry, frozenset[Test]], runs: Mapping[Test, TestRun | None], known: Collection[str]
) -> dict[Test, CatalogueEntry]:
    """The tests that these explain, each one alone; while a test is left, only by those that are more than chance."""
    while True:
        explanations = _only(named)
        weighty = {
            mistake: explains
            for mistake, explains in named.items()
            if mistake.misconception.id in known or any(_is_weighty(runs[test]) for test in explains)
        }
        if explanations.keys() == runs.keys() or len(weighty) == len(named):
            return explanations
        named = weighty


def _explained(mistake: CatalogueEntry, ordered: Sequence[Seen[Test]], tester: LikenessTester[Test]) -> frozenset[Test]:
    """The unexplained tests, which come first, that a mistake fails alike; empty if something contradicts it."""
    explains = set[Test]()
    for each in ordered:
        if not explains and (each.passed or each.named):
            break
        if mistake.misconception.id in each.named:
            continue
        run = tester.run(each.test, mistake)
        if run is None or (not run.passed and not (each.run and _fails_alike(run, each.run))):
            return frozenset()
        if not run.passed:
            explains.add(each.test)
    return frozenset(explains)


def _certain(claims: Sequence[Claim[Test]], known: Collection[str]) -> frozenset[str]:
    """The mistakes without which less would be explained; what a known one explains calls for no other."""
    mine = [claim for claim in claims if claim.names <= frozenset(known)]
    done = frozenset[Test]().union(*(claim.explains for claim in mine))
    others = [
        replace(claim, explains=rest) for claim in claims if claim not in mine and (rest := claim.explains - done)
    ]
    return certain_names(others).union(*(claim.names for claim in mine))


def _only(named: Mapping[CatalogueEntry, frozenset[Test]]) -> dict[Test, CatalogueEntry]:
    """The tests that one of these explains and no other."""
    by_test: dict[Test, list[CatalogueEntry]] = {}
    for mistake, explains in named.items():
        for test in explains:
            by_test.setdefault(test, []).append(mistake)
    return {test: mistakes[0] for test, mistakes in by_test.items() if len(mistakes) == 1}


def _light(run: TestRun) -> TestRun:
    """A run without the expected values, which are the same for everybody."""
    comparisons = {key: replace(each, expected=None) for key, each in run.comparisons.items()}
    return replace(run, comparisons=comparisons)


def _fails_alike(one: TestRun, other: TestRun) -> bool:
    """Whether two runs of a test made the same comparisons of the same answers, and ended alike."""
    if one.ending != other.ending or one.comparisons.keys() != other.comparisons.keys():
        return False
    pairs = ((each, other.comparisons[key]) for key, each in one.comparisons.items())
    return all(mine.agrees == theirs.agrees and _same(mine.actual, theirs.actual) for mine, theirs in pairs)


def _same(one: object, other: object) -> bool:
    """Whether two answers are the same, up to rounding and addresses; a guest that is gone is not asked."""
    if isinstance(one, str) and isinstance(other, str):
        return steady(one) == steady(other)
    if isinstance(one, Proxy) and isinstance(other, Proxy):
        return kind(one) == kind(other)
    if (pairs := _pairs(one, other)) is not None:
        return all(_same(*pair) for pair in pairs)
    return bool(one == other) if type(one) is type(other) and type(one) in PLAIN else alike(one, other)


def _pairs(one: object, other: object) -> list[tuple[object, object]] | None:
    """What two lists, tuples or dicts hold in the same places; None if they are not that, or not of one size."""
    if type(one) is not type(other):
        return None
    if isinstance(one, list | tuple) and isinstance(other, list | tuple) and len(one) == len(other):
        return list(zip(one, other, strict=True))
    if isinstance(one, dict) and isinstance(other, dict) and is_dict(one) and one.keys() == other.keys():
        return [(each, other[key]) for key, each in one.items()]
    return None


def _is_weighty(run: TestRun | None) -> bool:
    """Whether it answered something wrong that nobody answers by chance."""
    wrong = (each.actual for each in run.comparisons.values() if not each.agrees) if run else ()
    return any(_is_telling_text(actual) if isinstance(actual, str) else is_telling(actual) for actual in wrong)


def _is_telling_text(text: str) -> bool:
    return len(text) >= TELLING_CHARACTERS and any(character.isdigit() for character in text)
