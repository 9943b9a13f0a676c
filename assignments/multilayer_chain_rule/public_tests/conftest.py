"""Gives every public test the module of yours that it is about, from the folder above this one.

Run them in the folder of the assignment: `python -m pytest public_tests`
"""

import importlib
import sys
from collections.abc import Generator, Iterator
from pathlib import Path
from types import ModuleType

import matplotlib.pyplot as plt
import pytest

HANDOUT = Path(__file__).resolve().parent.parent


def pytest_configure(config: pytest.Config) -> None:
    """Makes your modules importable, keeps windows closed and messages short."""
    sys.path.insert(0, str(HANDOUT))
    plt.switch_backend("Agg")
    if config.option.tbstyle == "auto":
        config.option.tbstyle = "short"


@pytest.fixture
def student(request: pytest.FixtureRequest) -> ModuleType:
    """Your module for the task: `test_1_1_NAME.py` is about `NAME.py`."""
    name = request.path.stem.split("_", maxsplit=3)[3]
    try:
        return importlib.import_module(name)
    except Exception as error:  # noqa: BLE001 - whatever loading your module raises is what you need to read
        problem = f"{type(error).__name__}: {error}"
    pytest.fail(f"{name}.py cannot be loaded: {problem}", pytrace=False)


@pytest.fixture(autouse=True)
def closed_figures() -> Iterator[None]:
    """Leaves no figure to the next test."""
    yield
    plt.close("all")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(call: pytest.CallInfo[None]) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Says in one line what is not written yet."""
    report = yield
    if call.excinfo is not None and isinstance(call.excinfo.value, NotImplementedError):
        place = call.excinfo.traceback[-1]
        report.longrepr = f"{place.name} in {Path(place.path).name} is not written yet."
    return report
