"""The tiny assignment with two tasks, defined once: for the exam, for commands, for a class, and for attackers.

Tests pass what differs where they write it: limits, hidden tests, parts of the reference.
"""

from collections.abc import Mapping
from pathlib import Path

from grader.assignment import Assignment, load_assignment

HEAD = """
slug = "tiny"
title = "Tiny"
notebook = "tiny.ipynb"
given = ["given.py"]
feedback = "category"
"""
LIMITS = """
[limits]
call_seconds = 1.0
cell_seconds = 1.0
notebook_seconds = 3.0
task_seconds = 3.0
idle_seconds = 3.0
"""
TASKS = """
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
MANIFEST = HEAD + LIMITS + TASKS
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
    if student.shift(0) == "break the test": raise RuntimeError
    check.close(student.shift(41.0), reference.shift(41.0), "shift(x)")
'''
SOLUTION = {"tiny_double.py": "def double(x): return 2 * x", "tiny_shift.py": "def shift(x): return x + 1.0"}
GIVEN = "ONE = 1.0\ndef one(): return ONE\n"
STUB = "def nothing(): raise NotImplementedError"
SEED = "5ec7e7" + "0123456789abcdef" * 2


def lay_out_tiny(
    root: Path,
    *,
    limits: str = LIMITS,
    hidden_tests: tuple[str, str] = (DOUBLE_TESTS, SHIFT_TESTS),
    reference: Mapping[str, str] = SOLUTION,
    seed: str = SEED,
) -> Assignment:
    """Writes the assignment and its solution below a folder."""
    folder, solution = root / "assignments" / "tiny", root / "solutions" / "tiny"
    (solution / "hidden_tests").mkdir(parents=True)
    folder.mkdir(parents=True)
    (folder / "assignment.toml").write_text(HEAD + limits + TASKS)
    (folder / "given.py").write_text(GIVEN)
    for name, source in reference.items():
        (folder / name).write_text(STUB)
        (solution / name).write_text(source)
    for number, source in enumerate(hidden_tests, start=1):
        (solution / "hidden_tests" / f"test_{number}.py").write_text(source)
    (solution / "seed.txt").write_text(seed)
    return load_assignment(folder)
