"""A task without a module of its own asks for names of several modules, which other tasks may be about too."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.assignment import Assignment
from grader.errors import AssignmentError
from grader.exam import Exam
from grader.exam.public.public_tests import PublicTestRunner
from grader.hand_in.pack import pack_work
from grader.handout.notebook import notebooks
from grader.intake import read_submission
from grader.intake.collect import CollectedFiles
from grader.intake.submission import submission_of
from grader.intake.untouched import HandoutBaseline
from grader.model import Grade, Outcome, Submission
from tests.support.laid_out import handed_in, lay_out
from tests.support.notebooks import code, notebook

MANIFEST = """
[[tasks]]
id = "1"
title = "Shapes"
module = "shapes"
names = ["Square"]
points = 1
[[tasks]]
id = "2"
title = "Both"
names = ["shapes.Square", "measures.area", "measures.Box"]
points = 4
"""
SHAPES = """
from dataclasses import dataclass
from measures import area
@dataclass
class Square:
    side: float
    def size(self): return area(self)
"""
MEASURES = """
from dataclasses import dataclass
@dataclass
class Box:
    side: float
    def twice(self): return 2 * self.side
def area(shape): return shape.side ** 2
"""
ONE = """
from grader.exam import check
@pytest.mark.feedback("values")
def test_side(student, reference):
    check.equal(student.Square(2.5).side, reference.Square(2.5).side, "side")
"""
BOTH = """
from grader.exam import check
@pytest.mark.feedback("values")
def test_side(student, reference):
    check.equal(student.shapes.Square(2.5).side, reference.shapes.Square(2.5).side, "side")
@pytest.mark.feedback("values")
def test_area(student, reference):
    box = student.measures.Box(3.0)
    check.equal(student.measures.area(box), reference.measures.area(reference.measures.Box(3.0)), "area")
@pytest.mark.feedback("values")
def test_size(student, reference):
    check.equal(student.shapes.Square(3.0).size(), reference.shapes.Square(3.0).size(), "size")
@pytest.mark.feedback("category")
def test_objects_of_either_go_over(student, reference):
    check.equal(student.measures.area(reference.shapes.Square(2.0)), 4.0, "area of a square")
"""
TRIANGLE = """
task = "2"
module = "measures"
title = "Half of it"
explanation = "A square is no triangle."
hint = "Look at the formula."
handout = "task-2-both"
[[edits]]
old = "shape.side ** 2"
new = "shape.side ** 2 / 2"
"""
README = """# Small

How to work.

## Task 1: Shapes

A square.

## Task 2: Both

