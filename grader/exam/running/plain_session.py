"""The tests of a course in a plain session of pytest, as an author or an editor starts it: each runs on the reference,
hidden tests in a guest as in an exam. Trusted side; student code never gets here.
"""

import contextlib
from collections.abc import Callable, Generator
from pathlib import Path

import pytest

from grader.assignment import Assignment, load_assignment
from grader.errors import GraderError
from grader.exam.running.fixtures import ExamFixtures
from grader.exam.running.imports import importable
from grader.exam.running.item_checks import check_sources
from grader.exam.running.marks import MARKS, by_task, call_seconds_of, task_of
from grader.exam.running.properties import PropertyTests, allow_fixtures
from grader.exam.running.reference_work import reference_work
from grader.exam.running.seeds import choose_seed
from grader.exam.running.stage import Stage
from grader.host.call_cache import CallCache
from grader.host.levels import open_strongest
from grader.host.time_budget import TimeBudget
from grader.host.zygote import Zygote

AssignmentOf = Callable[[Path], Path | None]


class CourseTests:
    """A pytest plugin for all assignments of a course whose tests are collected."""

    def __init__(self, config: pytest.Config, assignment_of: AssignmentOf) -> None:
        """`assignment_of` returns the folder of the assignment that a test file belongs to, if any."""
        self._config = config
        self._assignment_of = assignment_of
        self._fixtures: ExamFixtures | None = None
        self._stages: dict[Path, Stage] = {}
        self._open = contextlib.ExitStack()
        self._zygotes: dict[tuple[str, ...], Zygote] = {}
        config.option.importmode = "importlib"  # tests of several assignments may have files of one name
        for mark in MARKS:
            config.addinivalue_line("markers", mark)

    @pytest.hookimpl(wrapper=True)
    def pytest_make_collect_report(
        self, collector: pytest.Collector
    ) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
        """Collects a file of a course with the modules of its assignment within reach."""
        folder = self._assignment_of(collector.path) if isinstance(collector, pytest.Module) else None
        if folder is None:
            return (yield)
        with importable(self._stage(folder).assignment):
            return (yield)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, bool, bool]:
        """Runs a hidden test on the reference in a guest, and a public one on the reference itself."""
        folder = self._assignment_of(item.path)
        if folder is None:
            return (yield)
        stage = self._stage(folder)
        with importable(stage.assignment):
            if not _is_hidden(item, stage.assignment):
                return (yield)
            budget = TimeBudget.of(stage.assignment.manifest.limits)
            with stage.task(task_of(item, stage.assignment), reference_work(stage.assignment), {}, CallCache(), budget):
                stage.item = item
                stage.run.allow_calls(call_seconds_of(item))
                self._offer_fixtures(stage)
                return (yield)

    @pytest.hookimpl(tryfirst=True)
    def pytest_pyfunc_call(self, pyfuncitem: pytest.Function) -> bool | None:
        """Draws the examples of a property test as an exam does."""
        folder = self._assignment_of(pyfuncitem.path)
        if folder is None or not _is_hidden(pyfuncitem, self._stage(folder).assignment):
            return None
        return PropertyTests(self._stage(folder)).pytest_pyfunc_call(pyfuncitem)

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Checks the marks and fixtures of hidden tests, as an exam does."""
        for item in items:
            folder = self._assignment_of(item.path)
            if folder is not None and _is_hidden(item, self._stage(folder).assignment):
                with _told():
                    by_task([item], self._stage(folder).assignment, complete=False)
                allow_fixtures(getattr(item, "obj", None))

    def pytest_unconfigure(self) -> None:
        """Ends what guests were forked from."""
        self._open.close()

    def _stage(self, folder: Path) -> Stage:
        if folder not in self._stages:
            with _told():
                assignment = load_assignment(folder)
                check_sources(assignment)
                assignment.require_libraries()
                self._stages[folder] = Stage(assignment, choose_seed(assignment), lambda: self._zygote(assignment))
                self._offer_fixtures(self._stages[folder])
        return self._stages[folder]

    def _offer_fixtures(self, stage: Stage) -> None:
        if self._fixtures is None:
            self._fixtures = ExamFixtures(stage)
            self._config.pluginmanager.register(self._fixtures)
        self._fixtures.examine(stage)

    def _zygote(self, assignment: Assignment) -> Zygote:
        libraries = assignment.libraries
        if libraries not in self._zygotes:
            self._zygotes[libraries] = self._open.enter_context(open_strongest(libraries=libraries))
        return self._zygotes[libraries]


def _is_hidden(item: pytest.Item, assignment: Assignment) -> bool:
    return item.path.is_relative_to(assignment.hidden_tests)


@contextlib.contextmanager
def _told() -> Generator[None, None, None]:
    """Has pytest say an author's mistake in its one sentence, and nothing of where that was found."""
    try:
        yield
    except GraderError as error:
        raise pytest.UsageError(str(error)) from error
