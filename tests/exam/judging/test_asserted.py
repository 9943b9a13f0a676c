"""What a hidden test asserts in vain, by Python or by pytest, fails it; what breaks elsewhere withholds the grade."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from grader.assignment import load_assignment
from grader.exam import Exam
from grader.feedback.view import for_student
from grader.model import Outcome, Submission, TestResult

MANIFEST = """
slug = "asserted"
title = "Asserted"
notebook = "asserted.ipynb"
given = []
[[tasks]]
id = "1"
title = "Half"
module = "half"
names = ["half"]
points = 6
"""
TESTS = '''
import pytest
pytestmark = [pytest.mark.task("1"), pytest.mark.points(1)]
def test_assert(student):
    """Half of ten."""
    assert student.half(10) == 5, f"it is {student.half(10)}"
def test_raises(student):
    """Half of a word."""
    with pytest.raises(TypeError):
        student.half("word")
def test_match(student):
    """No half of None."""
    with pytest.raises(TypeError, match="no half of nothing"):
        student.half(None)
def test_fail(student):
    """Half of four."""
    if student.half(4) != 2: pytest.fail("Half of four is two.")
def test_reference(student, reference):
    """Half of minus two."""
    assert student.half(-2) == reference.half(-2)
def test_broken(student):
    """Half of six."""
    assert student.half(6) == undefined
'''
REFERENCE = """
def half(x):
    assert x != -2, "the reference takes no such number"
    if x is None: raise TypeError("no half of nothing")
    return x / 2
"""
WRONG = """
def half(x):
    if x is None: raise TypeError("canary 98765")
    return 98765
"""


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, TestResult]:
    root: Path = tmp_path_factory.mktemp("asserted")
    folder, solution = root / "assignments" / "asserted", root / "solutions" / "asserted"
    (solution / "hidden_tests").mkdir(parents=True)
    folder.mkdir(parents=True)
    (folder / "assignment.toml").write_text(MANIFEST)
    (folder / "half.py").write_text("")
    (solution / "half.py").write_text(REFERENCE)
    (solution / "seed.txt").write_text("5ec7e7" + "0123456789abcdef" * 2)
    (solution / "hidden_tests" / "test_half.py").write_text(TESTS)
    with Exam(load_assignment(folder)) as exam:
        submission = Submission(id="x", digest="", files={"half.py": WRONG.encode()}, problems={})
        grade = for_student(exam.grade(submission))
    return {test.name: test for test in grade.tasks[0].tests}


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("test_assert", "What this test asserts does not hold."),
        ("test_raises", "It should raise TypeError here, but it returned."),
        ("test_match", "It raises a different exception than it should, or one with another message."),
        ("test_fail", "What this test asserts does not hold."),
    ],
)
def test_it_fails_and_says_nothing_that_student_code_chose(
    found: Mapping[str, TestResult], name: str, message: str
) -> None:
    assert (found[name].outcome, found[name].message) == (Outcome.FAILED, message)
    assert "98765" not in repr(found[name])


@pytest.mark.parametrize("name", ["test_reference", "test_broken"])
def test_what_breaks_in_the_authors_own_code_withholds(found: Mapping[str, TestResult], name: str) -> None:
    assert found[name].outcome is Outcome.ERROR
