"""A sample of `grader audit`, once per run, for all tests that read its output and files.

It is smaller than that of `--quick`, which authors run, and of some tasks and one constant answer only; `--everything`
takes all of them.
"""

import json
from collections.abc import Sequence
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import pytest
from msgspec import Struct
from msgspec.structs import replace

from grader.assignment import Assignment, Task, load_assignment
from grader.audit import subjects
from grader.audit.subjects import CONSTANTS, QUICK, Scope
from grader.cli.launch import run
from grader.exam.diagnosis.misconceptions import load_misconceptions
from tests.support.draw import Draw
from tests.support.loading import HANDOUT
from tests.support.once import made_once

EVERY = 100
TASKS = 1
WORKERS = 1
"""A second one would open an exam of its own, which takes longer than it saves."""
LARGEST_STEP = 20


class Audited(Struct, frozen=True):
    """How it ended, what it said, and the folder with what it wrote."""

    code: int
    said: Any
    folder: Path


def quick_audit(factory: pytest.TempPathFactory, draw: Draw) -> Audited:
    """Runs it, unless another test of this run did."""
    assignment = load_assignment(HANDOUT)
    tasks = draw.few(assignment.tasks, TASKS, lambda _: "")
    constants = tuple(draw.few(CONSTANTS, 1, lambda _: "constants"))
    if draw.everything:
        folder = made_once(factory, "quick-audit", lambda folder: _run(folder, QUICK, constants))
    else:
        thin = replace(QUICK, every=EVERY, sample=_thinnest(assignment, tasks))
        named = [f"--task={task.id}" for task in tasks]
        folder = made_once(factory, "quick-audit", lambda folder: _run(folder, thin, constants, *named))
    said = (folder / "said.json").read_text("utf-8")
    return Audited(int((folder / "code").read_text()), json.loads(said), folder / "written")


def _thinnest(assignment: Assignment, tasks: Sequence[Task]) -> int:
    """The largest step through the catalogue of these tasks that takes a known mistake of each."""
    known = [mistake.task for mistake in load_misconceptions(assignment) if mistake.task in tasks]
    return max(step for step in range(1, LARGEST_STEP) if {task.id for task in known[::step]} == {t.id for t in tasks})


def _run(folder: Path, scope: Scope, constants: tuple[str, ...], *more: str) -> None:
    command = ["audit", "--assignment", str(HANDOUT), "--quick", "--json", "--workers", str(WORKERS), *more]
    with (folder / "said.json").open("w", encoding="utf-8") as said, pytest.MonkeyPatch.context() as patch:
        patch.setattr(subjects, "QUICK", scope)
        patch.setattr(subjects, "CONSTANTS", constants)
        with redirect_stdout(said):
            code = run([*command, "--output", str(folder / "written")])
    (folder / "code").write_text(str(code))
