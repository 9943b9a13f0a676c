"""How much of the hidden inputs a report can carry to a student who hands in code made for that. Trusted side.

Student code sees its inputs and can choose, by them, which of a test's checks fails and how. The number of things that
a student can then be told is counted, from above, and its logarithm taken: so many bits are in a report, and no more.
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
"""So many known mistakes may be named in one task by what a student's answers choose."""


class LevelBits(Struct, frozen=True):
    """What one test, or all of an assignment that do not show their inputs anyway, can say: bits at each level."""

    nothing: float
    category: float
    shape: float

    def at(self, feedback_level: FeedbackLevel) -> float:
        """The bits at one of these levels."""
        return {FeedbackLevel.NOTHING: self.nothing, FeedbackLevel.CATEGORY: self.category}.get(
            feedback_level, self.shape
        )


class Leakage(Struct, frozen=True, kw_only=True):
    """What the reports of an assignment can carry.

    Attributes:
        tests: Its tests by their own level; of those that show inputs anyway nothing is counted.
        open_tests: How many those are.
        mistakes: Bits by which known mistakes are named, where a level above `nothing` allows it.
    """

    tests: tuple[tuple[FeedbackLevel, LevelBits], ...]
    open_tests: int
    mistakes: float

    @property
    def max_of_a_test(self) -> float:
        """Bits of the test that can say most."""
        return max((measured.at(level) for level, measured in self.tests), default=0.0)

    @property
    def total(self) -> float:
        """Bits of one report."""
        return sum(measured.at(level) for level, measured in self.tests) + self.mistakes

    def total_at(self, level: FeedbackLevel) -> float:
        """Bits of one report, if all these tests had this level."""
        named = self.mistakes if level.allows(FeedbackLevel.CATEGORY) else 0.0
        return sum(measured.at(level) for _, measured in self.tests) + named


def measure_leakage(assignment: Assignment) -> Leakage:
    """Measures an assignment by having its reference take the tests. Raises AssignmentError."""
    found: list[tuple[FeedbackLevel, LevelBits]] = []

    def measure(level: FeedbackLevel, message_count: MessageCount, calls: int) -> None:
        found.append((level, _measured(message_count, calls)))

    with Exam(assignment, diagnose=False, measure=measure) as exam:
        exam.grade(read_submission(assignment.solution, assignment))
    counted = tuple((level, measured) for level, measured in found if not level.allows(FeedbackLevel.INPUTS))
    known = Counter(mistake.task.id for mistake in load_misconceptions(assignment))
    return Leakage(tests=counted, open_tests=len(found) - len(counted), mistakes=_naming(known.values()))


def _measured(message_count: MessageCount, calls: int) -> LevelBits:
    """It passes, is not run, or fails with one message of a check or of a call; to read an attribute may fail too."""
    of_calls = 2 * CALL_MESSAGES * (calls + 1)
    counts = (3, 2 + of_calls + message_count.at_category, 2 + of_calls + message_count.at_shape)
    return LevelBits(*map(math.log2, counts))


def _naming(catalogue: Iterable[int]) -> float:
    return sum(math.log2(sum(math.comb(count, named) for named in range(MAX_NAMED + 1))) for count in catalogue)