A square and its area.
"""
STUBS = {
    "shapes": "class Square:\n    def __init__(self, side): raise NotImplementedError\n",
    "measures": "class Box:\n    def __init__(self, side): raise NotImplementedError\n\n\n"
    "def area(shape):\n    raise NotImplementedError\n",
}
RIGHT = {"shapes": SHAPES, "measures": MEASURES}


@pytest.fixture(scope="module")
def assignment(tmp_path_factory: pytest.TempPathFactory) -> Assignment:
    beside = {"misconceptions/half-of-it.toml": TRIANGLE}
    made = lay_out(tmp_path_factory.mktemp("course"), MANIFEST, {"1": ONE, "2": BOTH}, RIGHT, STUBS, beside)
    (made.folder / "README.md").write_text(README)
    tests = made.folder / "public_tests"
    tests.mkdir()
    (tests / "test_2.py").write_text(
        "def test_both():\n    import measures, shapes\n    assert measures.area(shapes.Square(2)) == 4\n"
    )
    for file, content in notebooks(made).items():
        file.write_bytes(content)
    return made


@pytest.fixture(scope="module")
def exam(assignment: Assignment) -> Iterator[Exam]:
    with Exam(assignment) as exam:
        yield exam


def lost(grade: Grade) -> dict[str, str]:
    tests = (test for task in grade.tasks for test in task.tests)
    assert all(test.outcome is not Outcome.ERROR for test in tests), grade
    return {test.name: test.message for task in grade.tasks for test in task.tests if test.outcome is Outcome.FAILED}


def test_right_work_gets_everything_and_stubs_nothing(exam: Exam) -> None:
    assert exam.grade(handed_in(RIGHT)).score == 5
    assert exam.grade(handed_in(STUBS)).score == 0


def test_a_module_that_is_missing_or_does_not_load_costs_what_needs_it(exam: Exam) -> None:
    missing = lost(exam.grade(read_modules(exam, {"shapes": SHAPES})))
    assert missing.keys() == {"test_area", "test_size", "test_objects_of_either_go_over"}
    assert all("measures.py is missing" in missing[name] for name in missing)
    assert missing["test_objects_of_either_go_over"].startswith("measures.py is missing: hand it in with area and Box.")
    broken = lost(exam.grade(handed_in({"shapes": SHAPES, "measures": "1 / 0"})))
    assert broken.keys() == missing.keys()
    assert broken["test_objects_of_either_go_over"].startswith("measures.py could not be loaded.")
    neither = lost(exam.grade(handed_in({"shapes": "import os\nos.abort()", "measures": "1 / 0"})))
    assert neither.keys() == {"test_side", *missing}


def read_modules(exam: Exam, modules: dict[str, str]) -> Submission:
    """Through intake, which says what is missing."""
    files = {f"{name}.py": source.encode() for name, source in modules.items()}
    return submission_of(CollectedFiles(files), exam.assignment, HandoutBaseline(exam.assignment, in_place=False), "x")


def test_a_notebook_holds_both_or_one_of_them(exam: Exam, tmp_path: Path) -> None:
    solution = exam.assignment.solution
    whole = read_submission(solution / "small.ipynb", exam.assignment)
    assert exam.grade(whole).score == 5
    made = notebook([code(SHAPES), code("assert Square(1.0).side == 1.0")])
    (tmp_path / "small.ipynb").write_bytes(made)
    (tmp_path / "measures.py").write_text(MEASURES)
    assert exam.grade(read_submission(tmp_path, exam.assignment)).score == 5
    (tmp_path / "measures.py").write_text(MEASURES.replace("** 2", "** 3"))
    assert lost(exam.grade(read_submission(tmp_path, exam.assignment))).keys() == {
        "test_area", "test_size", "test_objects_of_either_go_over",
    }  # fmt: skip


def test_a_mistake_in_one_module_is_named_where_another_uses_it(exam: Exam) -> None:
    grade = exam.grade(handed_in({**RIGHT, "measures": MEASURES.replace("** 2", "** 2 / 2")}))
    named = {test.name for task in grade.tasks for test in task.tests if test.misconception}
    assert named == {"test_area", "test_size"}


def test_the_handout_has_each_module_once(assignment: Assignment) -> None:
    made = json.loads(notebooks(assignment)[assignment.folder / "small.ipynb"])
    cells = "\n".join("".join(cell["source"]) for cell in made["cells"] if cell["cell_type"] == "code")
    assert cells.count("class Square") == cells.count("def area") == 1


def test_public_tests_and_the_receipt_know_both_modules(assignment: Assignment, tmp_path: Path) -> None:
    for name, source in RIGHT.items():
        (tmp_path / f"{name}.py").write_text(source)
    with PublicTestRunner(assignment) as runner:
        for work in (tmp_path, assignment.solution / "small.ipynb"):
            (test,) = [test for task in runner.check(read_submission(work, assignment)).tasks for test in task.tests]
            assert test.outcome is Outcome.PASSED, test.message
    receipt = pack_work(tmp_path, assignment).receipt
    assert [task.file for task in receipt.tasks] == ["shapes.py", "shapes.py, measures.py"]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('"measures.area"', '"area"', "has the name 'area': without a `module` each name says its own, like"),
        ('names = ["Square"]', 'names = ["shapes.Square"]', "names are of its module shapes, like `Square`"),
        ('names = ["shapes.Square", "measures.area", "measures.Box"]', "program = true", "names no `module`"),
        ('"measures.area"', '"lengths.area"', "lengths.py"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_the_names_is_said(tmp_path: Path, old: str, new: str, says: str) -> None:
    assert old in MANIFEST
    with pytest.raises(AssignmentError, match=says):
        lay_out(tmp_path, MANIFEST.replace(old, new), {"1": ONE}, RIGHT)


def test_a_mistake_in_one_of_several_modules_says_in_which(tmp_path: Path) -> None:
    beside = {"misconceptions/half-of-it.toml": TRIANGLE.replace('module = "measures"\n', "")}
    made = lay_out(tmp_path, MANIFEST, {"1": ONE, "2": BOTH}, RIGHT, STUBS, beside)
    with pytest.raises(
        AssignmentError, match="does not say in which `module` the mistake is: task 2 asks for names in"
    ):
        Exam(made).__enter__()
