"""A class of three, and how it is graded."""

from pathlib import Path

import pytest

from grader.assignment import Assignment
from grader.cli.launch import run
from tests.support.graded_class import Grader
from tests.support.tiny import SOLUTION


@pytest.fixture
def students(tmp_path: Path) -> Path:
    """A class of three: Jane's work is right, Kim's and Lu's half."""
    for name in ("jane", "kim", "lu"):
        (tmp_path / "class" / name).mkdir(parents=True)
        for file, source in SOLUTION.items():
            (tmp_path / "class" / name / file).write_text(source)
    for name in ("kim", "lu"):
        (tmp_path / "class" / name / "tiny_shift.py").write_text("def shift(x): return x\n")
    return tmp_path / "class"


@pytest.fixture
def bulk(own_tiny: Assignment, students: Path, tmp_path: Path) -> Grader:
    """Grades the class."""
    call = ["bulk", students, "--output", tmp_path / "out", "--workers", "1", "--assignment", own_tiny.folder]
    return lambda *more: run([*map(str, call), "--isolation", "process", *more])
