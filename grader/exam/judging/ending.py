"""How a test ended, as texts that are equal for another run that ended alike. Trusted side; nobody reads them."""

from pathlib import Path

from grader.exam.checks.check import CheckFailedError
from grader.exam.judging.author_faults import place_of
from grader.exam.wording.sentences import steady
from grader.host.failures import CallFailedError


def ending_of(raised: BaseException | None, folder: Path) -> tuple[str, ...]:
    """How and where in the hidden tests of this folder a test ended that raised this; empty if it raised nothing.

    Where in the student's code it happened is left out, since the same mistake is written in many ways.
    """
    if raised is None:
        return ()
    return tuple(map(steady, (*_said(raised), place_of(raised, folder))))


def _said(raised: BaseException) -> tuple[str, ...]:
    match raised:
        case CheckFailedError():
            return ("check", *(finding.text for finding in raised.findings), raised.expected)
        case CallFailedError():
            failure = raised.failure
            return ("call", failure.call_status, failure.reason, *failure.type_names, failure.message)
        case _:
            return type(raised).__name__, str(raised)
