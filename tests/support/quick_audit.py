"""A sample of `grader audit`, once a run, for all tests that read what it says and writes.

It is thinner than that of `--quick`, which authors run; `--everything` takes that.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from msgspec import Struct

from grader.assignment import Assignment, find_assignment
from grader.audit.subjects import QUICK
from grader.exam.misconceptions import load_misconceptions
from tests.support.draw import Draw
from tests.support.once import made_once

PROGRAM = """
from msgspec.structs import replace
import grader.cli.audit as command
command.QUICK = replace(command.QUICK, every={every}, sample={sample})
from grader.cli import main
main()
"""
EVERY = 100
LARGEST_STEP = 20


class Audited(Struct, frozen=True):
    """How it ended, what it said, and the folder with what it wrote."""

    code: int
    said: Any
    folder: Path


def quick_audit(factory: pytest.TempPathFactory, draw: Draw) -> Audited:
    """Runs it, unless another test of this run did."""
    scope = (QUICK.every, QUICK.sample) if draw.everything else (EVERY, _thinnest(find_assignment()))
    folder = made_once(factory, "quick-audit", lambda folder: _run(folder, *scope))
    said = (folder / "said.json").read_text("utf-8")
    return Audited(int((folder / "code").read_text()), json.loads(said), folder / "written")


def _thinnest(assignment: Assignment) -> int:
    """The largest step through the catalogue that takes a known mistake of each task."""
    tasks = [mistake.task.id for mistake in load_misconceptions(assignment)]
    return max(step for step in range(1, LARGEST_STEP) if set(tasks[::step]) == set(tasks))


def _run(folder: Path, every: int, sample: int) -> None:
    command = [sys.executable, "-c", PROGRAM.format(every=every, sample=sample), "audit", "--quick", "--json"]
    run = subprocess.run([*command, "--output", str(folder / "written")], capture_output=True, text=True, check=False)
    assert run.stdout, run.stderr
    (folder / "said.json").write_text(run.stdout, "utf-8")
    (folder / "code").write_text(str(run.returncode))
