"""What is dear to make is made once a run, whichever workers ask for it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.once import made_once

ROOT = Path(__file__).parents[1]
FILE = """
import os, time
from tests.support.once import made_once

def make(folder):
    time.sleep(0.2)
    (folder / "made").write_text(os.environ["PYTEST_XDIST_WORKER"])

def test_asking(tmp_path_factory, record_property):
    folder = made_once(tmp_path_factory, "thing.1", make)
    print("MADE", os.environ["PYTEST_XDIST_WORKER"], (folder / "made").read_text())
    assert [path.name for path in folder.parent.glob("once-*")].count("once-thing.1") == 1
"""


def test_workers_that_ask_at_the_same_time_get_what_one_of_them_made(tmp_path: Path) -> None:
    for name in ("one", "two", "three", "four"):
        (tmp_path / f"test_{name}.py").write_text(FILE)
    command = [sys.executable, "-m", "pytest", "-n", "2", "--dist", "load", "-rP", "-p", "no:cacheprovider"]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    ran = subprocess.run(
        [*command, f"--basetemp={tmp_path / 'base'}", str(tmp_path)],
        env={**environment, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout
    said = [line.split()[1:] for line in ran.stdout.splitlines() if line.startswith("MADE")]
    assert len(said) == 4
    assert {asking for asking, _ in said} == {"gw0", "gw1"}
    assert len({maker for _, maker in said}) == 1


def test_what_could_not_be_made_is_made_again(tmp_path_factory: pytest.TempPathFactory) -> None:
    def fail(folder: Path) -> None:
        (folder / "half").touch()
        raise RuntimeError("no")

    with pytest.raises(RuntimeError, match="no"):
        made_once(tmp_path_factory, "anew", fail)
    folder = made_once(tmp_path_factory, "anew", lambda folder: (folder / "whole").touch())
    assert [path.name for path in folder.iterdir()] == ["whole"]
    assert made_once(tmp_path_factory, "anew", fail) == folder
