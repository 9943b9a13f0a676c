"""The bundled assignment, and partly wrong submissions to it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from grader.assignment import Assignment, load_assignment
from grader.intake import read_submission
from grader.model import Submission
from tests.support.loading import HANDOUT
from tests.support.samples import lay_out


@pytest.fixture(scope="session")
def assignment() -> Assignment:
    return load_assignment(HANDOUT)


@pytest.fixture
def sample(assignment: Assignment, tmp_path: Path) -> Callable[[str], Submission]:
    """One of the samples of `grader demo`, as it comes out of intake."""
    return lambda name: read_submission(lay_out(name, tmp_path / name), assignment, submission_id=name)
