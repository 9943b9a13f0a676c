"""What a Mac has not got, graded without: no /proc, no calls of Linux, limits refused. Simulated by `like_macos.py`."""

import json
import os
import platform
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from grader.assignment import Assignment
from grader.host.doctor.examination import limits_fact, machine_facts
from grader.model import Isolation
from tests.support.handouts import RIGHT as HANDED_RIGHT
from tests.support.handouts import write_handout
from tests.support.lent import lend_fonts
from tests.support.needs import zygote_at
from tests.support.tiny import SOLUTION

pytestmark = pytest.mark.skipif(platform.system() != "Linux", reason="simulates another system on Linux")
SHARES_ZYGOTES = True
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One for all."""
    home = tmp_path_factory.mktemp("home")
    lend_fonts(home)
    return home


def like_macos(refused: str, home: Path, *arguments: object) -> "subprocess.CompletedProcess[str]":
    call = [sys.executable, "-m", "tests.host.like_macos", refused, *map(str, arguments)]
    environment = {**os.environ, "HOME": str(home)}
    return subprocess.run(call, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=240, check=False)


def write_modules(folder: Path) -> Path:
    folder.mkdir()
    for name, source in SOLUTION.items():
        (folder / name).write_text(source)
    return folder


def write_notebook(folder: Path) -> Path:
    folder.mkdir()
    cells = [{"cell_type": "code", "metadata": {}, "source": source, "outputs": []} for source in SOLUTION.values()]
    file = folder / "tiny.ipynb"
    file.write_text(json.dumps({"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": cells}))
    return file


def graded(done: "subprocess.CompletedProcess[str]", output: Path) -> dict[str, Any]:
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = msgspec.json.decode((output / "grade.json").read_bytes())
    assert found["isolation"] == Isolation.PROCESS
    return found


LEFT_OUT = [
    "This system refuses some limits on submitted code, which were left out: RLIMIT_AS, RLIMIT_NPROC.",
    "This system refuses some limits on the grader itself, which were left out: RLIMIT_DATA.",
]


@pytest.mark.drawn(1)
@pytest.mark.parametrize("refused, notes", [("RLIMIT_AS,RLIMIT_NPROC,RLIMIT_DATA", LEFT_OUT), ("", [])])
@pytest.mark.parametrize("write", [write_modules, write_notebook], ids=["modules", "notebook"])
def test_right_work_gets_full_points_and_the_limits_that_were_left_out_are_named(
    tiny: Assignment, tmp_path: Path, home: Path, write: Callable[[Path], Path], refused: str, notes: list[str]
) -> None:
    """No process can copy itself there, so that each task has a run of a notebook of its own."""
    work, output = write(tmp_path / "ada"), tmp_path / "out"
    options = ("--no-run", "--isolation", "process", "--assignment", tiny.folder, "--output", output)
    found = graded(like_macos(refused, home, "grade", work, *options), output)
    assert found["score"] == found["max_score"]
    assert found["notes"] == notes


def test_a_student_checks_there_and_is_told_what_is_wrong(tmp_path: Path, home: Path) -> None:
    """Public tests, at no other level, with the most limits refused; the other task is right, as a control."""
    handout = write_handout(tmp_path / "tiny")
    (handout / "tiny_double.py").write_text(HANDED_RIGHT["tiny_double"])
    (handout / "tiny_shift.py").write_text("def shift(x): return x - 1")
    done = like_macos("RLIMIT_AS,RLIMIT_NPROC,RLIMIT_CORE", home, "check", handout, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    found = msgspec.json.decode(done.stdout)
    assert found["isolation"] == Isolation.PROCESS
    outcomes = [{test["outcome"] for test in task["tests"]} for task in found["tasks"]]
    assert outcomes == [{"passed", "not_run"}, {"failed"}]


def test_grading_for_marks_is_refused_and_says_where_to_grade(tiny: Assignment, tmp_path: Path, home: Path) -> None:
    work, output = write_modules(tmp_path / "ada"), tmp_path / "out"
    done = like_macos("", home, "grade", work, "--assignment", tiny.folder, "--output", output)
    assert done.returncode == 3
    assert done.stderr.count("\n") == 1
    assert "grade on Linux" in done.stderr
    assert "--isolation process" in done.stderr


def test_the_doctor_names_the_limits_that_are_left_out() -> None:
    assert limits_fact(()) == "all of them"
    assert limits_fact(("RLIMIT_AS", "RLIMIT_NPROC")).endswith("refuses them: RLIMIT_AS, RLIMIT_NPROC")


def test_the_doctor_tells_the_limits_of_the_grader_from_those_of_guests(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: where nothing is refused both lines say so."""
    really = resource.setrlimit

    def setrlimit(limit: int, values: tuple[int, int]) -> None:
        if limit == resource.RLIMIT_DATA:
            raise ValueError("current limit exceeds maximum limit")
        really(limit, values)

    with zygote_at(Isolation.PROCESS) as zygote:
        usual = machine_facts(zygote)
        monkeypatch.setattr(resource, "setrlimit", setrlimit)
        there = machine_facts(zygote)
    assert (usual["limits"], usual["own limits"]) == ("all of them", "all of them")
    assert there["limits"] == "all of them"
    assert there["own limits"] == "left out, since this system refuses them: RLIMIT_DATA"
