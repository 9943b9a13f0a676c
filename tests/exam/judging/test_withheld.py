"""What no student's process can be asked raises at the author, who is told what to use; it never costs points."""

import pytest

from grader.assignment import Assignment, load_assignment
from grader.exam import Exam
from grader.model import Grade, Outcome, Submission
from grader.report.render import render_instructor, render_report

HIDDEN = '''
import copy, pytest
from grader.exam import check
pytestmark = pytest.mark.task("1")
@pytest.mark.points(1)
def test_compared_by_the_test_itself(student, reference):
    """A hypotenuse."""
    check.true(copy.copy(student.Triangle(3.0, 4.0)) == student.Triangle(3.0, 4.0), "They should be equal.")
@pytest.mark.points(1)
def test_compared_as_data(student, reference):
    """A hypotenuse, by its attribute."""
    check.close(student.Triangle(3.0, 4.0).longest, reference.Triangle(3.0, 4.0).longest, "longest")
'''
SOURCE = """class Triangle:
    def __init__(self, a, b):
        self.longest = (a * a + b * b) ** 0.5
    def __eq__(self, other):
        return self.longest == other.longest
    __hash__ = None
"""


@pytest.fixture(scope="module")
def withheld(tiny: Assignment, tmp_path_factory: pytest.TempPathFactory) -> Grade:
    """What right work gets where one of two tests asks Python about it."""
    root = tmp_path_factory.mktemp("withheld")
    folder, solution = root / "assignments" / "tiny", root / "solutions" / "tiny"
    (solution / "hidden_tests").mkdir(parents=True)
    folder.mkdir(parents=True)
    manifest = (tiny.folder / "assignment.toml").read_text().split("[[tasks]]")
    task = (
        manifest[1]
        .replace("tiny_double", "tiny_triangle")
        .replace("double", "Triangle")
        .replace("points = 3", "points = 2")
    )
    (folder / "assignment.toml").write_text(f"{manifest[0]}[[tasks]]{task}")
    (folder / "given.py").write_text("")
    (folder / "tiny_triangle.py").write_text("")
    (solution / "tiny_triangle.py").write_text(SOURCE)
    (solution / "hidden_tests" / "test_withheld.py").write_text(HIDDEN)
    (solution / "seed.txt").write_text("5ec7e7" + "0123456789abcdef" * 2)
    with Exam(load_assignment(folder)) as exam:
        files = {"tiny_triangle.py": SOURCE.encode()}
        return exam.grade(Submission(id="right", digest="", files=files, problems={}))


def test_right_work_loses_no_points_in_silence(withheld: Grade) -> None:
    asked, control = withheld.tasks[0].tests
    assert asked.outcome is Outcome.ERROR
    assert withheld.withheld
    assert control.outcome is Outcome.PASSED


def test_the_instructor_reads_which_test_where_and_what_to_do(withheld: Grade) -> None:
    (problem,) = withheld.problems
    assert problem.startswith("test_compared_by_the_test_itself (test_withheld.py, line 8): The test uses")
    assert "Have it come over as data" in problem
    assert "test_withheld.py, line 8" in render_instructor(withheld)


def test_the_student_reads_only_that_it_is_not_their_fault(withheld: Grade) -> None:
    shown = render_report(withheld)
    assert "could not judge" in shown
    assert "test_withheld.py" not in shown
    assert "Have it come over" not in shown
