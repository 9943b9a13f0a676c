"""What `grader pack` puts into the archive, says of it, and has intake read before it calls it ready."""

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.assignment import Assignment, load_assignment
from grader.cli.launch import run
from grader.errors import SubmissionError
from grader.hand_in.pack import Packed, pack_work
from grader.intake import read_submission
from grader.intake.handed_out import RECORD, edited_notes, handout_record
from tests.support.handouts import RIGHT, write_handout

STUB = '"""The stub of task 2."""\n\n\ndef shift(x):\n    raise NotImplementedError\n'


def files_of(packed: Packed) -> list[str]:
    return zipfile.ZipFile(io.BytesIO(packed.archive)).namelist()


@pytest.fixture
def handout(tmp_path: Path) -> Assignment:
    """A handout with its record, in which somebody has worked."""
    folder = write_handout(tmp_path / "tiny")
    (folder / "README.md").write_text("# Tiny\n")
    content = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    (folder / RECORD).write_bytes(handout_record(content))
    return load_assignment(folder, solved=False)


@pytest.fixture
def packed(handout: Assignment) -> Callable[..., Packed]:
    """Packs the handout's folder, with files written into it before."""

    def pack(**changes: str) -> Packed:
        for name, content in changes.items():
            (handout.folder / f"{name}.py").write_text(content)
        return pack_work(handout.folder, handout)

    return pack


def test_own_files_are_packed_and_nothing_that_was_handed_out(
    packed: Callable[..., Packed], handout: Assignment
) -> None:
    (handout.folder / "notes.txt").write_text("mine")
    found = packed(**RIGHT, helper="HALF = 0.5")
    assert files_of(found) == ["helper.py", "notes.txt", "tiny_double.py", "tiny_shift.py"]
    assert [(task.file, task.problem, task.unfinished) for task in found.receipt.tasks] == [
        ("tiny_double.py", "", ""),
        ("tiny_shift.py", "", ""),
    ]
    assert set(found.receipt.left_out) == {
        *("README.md", "assignment.toml", "given.py", RECORD),
        *("public_tests/conftest.py", "public_tests/test_1_tiny_double.py", "public_tests/test_2_tiny_shift.py"),
    }


def test_the_digest_of_the_receipt_is_the_one_that_grading_finds(
    packed: Callable[..., Packed], handout: Assignment, tmp_path: Path
) -> None:
    found = packed(**RIGHT)
    (tmp_path / "arrived.zip").write_bytes(found.archive)
    assert read_submission(tmp_path / "arrived.zip", handout).digest == found.receipt.digest


def test_the_same_work_gives_the_same_bytes(packed: Callable[..., Packed], handout: Assignment) -> None:
    first = packed(**RIGHT)
    for path in handout.folder.rglob("*"):
        path.touch()
    assert packed().archive == first.archive


def test_what_is_still_to_be_written_is_told_by_its_line(packed: Callable[..., Packed]) -> None:
    found = packed(tiny_double=RIGHT["tiny_double"])
    assert [task.unfinished for task in found.receipt.tasks] == ["", "line 5 of tiny_shift.py"]


def test_a_given_file_that_was_edited_is_told_and_left_out(packed: Callable[..., Packed]) -> None:
    found = packed(**RIGHT, given="ONE = 2.0")
    assert "given.py" in found.receipt.left_out
    assert [note for note in found.receipt.notes if note.startswith("given.py is not as it was handed out.")]
    assert not [note for note in packed(given="ONE = 1.0\n").receipt.notes if "handed out" in note], (
        "line ends are no edit"
    )


def test_without_a_record_nobody_is_accused(handout: Assignment) -> None:
    (handout.folder / RECORD).unlink()
    (handout.folder / "given.py").write_text("ONE = 2.0")
    assert edited_notes(handout) == []


def test_a_task_that_cannot_be_graded_is_told(packed: Callable[..., Packed], handout: Assignment) -> None:
    (handout.folder / "tiny_shift.py").write_bytes(b"\xff\xfe\x00x")
    found = packed(tiny_double=RIGHT["tiny_double"])
    assert [bool(task.problem) for task in found.receipt.tasks] == [False, True]


def test_a_folder_without_any_work_is_refused(tmp_path: Path, handout: Assignment) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(SubmissionError, match="nothing to grade"):
        pack_work(tmp_path / "empty", handout)


def test_a_notebook_alone_is_packed_with_the_cells_that_are_graded(handout: Assignment) -> None:
    cells = [{"cell_type": "code", "metadata": {}, "source": source, "outputs": []} for source in RIGHT.values()]
    work = handout.folder / "tiny.ipynb"
    work.write_text(json.dumps({"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": cells}))
    found = pack_work(work, handout)
    assert files_of(found) == ["tiny.ipynb"]
    assert [task.file for task in found.receipt.tasks] == ["tiny.ipynb, cell 1", "tiny.ipynb, cell 2"]


def test_the_command_writes_both_files_outside_of_the_work_and_says_what_will_be_graded(
    packed: Callable[..., Packed],
    handout: Assignment,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    packed(tiny_double=RIGHT["tiny_double"])
    before = set(handout.folder.rglob("*"))
    monkeypatch.chdir(handout.folder)
    assert run(["pack"]) == 0
    said = capsys.readouterr().out
    assert f"Ready: {tmp_path / 'tiny.zip'}" in said
    assert "tiny_shift.py" in said
    assert "still to be written: line 5 of tiny_shift.py" in said
    assert set(handout.folder.rglob("*")) == before
    receipt = json.loads((tmp_path / "tiny.receipt.json").read_text())
    assert receipt["schema"] == "grader/receipt/1"
    assert sorted(receipt["files"]) == ["tiny_double.py", "tiny_shift.py"]
    assert run(["pack", "--output", "out"]) == 2
    assert "outside of it" in capsys.readouterr().err


HOSTILE = "[red]\x1b[2J\u202e.py"


def test_no_name_of_a_file_reaches_the_terminal_raw(
    packed: Callable[..., Packed], handout: Assignment, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    packed(**RIGHT)
    (handout.folder / "evil \u202e [red].md").write_text("x")
    assert run(["pack", str(handout.folder), "--output", str(tmp_path / "out")]) == 0
    said = capsys.readouterr().out
    assert not {"\x1b", "\u202e"} & set(said)
