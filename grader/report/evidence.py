"""The causes of a task's failures -> what the report shows: code, calls, charts and pictures. Trusted side.

Text is cleaned here, pictures are PNG files of a limited size, and the templates escape the rest.
"""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from grader.feedback.causes import Cause, FailedTest, Sentences
from grader.feedback.measures import Points
from grader.feedback.words import CALL_STATUSES, CallStatusWords, count_of
from grader.model import CallRecord, CallStatus, FeedbackLevel
from grader.report.charts import ProfileChart, profile_chart
from grader.report.code import Code, code_of
from grader.report.pictures import Picture, pictures
from grader.sanitize import clean_block, clean_line

MAX_CALLS = 8


class CallView(Struct, frozen=True, kw_only=True):
    """One call; an empty text means that it may not be shown or does not exist."""

    target: str
    call_status: CallStatusWords
    answered: bool
    signature: str
    return_kind: str
    arguments: str
    returned: str
    printed: str


class TestView(Struct, frozen=True, kw_only=True):
    """One test that did not pass, with its evidence.

    Attributes:
        title: Its title.
        feedback_level: How much of it the student may see.
        points: How many points it is worth.
        message: The part of its message that its cause does not already say.
        beyond: The part of its findings that the student is not told.
        calls: The last calls that it made.
        calls_left_out: How many calls came before them.
        expected: The expected result.
        chart: Numbers that are easier to understand as a chart.
        pictures: The figures that were drawn.
        expected_pictures: The figures that should have been drawn.
        pictures_note: Why some of them are missing.
    """

    __test__ = False  # not a test class, despite its name

    title: str
    feedback_level: FeedbackLevel
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
        """Whether the student's report leaves out what needs this level."""
        return not self.feedback_level.allows(FeedbackLevel(level))


class CauseView(Struct, frozen=True, kw_only=True):
    """Why tests did not pass, with the evidence that is shown.

    Attributes:
        cause: The cause in words.
        codes: The student's own code where it happened, unless an earlier cause of the task shows it.
        tests: The tests.
    """

    cause: Cause
    codes: tuple[Code, ...]
    tests: tuple[TestView, ...]


class EvidenceRenderer:
    """Shows the causes of one task's failures. Code that was shown once is not shown again."""

    def __init__(self) -> None:
        self._drawn: set[bytes] = set()
        self._quoted: set[tuple[str, int]] = set()

    def view(self, cause: Cause) -> CauseView:
        """The view of a cause, given the causes that were shown before it."""
        return CauseView(
            cause=cause, codes=tuple(self._codes(cause.tests)), tests=tuple(map(self._test_view, cause.tests))
        )

    def _codes(self, tests: Sequence[FailedTest]) -> Iterable[Code]:
        for test in (each.result for each in tests):
            for excerpt in test.evidence.excerpts:
                place = (excerpt.file, excerpt.first)
                if place not in self._quoted:
                    self._quoted.add(place)
                    yield code_of(excerpt, hidden=not test.feedback_level.allows(excerpt.level))

    def _test_view(self, test: FailedTest) -> TestView:
        result, evidence = test.result, test.result.evidence
        fresh = [png for png in dict.fromkeys(evidence.figures) if png not in self._drawn]
        self._drawn.update(fresh)
        shown = pictures(fresh)
        return TestView(
            title=test.title,
            feedback_level=result.feedback_level,
            points=Points.of(result.score, result.max_score),
            message=test.message,
            beyond=test.beyond,
            calls=tuple(map(_call_view, evidence.calls[-MAX_CALLS:])),
            calls_left_out=max(0, len(evidence.calls) - MAX_CALLS),
            expected=clean_block(evidence.expected),
            chart=profile_chart(evidence.profile) if evidence.profile else None,
            pictures=shown,
            expected_pictures=pictures(evidence.expected_figures),
            pictures_note=_pictures_note(len(evidence.figures) - len(fresh), len(fresh) - len(shown)),
        )


def _pictures_note(repeated: int, left_out: int) -> str:
    said = []
    if repeated:
        said.append(f"{count_of(repeated, 'figure')} left out: the same as one above.")
    if left_out:
        said.append(f"{count_of(left_out, 'figure')} could not be shown: too many, too large, or not a picture.")
    return " ".join(said)


def _call_view(call: CallRecord) -> CallView:
    return CallView(
        target=clean_line(call.target),
        call_status=CALL_STATUSES[call.call_status],
        answered=call.call_status is CallStatus.RETURNED,
        signature=clean_block(call.signature),
        return_kind=clean_block(call.return_kind),
        arguments=clean_block(call.arguments),
        returned=clean_block(call.returned),
        printed=clean_block(call.printed),
    )
