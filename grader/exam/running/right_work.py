"""Tells tests that broke on what student code returned from tests that are broken: correct work passes the first.

Trusted side. The reference is handed in as a student would do it, once the student's own guests are gone.
"""

import traceback
from collections.abc import Callable
from pathlib import Path

import pytest

import grader
from grader.exam.judging.attempt import Verdict
from grader.exam.judging.author_faults import said_of
from grader.exam.wording.relation import A_NONE
from grader.model import CallStatus, FeedbackLevel, Finding, Outcome, TestResult

ORDINARY = (TypeError, AttributeError, ValueError, LookupError, ArithmeticError, StopIteration)
"""What Python raises if a value is not what the line that uses it expects."""
PACKAGE = Path(grader.__file__).parent


def verdict_on_value(raised: BaseException | None, folder: Path, broken: str) -> Verdict | None:
    """The verdict on a test that broke on what came back, if that is possible; None otherwise.

    It is possible if a line of the hidden tests in this folder raised it, or what that line called, except the grader.
    """
    if not isinstance(raised, ORDINARY):
        return None
    files = [Path(frame.f_code.co_filename) for frame, _ in traceback.walk_tb(raised.__traceback__)]
    ours = files[-1].is_relative_to(PACKAGE) and not isinstance(raised, StopIteration)  # which a proxy raises as told
    if ours or not any(file.is_relative_to(folder) for file in files):
        return None
    none = "NoneType" in str(raised)
    kind = f"is {A_NONE}" if none else "is not of the kind that it should be."
    # Other texts, as of a KeyError, may name what was expected.
    level = FeedbackLevel.INPUTS if isinstance(raised, TypeError | AttributeError) else FeedbackLevel.VALUES
    findings = (
        Finding(FeedbackLevel.CATEGORY, f"What came back {kind}"),
        Finding(level, f"Python says: {said_of(raised)}"),
    )
    return Verdict(Outcome.FAILED, CallStatus.RETURNED, findings, traceback=broken)


class RightWork:
    """Knows for each test whether correct work passes it, once that was asked."""

    def __init__(self, passes: Callable[[pytest.Item], bool]) -> None:
        """`passes` runs a test on the reference."""
        self._passes = passes
        self._known: dict[str, bool] = {}

    def settled(self, item: pytest.Item, result: TestResult, on_value: TestResult | None) -> TestResult:
        """The result of a test; the one given for a test that broke on a value, if correct work passes."""
        return on_value if on_value is not None and self._passed(item) else result

    def _passed(self, item: pytest.Item) -> bool:
        if item.nodeid not in self._known:
            self._known[item.nodeid] = self._passes(item)
        return self._known[item.nodeid]
