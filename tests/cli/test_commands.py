"""The commands as a person runs them: what they write, what they say, and with which code they end."""

import csv
import json
import re
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.assignment import MANIFEST, Assignment
from grader.cli.launch import run
from grader.intake.class_folder import RESERVED

Run = Callable[..., int]


@pytest.fixture
def command(tiny: Assignment) -> Run:
    """Runs a command on the tiny assignment."""

    def with_assignment(*arguments: object) -> int:
        return run([*map(str, arguments), "--assignment", str(tiny.folder), "--isolation", "process"])

    return with_assignment


def files_below(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def test_grade_writes_both_files_and_ends_with_0(command: Run, right: Path, tmp_path: Path) -> None:
    assert command("grade", right, "--output", tmp_path / "out") == 0
    assert files_below(tmp_path / "out") >= {"grade.json", "report.html"}
    grade = json.loads((tmp_path / "out" / "grade.json").read_text("utf-8"))
    assert (grade["schema"], grade["submission"], grade["score"], grade["max_score"]) == (
        "grader/grade/1",
        "jane",
        5,
        5,
    )


def test_a_zip_of_a_folder_is_graded_like_the_folder(command: Run, right: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "jane.zip", "w") as archive:
        for file in right.iterdir():
            archive.write(file, f"homework/{file.name}")
    for source, output in ((right, "folder"), (tmp_path / "jane.zip", "zip")):
        assert command("grade", source, "--output", tmp_path / output) == 0
    texts = [(tmp_path / output / "grade.json").read_bytes() for output in ("folder", "zip")]
    assert texts[0] == texts[1]


def test_a_score_below_the_threshold_ends_with_1_and_is_written_all_the_same(
    command: Run, right: Path, tmp_path: Path
) -> None:
    (right / "tiny_shift.py").write_text("def shift(x): return x")
    assert command("grade", right, "--output", tmp_path / "out", "--min-score", "3") == 0
    assert command("grade", right, "--output", tmp_path / "out", "--min-score", "3.5") == 1
    assert json.loads((tmp_path / "out" / "grade.json").read_text("utf-8"))["score"] == 3


def test_a_test_that_cannot_judge_withholds_the_grade_with_3(command: Run, right: Path, tmp_path: Path) -> None:
    (right / "tiny_shift.py").write_text("def shift(x): return 'break the test'")
    assert command("grade", right, "--output", tmp_path / "out") == 3
    (tests,) = [
        t["tests"] for t in json.loads((tmp_path / "out/grade.json").read_text("utf-8"))["tasks"] if t["id"] == "2"
    ]
    assert [test["outcome"] for test in tests] == ["error"]


def _empty(place: Path) -> None:
    place.mkdir()


def _without_module(place: Path) -> None:
    place.mkdir()
    (place / "notes.py").write_text("x = 1")


def _no_zip(place: Path) -> None:
    place.write_text("hello")


def _escaping(place: Path) -> None:
    with zipfile.ZipFile(place, "w") as archive:
        archive.writestr("../tiny_double.py", "x = 1")


def _linking(place: Path) -> None:
    with zipfile.ZipFile(place, "w") as archive:
        member = zipfile.ZipInfo("tiny_double.py")
        member.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(member, "/etc/hostname")


def _too_large(place: Path) -> None:
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("data.bin", bytes(65 << 20))


def _huge_module(place: Path) -> None:
    place.mkdir()
    (place / "tiny_double.py").write_text("#" * ((1 << 20) + 1))


BAD: dict[str, tuple[Callable[[Path], object], str, str]] = {
    "missing": (lambda _place: None, "nothing-here", "does not exist"),
    "empty folder": (_empty, "empty", "nothing to grade"),
    "no known module": (_without_module, "other", "no module of the assignment"),
    "no zip": (_no_zip, "work.zip", "is a text file"),
    "escaping names": (_escaping, "work.zip", "leads out of it"),
    "links": (_linking, "work.zip", "links are never followed"),
    "too large": (_too_large, "work.zip", "may have up to 64 MiB"),
    "huge module": (_huge_module, "huge", "may have up to 1 MiB"),
}


@pytest.mark.parametrize("case", BAD)
def test_what_cannot_be_graded_gets_one_sentence_and_2_and_nothing_is_written(
    command: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str], case: str
) -> None:
    make, name, words = BAD[case]
    place = tmp_path / "in"
    place.mkdir()
    make(place / name)
    before = files_below(tmp_path)
    assert command("grade", place / name, "--output", tmp_path / "out") == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert said.err.startswith("grader: ")
    assert words in said.err
    assert files_below(tmp_path) == before


def test_an_output_that_is_a_file_is_refused_and_kept(
    command: Run, right: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "out").write_text("precious")
    for kind, source in (("grade", right), ("bulk", right.parent)):
        assert command(kind, source, "--output", tmp_path / "out") == 2
        assert "--output takes a folder" in capsys.readouterr().err
    assert (tmp_path / "out").read_text() == "precious"


