"""One attempt at a test: what it ended with, and the verdict on that. Trusted side; data only."""

from collections.abc import Callable
from typing import Any

from msgspec import Struct

from grader.model import CallStatus, Finding, Outcome, Profile


class Verdict(Struct, frozen=True):
    """What one test found."""

    outcome: Outcome
    call_status: CallStatus
    findings: tuple[Finding, ...] = ()
    expected: str = ""
    profile: Profile | None = None
    figure: Callable[[], Any] | None = None
    problem: str = ""
    traceback: str = ""


class Attempt(Struct, frozen=True):
    """One test, run once or not at all: its verdict, and the exception that it ended with, if any."""

    verdict: Verdict
    raised: BaseException | None = None
