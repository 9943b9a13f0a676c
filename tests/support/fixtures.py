"""Fixtures that tests anywhere ask for: the tiny assignment, an exam, and zygotes and workers that stay.

Files that several workers can read are made by one of them: `tests/support/once.py`.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from grader.assignment import Assignment, load_assignment
from grader.exam import Exam
from tests.support.loading import HANDOUT
from tests.support.standing import standing_zygotes
from tests.support.standing_workers import standing_workers
from tests.support.tiny import lay_out_tiny

# The same examples each time, however busy the machine is: a module that is collected may ask for settings already.
settings.register_profile("suite", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("suite")


@pytest.fixture(scope="session", autouse=True)
def standing() -> Iterator[None]:
    """Exams of this process share their zygotes, and all that open workers in this process share those."""
    with standing_zygotes(), standing_workers():
        yield


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Assignment:
    """The tiny assignment; whoever changes it in a test changes it back, or takes `own_tiny`."""
    return lay_out_tiny(tmp_path_factory.mktemp("tiny"))


@pytest.fixture(scope="session")
def bundled_exam() -> Iterator[Exam]:
    """An exam of the assignment that the demo grades, for all tests of a worker; to open one takes seconds."""
    with Exam(load_assignment(HANDOUT)) as running:
        yield running


@pytest.fixture
def own_tiny(tmp_path: Path) -> Assignment:
    """The tiny assignment, for this test alone."""
    return lay_out_tiny(tmp_path / "own")
