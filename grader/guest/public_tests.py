"""Collects public tests with pytest and runs them one at a time, on the host's request. Untrusted side.

They share the process with the student's code and exchange objects with it, as when a student runs pytest. Their
results are only for that student. Imported only by a zygote for public tests.
"""

# ruff: noqa: SLF001 # pytest's main function would run all tests, and build each session from scratch
import contextlib
import importlib
import io
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Literal, cast

import pytest
from _pytest.assertion.rewrite import AssertionRewritingHook
from _pytest.config import _prepareconfig, default_plugins
from _pytest.runner import runtestprotocol

from grader.guest import loader
from grader.guest.halts import halt_of
from grader.wire.public_tests import FoundTest, TestHalt

# No configuration files, no other files, and no capturing: the guest keeps what is printed.
ARGUMENTS = ("-p", "no:cacheprovider", "-p", "no:faulthandler", "-p", "no:warnings", "-p", "no:threadexception",
             "-p", "no:unraisableexception", "--disable-plugin-autoload", "--capture=no", "--color=no",
             "-c", os.devnull)  # fmt: skip
for _plugin in default_plugins:  # once, in the zygote: otherwise each session of a guest would import them
    importlib.import_module(f"_pytest.{_plugin}")
EARLY = (
    *(b"pytest_addoption", b"pytest_addhooks", b"pytest_plugins", b"pytest_cmdline_", b"pytest_load_initial_conftests"),
    *(b"pytest_sessionstart", b"pytest_report_header"),
)
"""Hooks of a conftest.py that pytest calls before a session exists."""


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
            session = self._session(files, [here / name for name in chosen])
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
        """What can be seen of the line in which a test ended with this exception."""
        return halt_of(error, f"{self._here}/")

    def _session(self, files: Mapping[str, bytes], chosen: Sequence[Path]) -> pytest.Session:
        """A session that has collected the tests. pytest's main function would also run all of them at once."""
        folder = chosen[0].parent
        early = any(word in content for content in files.values() for word in EARLY)
        session = _new_session(folder, map(str, chosen)) if early else _moved(_ready_session(), folder)
        session.config.pluginmanager.register(self)
        with _rewriting_asserts(session.config):
            session.perform_collect([str(path) for path in chosen])
        return session

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


class _Outcome:
    """A pytest plugin that reports only how a test ended: writing a text about it takes longer than most tests."""

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> pytest.TestReport:
        """The outcome, which marks can change."""
        outcome: Literal["passed", "failed", "skipped"] = "passed"
        if call.excinfo is not None:
            outcome = "skipped" if isinstance(call.excinfo.value, pytest.skip.Exception) else "failed"
        return pytest.TestReport(item.nodeid, item.location, {}, outcome, None, call.when)  # type: ignore[arg-type] # never "collect"


def prepare() -> None:
    """Prepares a session before there are any tests, for each guest to use: it takes most of a guest's time."""
    _ready_session()


@cache
def _ready_session() -> pytest.Session:
    session = _new_session(Path("/"), ["--noconftest"])
    logs: Any = session.config.pluginmanager.get_plugin("logging-plugin")
    logs.log_file_handler.close()  # a guest has no open files
    return session


def _moved(session: pytest.Session, folder: Path) -> pytest.Session:
    """The prepared session, changed as if it had been created for the tests in this folder."""
    _ready_session.cache_clear()
    config, manager = session.config, session.config.pluginmanager
    manager._noconftest, manager._confcutdir = False, folder
    config._rootpath = session.path = folder
    config.invocation_params = pytest.Config.InvocationParams(args=ARGUMENTS, plugins=None, dir=Path.cwd())
    return session


def _new_session(folder: Path, places: Iterable[str]) -> pytest.Session:
    """The first half of pytest's own wrap_session."""
    arguments = [*ARGUMENTS, "--rootdir", str(folder), "--confcutdir", str(folder), *places]
    with _nothing_shown():
        config = _prepareconfig(arguments, [_Outcome()])
        config._do_configure()
        session = pytest.Session.from_config(config)
        config.hook.pytest_sessionstart(session=session)
    sys.meta_path.remove(_rewriter(config))
    return session


@contextlib.contextmanager
def _rewriting_asserts(config: pytest.Config) -> Iterator[None]:
    """Only while tests are collected: no module of the student's is a test, whatever its name."""
    rewriter = _rewriter(config)
    sys.meta_path.insert(0, rewriter)
    try:
        yield
    finally:
        sys.meta_path.remove(rewriter)


def _rewriter(config: pytest.Config) -> AssertionRewritingHook:
    return cast("AssertionRewritingHook", config.pluginmanager.rewrite_hook)  # which nothing in ARGUMENTS turns off


def _name(item: pytest.Item) -> str:
    return item.nodeid.partition("::")[2]


def _title(item: pytest.Item) -> str:
    documentation = getattr(getattr(item, "function", None), "__doc__", None) or ""
    return documentation.strip().partition("\n")[0].rstrip(".")


@contextlib.contextmanager
def _nothing_shown() -> Iterator[None]:
    """Hides the output of pytest's reporter, which keeps the stream that it finds at its creation."""
    with contextlib.redirect_stdout(io.StringIO()):
        yield


@contextlib.contextmanager
def _same_import_path() -> Iterator[None]:
    """Whatever a conftest.py adds in front, the student's files stay last: their `random.py` shadows nothing."""
    before = list(sys.path)
    try:
        yield
    finally:
        sys.path[:] = before
