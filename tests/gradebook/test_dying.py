"""A coordinator that is killed takes everything with it that it had started, whenever that happens."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from grader.assignment import Assignment
from grader.host.cache import cache_folder
from grader.host.scratch import Scratch, sweep
from grader.host.temp_folders import PREFIX, YOUNG_SECONDS
from tests.support.draw import Draw
from tests.support.tiny import SOLUTION

UNDER_WAY = -1.0
"""The moment from which on more than the coordinator is seen to run, whenever that is: the control."""
MOMENTS = [*(number * 0.2 for number in range(20)), UNDER_WAY]
DRAWN = 2
PATIENCE_SECONDS = 20.0
"""It takes milliseconds on a quiet machine. What is not ended then is not ended at all: students sleep for minutes."""
COMMAND = (sys.executable, "-c", "from grader.cli import main; main()", "bulk")
SLEEPER = "import time\ndef double(x):\n    time.sleep(600)\n    return 2 * x\n"
CELLS = ("import time\ntime.sleep(600)", *SOLUTION.values())


@pytest.fixture(scope="module")
def sleepers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A class in which modules and a notebook sleep, so that a run is never over."""
    folder = tmp_path_factory.mktemp("class")
    for name in ("ann", "bob"):
        (folder / name).mkdir()
        (folder / name / "tiny_double.py").write_text(SLEEPER)
    (folder / "cyd").mkdir()
    cells: list[dict[str, object]] = [
        {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None, "source": s} for s in CELLS
    ]
    notebook = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (folder / "cyd" / "tiny.ipynb").write_text(json.dumps(notebook))
    return folder


def run_and_kill(moment: float, place: Path, sleepers: Path, assignment: Path) -> list[str]:
    """What still runs of a coordinator that is killed at this moment: all that it starts knows where its cache is."""
    cache, temporary = place / "cache", place / "temporary"
    (cache / "grader").mkdir(parents=True)
    temporary.mkdir()
    (cache / "grader" / "matplotlib").symlink_to(cache_folder() / "matplotlib")
    command = (*COMMAND, sleepers, "--output", place / "out", "--assignment", assignment, "--workers", "2", "--quiet")
    environment = {**os.environ, "XDG_CACHE_HOME": str(cache), "TMPDIR": str(temporary)}
    with subprocess.Popen(command, env=environment) as coordinator:
        wait_for(moment, str(cache))
        assert coordinator.poll() is None, "it was to be killed in the middle"
        coordinator.send_signal(signal.SIGKILL)
    deadline = time.monotonic() + PATIENCE_SECONDS
    while (left := list(running(str(cache)))) and time.monotonic() < deadline:
        time.sleep(0.05)
    return left


def wait_for(moment: float, mark: str) -> None:
    if moment != UNDER_WAY:
        time.sleep(moment)
        return
    deadline = time.monotonic() + PATIENCE_SECONDS
    while len(list(running(mark))) <= 1:
        assert time.monotonic() < deadline, "what it starts is not seen"
        time.sleep(0.05)


def running(mark: str) -> Iterator[str]:
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if mark.encode() in (process / "environ").read_bytes():
                yield (process / "cmdline").read_text().replace("\0", " ")
        except OSError:
            continue


def test_nothing_runs_any_longer_whenever_it_is_killed(
    tmp_path: Path, sleepers: Path, tiny: Assignment, draw: Draw
) -> None:
    """At moments that are drawn from all of them, and once while others run."""
    moments = draw.few(MOMENTS, DRAWN, lambda moment: moment == UNDER_WAY)

    def left_at(number: int) -> list[str]:
        place = tmp_path / str(number)
        place.mkdir()
        return run_and_kill(moments[number], place, sleepers, tiny.folder)

    with ThreadPoolExecutor(max_workers=4) as pool:
        assert {number: left for number, left in enumerate(pool.map(left_at, range(len(moments)))) if left} == {}


def test_a_process_that_listens_to_nobody_ends_with_the_one_that_started_it() -> None:
    """As a zygote does while it imports its libraries."""
    code = (
        "import subprocess, time; from grader.wire.parent import command;"
        "child = subprocess.Popen([*command('timeit', 0)[:-1], '-n1', '-r1', 'import time; time.sleep(600)']);"
        "print(child.pid, flush=True); time.sleep(600)"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        child = Path("/proc", parent.stdout.readline().strip())
        deadline = time.monotonic() + PATIENCE_SECONDS
        while b"timeit" not in (child / "cmdline").read_bytes() and time.monotonic() < deadline:
            time.sleep(0.02)
        time.sleep(0.5)  # so that it has asked the kernel
        assert child.exists()
        parent.kill()
    while child.exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not child.exists()


def test_what_a_dead_run_left_is_swept_and_what_a_living_one_has_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    dead, young = tmp_path / f"{PREFIX}dead", tmp_path / f"{PREFIX}young"
    for folder in (dead, young, tmp_path / "somebody-elses"):
        (folder / "work").mkdir(parents=True)
        (folder / "work" / "file").write_text("x")
    living = Scratch()
    long_ago = time.time() - 2 * YOUNG_SECONDS
    for folder in (dead, living.path.parent):
        os.utime(folder, (long_ago, long_ago))
    sweep()
    assert {path.name for path in tmp_path.iterdir()} == {young.name, "somebody-elses", living.path.parent.name}
    living.clear()
