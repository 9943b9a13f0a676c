"""A test that breaks on what a student's code gave back has failed; one that breaks on right work too withholds."""

from collections.abc import Iterator

import pytest

from grader.exam import Exam
from grader.model import Grade, Outcome, TestResult
from tests.support.laid_out import handed_in, lay_out

MANIFEST = """
feedback = "inputs"
[[tasks]]
id = "1"
title = "Rows"
module = "rows"
names = ["squares", "first", "place", "each"]
points = 6
"""
TESTS = '''
from grader.exam import check
def test_all(student):
    """All squares."""
    check.equal(list(student.squares(3)), [0, 1, 4], "the squares")
@pytest.mark.feedback("category")
def test_larger(student):
    """Squares are larger."""
    check.true(all(each < 100 for each in sorted(student.squares(3))), "They should be below 100.")
def test_place(student):
    """The place of a letter."""
    check.equal({"secret": 1}[student.place("x")], 1, "the place")
def test_first(student, reference):
    """The first word."""
    check.equal(reference.first(student.first("a b")), "a", "the first word")
def test_next(student):
    """The first of several."""
    check.equal(next(iter(student.each(7))), 7, "the first")
def test_broken(student):
    """The first word of a list."""
    check.equal(len(student.first("a b") + 1), 2, "the first word")
'''
RIGHT = """
def squares(n):
    for number in range(n): yield number ** 2
def first(text): return text.split()[0]
def place(letter): return "secret"
def each(number): yield number
"""
FORGOTTEN = "def squares(n): [number ** 2 for number in range(n)]\ndef first(text): pass\ndef place(letter): return 0\n"
FORGOTTEN += "def each(number): yield from ()\n"


@pytest.fixture(scope="module")
def exam(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Exam]:
    with Exam(lay_out(tmp_path_factory.mktemp("rows"), MANIFEST, {"1": TESTS}, {"rows": RIGHT})) as running:
        yield running


@pytest.fixture(scope="module")
def forgotten(exam: Exam) -> Grade:
    return exam.grade(handed_in({"rows": FORGOTTEN}))


def found_in(grade: Grade) -> dict[str, TestResult]:
    return {test.name: test for task in grade.tasks for test in task.tests}


def test_right_work_passes_all_but_the_broken_one(exam: Exam) -> None:
    found = found_in(exam.grade(handed_in({"rows": RIGHT})))
    assert [name for name, test in found.items() if test.outcome is not Outcome.PASSED] == ["test_broken"]
    assert found["test_broken"].outcome is Outcome.ERROR


NONE = "What came back is None: is there a `return` on every way out of the function?"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("test_all", f"{NONE} Python says: TypeError: 'NoneType' object is not iterable"),
        ("test_larger", NONE),
        ("test_place", "What came back is not of the kind that it should be."),
        ("test_next", "What came back is not of the kind that it should be."),
        ("test_first", f"{NONE} Python says: AttributeError: 'NoneType' object has no attribute 'split'"),
    ],
)
def test_what_it_cannot_use_fails_a_test_and_is_told_as_far_as_may_be(
    forgotten: Grade, name: str, message: str
) -> None:
    found = found_in(forgotten)[name]
    assert (found.outcome, found.message, found.evidence.problem) == (Outcome.FAILED, message, "")


def test_a_test_that_breaks_on_right_work_too_withholds_the_grade(forgotten: Grade) -> None:
    broken = found_in(forgotten)["test_broken"]
    assert broken.outcome is Outcome.ERROR
    assert "test_broken" in broken.evidence.problem


def test_names_of_the_test_are_for_the_instructor_alone(forgotten: Grade) -> None:
    told = found_in(forgotten)["test_place"].evidence.findings
    assert any("KeyError: 0" in finding.text for finding in told)
