"""Builds the pytest sessions of public tests: ready before a guest is forked, or from scratch. Untrusted side.

pytest's main function would run all tests at once, so names are used here that pytest does not promise to keep. Without
those that only save time, each session is built from scratch; without the others, `prepare` raises.
"""

# ruff: noqa: SLF001 # see above
import ast
import contextlib
import importlib
import io
import os
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Literal

import pytest
from _pytest.config import _prepareconfig, default_plugins

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
MOVED = ("_rootpath", "pluginmanager._noconftest", "pluginmanager._confcutdir")
"""What of a configuration has to be changed for another folder."""
_BLOCKS = ("body", "orelse", "finalbody", "handlers", "cases")


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
    """Prepares a session before there are any tests, for each guest to use: it takes most of a guest's time.

    Raises:
        AttributeError, TypeError: This pytest lacks a name without which no session can be built.
    """
    _ready_session()


def collected(files: Mapping[str, bytes], chosen: Sequence[Path], plugin: object) -> pytest.Session:
    """A session that has collected the chosen ones of some files, all in one folder; `plugin` is told what fails."""
    session = _session_for(files, chosen)
    session.config.pluginmanager.register(plugin)
    explains = any(map(_has_bare_assert, _imported(files, {path.name for path in chosen})))
    with _rewriting_asserts(session.config) if explains else contextlib.nullcontext():
        session.perform_collect([str(path) for path in chosen])
    return session


def _session_for(files: Mapping[str, bytes], chosen: Sequence[Path]) -> pytest.Session:
    folder = chosen[0].parent
    early = any(word in content for content in files.values() for word in EARLY)
    ready = None if early else _ready_session()
    return _new_session(folder, map(str, chosen)) if ready is None else _moved(ready, folder)


@cache
def _ready_session() -> pytest.Session | None:
    """The prepared session; None if this pytest has no names by which it could be changed for a folder."""
    session = _new_session(Path("/"), ["--noconftest"])
    logs: Any = session.config.pluginmanager.get_plugin("logging-plugin")
    if not hasattr(logs, "log_file_handler") or not all(_has(session.config, name) for name in MOVED):
        return None
    logs.log_file_handler.close()  # a guest has no open files
    return session


def _has(thing: object, name: str) -> bool:
    first, _, rest = name.partition(".")
    return hasattr(thing, first) and (not rest or _has(getattr(thing, first), rest))


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


def _rewriter(config: pytest.Config) -> Any:
    return config.pluginmanager.rewrite_hook  # which nothing in ARGUMENTS turns off


def _imported(files: Mapping[str, bytes], chosen: Collection[str]) -> list[bytes]:
    """The chosen files, those that are no tests, and the tests that any of these mention."""
    named = {Path(name): content for name, content in files.items()}
    sure = [content for path, content in named.items() if path.name in chosen or not path.name.startswith("test_")]
    mentioned = [text for path, text in named.items() if any(path.stem.encode() in content for content in sure)]
    return [*sure, *mentioned]


def _has_bare_assert(source: bytes) -> bool:
    """Whether pytest has anything to say about an `assert` of this file: where the author says it, that is shown.

    Having pytest rewrite a file takes most of the time that collecting its tests does.
    """
    try:
        waiting: list[ast.AST] = [ast.parse(source)]
    except (SyntaxError, ValueError):
        return True  # as pytest will report
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Assert) and node.msg is None:
            return True
        for block in _BLOCKS:  # no expression contains a statement, and there are many expressions
            waiting.extend(getattr(node, block, ()) if not isinstance(node, ast.expr) else ())
    return False


@contextlib.contextmanager
def _nothing_shown() -> Iterator[None]:
    """Hides the output of pytest's reporter, which keeps the stream that it finds at its creation."""
    with contextlib.redirect_stdout(io.StringIO()):
        yield
