"""The hidden tests, as pytest collects them, in a session that stays open while submissions are graded. Trusted side.

Knows pytest, and nothing about guests, submissions or grades. pytest's main function returns only when its session is
over, so names are used here that pytest does not promise to keep.
"""

# ruff: noqa: SLF001 # see above
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager

import pytest
from _pytest.config import _prepareconfig

from grader.assignment import Assignment
from grader.errors import AssignmentError
from grader.exam.judging.author_faults import collect_fault, said_of
from grader.exam.running.imports import importable
from grader.exam.running.item_checks import check_sources
from grader.exam.running.marks import MARKS, by_task

# Nothing of the person's own pytest configuration may reach the exam, and pytest's watchers for logs, threads and
# warnings would find nothing: student code runs elsewhere.
ARGUMENTS = ("-p", "no:cacheprovider", "-p", "no:terminal", "-p", "no:capture", "-p", "no:faulthandler",
             "-p", "no:warnings", "-p", "no:logging", "-p", "no:threadexception", "-p", "no:unraisableexception",
             "--disable-plugin-autoload", "--strict-markers", "--assert=plain", "--import-mode=importlib",
             "-c", os.devnull)  # fmt: skip

Items = Mapping[str, Sequence[pytest.Item]]
"""The tests of each task, by its id."""


@contextmanager
def collected(assignment: Assignment, plugins: Sequence[object], select: str = "") -> Iterator[Items]:
    """The hidden tests of each task, which can be run as long as this is open.

    Args:
        assignment: The assignment that they belong to; its modules can be imported meanwhile.
        plugins: Those that take part in running tests.
        select: An expression that selects tests by name, as pytest's -k does; they give only some of the points.

    Raises:
        AssignmentError: They cannot be collected, or a mark is missing or invalid; its note is pytest's traceback.
    """
    faults = _Faults(assignment)
    with ExitStack() as opened:
        with _told(faults):
            check_sources(assignment)
            opened.enter_context(importable(assignment))
            session = opened.enter_context(_session(assignment, [faults, *plugins], select))
            faults.require_none()
            items = by_task(session.items, assignment, complete=not select)
        yield items


@contextmanager
def _session(assignment: Assignment, plugins: Sequence[object], select: str) -> Iterator[pytest.Session]:
    """What pytest's own wrap_session does, except that it runs nothing."""
    tests = str(assignment.hidden_tests)
    chosen = ("-k", select) if select else ()
    config = _prepareconfig([*ARGUMENTS, *chosen, "--rootdir", tests, "--confcutdir", tests, tests], plugins)
    try:
        config._do_configure()
        session = pytest.Session.from_config(config)
        config.hook.pytest_sessionstart(session=session)
        config.hook.pytest_collection(session=session)
        yield session
        config.hook.pytest_sessionfinish(session=session, exitstatus=pytest.ExitCode.OK)
    finally:
        config._ensure_unconfigure()


class _Faults:
    """A pytest plugin that keeps the first problem of the collection."""

    def __init__(self, assignment: Assignment) -> None:
        self._assignment = assignment
        self._first: AssignmentError | None = None

    def pytest_configure(self, config: pytest.Config) -> None:
        """Declares the marks."""
        for mark in MARKS:
            config.addinivalue_line("markers", mark)

    def pytest_exception_interact(
        self, call: pytest.CallInfo[object], report: pytest.CollectReport | pytest.TestReport
    ) -> None:
        """Keeps it."""
        if isinstance(report, pytest.CollectReport) and call.excinfo is not None and self._first is None:
            fault = collect_fault(call.excinfo.value, self._assignment)
            self._first = AssignmentError(f"The hidden tests cannot be collected: {fault}")
            self._first.add_note(str(report.longrepr))  # which --debug prints

    def require_none(self) -> None:
        """Raises AssignmentError if there was one."""
        if self._first is not None:
            raise self._first


@contextmanager
def _told(faults: _Faults) -> Iterator[None]:
    """Tells whatever ends pytest before or while it collects as one sentence."""
    try:
        yield
    except AssignmentError:
        raise
    except (Exception, SystemExit) as error:
        faults.require_none()
        raise AssignmentError(f"The hidden tests cannot be collected: {said_of(error.__cause__ or error)}") from error
