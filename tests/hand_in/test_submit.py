"""`grader submit` against a bare repository: from a clone, from an unpacked handout, and where git refuses."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from grader.assignment import MANIFEST, Assignment, load_assignment
from grader.cli.launch import run
from grader.errors import UsageError
from grader.hand_in.pack import pack_work
from grader.hand_in.submit import submit_work
from grader.start import environment
from tests.support.handouts import RIGHT, write_handout
from tests.support.needs import needs_programs

pytestmark = needs_programs("git")


def git(folder: Path, *arguments: str) -> str:
    command = ["git", "-c", "user.name=t", "-c", "user.email=t@example.org", "-C", str(folder), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A bare repository, and nobody's configuration of git."""
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    for name in [name for name in os.environ if name.startswith("GIT_") and name != "GIT_CONFIG_NOSYSTEM"]:
        monkeypatch.delenv(name)
    place = tmp_path / "server.git"
    place.mkdir()
    git(place, "init", "--quiet", "--bare", "--initial-branch", "main")
    return place


@pytest.fixture
def work(tmp_path: Path, server: Path) -> Path:
    """A handout, right work in it, that hands in to the server."""
    folder = write_handout(tmp_path / "tiny")
    manifest = folder / MANIFEST
    manifest.write_text(f'{manifest.read_text()}\n[hand_in]\nremote = "{server}"\n')
    for name, source in RIGHT.items():
        (folder / f"{name}.py").write_text(source)
    return folder


def assignment(folder: Path) -> Assignment:
    return load_assignment(folder, solved=False)


def handed_in(server: Path) -> list[str]:
    return git(server, "ls-tree", "-r", "--name-only", "main").splitlines()


