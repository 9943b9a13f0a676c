"""What a hidden test says by ending itself: skipped, failed, or unable to judge. Trusted side; knows pytest."""

import re
import traceback
from pathlib import Path

import pytest

from grader.exam.judging.attempt import Verdict
from grader.exam.judging.author_faults import fault_of
from grader.exam.wording.sentences import as_sentence
from grader.model import CallStatus, FeedbackLevel, Finding, Outcome

_NOT_RAISED = re.compile(r"DID NOT RAISE (?:<class ')?([\w.]+)")


def ended_itself(raised: BaseException, test: str, folder: Path) -> Verdict:
    """The verdict on a test that ended neither by a check nor by a student's code.

    Args:
        raised: What it ended with.
        test: Its name, for its author.
        folder: Where the hidden tests are.
    """
    match raised:
        case pytest.skip.Exception():
            return Verdict(Outcome.NOT_RUN, CallStatus.RETURNED, (Finding(FeedbackLevel.CATEGORY, str(raised)),))
        case pytest.fail.Exception() | AssertionError() if said := _asserted(raised, folder):
            return Verdict(Outcome.FAILED, CallStatus.RETURNED, said)
        case _:
            text = f"This test could not judge ({type(raised).__name__}); that is not the student's fault."
            parts = (Finding(FeedbackLevel.CATEGORY, text),)
            return Verdict(Outcome.ERROR, CallStatus.RETURNED, parts, problem=fault_of(raised, test, folder))


def _asserted(raised: BaseException, folder: Path) -> tuple[Finding, ...]:
    """What a test says that asserts something itself, or calls `pytest.fail` or `pytest.raises`; otherwise nothing.

    Anything that may contain a student's words, such as the text of an assertion, is for the level of values.
    """
    files = [Path(frame.f_code.co_filename) for frame, _ in traceback.walk_tb(raised.__traceback__)]
    ours = [file for file in files if "_pytest" not in file.parts]
    if not ours or not ours[-1].is_relative_to(folder):
        return ()
    text = str(raised)
    expected = _NOT_RAISED.match(text)
    if expected:
        return (Finding(FeedbackLevel.CATEGORY, f"It should raise {expected[1]} here, but it returned."),)
    if any(file.name == "raises.py" and "_pytest" in file.parts for file in files):
        return (
            Finding(
                FeedbackLevel.CATEGORY, "It raises a different exception than it should, or one with another message."
            ),
        )
    details = (Finding(FeedbackLevel.VALUES, as_sentence(text)),) if text else ()
    return (Finding(FeedbackLevel.CATEGORY, "What this test asserts does not hold."), *details)
