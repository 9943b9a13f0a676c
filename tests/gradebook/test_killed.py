"""A run over a class that is killed, at whatever moment, loses no grade: the next run goes on from there."""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from grader.assignment import Assignment
from grader.gradebook.store import STORE
from grader.output.folder import GRADE, decode_grade
from tests.support.tiny import SOLUTION

NAMES = ("ann", "bo", "cy", "di", "ed", "flo")
MOMENTS = tuple((done, delay) for done in range(6) for delay in (0.0, 0.002, 0.01, 0.05, 0.2))
"""Once so many grades are written, and so many seconds after that."""
PATIENCE_SECONDS = 120.0
COMMAND = (sys.executable, "-c", "from grader.cli import main; main()", "bulk")


def place_of_class(folder: Path) -> Path:
    for name in NAMES:
        (folder / name).mkdir(parents=True)
        for file, source in SOLUTION.items():
            (folder / name / file).write_text(source)
    (folder / "bo" / "tiny_shift.py").write_text("def shift(x): return x\n")
    return folder


def written(out: Path) -> set[str]:
    """Whose grade.json is there."""
    return {file.parent.name for file in out.glob(f"*/{GRADE}")}


def on_record(out: Path, copy: Path) -> set[str]:
    """Whose grades are on record, read from a copy, since whoever reads it first finishes what was begun."""
    copy.mkdir()
    for file in out.glob(f"{STORE}*"):
        shutil.copy(file, copy)
    with closing(sqlite3.connect(copy / STORE)) as database:
        if not database.execute("SELECT 1 FROM sqlite_master WHERE name = 'grades'").fetchone():
            return set()
        return {name for (name,) in database.execute("SELECT submission FROM grades")}


@pytest.mark.drawn(1)
@pytest.mark.parametrize(("done", "delay"), MOMENTS, ids=[f"{done}-{delay}" for done, delay in MOMENTS])
def test_whenever_a_run_is_killed_the_next_one_has_every_grade_that_was_there(
    tiny: Assignment, tmp_path: Path, done: int, delay: float
) -> None:
    out = tmp_path / "out"
    options = ("--output", out, "--assignment", tiny.folder, "--isolation", "process", "--workers", "1")
    command = (*COMMAND, place_of_class(tmp_path / "class"), *options)
    with subprocess.Popen((*command, "--quiet"), start_new_session=True) as run:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while len(written(out)) < done and run.poll() is None and time.monotonic() < deadline:
            time.sleep(0.002)
        time.sleep(delay)
        os.killpg(run.pid, signal.SIGKILL)
    seen, kept = written(out), on_record(out, tmp_path / "killed")
    assert seen <= kept, "a grade is on record before anybody reads it"
    for name in seen:
        assert decode_grade((out / name / GRADE).read_bytes()).score == (3.0 if name == "bo" else 5.0)
    ended = subprocess.run((*command, "--json"), capture_output=True, text=True, check=True)
    scores = {each["submission"]: each["score"] for each in json.loads(ended.stdout)["submissions"]}
    assert scores == {name: 3.0 if name == "bo" else 5.0 for name in NAMES}
    assert written(out) == on_record(out, tmp_path / "ended") == set(NAMES)
    with closing(sqlite3.connect(out / STORE)) as database:
        again = database.execute("SELECT submission FROM grades GROUP BY submission HAVING count(*) > 1").fetchall()
    assert again == [], "what was graded is not graded again"
