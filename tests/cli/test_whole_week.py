"""A class of 150 from its download to what goes back, by commands alone: nobody is lost and every number right."""

import csv
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.assignment import Assignment
from grader.cli.launch import run
from tests.support.draw import Draw
from tests.support.platform_forms import Person, moodle
from tests.support.tiny import DOUBLE_TESTS, SHIFT_TESTS, SOLUTION

RIGHT = {name: source.encode() for name, source in SOLUTION.items()}
WORKS = (
    RIGHT,
    RIGHT | {"tiny_shift.py": b"def shift(x): return x"},
    RIGHT | {"tiny_double.py": b"def double(x): return x"},
    RIGHT,
)
"""What students hand in, one after another: all right, task 2 wrong, task 1 wrong, and right but a day late."""
IN_TIME, LATE = "Tuesday, 1 December 2026, 1:59 PM", "Thursday, 3 December 2026, 1:59 AM"
POLICY = "\n[late]\ndue = 2026-12-02T12:00:00Z\n"
REFERENCE = "def shift(x, step=1.0): return x + step"
FAULTY = SHIFT_TESTS.replace("student.shift(41.0)", "student.shift(41.0, step=1.0)")
"""Asks for what the reference happens to have, and nobody was asked to write."""
MONDAY, FRIDAY = (3.0, 3.0, 0.0, 2.5), (5.0, 3.0, 3.0, 4.5)
"""Scores of each kind of work: with a hidden test that is wrong, and after all corrections."""
Command = Callable[..., str]


def person(number: int) -> Person:
    return Person("Kim", f"Roe-{number:03}", 1000 + number, f"kim{number}")


class Week:
    """A class of so many, the last of whom hands in on Tuesday, and one more who never does."""

    def __init__(self, folder: Path, students: int) -> None:
        self.folder = folder
        self.students = students
        self.worksheet = folder / "worksheet.csv"

    def hand_in(self, number: int, work: dict[str, bytes] | None = None) -> None:
        """Puts a student's work into the download."""
        for path, content in moodle(person(number), work or WORKS[number % 4]).items():
            file = self.folder / "download" / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)

    def write_worksheet(self) -> None:
        """Moodle's, with everybody in it and when they handed in."""
        lines = ["Identifier,Full name,Grade,Maximum Grade,Last modified (submission),Last modified (grade),Feedback"]
        for number in range(self.students + 1):
            when = LATE if number % 4 == 3 else IN_TIME
            cells = (f"Participant {person(number).number}", person(number).full, "", "5", f'"{when}"', "-", "")
            lines.append(",".join(cells))
        self.worksheet.write_text("\n".join(lines) + "\n", "utf-8-sig")

    def expected(self, by_kind: tuple[float, ...], **others: float) -> dict[str, float]:
        """The score of each student by name: of each kind of work, and of others by number, as in `n5`."""
        found = {person(number).full: by_kind[number % 4] for number in range(self.students)}
        return found | {person(int(name[1:])).full: score for name, score in others.items()}


@pytest.fixture
def week(own_tiny: Assignment, tmp_path: Path, draw: Draw) -> Week:
    """Monday: the tests have a mistake."""
    (own_tiny.hidden_tests / "test_2.py").write_text(FAULTY)
    (own_tiny.solution / "tiny_shift.py").write_text(REFERENCE)
    manifest = own_tiny.folder / "assignment.toml"
    manifest.write_text(manifest.read_text() + POLICY)
    found = Week(tmp_path, 150 if draw.everything else 8)
    for number in range(found.students - 1):
        found.hand_in(number)
    found.write_worksheet()
    return found


@pytest.fixture
def command(own_tiny: Assignment, week: Week, capsys: pytest.CaptureFixture[str]) -> Command:
    """Calls one on the results; gives what it prints."""
    bulk = ["--roster", str(week.worksheet), "--assignment", str(own_tiny.folder), "--isolation", "process"]

    def call(name: str, *more: str) -> str:
        capsys.readouterr()
        out = str(week.folder / "out")
        arguments = [str(week.folder / "download"), "--output", out, *bulk] if name == "bulk" else [out]
        assert run([name, *arguments, *more]) == 0
        return capsys.readouterr().out

    return call


def scores(week: Week) -> dict[str, float]:
    with (week.folder / "out" / "gradebook.csv").open(newline="", encoding="utf-8-sig") as file:
        return {row["name"]: float(row["score"]) for row in csv.DictReader(file) if row["score"]}


def test_the_whole_week_of_a_class(week: Week, command: Command, own_tiny: Assignment) -> None:
    count = week.students
    said = command("bulk")
    assert f"{count - 1} students" in said
    absent = person(count - 1).full
    monday = {name: score for name, score in week.expected(MONDAY).items() if name != absent}
    assert scores(week) == monday

    week.hand_in(count - 1)
    week.hand_in(1, dict(RIGHT))
    said = command("bulk")
    assert f"{count - 2} unchanged, 2 graded, 1 of them only in the tasks that changed" in said
    assert "resubmitted  3 as before" in said, "the test is wrong for right work too"
    assert scores(week) == week.expected(MONDAY)

    said = command("adjust", person(5).full, "0.5", "--reason", "the idea is right")
    assert "3 → 3.5" in said
    said = command("drop", "test_negative", "--reason", "not taught this year")
    assert "Nothing was changed" in said
    assert scores(week) == week.expected(MONDAY, n5=3.5)
    command("drop", "test_negative", "--reason", "not taught this year", "--yes")
    dropped = (3.0, 3.0, 1.0, 2.5)
    assert scores(week) == week.expected(dropped, n5=3.5)

    (own_tiny.hidden_tests / "test_2.py").write_text(SHIFT_TESTS)
    said = command("bulk")
    assert f"0 unchanged, {count} graded, {count} of them only in the tasks that changed" in said
    assert "the known mistakes of task 2 changed" in said
    friday = week.expected(FRIDAY, n1=5.0, n5=3.5)
    assert scores(week) == friday
    (own_tiny.hidden_tests / "test_1.py").write_text(DOUBLE_TESTS)
    assert f"{count} unchanged, 0 graded" in command("bulk"), "the same text again is nothing new"
    assert scores(week) == friday

    shown = command("show", person(1).full)
    assert shown.count(" sha256:") + shown.count("\nsha256:") == 5, "two attempts, three grades"
    exported(week, command, friday)
    returned(week, command)


def exported(week: Week, command: Command, expected: dict[str, float]) -> None:
    """Each line of Moodle's worksheet has its own student's grade, and who handed nothing in has none."""
    filled = week.folder / "filled.csv"
    command("export", "--format", "moodle", "--template", str(week.worksheet), "--output", str(filled))
    rows = list(csv.DictReader(io.StringIO(filled.read_text("utf-8-sig"), newline="")))
    assert {row["Full name"]: float(row["Grade"]) for row in rows if row["Grade"]} == expected
    assert [row["Full name"] for row in rows if not row["Grade"]] == [person(week.students).full]


def returned(week: Week, command: Command) -> None:
    """Everybody gets the own report and no other."""
    packed = week.folder / "back.zip"
    assert f"{week.students} of {week.students} reports handed back" in command(
        "return", "--to", "moodle-zip", "--output", str(packed)
    )
    with zipfile.ZipFile(packed) as archive:
        reports = {name.split("_")[1]: archive.read(name) for name in archive.namelist()}
    assert reports.keys() == {str(person(number).number) for number in range(week.students)}
    for number in range(week.students):
        (folder,) = (week.folder / "out").glob(f"*{person(number).number}*")
        assert (folder / "report.html").read_bytes() == reports[str(person(number).number)]
