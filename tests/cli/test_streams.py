"""Terminals that are not UTF-8, closed pipes, full disks: results are written, exit codes hold, nothing is denied."""

import io
import json
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from grader.assignment import Assignment
from grader.cli import streams
from grader.cli.launch import run
from tests.support.tiny import SOLUTION

NAME = "Jürgen Łukasz 王"


@pytest.fixture
def streams_in(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], io.BytesIO]]:
    """Standard output and error in another encoding; gives the bytes of the first."""

    def change(encoding: str) -> io.BytesIO:
        raw = io.BytesIO()
        monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding=encoding, errors="strict"))
        monkeypatch.setattr(sys, "stderr", io.TextIOWrapper(io.BytesIO(), encoding=encoding, errors="strict"))
        streams.configure_streams()
        return raw

    yield change
    sys.stdout.flush()


@pytest.fixture
def named(tmp_path: Path) -> Path:
    work = tmp_path / "class" / NAME
    work.mkdir(parents=True)
    for name, source in SOLUTION.items():
        (work / name).write_text(source)
    (work / f"{NAME}.ipynb").write_text("{}")
    return work


@pytest.mark.drawn(2)
@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "utf-8"])
def test_every_terminal_is_told_the_grade(
    tiny: Assignment, named: Path, tmp_path: Path, streams_in: Callable[[str], io.BytesIO], encoding: str
) -> None:
    raw = streams_in(encoding)
    call = ["grade", str(named), "--output", str(tmp_path / "out"), "--assignment", str(tiny.folder)]
    assert run([*call, "--isolation", "process"]) == 0
    sys.stdout.flush()
    said = raw.getvalue().decode(encoding)
    assert "5 of 5 points" in said
    assert ("Łukasz" in said) == (encoding == "utf-8")
    assert ("Jürgen" in said) == (encoding != "ascii")


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8", "UTF8"])
def test_json_is_json_in_every_encoding(streams_in: Callable[[str], io.BytesIO], encoding: str) -> None:
    raw = streams_in(encoding)
    streams.write_json(json.dumps({"name": f"{NAME} \U0001f600"}, ensure_ascii=False) + "\n")
    assert json.loads(raw.getvalue().decode(encoding)) == {"name": f"{NAME} \U0001f600"}


def grader(tiny: Assignment, work: Path, out: Path, *more: str) -> list[str]:
    call = ["grade", str(work), "--output", str(out), "--assignment", str(tiny.folder), "--isolation", "process", *more]
    return [sys.executable, "-P", "-m", "grader", *call]


@pytest.mark.drawn(1)
@pytest.mark.parametrize("where", ["closed pipe", "full", "none at all"])
def test_a_grade_that_cannot_be_said_is_written_and_ends_with_its_own_code(
    tiny: Assignment, named: Path, tmp_path: Path, where: str
) -> None:
    command = grader(tiny, named, tmp_path / "out", "--min-score", "6")
    ends = {
        "closed pipe": "exec 3>&1; { {command}; echo $? >&3; } | true",
        "full": "{command} > /dev/full; echo $?",
        "none at all": "{command} >&-; echo $?",
    }
    script = ends[where].replace("{command}", shlex.join(command))
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "1", done.stderr
    assert json.loads((tmp_path / "out" / "grade.json").read_bytes())["score"] == 5
    expected = "grader: standard output cannot be written (No space left on device)"
    assert done.stderr.startswith(expected) if where == "full" else not done.stderr
    assert done.stderr.count("\n") == (where == "full")


def test_help_may_be_cut_short() -> None:
    script = f"{{ '{sys.executable}' -P -m grader bulk --help; echo $? >&2; }} | true"
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "0"
