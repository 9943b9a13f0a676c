"""A tiny assignment of two tasks, for tests of the exam itself."""

from collections.abc import Callable, Iterator

import pytest

from grader.assignment import Assignment, load_assignment
from grader.exam import Exam
from grader.model import Grade, Submission

MANIFEST = """
slug = "tiny"
title = "Tiny"
notebook = "tiny.ipynb"
given = ["given.py"]
feedback = "category"
[limits]
call_seconds = 1.0
cell_seconds = 1.0
notebook_seconds = 3.0
task_seconds = 3.0
idle_seconds = 3.0
[[tasks]]
id = "1"
title = "Double"
module = "tiny_double"
names = ["double"]
points = 3
[[tasks]]
id = "2"
title = "Shift"
module = "tiny_shift"
names = ["shift"]
points = 2
"""
DOUBLE_TESTS = '''
"""Hidden tests of task 1."""
import numpy as np
import pytest
from grader.exam import check
pytestmark = pytest.mark.task("1")
@pytest.mark.points(2)
@pytest.mark.feedback("values")
def test_values(student, reference, rng):
    """Doubles an array."""
    x = rng.normal(size=3)
    check.close(student.double(x), reference.double(x), "double(x)")
@pytest.mark.points(1)
def test_negative(student, reference, rng):
    """Doubles a secret number."""
    x = -1000 * rng.random()
    check.close(student.double(x), reference.double(x), "double(x)")
'''
SHIFT_TESTS = '''
"""Hidden tests of task 2."""
import pytest
from grader.exam import check
pytestmark = pytest.mark.task("2")
@pytest.mark.points(2)
def test_shift(student, reference):
    """Adds one."""
    if student.shift(0) == "break the test": raise ZeroDivisionError
    check.close(student.shift(41.0), reference.shift(41.0), "shift(x)")
'''
SOLUTION = {"tiny_double.py": "def double(x): return 2 * x", "tiny_shift.py": "def shift(x): return x + 1.0"}


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Assignment:
    root = tmp_path_factory.mktemp("tiny")
    folder, solution = root / "assignments" / "tiny", root / "solutions" / "tiny"
    (solution / "hidden_tests").mkdir(parents=True)
    folder.mkdir(parents=True)
    (folder / "assignment.toml").write_text(MANIFEST)
    (folder / "given.py").write_text("ONE = 1.0\ndef one(): return ONE\n")
    for name, source in SOLUTION.items():
        (folder / name).write_text("def nothing(): raise NotImplementedError")
        (solution / name).write_text(source)
    (solution / "hidden_tests" / "test_1.py").write_text(DOUBLE_TESTS)
    (solution / "hidden_tests" / "test_2.py").write_text(SHIFT_TESTS)
    (solution / "seed.txt").write_text("5ec7e7" + "0123456789abcdef" * 2)
    return load_assignment(folder)


@pytest.fixture(scope="module")
def exam(tiny: Assignment) -> Iterator[Exam]:
    with Exam(tiny) as running:
        yield running


@pytest.fixture(scope="module")
def grade(exam: Exam) -> Callable[..., Grade]:
    """Grades the solution with some of its files replaced; a value of None takes a file away."""

    def graded(**changes: str | None) -> Grade:
        sources: dict[str, str | None] = {**SOLUTION, **{f"{name}.py": text for name, text in changes.items()}}
        missing = {name.removesuffix(".py"): f"{name} is missing." for name, text in sources.items() if text is None}
        files = {name: text.encode() for name, text in sources.items() if text is not None}
        return exam.grade(Submission(id="x", digest="sha256:0", files=files, problems=missing))

    return graded
