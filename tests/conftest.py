"""What all tests share. What several workers can read from a disk is made by one of them: `tests/support/once.py`."""

import os
import sys

import pytest

from grader.assignment import Assignment
from tests.support.distribution import pytest_xdist_make_scheduler
from tests.support.tiny import lay_out_tiny

__all__ = ["pytest_xdist_make_scheduler"]


def pytest_configure() -> None:
    """Lets what tests start keep its bytecode: hundreds of processes would otherwise compile the same modules."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Assignment:
    """The tiny assignment, a copy for each module: some break it."""
    return lay_out_tiny(tmp_path_factory.mktemp("tiny"))
