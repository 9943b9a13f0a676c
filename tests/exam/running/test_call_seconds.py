"""One test may give calls more or less time than the assignment does; those beside it keep what that says."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.errors import AssignmentError
from grader.exam import Exam
from grader.model import CallStatus, Grade
from tests.support.laid_out import handed_in, lay_out

MANIFEST = """
[limits]
call_seconds = 0.5
[[tasks]]
id = "1"
title = "Work"
module = "work"
names = ["work"]
points = 4
"""
TESTS = '''
from grader.exam import check
def test_short(student):
    """Short."""
    check.equal(student.work(0.05), "done", "work()")
@pytest.mark.call_seconds(4)
def test_more(student):
    """More time."""
    check.equal(student.work(1.0), "done", "work()")
@pytest.mark.pure
@pytest.mark.call_seconds(0.1)
def test_less(student):
    """Less time."""
    check.equal(student.work(0.3), "done", "work()")
def test_as_ever(student):
    """The time of the assignment."""
    check.equal(student.work(1.0), "done", "work()")
'''
WORK = """
import time
def work(seconds):
    started = time.process_time()
    while time.process_time() - started < seconds: pass
    return "done"
"""


@pytest.fixture(scope="module")
def grade(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Grade]:
    with Exam(lay_out(tmp_path_factory.mktemp("work"), MANIFEST, {"1": TESTS}, {"work": WORK})) as exam:
        yield exam.grade(handed_in({"work": WORK}))


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("test_short", CallStatus.RETURNED),
        ("test_more", CallStatus.RETURNED),
        ("test_less", CallStatus.TIMED_OUT),
        ("test_as_ever", CallStatus.TIMED_OUT),
    ],
)
def test_a_call_has_the_time_of_its_test(grade: Grade, name: str, status: CallStatus) -> None:
    (found,) = (test for test in grade.tasks[0].tests if test.name == name)
    assert (found.call_status, found.score) == (status, float(status is CallStatus.RETURNED))


@pytest.mark.drawn(1)
@pytest.mark.parametrize("given", ["0", "True", "'3'"])
def test_a_wrong_limit_is_told_with_its_test(tmp_path: Path, given: str) -> None:
    tests = TESTS.replace("call_seconds(4)", f"call_seconds({given})")
    said = r"test_more \(test_1\.py, line \d+\).* it takes a number above 0"
    assignment = lay_out(tmp_path, MANIFEST, {"1": tests}, {"work": WORK})
    with pytest.raises(AssignmentError, match=said), Exam(assignment):
        pass
