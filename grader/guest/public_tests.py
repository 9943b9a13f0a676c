"""Collects public tests with pytest and runs them one at a time, on the host's request. Untrusted side.

They share the process with the student's code and exchange objects with it, as when a student runs pytest. Their
results are only for that student. Imported only by a zygote for public tests.
"""

import contextlib
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest
from _pytest.runner import runtestprotocol

from grader.guest import loader, pytest_sessions
from grader.guest.halts import halt_of
from grader.wire.public_tests import FoundTest, TestHalt


class CollectionError(Exception):
    """The tests cannot be collected; the message says why."""


class PublicTestSession:
    """The collected tests of some files."""

    def __init__(self, files: Mapping[str, bytes], chosen: Sequence[str]) -> None:
        """Writes the files to the current directory and collects the chosen ones. Raises CollectionError."""
        self._problems: list[str] = []
        self._raised: BaseException | None = None
        self._here = here = Path.cwd()
        loader.lay_out(files, here)
        with _same_import_path():
            session = pytest_sessions.collected(files, [here / name for name in chosen], self)
        if self._problems:
            raise CollectionError(self._problems[0])
        self._items = {(item.path.relative_to(here).as_posix(), _name(item)): item for item in session.items}

    def found(self) -> list[FoundTest]:
        """All collected tests."""
        return [FoundTest(file, name, _title(item)) for (file, name), item in self._items.items()]

    def run(self, file: str, name: str) -> None:
        """Runs one test. Raises whatever ends it, including a skip."""
        self._raised = None
        reports = runtestprotocol(self._items[file, name], log=False, nextitem=None)
        if self._raised is not None:
            raise self._raised
        failed = [report.longreprtext for report in reports if report.failed]
        if failed:  # a mark made it fail without an exception
            pytest.fail(failed[0], pytrace=False)

    def halt(self, error: BaseException) -> TestHalt | None:
        """What can be seen of the line in which a test ended with this exception; of unwritten code nothing is said."""
        return None if isinstance(error, NotImplementedError) else halt_of(error, f"{self._here}/")

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Stores what cannot be collected."""
        if report.failed:
            self._problems.append(str(report.longrepr).strip().splitlines()[-1])

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, call: pytest.CallInfo[None]) -> Iterator[None]:
        """Stores the first exception itself, unless a mark says that it is not a failure."""
        report = yield
        if call.excinfo is not None and self._raised is None and not hasattr(report, "wasxfail"):
            self._raised = call.excinfo.value
        return report


def _name(item: pytest.Item) -> str:
    return item.nodeid.partition("::")[2]


def _title(item: pytest.Item) -> str:
    documentation = getattr(getattr(item, "function", None), "__doc__", None) or ""
    return documentation.strip().partition("\n")[0].rstrip(".")


@contextlib.contextmanager
def _same_import_path() -> Iterator[None]:
    """Whatever a conftest.py adds in front, the student's files stay last: their `random.py` shadows nothing."""
    before = list(sys.path)
    try:
        yield
    finally:
        sys.path[:] = before
