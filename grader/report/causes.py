"""The tests of a task that did not pass -> why, each reason said once, with what was seen. Trusted side; pure.

Shows whatever evidence a test holds: `feedback.view` decides beforehand what that may be. Knows no markup.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import takewhile

from grader.feedback.measures import Points
from grader.feedback.words import ENDINGS, EndingWords, capitalised, counted, counted_titles, title_of
from grader.model import Budget, CallRecord, Ending, Misconception, Outcome, TestResult
from grader.report.charts import ProfileChart, profile_chart
from grader.report.code import Code, code_of
from grader.report.pictures import Picture, pictures
from grader.sanitize import Span, clean_block, clean_line, spans

MAX_CALLS = 8
MESSAGE = 500
PARAGRAPH = 2_000

Sentences = tuple[tuple[Span, ...], ...]


@dataclass(frozen=True, kw_only=True)
class CallView:
    """One call; an empty text is one that may not be shown or that there is none of."""

    target: str
    ending: EndingWords
    answered: bool
    signature: str
    came_back: str
    arguments: str
    returned: str
    printed: str


@dataclass(frozen=True, kw_only=True)
class TestView:
    """One test that did not pass, with its evidence.

    Attributes:
        title: What it is called.
        budget: How much of it its student may see.
        points: What it is worth.
        message: What it says beyond what its cause says already.
        beyond: What it found and does not tell its student.
        calls: The last calls that it made.
        calls_left_out: How many came before them.
        expected: What should have come back.
        chart: Numbers that a picture says more about.
        pictures: The figures that were drawn.
        expected_pictures: The figures that should have been drawn.
        pictures_note: Why some of them are not here.
    """

    __test__ = False  # not a test class, whatever pytest thinks of its name

    title: str
    budget: Budget
    points: Points
    message: Sentences
    beyond: Sentences
    calls: tuple[CallView, ...]
    calls_left_out: int
    expected: str
    chart: ProfileChart | None
    pictures: tuple[Picture, ...]
    expected_pictures: tuple[Picture, ...]
    pictures_note: str

    @property
    def has_details(self) -> bool:
        """Whether there is anything to unfold."""
        said = self.message or self.beyond or self.calls or self.expected or self.chart
        return bool(said or self.pictures or self.expected_pictures or self.pictures_note)

    def hides(self, level: str) -> bool:
        """Whether what needs this level is not in the student's report."""
        return not self.budget.allows(Budget(level))


@dataclass(frozen=True, kw_only=True)
class KnownMistake:
    """A known mistake, and where in the computation it is."""

    title: tuple[Span, ...]
    explanation: Sentences
    hint: Sentences
    step: str
    handout: str
    anchor: str


@dataclass(frozen=True)
class Spot:
    """A line of one of the student's files: the one that failed, or where the definition begins that did."""

    file: str
    line: int


@dataclass(frozen=True, kw_only=True)
class Cause:
    """Why tests did not pass, said once for all tests of a task that it stopped.

    Attributes:
        outcome: What those tests found.
        unwritten: Whether they met what is still to be written.
        whole_task: Whether it is why each and every test of the task failed.
        message: What they all say, line by line.
        ending: How the call behind it ended, unless it returned.
        known: The known mistake that explains it, if one does.
        further: Other known mistakes that explain what else failed in these tests.
        lost: The points that these tests would have given.
        cost: The same in words.
        spot: Where in the student's files it happened, if it is known and may be shown.
        codes: The student's own code where it happened, unless an earlier cause of the task shows it.
        tests: The tests.
    """

    outcome: Outcome
    unwritten: bool
    whole_task: bool
    message: Sentences
    ending: EndingWords | None
    known: KnownMistake | None
    further: tuple[KnownMistake, ...]
    lost: float
    cost: str
    spot: Spot | None
    codes: tuple[Code, ...]
    tests: tuple[TestView, ...]

    @property
    def titles(self) -> tuple[str, ...]:
        """What the tests are called, each title once."""
        return counted_titles(test.title for test in self.tests)


_Reason = tuple[Outcome, str, Ending, Misconception | None]


