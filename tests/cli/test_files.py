"""What holds hidden values is its owner's alone from when it is made, and a file that cannot be written says so."""

import os
import stat
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.assignment import Assignment
from grader.audit.engine import write_audit
from grader.audit.results import Audit
from grader.cli.launch import run
from grader.errors import UsageError
from grader.output.files import discard, make_private_file, make_private_folder, write_file


@pytest.fixture
def usual_umask() -> Iterator[None]:
    """What most machines have: everybody may read."""
    before = os.umask(0o022)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.usefixtures("usual_umask")
def test_others_can_read_only_what_students_may_read_of_a_class(tiny: Assignment, right: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    call = ["bulk", str(right.parent), "--output", str(out), "--assignment", str(tiny.folder), "--isolation", "process"]
    assert run([*call, "--workers", "1"]) == 0
    (out / "grades.sqlite").chmod(0o644)  # as an earlier release made it
    (out / "_instructor").chmod(0o755)
    assert run([*call, "--workers", "1", "--regrade"]) == 0
    open_to_others = {path.relative_to(out).as_posix() for path in out.rglob("*") if mode(path) & 0o077}
    assert open_to_others == {"jane", "jane/grade.json", "jane/report.html", "index.html", "gradebook.csv"}
    assert mode(out / "grades.sqlite") == mode(out / "_instructor" / "jane.html") == 0o600
    assert mode(out / "_instructor") == 0o700


@pytest.mark.usefixtures("usual_umask")
def test_the_solution_of_a_new_assignment_is_private(tmp_path: Path) -> None:
    assert run(["new", "one", "--into", str(tmp_path)]) == 0
    assert mode(tmp_path / "solutions" / "one") == 0o700
    assert mode(tmp_path / "solutions" / "one" / "seed.txt") == 0o600
    assert mode(tmp_path / "assignments" / "one" / "README.md") == 0o644


@pytest.mark.usefixtures("usual_umask")
def test_the_pages_of_an_audit_are_private(tmp_path: Path) -> None:
    nothing = {"controls": (), "mistakes": (), "tasks": (), "problems": ()}
    counts = {"graded": 0, "seconds": 0.0, "grading_seconds": 0.0, "harness_seconds": 0.0}
    write_audit(Audit(assignment="one", title="One", quick=True, **nothing, **counts), tmp_path)  # type: ignore[arg-type] # by name
    assert {path.name: mode(path) for path in tmp_path.iterdir()} == {"audit.json": 0o600, "audit.html": 0o600}


@pytest.mark.usefixtures("usual_umask")
def test_a_private_file_takes_the_place_of_one_that_others_have_open(tmp_path: Path) -> None:
    write_file(tmp_path / "x", b"old")
    assert mode(tmp_path / "x") == 0o644
    with (tmp_path / "x").open("rb") as opened:
        write_file(tmp_path / "x", b"secret", private=True)
        assert opened.read() == b"old"
    assert mode(tmp_path / "x") == 0o600


def test_a_link_in_place_of_what_is_private_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "theirs").mkdir()
    (tmp_path / "theirs.sqlite").touch()
    (tmp_path / "_instructor").symlink_to("theirs")
    (tmp_path / "grades.sqlite").symlink_to("theirs.sqlite")
    with pytest.raises(UsageError, match="cannot be written"):
        make_private_folder(tmp_path / "_instructor")
    with pytest.raises(UsageError, match="cannot be written"):
        make_private_file(tmp_path / "grades.sqlite")


def test_a_folder_that_nobody_may_change_is_discarded_and_what_links_lead_to_is_kept(tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "x").touch()
    folder = tmp_path / "folder"
    (folder / "deep").mkdir(parents=True)
    (folder / "deep" / "link").symlink_to(tmp_path / "kept")
    (folder / "deep").chmod(0o000)
    folder.chmod(0o555)
    discard(folder)
    discard(folder)
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]
    assert (tmp_path / "kept" / "x").exists()


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system with hardly any room."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "none", str(place)], capture_output=True)  # noqa: PLW1510
    if mounted.returncode:
        pytest.skip("this machine allows no mounts")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_on_a_full_disk_a_file_is_as_it_was_and_a_sentence_says_why(tiny_disk: Path) -> None:
    write_file(tiny_disk / "grade.json", b"an earlier grade")
    with pytest.raises(UsageError, match=r"grade\.json cannot be written .No space left on device."):
        write_file(tiny_disk / "grade.json", bytes(1 << 20))
    assert (tiny_disk / "grade.json").read_bytes() == b"an earlier grade"
    assert [path.name for path in tiny_disk.iterdir()] == ["grade.json"]


def test_a_class_on_a_full_disk_ends_with_one_sentence_that_denies_no_grade(
    tiny: Assignment, right: Path, tiny_disk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call = ["bulk", str(right.parent), "--output", str(tiny_disk / "out"), "--assignment", str(tiny.folder)]
    assert run([*call, "--isolation", "process", "--workers", "1"]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "what was" in said
    assert "before is kept" in said
