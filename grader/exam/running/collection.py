"""The hidden tests as pytest collects them, in a session that serves submissions instead of running once. Trusted side.

Knows pytest, and nothing about guests, submissions or grades.
"""

from collections.abc import Callable, Mapping, Sequence

import pytest

from grader.assignment import Assignment
from grader.errors import AssignmentError
from grader.exam.judging.author_faults import collect_fault
from grader.exam.running.marks import MARKS, by_task

Serve = Callable[[Mapping[str, Sequence[pytest.Item]]], None]
"""Gets the tests of each task, by its id, and returns when no more of them are needed."""


class HiddenTests:
    """A pytest plugin that collects the hidden tests and passes them on once."""

    def __init__(self, assignment: Assignment, serve: Serve, *, complete: bool = True) -> None:
        """If the tests are not `complete`, only some were selected, and they give only some of the points."""
        self._assignment = assignment
        self._serve = serve
        self._complete = complete
        self.problem = ""  # why no submission can be graded, once that is known
        self.traceback = ""  # what pytest prints about it

    def pytest_configure(self, config: pytest.Config) -> None:
        """Declares the marks."""
        for mark in MARKS:
            config.addinivalue_line("markers", mark)

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Replaces pytest's own loop."""
        if session.testsfailed:
            return True
        try:
            found = by_task(session.items, self._assignment, complete=self._complete)
        except AssignmentError as error:
            self.problem = str(error)
        else:
            self._serve(found)
        return True

    def pytest_exception_interact(
        self, call: pytest.CallInfo[object], report: pytest.CollectReport | pytest.TestReport
    ) -> None:
        """Keeps the first problem of the collection."""
        if isinstance(report, pytest.CollectReport) and call.excinfo is not None and not self.problem:
            fault = collect_fault(call.excinfo.value, self._assignment)
            self.problem = f"The hidden tests cannot be collected: {fault}"
            self.traceback = str(report.longrepr)
