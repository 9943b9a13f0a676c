"""Full disks, folders that cannot be written, folders that were moved: nothing is lost, and a sentence says why."""

import os
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from grader.assignment import Assignment
from grader.cli.launch import run
from grader.gradebook.store import STORE, read_record
from grader.gradebook.store.opening import only_writer
from tests.support.tiny import SOLUTION

DISK_BYTES = 4 << 20
Bulk = Callable[[Path], int]
ENOUGH = 64 << 10
"""For all that a student more takes; with less a run cannot come to its end."""
HOLDS = {"ann": 5.0, "bo": 5.0}


@pytest.fixture
def class_folder(tmp_path: Path) -> Path:
    for file, source in SOLUTION.items():
        (tmp_path / "class" / "ann").mkdir(parents=True, exist_ok=True)
        (tmp_path / "class" / "ann" / file).write_text(source)
    return tmp_path / "class"


@pytest.fixture
def bulk(tiny: Assignment, class_folder: Path) -> Bulk:
    call = ["bulk", str(class_folder), "--workers", "1", "--isolation", "process", "--assignment", str(tiny.folder)]
    return lambda output: run([*call, "--output", str(output)])


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk of its own, where root may have one."""
    place = tmp_path / "disk"
    place.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={DISK_BYTES}", "none", place], capture_output=True, text=True, check=False
    )
    if made.returncode:
        pytest.skip(f"no disk can be mounted here: {made.stderr.strip()}")
    yield place
    subprocess.run(["umount", "--lazy", place], check=True)


def add_student(class_folder: Path) -> None:
    (class_folder / "bo").mkdir()
    for file, source in SOLUTION.items():
        (class_folder / "bo" / file).write_text(source)


def fill(disk: Path, free: int) -> Path:
    """Leaves so many bytes."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        with pytest.raises(OSError, match="No space left"):
            file.writelines(b"x" * 4096 for _ in range(DISK_BYTES))
        file.truncate(max(0, file.tell() - free))
    return filler


def sentence(capsys: pytest.CaptureFixture[str]) -> str:
    said = capsys.readouterr().err
    assert said.startswith("grader: ")
    assert said.count("\n") == 1
    return said


def scores(output: Path) -> dict[str, float]:
    return {name: grade.score for name, grade in read_record(output / STORE).grades.items()}


def all_grades(output: Path) -> list[tuple[str, float]]:
    with closing(sqlite3.connect(output / STORE)) as database:
        return list(database.execute("SELECT submission, score FROM grades ORDER BY submission"))


@pytest.mark.drawn(1, kind=lambda free: free < ENOUGH)
@pytest.mark.parametrize("free", [0, 4 << 10, 16 << 10, 40 << 10, 80 << 10, 120 << 10, 200 << 10])
def test_on_a_full_disk_a_run_says_so_and_goes_on_once_there_is_room(
    bulk: Bulk, class_folder: Path, disk: Path, capsys: pytest.CaptureFixture[str], free: int
) -> None:
    out = disk / "out"
    assert bulk(out) == 0
    add_student(class_folder)
    filler = fill(disk, free)
    capsys.readouterr()
    ended = bulk(out)
    if ended or free < ENOUGH:
        assert ended == 2
        said = sentence(capsys)
        assert "No space left on device" in said or "database or disk is full" in said
    assert ("ann", 5.0) in all_grades(out)
    for file in out.rglob("*.*"):
        assert not file.name.endswith(".partial"), "a file is whole or not at all"
    filler.unlink()
    assert bulk(out) == 0
    assert scores(out) == HOLDS
    assert all((out / name / "report.html").stat().st_size for name in HOLDS)
    assert [name for name, _ in all_grades(out)] == ["ann", "bo"], "what was graded is not graded again"


def test_with_room_enough_it_says_nothing(bulk: Bulk, class_folder: Path, disk: Path) -> None:
    out = disk / "out"
    assert bulk(out) == 0
    add_student(class_folder)
    fill(disk, 2 << 20)
    assert bulk(out) == 0
    assert scores(out) == HOLDS


def test_a_folder_that_cannot_be_written_is_named_and_nothing_in_it_changes(
    bulk: Bulk, class_folder: Path, disk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = disk / "out"
    assert bulk(out) == 0
    before = {file: file.read_bytes() for file in out.rglob("*") if file.is_file()}
    add_student(class_folder)
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
    for folder in (out, disk / "new"):
        capsys.readouterr()
        assert bulk(folder) == 2
        said = sentence(capsys)
        assert str(folder) in said
        assert "Read-only file system" in said
    for command in (
        ["adjust", str(out), "ann", "1", "--reason", "x"],
        ["drop", str(out), "test_shift", "--reason", "x", "--yes"],
    ):
        capsys.readouterr()
        assert run(command) == 2
        assert "Read-only file system" in sentence(capsys)
    assert run(["show", str(out), "ann"]) == 0, "reading goes on"
    assert run(["export", str(out), "--format", "plain", "--output", str(tmp_path / "plain.csv")]) == 0
    assert {file: file.read_bytes() for file in out.rglob("*") if file.is_file()} == before
    subprocess.run(["mount", "-o", "remount,rw", disk], check=True)
    assert bulk(out) == 0
    assert scores(out) == HOLDS


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere; see the test on a disk of its own")
def test_so_is_one_that_this_user_may_not_write(bulk: Bulk, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    out.mkdir(mode=0o500)
    assert bulk(out) == 2
    assert "Permission denied" in sentence(capsys)


def test_a_folder_that_was_moved_goes_on_where_it_is(
    bulk: Bulk, class_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bulk(tmp_path / "out") == 0
    assert run(["adjust", str(tmp_path / "out"), "ann", "-1", "--reason", "a slip"]) == 0
    moved = tmp_path / "elsewhere" / "results"
    moved.parent.mkdir()
    (tmp_path / "out").rename(moved)
    report = (moved / "ann" / "report.html").stat().st_mtime_ns
    capsys.readouterr()
    assert bulk(moved) == 0
    assert "1 unchanged, 0 graded" in capsys.readouterr().out
    assert (moved / "ann" / "report.html").stat().st_mtime_ns == report
    assert run(["show", str(moved), "ann"]) == 0
    assert "4 of 5 points" in capsys.readouterr().out
    assert str(tmp_path / "out") not in "".join(
        file.read_text("utf-8") for file in moved.rglob("*") if file.suffix in {".html", ".csv", ".json"}
    )
    assert run(["adjust", str(tmp_path / "out"), "ann", "1", "--reason", "x"]) == 2
    assert "give the folder that `grader bulk` wrote" in sentence(capsys)
    assert class_folder.is_dir()
    with suppress(FileNotFoundError):
        assert not list((tmp_path / "out").iterdir())


def test_while_one_run_writes_no_other_command_changes_anything_and_all_of_them_read(
    bulk: Bulk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert bulk(out) == 0
    before = (out / STORE).read_bytes()
    with only_writer(out):
        for command in (
            ["adjust", str(out), "ann", "1", "--reason", "x"],
            ["drop", str(out), "test_shift", "--reason", "x", "--yes"],
        ):
            capsys.readouterr()
            assert run(command) == 2
            assert "Another grader is writing into" in sentence(capsys)
        capsys.readouterr()
        assert bulk(out) == 2
        assert "Another grader is writing into" in sentence(capsys)
        for command in (
            ["show", str(out), "ann"],
            ["export", str(out), "--format", "plain", "--output", str(tmp_path / "plain.csv")],
        ):
            assert run(command) == 0
    assert (out / STORE).read_bytes() == before
