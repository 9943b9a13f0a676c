"""What a task says in the manifest beside its points: a bonus, how much its feedback shows, what it needs."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.errors import AssignmentError
from grader.exam import Exam
from grader.feedback.overview import grade_feedback
from grader.model import FeedbackLevel, Grade
from tests.support.laid_out import handed_in, lay_out

MANIFEST = """
[[tasks]]
id = "1"
title = "Double"
module = "double"
names = ["double"]
points = 1
[[tasks]]
id = "2"
title = "Triple"
module = "triple"
names = ["triple"]
points = 2
bonus = true
feedback = "values"
"""
TESTS = {
    "1": '''
from grader.exam import check
def test_double(student, reference):
    """Doubles."""
    check.equal(student.double(4), reference.double(4), "double(4)")
''',
    "2": '''
from grader.exam import check
def test_triple(student, reference):
    """Triples."""
    check.equal(student.triple(4), reference.triple(4), "triple(4)")
@pytest.mark.feedback("nothing")
def test_more(student, reference):
    """Triples more."""
    check.equal(student.triple(5), reference.triple(5), "triple(5)")
''',
}
REFERENCE = {"double": "def double(x): return 2 * x\n", "triple": "def triple(x): return 3 * x\n"}


@pytest.fixture(scope="module")
def exam(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Exam]:
    with Exam(lay_out(tmp_path_factory.mktemp("keys"), MANIFEST, TESTS, REFERENCE)) as running:
        yield running


@pytest.fixture(scope="module")
def right(exam: Exam) -> Grade:
    return exam.grade(handed_in(REFERENCE))


def test_the_points_of_a_bonus_come_on_top(exam: Exam, right: Grade) -> None:
    assert (right.score, right.max_score) == (3.0, 1.0)
    without = exam.grade(handed_in({**REFERENCE, "triple": "def triple(x): raise NotImplementedError\n"}))
    assert (without.score, without.max_score) == (1.0, 1.0)


def test_a_report_says_so(right: Grade) -> None:
    said = grade_feedback(right)
    assert str(said.points) == "3 of 1 points"
    assert [task.tally for task in said.tasks] == [
        "1 of 1 tests passed",
        "2 of 2 tests passed; its points come on top",
    ]


def test_a_task_says_how_much_is_shown_and_a_test_says_it_before_the_task(exam: Exam) -> None:
    grade = exam.grade(handed_in({name: source.replace("x\n", "x + 1\n") for name, source in REFERENCE.items()}))
    shown = {test.name: (test.feedback_level, test.message) for task in grade.tasks for test in task.tests}
    assert shown == {
        "test_double": (FeedbackLevel.CATEGORY, "double(4) is not the right number."),
        "test_triple": (FeedbackLevel.VALUES, "triple(4) is not the right number. It is 13, but 12 was expected."),
        "test_more": (FeedbackLevel.NOTHING, ""),
    }


def test_only_a_program_has_no_names(tmp_path: Path) -> None:
    with pytest.raises(AssignmentError, match=r"Task 1 in .* has no names: list what students define, or say `program"):
        lay_out(tmp_path, MANIFEST.replace('names = ["double"]\n', ""), TESTS, REFERENCE)
