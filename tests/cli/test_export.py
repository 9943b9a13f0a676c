"""`grader export` after `grader bulk`: the grades of the class as its last run left them."""

import csv
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.assignment import Assignment
from grader.cli.launch import run
from tests.support.plugins import install_package
from tests.support.tiny import SOLUTION

HEADER = "Student,ID,SIS User ID,SIS Login ID,Section,Tiny (7)\n    Points Possible,,,,,10\n"
TEMPLATE = f"{HEADER}Jane,1,,jane,A,\nKim,2,,kim,A,\nNoah,3,,noah,A,4\n"
BREAKING = "def shift(x): return 'break the test'\n"

Bulk = Callable[[], int]


@pytest.fixture
def students(tmp_path: Path) -> Path:
    """A class of two: Jane's work is right, Kim's half."""
    for name in ("jane", "kim"):
        (tmp_path / "class" / name).mkdir(parents=True)
        for file, source in SOLUTION.items():
            (tmp_path / "class" / name / file).write_text(source)
    (tmp_path / "class" / "kim" / "tiny_shift.py").write_text("def shift(x): return x\n")
    (tmp_path / "template.csv").write_text(TEMPLATE)
    return tmp_path / "class"


@pytest.fixture
def bulk(tiny: Assignment, students: Path, tmp_path: Path) -> Bulk:
    """Grades the class."""
    call = ["bulk", students, "--output", tmp_path / "out", "--workers", "1", "--assignment", tiny.folder]
    return lambda: run([*map(str, call), "--isolation", "process", "--quiet"])


def export(tmp_path: Path, *more: str) -> int:
    files = ["--template", str(tmp_path / "template.csv"), "--output", str(tmp_path / "filled.csv")]
    return run(["export", str(tmp_path / "out"), "--format", "canvas", *files, *more])


def scores(tmp_path: Path) -> dict[str, str]:
    with (tmp_path / "filled.csv").open(newline="") as file:
        return {row["Student"]: row["Tiny (7)"] for row in list(csv.DictReader(file))[1:]}


def test_a_class_goes_into_the_gradebook(bulk: Bulk, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert bulk() == 0
    assert export(tmp_path) == 0
    assert scores(tmp_path) == {"Jane": "10", "Kim": "6", "Noah": "4"}
    assert "2 of 2 grades filled in, as shares of 10 points" in capsys.readouterr().out


def test_an_earlier_grade_of_somebody_who_has_none_now_is_not_exported(
    bulk: Bulk, students: Path, tmp_path: Path
) -> None:
    assert bulk() == 0
    (students / "kim" / "tiny_shift.py").write_text(BREAKING)
    assert bulk() == 3
    assert export(tmp_path) == 0
    assert scores(tmp_path) == {"Jane": "10", "Kim": "", "Noah": "4"}


def test_a_submission_without_a_line_is_named(
    bulk: Bulk, students: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (students / "kim").rename(students / "[red]stranger")
    assert bulk() == 0
    assert export(tmp_path) == 0
    said = capsys.readouterr().out
    assert "1 of 2 grades filled in" in said
    assert "red_stranger  no line of its own" in said


def test_without_a_finished_run_nothing_is_written(
    bulk: Bulk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert export(tmp_path) == 2
    assert "give the folder that `grader bulk` wrote" in capsys.readouterr().err
    assert bulk() == 0
    (tmp_path / "out" / "grades.sqlite").write_bytes(b"no database")
    assert export(tmp_path) == 2
    assert not (tmp_path / "filled.csv").exists()


def test_a_template_that_is_none_is_refused_and_nothing_is_written(
    bulk: Bulk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bulk() == 0
    assert export(tmp_path, "--column", "Nothing") == 2
    (tmp_path / "template.csv").write_text("a,b\n")
    assert export(tmp_path) == 2
    (tmp_path / "template.csv").unlink()
    assert export(tmp_path) == 2
    assert capsys.readouterr().err.count("\n") == 3
    assert not (tmp_path / "filled.csv").exists()


def test_where_nobody_has_a_line_nothing_is_written(
    bulk: Bulk, students: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for number, folder in enumerate(sorted(students.iterdir())):
        folder.rename(students / f"stranger-{number}")
    assert bulk() == 0
    assert export(tmp_path) == 2
    assert "Nothing was filled in. No submission matches a row there" in " ".join(capsys.readouterr().err.split())
    assert not (tmp_path / "filled.csv").exists()


def test_a_folder_in_place_of_the_output_is_refused_and_stays_empty(
    bulk: Bulk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bulk() == 0
    (tmp_path / "filled.csv").mkdir()
    capsys.readouterr()
    assert export(tmp_path) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert list((tmp_path / "filled.csv").iterdir()) == []


def test_a_plain_table_needs_no_template_and_the_others_say_which(
    bulk: Bulk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bulk() == 0
    call = ["export", str(tmp_path / "out"), "--output", str(tmp_path / "filled.csv"), "--format"]
    assert run([*call, "plain"]) == 0
    assert (tmp_path / "filled.csv").read_bytes() == (tmp_path / "out" / "gradebook.csv").read_bytes()
    capsys.readouterr()
    assert run([*call, "canvas"]) == 2
    said = " ".join(capsys.readouterr().err.split())
    assert said == "grader: --format canvas needs --template FILE: the gradebook: Grades, Export."


COURSE = """
from grader.gradebook.export.entries import Filled
from grader.gradebook.export.format import GradebookFormat

class Registrar(GradebookFormat):
    name = "registrar"
    title = "the registrar"
    upload = "by post"
    filled = "passed or failed"

    def fill(self, entries, template=b"", column=None):
        lines = [f"{entry.submission} {'passed' if entry.score >= 4 else 'failed'}" for entry in entries]
        return Filled("\\n".join(lines).encode(), len(lines), 5.0, ())
"""


def test_a_course_adds_a_gradebook_by_an_entry_point(bulk: Bulk, tmp_path: Path) -> None:
    """As pip would install it; the command takes its name, and tells it among the choices."""
    assert bulk() == 0
    (tmp_path / "site").mkdir()
    points = "[grader.gradebooks]\nregistrar = course_registrar:Registrar\n"
    install_package(tmp_path / "site", "course_registrar", COURSE, points)
    call = ("export", tmp_path / "out", "--output", tmp_path / "filled.csv", "--format", "registrar")
    without = _process("", *call)
    assert (without.returncode, (tmp_path / "filled.csv").exists()) == (2, False), "the control"
    ended = _process(str(tmp_path / "site"), *call)
    assert ended.returncode == 0, ended.stderr
    assert (tmp_path / "filled.csv").read_text() == "jane passed\nkim failed"
    assert "registrar" in _process(str(tmp_path / "site"), "export", "--help").stdout


def _process(site: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, with one more folder of packages."""
    start = f"import sys; sys.path += [{site!r}] * bool({site!r}); from grader.cli import main; main()"
    return subprocess.run([sys.executable, "-c", start, *arguments], capture_output=True, text=True, check=False)
