"""The tiny assignment, with a hidden test that crashes the whole exam, or never ends, if a submission requests it."""

from pathlib import Path

import pytest

from grader.assignment import Assignment
from tests.support.tiny import SOLUTION, lay_out_tiny

FATAL = """
    import os
    asked = student.shift(0.0)
    if asked == "end the exam": os._exit(7)
    while asked == "keep the exam busy": pass
    if asked == "fill the exam": bytearray(512 << 20)
"""


@pytest.fixture(scope="module")
def fragile(tmp_path_factory: pytest.TempPathFactory) -> Assignment:
    """The fault is the test author's: student code cannot reach the exam's process."""
    tiny = lay_out_tiny(tmp_path_factory.mktemp("fragile"))
    file = tiny.hidden_tests / "test_2.py"
    file.write_text(
        file.read_text().replace('    if student.shift(0) == "break', f'{FATAL}    if student.shift(0) == "break')
    )
    return tiny


@pytest.fixture
def class_folder(tmp_path: Path) -> Path:
    """Three students who got everything right."""
    folder = tmp_path / "class"
    for name in ("ann", "bo", "cy"):
        (folder / name).mkdir(parents=True)
        for file, source in SOLUTION.items():
            (folder / name / file).write_text(source)
    return folder
