"""`grader bulk` on what platforms give, and what it says before it grades; `grader grade` on what is a class."""

import csv
import json
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from grader.assignment import Assignment
from grader.cli.launch import run
from tests.support.platform_forms import ADA, BEN, Person, canvas, moodle
from tests.support.tiny import SOLUTION

WORK = {name: source.encode() for name, source in SOLUTION.items()}
WITH_HELPER = WORK | {"tiny_shift.py": b"from one import ONE\ndef shift(x): return x + ONE\n", "one.py": b"ONE = 1.0\n"}
GRADEBOOK = (
    "Student,ID,SIS User ID,SIS Login ID,Section,Tiny (7)\n    Points Possible,,,,,10\n"
    '"Lovelace, Ada",1001,,,A,\n"Bitdiddle, Ben",1002,,,A,\n"Hopper, Grace",1009,1001,,A,\n'
)
EVE = Person("=Eve", "\u202eM<b>", 1003, "em003")
Bulk = Callable[..., int]


@pytest.fixture
def bulk(tiny: Assignment, tmp_path: Path) -> Bulk:
    """Packs files as a platform does and runs the command on them."""

    def packed(files: Mapping[str, bytes], *more: str, name: str = "class.zip") -> int:
        with zipfile.ZipFile(tmp_path / name, "w") as archive:
            for path, content in files.items():
                archive.writestr(path, content)
        fixed = ("--assignment", str(tiny.folder), "--isolation", "process", "--workers", "1")
        return run(["bulk", str(tmp_path / name), *fixed, *more])

    return packed


def gradebook(folder: Path) -> dict[str, dict[str, str]]:
    with (folder / "gradebook.csv").open(encoding="utf-8-sig", newline="") as file:
        return {row["submission"] or row["name"]: row for row in csv.DictReader(file)}


