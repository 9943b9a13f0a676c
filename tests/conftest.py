"""Configuration shared by all tests: the number of workers, the drawn samples, and the tiny assignment.

Files that several workers can read are made by one of them: `tests/support/once.py`.
"""

import gc
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from grader.assignment import Assignment, load_assignment
from grader.exam import Exam
from tests.support import draw as drawing
from tests.support.draw import Draw
from tests.support.loading import HANDOUT
from tests.support.slow import longest_first, mark_slow
from tests.support.standing import standing_zygotes
from tests.support.standing_workers import standing_workers
from tests.support.tiny import lay_out_tiny

COLLECT_AFTER = 20_000
"""New objects before garbage is collected."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """The options of this suite."""
    drawing.add_options(parser)


def pytest_configure() -> None:
    """Has properties tried with the same examples each time, however busy the machine is, and bytecode kept.

    Hundreds of processes that tests start would otherwise compile the same modules. And where a shell starts the suite
    in the background, it has Ctrl-C ignored, which these processes would inherit. Of the tests that are
    collected nothing is garbage: to look for some after each 700 new objects took a fifth of the time.
    """
    gc.set_threshold(COLLECT_AFTER)
    settings.register_profile("suite", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    settings.load_profile("suite")
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """For `-n auto` a worker for each processor that this process may use; xdist would count cores of the machine."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def pytest_report_header(config: pytest.Config) -> str:
    """Says what is drawn."""
    draw = drawing.draw_of(config)
    return "drawn: everything" if draw.everything else f"drawn: with the seed {draw.seed}"


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Marks what is slow and has it run first, and leaves out what was not drawn."""
    mark_slow(items)
    longest_first(items)
    drawing.leave_out(config, items)


def pytest_collection_finish() -> None:
    """Leaves the tests themselves, half a million objects, out of every later search for garbage."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def draw(request: pytest.FixtureRequest) -> Draw:
    """How this run draws."""
    return drawing.draw_of(request.config)


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
