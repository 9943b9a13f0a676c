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
from grader.exam.misconceptions import load_misconceptions
from grader.exam.tally import OF_A_CALL, Tally
from grader.intake import read_submission
from grader.model import Budget

MOST_NAMED = 3
"""So many known mistakes may be named in one task by what a student's answers choose."""


class Measured(Struct, frozen=True):
    """What one test, or all of an assignment that do not show their inputs anyway, can say: bits at each level."""

    nothing: float
    category: float
    shape: float

    def at(self, budget: Budget) -> float:
        """The bits at one of these levels."""
        return {Budget.NOTHING: self.nothing, Budget.CATEGORY: self.category}.get(budget, self.shape)


class Channel(Struct, frozen=True, kw_only=True):
    """What the reports of an assignment can carry.

    Attributes:
        tests: Its tests by their own level; of those that show inputs anyway nothing is counted.
        open_tests: How many those are.
        mistakes: Bits by which known mistakes are named, where a level above `nothing` allows it.
    """

    tests: tuple[tuple[Budget, Measured], ...]
    open_tests: int
    mistakes: float

    @property
    def most_of_a_test(self) -> float:
        """Bits of the test that can say most."""
        return max((measured.at(level) for level, measured in self.tests), default=0.0)

    @property
    def total(self) -> float:
        """Bits of one report."""
        return sum(measured.at(level) for level, measured in self.tests) + self.mistakes

    def total_at(self, level: Budget) -> float:
        """Bits of one report, if all these tests had this level."""
        named = self.mistakes if level.allows(Budget.CATEGORY) else 0.0
        return sum(measured.at(level) for _, measured in self.tests) + named


def channel(assignment: Assignment) -> Channel:
    """Measures an assignment by having its reference take the tests. Raises AssignmentError."""
    found: list[tuple[Budget, Measured]] = []

    def measure(level: Budget, tally: Tally, calls: int) -> None:
        found.append((level, _measured(tally, calls)))

    with Exam(assignment, diagnose=False, measure=measure) as exam:
        exam.grade(read_submission(assignment.solution, assignment))
    counted = tuple((level, measured) for level, measured in found if not level.allows(Budget.INPUTS))
    known = Counter(mistake.task.id for mistake in load_misconceptions(assignment))
    return Channel(tests=counted, open_tests=len(found) - len(counted), mistakes=_naming(known.values()))


def _measured(tally: Tally, calls: int) -> Measured:
    """It passes, is not run, or fails with one message of a check or of a call; to read an attribute may fail too."""
    of_calls = 2 * OF_A_CALL * (calls + 1)
    counts = (3, 2 + of_calls + tally.at_category, 2 + of_calls + tally.at_shape)
    return Measured(*map(math.log2, counts))


def _naming(catalogue: Iterable[int]) -> float:
    return sum(math.log2(sum(math.comb(count, named) for named in range(MOST_NAMED + 1))) for count in catalogue)
