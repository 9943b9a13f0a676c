"""The tiny assignment of the exam's tests, and a correct submission to it."""

from pathlib import Path

import pytest

from tests.support.tiny import SOLUTION


@pytest.fixture
def right(tmp_path: Path) -> Path:
    """A folder with a right submission, in a class folder of its own."""
    folder = tmp_path / "class" / "jane"
    folder.mkdir(parents=True)
    for name, source in SOLUTION.items():
        (folder / name).write_text(source)
    return folder
