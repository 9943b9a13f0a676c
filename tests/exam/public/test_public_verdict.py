"""What is said of a public test by how it ended."""

import pytest

from grader.exam.public.public_verdict import judge_public
from grader.exam.wording.relation import NONE
from grader.host.failures import CallFailedError
from grader.host.replies import CallFailure
from grader.model import CallStatus
from grader.wire.messages import TracebackFrame

TEST = TracebackFrame("public_tests/test_1_report.py", 20, "test_report", 'assert file.read_text() == "Ada: 15.0"')
OWN = TracebackFrame("report.py", 3, "write_report", "text = open('/scratch/work/notes/report.txt').read()")
NOTHING_WROTE_IT = "The test found no file 'report.txt': if your code is to write it, it did not."
HAND_IT_IN = "There is no file '/scratch/work/notes/report.txt' where it is tested, only what was handed in"


@pytest.mark.parametrize("frames,said", [((TEST,), NOTHING_WROTE_IT), ((TEST, OWN), HAND_IT_IN)])
def test_a_file_that_a_test_looks_for_was_not_written_and_one_that_a_student_opens_was_not_handed_in(
    frames: tuple[TracebackFrame, ...], said: str
) -> None:
    failure = CallFailure(
        call_status=CallStatus.RAISED,
        reason="it raised an exception",
        type_names=("FileNotFoundError", "OSError"),
        message="[Errno 2] No such file or directory: '/scratch/work/notes/report.txt'",
        frames=frames,
    )
    first, *others = (part.text for part in judge_public(CallFailedError(failure)).findings)
    assert first.startswith(said)
    assert any("Python says: FileNotFoundError" in other for other in others)


@pytest.mark.parametrize(
    ("message", "asked"),
    [
        ("assert None is not None", [NONE]),
        ("assert None == 4", [NONE]),
        ("assert 5 is None", []),
        ("double(2) is None", [NONE]),
    ],
)
def test_only_what_is_none_is_asked_for_its_return(message: str, asked: list[str]) -> None:
    """Where what is asserted is too long to be told, only values are known."""
    failure = CallFailure(
        call_status=CallStatus.RAISED, reason="it raised", type_names=("AssertionError",), message=message
    )
    assert [part.text for part in judge_public(CallFailedError(failure)).findings[1:]] == asked
