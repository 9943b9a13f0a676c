"""Configuration shared by all tests: the number of workers, the drawn samples, and what is kept between runs.

With several workers this module is loaded in one more process, which starts them and runs no test. What only tests need
is in `tests/support/fixtures.py`, which that process does without.
"""

import gc
import os
import signal
import sys

import pytest

from tests.support import draw as drawing
from tests.support.draw import Draw
from tests.support.slow import longest_first, mark_slow

COLLECT_AFTER = 20_000
"""New objects before garbage is collected."""
QUICK = "not slow"
"""What `-m` is given for the quick loop."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """The options of this suite."""
    drawing.add_options(parser)


def pytest_configure() -> None:
    """Has bytecode kept and Ctrl-C heard, here and in what tests start.

    Hundreds of processes that tests start would otherwise compile the same modules. And where a shell starts the suite
    in the background, it has Ctrl-C ignored, which these processes would inherit. Of the tests that are
    collected nothing is garbage: to look for some after each 700 new objects took a fifth of the time.
    """
    gc.set_threshold(COLLECT_AFTER)
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_sessionstart(session: pytest.Session) -> None:
    """Imports what tests need, in each process that runs some: half of the grader, and Hypothesis."""
    plugins = session.config.pluginmanager
    if not plugins.has_plugin("dsession"):  # xdist's, in the process that starts the workers
        plugins.import_plugin("tests.support.fixtures")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """For `-n auto` a worker for each processor that this process may use; xdist would count cores of the machine.

    With the slow tests half as many more: a worker waits a quarter of its time, for deadlines, browsers and locks. The
    quick ones compute all the time, and one more worker would only collect them once more.
    """
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return processors if config.getoption("markexpr") == QUICK else processors + processors // 2


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