class Causes:
    """Finds the causes of one task. What was shown once is not shown again."""

    def __init__(self, tests: Sequence[TestResult]) -> None:
        self._tests = tests
        self._drawn: set[bytes] = set()
        self._quoted: set[tuple[str, int]] = set()

    def found(self) -> tuple[Cause, ...]:
        """What is known to be wrong first, then what else failed, then what was not judged or not run."""
        groups: dict[_Reason, list[TestResult]] = {}
        for test in self._tests:
            if test.outcome is not Outcome.PASSED:
                groups.setdefault(_reason(test), []).append(test)
        ordered = sorted(groups.values(), key=lambda tests: _rank(tests[0]))
        return tuple(map(self._cause, ordered))

    def _cause(self, tests: Sequence[TestResult]) -> Cause:
        first = tests[0]
        shared = () if first.misconception else _shared_lines(tests)
        whole = first.outcome is Outcome.FAILED and len(self._tests) == len(tests) > 1
        lost = sum(test.max_score - test.score for test in tests)
        return Cause(
            outcome=first.outcome,
            unwritten=first.unwritten,
            whole_task=whole and first.misconception is None,
            message=tuple(map(spans, shared)),
            ending=None if first.ending is Ending.RETURNED else ENDINGS[first.ending],
            known=_known(first.misconception) if first.misconception else None,
            further=tuple(map(_known, dict.fromkeys(other for test in tests for other in test.further_misconceptions))),
            lost=lost,
            cost=Points.of(0.0, lost).max_score,
            spot=next(filter(None, map(spot_of, tests)), None),
            codes=tuple(self._codes(tests)),
            tests=tuple(self._test_view(test, lines_of(test)[len(shared) :]) for test in tests),
        )

    def _codes(self, tests: Sequence[TestResult]) -> Iterable[Code]:
        for budget, excerpt in ((test.budget, excerpt) for test in tests for excerpt in test.evidence.excerpts):
            place = (excerpt.file, excerpt.first)
            if place not in self._quoted:
                self._quoted.add(place)
                yield code_of(excerpt, hidden=not budget.allows(excerpt.level))

    def _test_view(self, test: TestResult, own: Sequence[str]) -> TestView:
        evidence = test.evidence
        fresh = [png for png in dict.fromkeys(evidence.figures) if png not in self._drawn]
        self._drawn.update(fresh)
        shown = pictures(fresh)
        return TestView(
            title=title_of(test.title, test.name),
            budget=test.budget,
            points=Points.of(test.score, test.max_score),
            message=tuple(map(spans, own)),
            beyond=tuple(
                spans(clean_line(part.text)) for part in evidence.findings if not test.budget.allows(part.level)
            ),
            calls=tuple(map(_call_view, evidence.calls[-MAX_CALLS:])),
            calls_left_out=max(0, len(evidence.calls) - MAX_CALLS),
            expected=clean_block(evidence.expected),
            chart=profile_chart(evidence.profile) if evidence.profile else None,
            pictures=shown,
            expected_pictures=pictures(evidence.expected_figures),
            pictures_note=_pictures_note(len(evidence.figures) - len(fresh), len(fresh) - len(shown)),
        )


def spot_of(test: TestResult) -> Spot | None:
    """Where in the student's files a test failed, as far as its evidence tells."""
    excerpt = next(iter(test.evidence.excerpts), None)
    return Spot(excerpt.file, excerpt.marked or excerpt.first) if excerpt else None


def paragraphs(text: str) -> Sentences:
    """An author's text: its line ends are no more than spaces, an empty line begins a paragraph."""
    found = (" ".join(paragraph.split()) for paragraph in text.replace("\r\n", "\n").split("\n\n"))
    return tuple(spans(clean_line(paragraph, PARAGRAPH)) for paragraph in found if paragraph)


def _reason(test: TestResult) -> _Reason:
    """What tests of one cause have in common: the known mistake, or how they ended and what they say first."""
    if test.misconception is not None:
        return test.outcome, "", Ending.RETURNED, test.misconception
    return test.outcome, _first_words(test), test.ending, None


def _rank(test: TestResult) -> int:
    if test.outcome is Outcome.FAILED:
        return 0 if test.misconception else 1
    return 2 if test.outcome is Outcome.ERROR else 3


def _first_words(test: TestResult) -> str:
    return next(iter(lines_of(test)), "")


def lines_of(test: TestResult) -> list[str]:
    """What a test says, cleaned, finding by finding where these are its message."""
    findings = [part.text for part in test.evidence.findings if test.budget.allows(part.level)]
    said = findings if " ".join(findings) == test.message else [test.message]
    return [line for text in said for line in clean_block(text, MESSAGE).split("\n") if line.strip()]


def _shared_lines(tests: Sequence[TestResult]) -> list[str]:
    """What all of them say, up to where they differ."""
    abreast = zip(*map(lines_of, tests), strict=False)
    return [lines[0] for lines in takewhile(lambda lines: len(set(lines)) == 1, abreast)]


def _known(mistake: Misconception) -> KnownMistake:
    anchor = clean_line(mistake.handout, 80)
    return KnownMistake(
        title=spans(capitalised(clean_line(mistake.title))),
        explanation=paragraphs(mistake.explanation),
        hint=paragraphs(mistake.hint),
        step=mistake.step,
        handout=capitalised(anchor.replace("-", " ")),
        anchor=anchor,
    )


def _pictures_note(repeated: int, left_out: int) -> str:
    said = []
    if repeated:
        said.append(f"{counted(repeated, 'figure')} left out: the same as one above.")
    if left_out:
        said.append(f"{counted(left_out, 'figure')} could not be shown: too many, too large, or not a picture.")
    return " ".join(said)


def _call_view(call: CallRecord) -> CallView:
    return CallView(
        target=clean_line(call.target),
        ending=ENDINGS[call.ending],
        answered=call.ending is Ending.RETURNED,
        signature=clean_block(call.signature),
        came_back=clean_block(call.came_back),
        arguments=clean_block(call.arguments),
        returned=clean_block(call.returned),
        printed=clean_block(call.printed),
    )
