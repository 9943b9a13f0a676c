"""Points and counts as the pages draw them: numbers in words, shares of a whole for bars. Trusted side; pure."""

from collections.abc import Iterable
from math import floor

from msgspec import Struct

from grader.feedback.words import format_points
from grader.model import Grade, Outcome, TestResult


class Points(Struct, frozen=True, kw_only=True):
    """Points reached of points possible. `percent` is 100 only for all of them, and 0 only for none."""

    score: str
    max_score: str
    percent: int

    def __str__(self) -> str:
        return f"{self.score} of {self.max_score} points"

    @classmethod
    def of(cls, score: float, max_score: float) -> "Points":
        """From the two numbers of a grade, a task or a test."""
        return cls(score=format_points(score), max_score=format_points(max_score), percent=percent_of(score, max_score))


class Counts(Struct, frozen=True, kw_only=True):
    """How many tests found what."""

    passed: int = 0
    failed: int = 0
    not_run: int = 0
    errors: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return self.passed + self.failed + self.not_run + self.errors

    @classmethod
    def of(cls, tests: Iterable[TestResult]) -> "Counts":
        """Counts tests by outcome."""
        found = [test.outcome for test in tests]
        return cls(
            passed=found.count(Outcome.PASSED),
            failed=found.count(Outcome.FAILED),
            not_run=found.count(Outcome.NOT_RUN),
            errors=found.count(Outcome.ERROR),
        )


def all_tests(grade: Grade) -> list[TestResult]:
    """The tests of all tasks, in order."""
    return [test for task in grade.tasks for test in task.tests]


def percent_of(score: float, max_score: float) -> int:
    """Whole percent, rounded down: 100 only for all of it, and 0 only for none."""
    if max_score <= 0 or score <= 0:
        return 0
    if score >= max_score:
        return 100
    return min(max(floor(round(100 * score / max_score, 6)), 1), 99)