def test_from_an_unpacked_handout_the_files_arrive_and_the_folder_stays_as_it_is(
    work: Path, server: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = sorted(work.rglob("*"))
    assert run(["submit", str(work)]) == 0
    said = capsys.readouterr().out
    assert handed_in(server) == ["receipt.json", "tiny_double.py", "tiny_shift.py"]
    assert f"Handed in as commit {git(server, 'rev-parse', 'main')}." in said
    assert "tiny_double.py" in said
    assert sorted(work.rglob("*")) == before


def test_handing_in_again_adds_to_what_is_there_and_removes_nothing_of_the_courses(work: Path, server: Path) -> None:
    assert run(["submit", str(work), "--quiet"]) == 0
    clone = work.parent / "course"
    git(work.parent, "clone", "--quiet", str(server), str(clone))
    (clone / "workflow.yml").write_text("the course's")
    git(clone, "add", "workflow.yml")
    git(clone, "commit", "--quiet", "--message", "a workflow")
    git(clone, "push", "--quiet", "origin", "HEAD:main")
    (work / "tiny_shift.py").write_text("def shift(x): return 1 + x")
    assert run(["submit", str(work), "--quiet"]) == 0
    assert handed_in(server) == ["receipt.json", "tiny_double.py", "tiny_shift.py", "workflow.yml"]
    assert git(server, "show", "main:tiny_shift.py") == "def shift(x): return 1 + x"
    assert git(server, "rev-list", "--count", "main") == "3"


@pytest.mark.parametrize("in_a_clone", [False, True])
def test_what_the_last_hand_in_had_and_this_one_has_not_is_taken_out_and_nothing_else(
    work: Path, server: Path, *, in_a_clone: bool
) -> None:
    if in_a_clone:
        git(work, "init", "--quiet", "--initial-branch", "main")
        (work / "mine.txt").write_text("committed by the student")
        git(work, "add", "mine.txt")
        git(work, "commit", "--quiet", "--message", "mine")
    for name in ("helper.py", "helper*.py", "sub/deep.py"):
        (work / name).parent.mkdir(exist_ok=True)
        (work / name).write_text("x = 1\n")
    assert run(["submit", str(work), "--quiet"]) == 0
    assert {"helper.py", "helper*.py", "sub/deep.py"} <= set(handed_in(server))
    for name in ("helper*.py", "sub/deep.py"):
        (work / name).unlink()
    assert run(["submit", str(work), "--quiet"]) == 0
    left = {"receipt.json", "helper.py", "tiny_double.py", "tiny_shift.py"}
    assert set(handed_in(server)) == (left | {"mine.txt"} if in_a_clone else left)


def test_git_is_told_of_proxies_and_keys_where_work_is_handed_in_and_no_other_command_is(
    work: Path, server: Path, tmp_path: Path
) -> None:
    """The git here is the real one, behind a script that writes down its environment."""
    programs, seen = tmp_path / "programs", tmp_path / "seen"
    programs.mkdir()
    (programs / "git").write_text(f'#!/bin/sh\nenv > "{seen}"\nexec "{shutil.which("git")}" "$@"\n')
    (programs / "git").chmod(0o755)
    told = {"https_proxy": "http://proxy.example:3128", "NO_PROXY": "localhost", "SSH_AUTH_SOCK": "/run/agent"}
    given = {**os.environ, **told, "OTHER": "1", "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"}
    command = [sys.executable, "-m", "grader", "submit", str(work), "--quiet"]
    subprocess.run(command, env=given, check=True)
    assert handed_in(server) == ["receipt.json", "tiny_double.py", "tiny_shift.py"]
    found = dict(line.split("=", 1) for line in seen.read_text().splitlines() if "=" in line)
    assert {name: found.get(name) for name in told} == told
    assert "OTHER" not in found
    for other in ("check", "grade", "bulk", ""):
        assert not told.keys() & environment(given, other).keys(), "a proxy's address may hold a password"


def test_the_hand_in_of_another_assignment_stays(work: Path, server: Path) -> None:
    assert run(["submit", str(work), "--quiet"]) == 0
    clone = work.parent / "course"
    git(work.parent, "clone", "--quiet", str(server), str(clone))
    receipt = json.loads((clone / "receipt.json").read_text()) | {"assignment": "week-0", "files": {"week0.py": 1}}
    (clone / "receipt.json").write_text(json.dumps(receipt))
    (clone / "week0.py").write_text("x = 1\n")
    git(clone, "add", ".")
    git(clone, "commit", "--quiet", "--message", "another")
    git(clone, "push", "--quiet", "origin", "HEAD:main")
    assert run(["submit", str(work), "--quiet"]) == 0
    assert "week0.py" in handed_in(server)


def test_the_same_work_twice_is_one_commit(work: Path, server: Path) -> None:
    first, again = (submit_work(pack_work(work, assignment(work)), work, assignment(work)) for _ in range(2))
    assert first == again == git(server, "rev-parse", "main")


def test_in_a_clone_only_the_work_is_committed(work: Path, server: Path) -> None:
    git(work, "init", "--quiet", "--initial-branch", "main")
    (work / "diary.txt").write_text("mine")
    (work / ".gitignore").write_text("diary.txt\n*.py\n")
    git(work, "add", ".gitignore")
    assert run(["submit", str(work), "--quiet"]) == 0
    assert "tiny_double.py" in handed_in(server)
    assert "diary.txt" in handed_in(server), "it is the student's own, and would be graded with the rest"
    assert ".gitignore" not in handed_in(server), "what was staged for another time is not taken along"


def test_a_server_that_has_moved_on_is_not_overwritten(work: Path, server: Path) -> None:
    git(work, "init", "--quiet", "--initial-branch", "main")
    assert run(["submit", str(work), "--quiet"]) == 0
    other = work.parent / "other"
    git(work.parent, "clone", "--quiet", str(server), str(other))
    (other / "note.txt").write_text("later")
    git(other, "add", "note.txt")
    git(other, "commit", "--quiet", "--message", "later")
    git(other, "push", "--quiet", "origin", "HEAD:main")
    newest = git(server, "rev-parse", "main")
    (work / "tiny_shift.py").write_text("def shift(x): return 1 + x")
    with pytest.raises(UsageError, match=r"git push failed: .* Nothing was handed in\."):
        submit_work(pack_work(work, assignment(work)), work, assignment(work))
    assert git(server, "rev-parse", "main") == newest


def test_a_dry_run_hands_in_nothing(work: Path, server: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["submit", str(work), "--dry-run"]) == 0
    assert "Nothing was handed in" in capsys.readouterr().out
    assert git(server, "branch", "--list") == ""


@pytest.mark.parametrize(
    "remote,words",
    [("", "names no git server"), ("nowhere/at-all.git", "git ls-remote failed: ")],
    ids=["none named", "none there"],
)
def test_a_server_that_cannot_be_reached_is_said_in_one_sentence(
    tmp_path: Path, server: Path, remote: str, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_handout(tmp_path / "work")
    manifest = folder / MANIFEST
    if remote:
        manifest.write_text(f'{manifest.read_text()}\n[hand_in]\nremote = "{server.parent / remote}"\n')
    assert run(["submit", str(folder)]) == 2
    said = capsys.readouterr().err
    assert words in said
    assert "Traceback" not in said