def test_a_download_is_graded_student_by_student(
    bulk: Bulk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    roster = tmp_path / "roster.csv"
    roster.write_text("name,id\nAda Lovelace,1001\nBen Bitdiddle,1002\nGrace Hopper,1009\n", "utf-8")
    files = canvas(ADA, WITH_HELPER) | canvas(BEN, WORK, late=True, again=1)
    files |= {"mevehidden_1003_88_report.pdf": b"%PDF-", "turing_1004_text.html": b"<p>x"}
    out = tmp_path / "out"
    assert bulk(files, "--output", str(out), "--roster", str(roster)) == 0
    said = capsys.readouterr().out
    assert "Canvas download: 4 students, 1 late, 2 files not gradable, 1 missing, 2 not on the roster" in said
    rows = gradebook(out)
    assert {key: (row["name"], row["score"]) for key, row in rows.items()} == {
        "lovelaceada_1001": ("Ada Lovelace", "5.0"),
        "bitdiddleben_1002": ("Ben Bitdiddle", "5.0"),
        "mevehidden_1003": ("mevehidden", ""),
        "turing_1004": ("turing", ""),
        "Grace Hopper": ("Grace Hopper", ""),
    }
    assert "a PDF document" in rows["mevehidden_1003"]["status"]
    page = (out / "index.html").read_text("utf-8")
    assert all(f"<bdi>{name}</bdi>" in page for name in ("Ada Lovelace", "Ben Bitdiddle", "Grace Hopper"))
    template, filled = tmp_path / "canvas.csv", tmp_path / "filled.csv"
    template.write_text(GRADEBOOK, "utf-8")
    export = ("export", str(out), "--format", "canvas", "--template", str(template), "--output", str(filled))
    assert run(export) == 0
    assert [line.rpartition(",")[2] for line in filled.read_text("utf-8").splitlines()[2:]] == ["10", "10", ""]
    notes = json.loads((out / "bitdiddleben_1002" / "grade.json").read_text("utf-8"))["notes"]
    assert not notes, "what the platform did to names is nobody's fault"


def test_hostile_names_are_text_wherever_they_are_shown_and_nowhere_without_names(
    bulk: Bulk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = moodle(EVE, WORK) | moodle(ADA, WORK)
    assert bulk(files, "--output", str(tmp_path / "out")) == 0
    assert "\u202e" not in capsys.readouterr().out
    (eve,) = [row for row in gradebook(tmp_path / "out").values() if row["submission"].startswith("Eve")]
    assert eve["name"].startswith("'=Eve")
    page = (tmp_path / "out" / "index.html").read_text("utf-8")
    assert "\u202e" not in page
    assert "M<b>" not in page
    assert bulk(files, "--output", str(tmp_path / "hidden"), "--anonymous") == 0
    assert sorted(gradebook(tmp_path / "hidden")) == ["1001", "1003"]
    written = [path.read_bytes() for path in (tmp_path / "hidden").rglob("*") if path.is_file()]
    assert not [content for content in written if b"Lovelace" in content]


def test_a_dry_run_lists_everything_and_grades_nothing(
    bulk: Bulk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = canvas(ADA, WORK) | canvas(BEN, {"other.py": b"x = 1\n"}) | {"stray\x1b[2J.txt": b""}
    assert bulk(files, "--dry-run") == 0
    said = capsys.readouterr().out
    assert "Canvas download: 2 students, 1 file of nobody" in said
    assert "bitdiddleben_1002  no grade  There is no module of the assignment here" in said
    assert "\x1b" not in said
    assert bulk(files, "--dry-run", "--json", "--output", str(tmp_path / "out")) == 0
    told = json.loads(capsys.readouterr().out)
    assert [each["submission"] for each in told["students"]] == ["bitdiddleben_1002", "lovelaceada_1001"]
    assert [each["files"] for each in told["students"]] == [["other.py"], ["tiny_double.py", "tiny_shift.py"]]
    assert len(told["nobodys"]) == 1
    assert not (tmp_path / "out").exists()


def test_a_folder_that_is_passed_over_for_its_dot_is_told_in_one_note(
    bulk: Bulk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = {f"{who}/{name}": content for who in ("ann", ".kim", ".\x1b[2J[b]lu") for name, content in WORK.items()}
    files |= {".git/config": b"", "__MACOSX/ann/._a.py": b""}
    control = {path: content for path, content in files.items() if not path.startswith((".kim", ".\x1b"))}
    assert bulk(files, "--output", str(tmp_path / "out")) == 0
    (note,) = [line for line in capsys.readouterr().out.splitlines() if "passed over" in line]
    assert note == (
        "passed over  '.\\x1b[2J[b]lu' and '.kim': a folder whose name begins with a dot is not graded; "
        "rename it if it is a student's"
    )
    assert list(gradebook(tmp_path / "out")) == ["ann"]
    assert bulk(files, "--dry-run", "--json") == 0
    assert json.loads(capsys.readouterr().out)["passed_over"] == [".\x1b[2J[b]lu", ".kim"]
    assert bulk(control, "--dry-run") == 0
    assert "passed over" not in capsys.readouterr().out


def test_where_nobodys_work_fits_nothing_is_graded_and_the_end_is_2(
    bulk: Bulk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = {"squared_error.py": b"def squared_error(): ...\n"}
    assert bulk(canvas(ADA, other) | canvas(BEN, other), "--output", str(tmp_path / "out")) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "Nobody's work fits 'Tiny': it is probably the wrong assignment" in said
    assert not (tmp_path / "out").exists()
    assert bulk(canvas(ADA, WORK)) == 2
    assert "--output is missing" in capsys.readouterr().err


def test_a_class_is_refused_where_one_is_asked_for_and_one_where_a_class_is(
    bulk: Bulk, tiny: Assignment, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bulk(canvas(ADA, WORK) | canvas(BEN, WORK), "--dry-run") == 0
    grade = ["grade", str(tmp_path / "class.zip"), "--output", str(tmp_path / "out")]
    assert run([*grade, "--assignment", str(tiny.folder), "--isolation", "process"]) == 2
    assert "looks like a Canvas download of 2 students: grade a class with `grader bulk`" in capsys.readouterr().err
    assert bulk(WORK, "--output", str(tmp_path / "out"), name="ada.zip") == 2
    assert "looks like the work of one student" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
