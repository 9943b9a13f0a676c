"""What programs read of a class: JSON with all that the page says, and tables that spreadsheets open right."""

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest

from grader import ClassOptions, ReadingOptions, export_grades, grade_class
from grader.assignment import Assignment
from grader.cli.launch import run
from grader.model import Grade, Isolation
from tests.support.tiny import SOLUTION

PAGE = Path(__file__).resolve().parents[2] / "docs" / "gradebook.md"
NAMES = {"ann": "=1+1 Ann", "bo": "Bo\u00e9"}


@pytest.fixture
def class_folder(tmp_path: Path) -> Path:
    """Ann is right, Bo half, Cy's archive is none, Di handed nothing in."""
    for name in ("ann", "bo"):
        (tmp_path / "class" / name).mkdir(parents=True)
        for file, source in SOLUTION.items():
            (tmp_path / "class" / name / file).write_text(source)
    (tmp_path / "class" / "bo" / "tiny_shift.py").write_text("def shift(x): return x")
    (tmp_path / "class" / "cy.zip").write_text("no archive")
    lines = ["id,name,login", *(f"{name},{called},{name}" for name, called in NAMES.items()), "di,Di,di"]
    (tmp_path / "roster.csv").write_text("\n".join(lines), "utf-8")
    return tmp_path / "class"


def documented() -> dict[str, str]:
    """What the page says of each field, by its name."""
    part = PAGE.read_text().partition("## For programs")[2].partition("\n## ")[0]
    rows = [line.strip("| ").split(" | ", 1) for line in part.splitlines() if line.startswith("| `")]
    return {name: said for names, said in rows for name in re.findall(r"`(\w+)`", names)}


def told(tiny: Assignment, class_folder: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    place = class_folder.parent
    call = ["bulk", str(class_folder), "--output", str(place / "out"), "--roster", str(place / "roster.csv")]
    capsys.readouterr()
    assert run([*call, "--assignment", str(tiny.folder), "--isolation", "process", "--workers", "1", "--json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_json_tells_all_of_a_class_and_each_field_is_documented(
    tiny: Assignment, class_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = told(tiny, class_folder, capsys)
    assert (first["unchanged"], first["graded"], first["graded_partly"], first["changes"]) == (0, 2, 0, [])
    assert first["without_grade"] == 1
    assert first["missing"] == ["Di"]
    ann, bo, cy = first["submissions"]
    assert (ann["name"], ann["score"], ann["status"]) == (NAMES["ann"], 5.0, "graded")
    assert bo["tasks"] == [{"id": "1", "score": 3.0, "max_score": 3.0}, {"id": "2", "score": 0.0, "max_score": 2.0}]
    assert (cy["status"], cy["score"]) == ("ungraded", None)
    (class_folder / "bo" / "tiny_shift.py").write_text(SOLUTION["tiny_shift.py"])
    assert run(["adjust", str(class_folder.parent / "out"), "ann", "-1", "--reason", "a slip"]) == 0
    second = told(tiny, class_folder, capsys)
    assert second["changes"] == [
        {"submission": "bo", "kind": "resubmitted", "before": 3.0, "after": 5.0, "why": ""},
    ]
    assert (second["unchanged"], second["graded"], second["graded_partly"], second["without_grade"]) == (1, 1, 1, 1)
    assert second["submissions"][0]["final_score"] == 4.0
    page = documented()
    assert page.keys() == second.keys()
    fields = {name for each in (*first["submissions"], *second["submissions"]) for name in each}
    assert fields | {"held_back"} <= set(re.findall(r"`(\w+)`", page["submissions"]))
    assert set(second["changes"][0]) <= set(re.findall(r"`(\w+)`", page["changes"]))


def table(content: bytes) -> list[dict[str, str]]:
    assert content.startswith(b"\xef\xbb\xbf"), "or a spreadsheet takes it for another encoding"
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_tables_open_right_and_are_the_same_by_commands_and_by_python(
    tiny: Assignment, class_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, place = class_folder.parent / "out", class_folder.parent
    results = grade_class(
        class_folder,
        assignment=tiny.folder,
        output=out,
        reading=ReadingOptions(roster=place / "roster.csv"),
        options=ClassOptions(isolation=Isolation.PROCESS, workers=1),
    )
    grades = {each.submission: each for each in results if isinstance(each, Grade)}
    gradebook = (out / "gradebook.csv").read_bytes()
    rows = table(gradebook)
    assert [row["submission"] or row["name"] for row in rows] == ["ann", "bo", "cy", "Di"]
    assert [row["score"] for row in rows] == ["5.0", "3.0", "", ""]
    assert rows[0]["name"].endswith(NAMES["ann"])
    assert rows[1]["name"] == NAMES["bo"]
    assert table(export_grades(out, "plain").content) == [row for row in rows if row["score"]]
    tests = table(export_grades(out, "tests").content)
    listed = [(row["submission"], row["task"], row["test"], float(row["score"])) for row in tests]
    assert listed == [
        (grade.submission, task.id, test.name, test.score)
        for _, grade in sorted(grades.items())
        for task in grade.tasks
        for test in task.tests
    ]
    assert run(["export", str(out), "--format", "tests", "--output", str(place / "tests.csv")]) == 0
    assert table((place / "tests.csv").read_bytes()) == tests
    for content in (gradebook, (place / "tests.csv").read_bytes()):
        assert str(place).encode() not in content
        assert not re.search(rb'(^|,)"?[=+@\t\r]', content, re.MULTILINE), "a cell of a student's is no formula"
    capsys.readouterr()
