"""`grader gradescope`: the zip sets itself up and grades, as Gradescope does it."""

import os
import re
import shlex
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from grader.assignment import Assignment
from grader.cli.launch import run
from tests.ci.test_platforms import gradescope_reads
from tests.support.needs import needs_programs
from tests.support.tiny import SOLUTION


def build(tiny: Assignment, output: Path) -> Path:
    assert run(["gradescope", str(output), "--assignment", str(tiny.folder), "--quiet"]) == 0
    return output


ROOT = Path(__file__).resolve().parents[2]
LEND = """\
from pathlib import Path
from tests.support.lent import lend_bytecode
(packages,) = Path({base!r}).glob("environment/lib/python*/site-packages")
lend_bytecode(packages)
"""


def put_uv_in_front(base: Path) -> str:
    """The PATH with an uv that puts what is compiled already beside what it installs; all but that is as ever."""
    folder = base / "bin"
    folder.mkdir()
    lend = shlex.join([sys.executable, "-c", LEND.format(base=str(base))])
    script = f'#!/bin/sh\n{shutil.which("uv")} "$@" || exit\n[ "$1" != pip ] || PYTHONPATH={ROOT} exec {lend}\n'
    (folder / "uv").write_text(script)
    (folder / "uv").chmod(0o755)
    return f"{folder}{os.pathsep}{os.environ['PATH']}"


@needs_programs("uv")  # the set-up would bring it over the network
def test_the_zip_sets_itself_up_and_grades(tiny: Assignment, tmp_path: Path) -> None:
    source, submission = tmp_path / "source", tmp_path / "submission"
    shutil.unpack_archive(build(tiny, tmp_path / "autograder.zip"), source)
    submission.mkdir()
    (tmp_path / "results").mkdir()
    (submission / "tiny_double.py").write_text(SOLUTION["tiny_double.py"])
    environment = {**os.environ, "AUTOGRADER": str(tmp_path), "PATH": put_uv_in_front(tmp_path)}
    for script in ("setup.sh", "run_autograder"):
        call = ["bash", str(source / script)]
        done = subprocess.run(call, check=False, env=environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
    assert "\n3 of 5 points" in done.stdout
    assert gradescope_reads((tmp_path / "results" / "results.json").read_bytes()).score == 3
    assert not [name for name in ("reference", "hidden_tests") if name in done.stdout]
    assert (source / "course").stat().st_mode & 0o077 == 0
    assert (source / "course" / "solutions" / "tiny" / ".right-reference").is_file(), "it is graded once, by setup.sh"


def test_its_scripts_can_be_run_and_all_it_needs_is_in_it(tiny: Assignment, tmp_path: Path) -> None:
    with zipfile.ZipFile(build(tiny, tmp_path / "autograder.zip")) as archive:
        modes = {each.filename: each.external_attr >> 16 for each in archive.infolist()}
        requirements = archive.read("requirements.txt").decode().split()
    assert [name for name, mode in modes.items() if mode & 0o111] == ["setup.sh", "run_autograder"]
    assert {"course/assignments/tiny/assignment.toml", "course/solutions/tiny/seed.txt"} <= set(modes)
    assert {name.partition("==")[0] for name in requirements} >= {"numpy", "pytest", "jinja2"}
    assert not [line for line in requirements if "==" not in line]


@pytest.mark.parametrize("ended", [0, 3])
def test_where_no_record_is_made_the_set_up_says_so_and_goes_on(tiny: Assignment, tmp_path: Path, ended: int) -> None:
    with zipfile.ZipFile(build(tiny, tmp_path / "autograder.zip")) as archive:
        (last,) = re.findall(r'^"\$base.+ test (?:.*\n)+\Z', archive.read("setup.sh").decode(), re.MULTILINE)
    stub = tmp_path / "environment" / "bin" / "grader"
    stub.parent.mkdir(parents=True)
    stub.write_text(f"#!/bin/sh\nexit {ended}\n")
    stub.chmod(0o755)
    call = ["bash", "-euc", last]
    done = subprocess.run(call, check=True, env={"base": str(tmp_path)}, capture_output=True, text=True)
    assert done.stdout == ""
    assert done.stderr.startswith(f"grader: no record, it ended with {ended}: ") == bool(ended)


def test_the_same_files_give_the_same_bytes(tiny: Assignment, tmp_path: Path) -> None:
    one, other = (build(tiny, tmp_path / name) for name in ("one.zip", "other.zip"))
    assert one.read_bytes() == other.read_bytes()


def test_another_name_is_refused(tiny: Assignment, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["gradescope", str(tmp_path / "autograder.tar"), "--assignment", str(tiny.folder)]) == 2
    assert "is not the name of a zip" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())