def test_an_output_that_cannot_be_written_is_said(
    command: Run, right: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command("grade", right, "--output", "/proc/grader") == 2  # not even root may
    assert "/proc/grader cannot be made" in capsys.readouterr().err


def test_results_never_land_among_the_submissions(
    command: Run, right: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files_below(right.parent)
    assert command("grade", right, "--output", right) == 2
    assert command("bulk", right.parent, "--output", right.parent / "results") == 2
    assert "outside" in capsys.readouterr().err
    assert files_below(right.parent) == before


def test_a_broken_assignment_ends_with_3_and_says_what_to_mend(
    command: Run, tiny: Assignment, right: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    manifest = tiny.folder / MANIFEST
    whole = manifest.read_text()
    try:
        manifest.write_text(whole.replace("points = 2", "points = 7"))
        assert command("grade", right, "--output", tmp_path / "out") == 3
        assert "The tests of task 2 give 2 points, where it has 7." in capsys.readouterr().err
        manifest.write_text(whole.replace("points = 2", "pts = 2"))
        assert command("grade", right, "--output", tmp_path / "out") == 3
        assert "has the key `pts`, which it does not take" in capsys.readouterr().err
    finally:
        manifest.write_text(whole)


def test_a_fault_that_nobody_foresaw_is_one_sentence_and_a_traceback_only_on_request(
    tmp_path: Path, right: Path, tiny: Assignment, capsys: pytest.CaptureFixture[str]
) -> None:
    seed = tiny.solution / "seed.txt"
    whole = seed.read_bytes()
    call = ["grade", str(right), "--output", str(tmp_path / "out"), "--assignment", str(tiny.folder), "--isolation"]
    try:
        seed.write_bytes(b"\xff")
        assert run([*call, "process"]) == 3
        plain = capsys.readouterr().err
        assert run(["--debug", *call, "process"]) == 3
        detailed = capsys.readouterr().err
    finally:
        seed.write_bytes(whole)
    assert plain.count("\n") == 1
    assert "Traceback" not in plain
    assert "Traceback" in detailed


def test_bulk_grades_the_class_although_one_submission_is_useless(command: Run, right: Path, tmp_path: Path) -> None:
    (right.parent / "noah.zip").write_text("no archive")
    (right.parent / "index.html").mkdir()
    (right.parent / "index.html" / "tiny_double.py").write_text("def double(x): return 2 * x")
    (right.parent / "=1+1").mkdir()
    (right.parent / "=1+1" / "tiny_shift.py").write_text("def shift(x): return x + 1.0")
    assert command("bulk", right.parent, "--output", tmp_path / "out", "--workers", "1") == 0
    assert files_below(tmp_path / "out") >= {
        "index.html", "gradebook.csv", "jane/grade.json", "jane/report.html", "index.html-2/report.html",
    }  # fmt: skip
    of_the_class = {path.name for path in (tmp_path / "out").iterdir()} - {"jane", "1+1", "index.html-2"}
    assert of_the_class <= set(RESERVED), "no submission may get the name of a file of the class"
    with (tmp_path / "out" / "gradebook.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {row["submission"]: row for row in csv.DictReader(file)}
    assert {name: row["score"] for name, row in rows.items()} == {
        "jane": "5.0", "noah": "", "index.html-2": "3.0", "1+1": "2.0",
    }  # fmt: skip
    assert "is a text file" in rows["noah"]["status"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["grade"],
        ["grade", "x"],
        ["nonsense"],
        ["grade", "x", "--output", "y", "--isolation", "best"],
        ["bulk", "--what"],
    ],
)
def test_a_wrong_call_ends_with_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        run(arguments)
    assert stopped.value.code == 2
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("name", ["", "check", "grade", "bulk", "demo", "doctor"])
def test_every_command_explains_itself(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*filter(None, [name]), "--help"]) == 0
    said = capsys.readouterr().out
    assert "Usage: grader" in said
    assert set(re.findall(r"--no-[\w-]*", said)) <= {"--no-run"}


def test_a_second_run_over_a_class_grades_only_what_is_new(
    command: Run, right: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call = ("bulk", right.parent, "--output", tmp_path / "out", "--workers", "1", "--json")
    assert command(*call) == 0
    first = (tmp_path / "out" / "jane" / "grade.json").read_bytes()
    (tmp_path / "out" / "jane" / "report.html").unlink()
    (right.parent / "kim").mkdir()
    (right.parent / "kim" / "tiny_shift.py").write_text("def shift(x): return x + 1.0")
    assert command(*call) == 0
    assert (tmp_path / "out" / "jane" / "grade.json").read_bytes() == first
    assert (tmp_path / "out" / "jane" / "report.html").exists(), "what was graded before is written again"
    assert {"jane", "kim"} <= {path.name for path in (tmp_path / "out").iterdir()}
    assert "kim" in capsys.readouterr().out
