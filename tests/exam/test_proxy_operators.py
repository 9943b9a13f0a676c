"""What only a student's process could answer raises at the author, who is told what to use; it never costs points."""

import math
from collections.abc import Callable

import numpy as np
import pytest

from grader.assignment import Assignment, load_assignment
from grader.errors import AssignmentError
from grader.exam import Exam, check
from grader.exam.check import CheckFailedError
from grader.host.describe import kind, spell
from grader.host.proxy_operators import ProxyOperationError
from grader.model import Grade, Outcome, Submission
from grader.report.render import render_instructor, render_report
from grader.wire.values import Handle
from tests.support.hostile.answers import proxy

ASKED: dict[str, Callable[[object], object]] = {
    "==": lambda it: it == 3,
    "reflected": lambda it: it == 3.0,
    "array ==": lambda it: np.ones(2) == it,
    "!=": lambda it: it != 3,
    "<": lambda it: it < 3,  # type: ignore[operator]
    ">=": lambda it: np.float64(3.0) >= it,  # type: ignore[operator]
    "in list": lambda it: it in [1, 2],
    "hash": lambda it: {it},
    "repr": repr,
    "str": str,
    "format": lambda it: f"{it}",
    "bool": lambda it: not it,
    "len": len,  # type: ignore[dict-item]
    "iter": list,  # type: ignore[dict-item]
    "in": lambda it: 1 in it,  # type: ignore[operator]
    "index": lambda it: it[0],  # type: ignore[index]
    "+": lambda it: it + 1,  # type: ignore[operator]
    "*": lambda it: np.float64(2.0) * it,  # type: ignore[operator]
    "-": lambda it: np.ones(2) - it,  # type: ignore[operator]
    "neg": lambda it: -it,  # type: ignore[operator]
    "float": float,  # type: ignore[dict-item]
    "int": int,  # type: ignore[dict-item]
    "abs": abs,  # type: ignore[dict-item]
    "round": round,  # type: ignore[dict-item]
    "isclose": lambda it: math.isclose(it, 3.0),  # type: ignore[arg-type]
    "asarray": np.asarray,
    "allclose": lambda it: np.allclose(it, 3.0),  # type: ignore[arg-type]
    "as expected": lambda it: check.close(3.0, it, "the result"),
}
HIDDEN = '''
import pytest
from grader.exam import check
pytestmark = pytest.mark.task("1")
@pytest.mark.points(1)
def test_compared_by_the_test_itself(student, reference):
    """A hypotenuse."""
    check.true(student.Triangle(3.0, 4.0) == reference.Triangle(3.0, 4.0), "They should be equal.")
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


@pytest.mark.parametrize("name", ASKED)
def test_what_only_the_guest_could_answer_is_refused(name: str) -> None:
    with pytest.raises(
        ProxyOperationError, match=r"The test uses .+ on f, an object that stays with the student\. .+\."
    ):
        ASKED[name](proxy(Handle(1, "Network")))


@pytest.mark.parametrize("name", sorted(set(ASKED) - {"array ==", "-", "len", "in", "index", "iter", "as expected"}))
def test_of_data_all_of_it_can_be_asked(name: str) -> None:
    ASKED[name](3.5 if name not in {"<", "bool"} else 2)


def test_the_harness_itself_asks_none_of_it() -> None:
    it = proxy(Handle(1, "Network"))
    assert kind([it, {"a": it}]).startswith("a list of 2: an object of another type")
    assert spell([it]) == "[an object of another type]"
    with pytest.raises(CheckFailedError):
        check.true(it, "It should hold.")
    with pytest.raises(CheckFailedError):
        check.close([it], [1.0, 2.0], "it")
    with pytest.raises(CheckFailedError):
        check.equal({"a": it}, {"a": "word"}, "it")


@pytest.fixture(scope="module")
def withheld(tiny: Assignment, tmp_path_factory: pytest.TempPathFactory) -> Grade:
    """What right work gets where one of two tests asks Python about it."""
    root = tmp_path_factory.mktemp("unopened")
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
    (solution / "hidden_tests" / "test_unopened.py").write_text(HIDDEN)
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
    assert problem.startswith(
        "test_compared_by_the_test_itself (test_unopened.py, line 8): ProxyOperationError: The test uses"
    )
    assert "Compare data with a check" in problem
    assert "test_unopened.py, line 8" in render_instructor(withheld)


def test_the_student_reads_only_that_it_is_not_their_fault(withheld: Grade) -> None:
    shown = render_report(withheld)
    assert "could not judge" in shown
    assert "test_unopened.py" not in shown
    assert "Compare data" not in shown


def test_it_is_the_authors_mistake() -> None:
    assert issubclass(ProxyOperationError, AssignmentError)
