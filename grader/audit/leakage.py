"""How much about the hidden inputs a report can reveal to a student whose code is written for that. Trusted side.

Student code sees its inputs and can choose, depending on them, which check of a test fails and how. An upper bound of
the number of different messages is counted; its logarithm is the most bits of information that a report can contain.
"""

import math
from collections import Counter
from collections.abc import Iterable

from msgspec import Struct

from grader.assignment import Assignment
from grader.exam import Exam
from grader.exam.checks.message_count import CALL_MESSAGES, MessageCount
from grader.exam.diagnosis.misconceptions import load_misconceptions
from grader.intake import read_submission
from grader.model import FeedbackLevel

MAX_NAMED = 3
"""How many known mistakes can be named in one task depending on a student's answers."""


class LevelBits(Struct, frozen=True):
    """The bits at each level that one test, or all tests that do not show their inputs anyway, can reveal."""

    nothing: float
    category: float
    shape: float

    def at(self, feedback_level: FeedbackLevel) -> float:
        """The bits at one of these levels."""
        return {FeedbackLevel.NOTHING: self.nothing, FeedbackLevel.CATEGORY: self.category}.get(
            feedback_level, self.shape
        )


class Leakage(Struct, frozen=True, kw_only=True):
    """How much the reports of an assignment can reveal.

    Attributes:
        tests: Its tests with their own levels; tests that show their inputs anyway are not counted.
        open_tests: How many tests show their inputs.
        mistakes: The bits of naming known mistakes, if a level above `nothing` allows it.
    """

    tests: tuple[tuple[FeedbackLevel, LevelBits], ...]
    open_tests: int
    mistakes: float

    @property
    def max_of_a_test(self) -> float:
        """The bits of the test that can reveal most."""
        return max((measured.at(level) for level, measured in self.tests), default=0.0)

    @property
    def total(self) -> float:
        """The bits of one report."""
        return sum(measured.at(level) for level, measured in self.tests) + self.mistakes

    def total_at(self, level: FeedbackLevel) -> float:
        """The bits of one report, if all these tests had this level."""
        named = self.mistakes if level.allows(FeedbackLevel.CATEGORY) else 0.0
        return sum(measured.at(level) for _, measured in self.tests) + named


def measure_leakage(assignment: Assignment) -> Leakage:
    """Measures an assignment by running the tests on its reference. Raises AssignmentError."""
    found: list[tuple[FeedbackLevel, LevelBits]] = []

    def measure(level: FeedbackLevel, message_count: MessageCount, calls: int) -> None:
        found.append((level, _measured(message_count, calls)))

    with Exam(assignment, diagnose=False, measure=measure) as exam:
        exam.grade(read_submission(assignment.solution, assignment))
    counted = tuple((level, measured) for level, measured in found if not level.allows(FeedbackLevel.INPUTS))
    known = Counter(mistake.task.id for mistake in load_misconceptions(assignment))
    return Leakage(tests=counted, open_tests=len(found) - len(counted), mistakes=_naming(known.values()))


def _measured(message_count: MessageCount, calls: int) -> LevelBits:
    """A test passes, is not run, or fails with a message of a check or of a call; reading an attribute can fail too."""
    of_calls = 2 * CALL_MESSAGES * (calls + 1)
    counts = (3, 2 + of_calls + message_count.at_category, 2 + of_calls + message_count.at_shape)
    return LevelBits(*map(math.log2, counts))


def _naming(catalogue: Iterable[int]) -> float:
    return sum(math.log2(sum(math.comb(count, named) for named in range(MAX_NAMED + 1))) for count in catalogue)
