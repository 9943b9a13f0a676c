"""Grading a class goes through the parts of the grader one way: none is entered again from another while it works."""

import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

import pytest

import grader
from grader.assignment import Assignment
from grader.cli.bulk import bulk
from grader.gradebook import class_workers
from grader.gradebook.standing_exam import standing
from grader.model import Isolation
from grader.model.options import ClassOptions
from tests.support.tiny import SOLUTION

PACKAGE = Path(grader.__file__).parent
FOUNDATION = frozenset({"errors", "model", "plugins", "safe_path", "sanitize", "toml_faults", "version", "wire"})
"""What everything else uses, and what uses nothing else."""
CALLED_BACK = frozenset({"exam from host, in TaskRun._proxy.<locals>.log"})
"""Functions that a part passes on so that they are called: a proxy tells the exam's log what a test has asked."""


class InThisProcess(Executor):
    """Workers that are no processes of their own."""

    def submit(self, work: Callable[..., Any], /, *arguments: Any, **keywords: Any) -> Future[Any]:
        """Does the work at once."""
        done: Future[Any] = Future()
        done.set_result(work(*arguments, **keywords))
        return done


class Walk:
    """Which parts of the grader call each other, and which are entered again while they work."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.again: set[str] = set()
        self._inside: list[tuple[FrameType, str]] = []

    def see(self, frame: FrameType, event: str, _: object) -> None:
        """A profile function."""
        if event == "call":
            self._enter(frame, _part_of(frame.f_code))
        elif event == "return":
            while self._inside and self._inside.pop()[0] is not frame:
                pass

    def _enter(self, frame: FrameType, part: str) -> None:
        around = [each for _, each in self._inside if each] if part else []
        self._inside.append((frame, part))
        if not part or "import" in (part, *around):
            return
        if part not in self.parts:
            self.parts.append(part)
        if part in around and around[-1] != part:
            self.again.add(f"{part} from {around[-1]}, in {frame.f_code.co_qualname}")


@cache
def _part_of(code: CodeType) -> str:
    if code.co_name == "<module>":
        return "import"
    file = Path(code.co_filename)
    part = file.relative_to(PACKAGE).parts[0].removesuffix(".py") if file.is_relative_to(PACKAGE) else ""
    return "" if part in FOUNDATION else part


@contextmanager
def watched(walk: Walk) -> Iterator[None]:
    before = sys.getprofile()
    sys.setprofile(walk.see)
    try:
        yield
    finally:
        sys.setprofile(before)


def test_no_part_is_entered_again_while_it_works(
    tiny: Assignment, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, source in SOLUTION.items():
        (tmp_path / "class" / "jane").mkdir(parents=True, exist_ok=True)
        (tmp_path / "class" / "jane" / name).write_text(source)
    options, walk = ClassOptions(workers=1, isolation=Isolation.PROCESS), Walk()
    with ExitStack() as held:
        held.callback(standing().close)  # a worker's ends with its process
        monkeypatch.setattr(class_workers, "worker_pool", lambda *_: InThisProcess())
        held.enter_context(watched(walk))
        bulk(tmp_path / "class", output=tmp_path / "out", assignment=tiny.folder, grading=options)
    assert (tmp_path / "out" / "jane" / "report.html").is_file()
    assert walk.parts[:2] == ["cli", "api"]
    assert {"intake", "assignment", "gradebook", "exam", "host", "output", "report", "feedback"} <= set(walk.parts)
    assert walk.again == CALLED_BACK


def test_a_part_that_is_entered_again_is_seen() -> None:
    """It hands a function of its own on, which another part calls."""
    walk = Walk()
    begin, render, row = (
        _function(f"def {name}(*given): return {does}", part)
        for name, does, part in (
            ("begin", "given[0](given[1])", "gradebook"),
            ("render", "given[0]()", "report"),
            ("row", "1", "gradebook"),
        )
    )
    with watched(walk):
        begin(render, row)
    assert walk.parts == ["gradebook", "report"]
    assert walk.again == {"gradebook from report, in row"}


def _function(source: str, part: str) -> Callable[..., object]:
    """A function as if it stood in a module of this part."""
    names: dict[str, Any] = {}
    exec(compile(source, str(PACKAGE / part / "some.py"), "exec"), names)  # noqa: S102 # our own
    made: Callable[..., object] = next(found for name, found in names.items() if not name.startswith("__"))
    return made
