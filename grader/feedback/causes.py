"""The tests of a task that did not pass -> why, each reason given once, with what was seen. Trusted side; pure.

Uses whatever evidence a test has: `feedback.view` decides beforehand what that may be. Knows no output format.
"""

import re
from collections.abc import Sequence
from itertools import takewhile

from msgspec import Struct

from grader.feedback.measures import Points
from grader.feedback.words import CALL_STATUSES, CallStatusWords, capitalised, counted_titles, title_of
from grader.model import CallStatus, Misconception, Outcome, TestResult
from grader.sanitize import Span, clean_block, clean_line, spans

MESSAGE = 500
PARAGRAPH = 2_000

Sentences = tuple[tuple[Span, ...], ...]
_SOURCE_LINE = re.compile(r"(It happened in line \d{1,9} of .{1,200}?: )(.+)")


class FailedTest(Struct, frozen=True, kw_only=True):
    """One test that did not pass.

    Attributes:
        result: What it found.
        title: Its title.
        message: What it says beyond what its cause already says.
        beyond: What it found and does not show its student.
    """

    result: TestResult
    title: str
    message: Sentences
    beyond: Sentences


class MisconceptionView(Struct, frozen=True, kw_only=True):
    """A known mistake as its student reads about it, and the step that it breaks."""

    title: tuple[Span, ...]
    explanation: Sentences
    hint: Sentences
    step: str
    handout: str
    anchor: str


class SourceLocation(Struct, frozen=True):
    """A line of one of the student's files: the one that failed, or where the definition that failed begins."""

    file: str
    line: int


class Cause(Struct, frozen=True, kw_only=True):
    """Why tests did not pass, said once for all tests of a task that it stopped.

    Attributes:
        outcome: What those tests found.
        unwritten: Whether they met code that is still to be written.
        whole_task: Whether it is why every single test of the task failed.
        message: What they all say, line by line.
        ending: How the call behind it ended, unless it returned.
        known: The known mistake that explains it, if one does.
        further: Other known mistakes that explain what else failed in these tests.
        lost: The points that these tests would have given.
        cost: The same in words.
        location: Where in the student's files it happened, if that is known and may be shown.
        tests: The tests.
    """

    outcome: Outcome
    unwritten: bool
    whole_task: bool
    message: Sentences
    call_status: CallStatusWords | None
    known: MisconceptionView | None
    further: tuple[MisconceptionView, ...]
    lost: float
    cost: str
    location: SourceLocation | None
    tests: tuple[FailedTest, ...]

    @property
    def titles(self) -> tuple[str, ...]:
        """The titles of the tests, each once."""
        return counted_titles(test.title for test in self.tests)


_Reason = tuple[Outcome, str, CallStatus, Misconception | None]


def find_causes(tests: Sequence[TestResult]) -> tuple[Cause, ...]:
    """The causes of one task: first what is known to be wrong, then what else failed, then what was not judged."""
    groups: dict[_Reason, list[TestResult]] = {}
    for test in tests:
        if test.outcome is not Outcome.PASSED:
            groups.setdefault(_reason(test), []).append(test)
    ordered = sorted(groups.values(), key=lambda group: _rank(group[0]))
    return tuple(_cause(group, of=len(tests)) for group in ordered)


def _cause(tests: Sequence[TestResult], *, of: int) -> Cause:
    first = tests[0]
    shared = () if first.misconception else _shared_lines(tests)
    whole = first.outcome is Outcome.FAILED and of == len(tests) > 1
    lost = sum(test.max_score - test.score for test in tests)
    return Cause(
        outcome=first.outcome,
        unwritten=first.unwritten,
        whole_task=whole and first.misconception is None,
        message=tuple(map(_spans_of, shared)),
        call_status=None if first.call_status is CallStatus.RETURNED else CALL_STATUSES[first.call_status],
        known=_known(first.misconception) if first.misconception else None,
        further=tuple(map(_known, dict.fromkeys(other for test in tests for other in test.further_misconceptions))),
        lost=lost,
        cost=Points.of(0.0, lost).max_score,
        location=next(filter(None, map(source_location_of, tests)), None),
        tests=tuple(_failed(test, lines_of(test)[len(shared) :]) for test in tests),
    )


def _failed(test: TestResult, own: Sequence[str]) -> FailedTest:
    beyond = (part for part in test.evidence.findings if not test.feedback_level.allows(part.level))
    return FailedTest(
        result=test,
        title=title_of(test.title, test.name),
        message=tuple(map(_spans_of, own)),
        beyond=tuple(_spans_of(clean_line(part.text)) for part in beyond),
    )


def _spans_of(line: str) -> tuple[Span, ...]:
    """A sentence split at its backticks; a line of source, which may hold anything, is one piece of code."""
    found = _SOURCE_LINE.fullmatch(line)
    return (Span(found[1], code=False), Span(found[2], code=True)) if found else spans(line)


def source_location_of(test: TestResult) -> SourceLocation | None:
    """Where in the student's files a test failed, if its evidence says so."""
    excerpt = next(iter(test.evidence.excerpts), None)
    return SourceLocation(excerpt.file, excerpt.marked or excerpt.first) if excerpt else None


def paragraphs(text: str) -> Sentences:
    """An author's text: its line ends count as spaces, an empty line begins a paragraph."""
    found = (" ".join(paragraph.split()) for paragraph in text.replace("\r\n", "\n").split("\n\n"))
    return tuple(spans(clean_line(paragraph, PARAGRAPH)) for paragraph in found if paragraph)


def _reason(test: TestResult) -> _Reason:
    """What tests with one cause have in common: the known mistake, or how they ended and what they say first."""
    if test.misconception is not None:
        return test.outcome, "", CallStatus.RETURNED, test.misconception
    return test.outcome, _first_words(test), test.call_status, None


def _rank(test: TestResult) -> int:
    if test.outcome is Outcome.FAILED:
        return 0 if test.misconception else 1
    return 2 if test.outcome is Outcome.ERROR else 3


def _first_words(test: TestResult) -> str:
    return next(iter(lines_of(test)), "")


def lines_of(test: TestResult) -> list[str]:
    """What a test says, cleaned, finding by finding if its message consists of these."""
    findings = [part.text for part in test.evidence.findings if test.feedback_level.allows(part.level)]
    said = findings if " ".join(findings) == test.message else [test.message]
    return [line for text in said for line in clean_block(text, MESSAGE).split("\n") if line.strip()]


def _shared_lines(tests: Sequence[TestResult]) -> list[str]:
    """What all of them say, up to the first difference."""
    abreast = zip(*map(lines_of, tests), strict=False)
    return [lines[0] for lines in takewhile(lambda lines: len(set(lines)) == 1, abreast)]


def _known(mistake: Misconception) -> MisconceptionView:
    anchor = clean_line(mistake.handout, 80)
    return MisconceptionView(
        title=spans(capitalised(clean_line(mistake.title))),
        explanation=paragraphs(mistake.explanation),
        hint=paragraphs(mistake.hint),
        step=mistake.step,
        handout=clean_line(mistake.section) or capitalised(anchor.replace("-", " ")),
        anchor=anchor,
    )
