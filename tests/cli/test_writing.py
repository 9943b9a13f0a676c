"""The files of a run: no cell of the gradebook is a formula, and a file appears whole or not at all."""

import csv
import re
from pathlib import Path

import pytest

from grader.gradebook.class_files import People, write_class
from grader.gradebook.store import AssignmentFacts
from grader.intake.naming import safe_id
from grader.model import Grade, Ungraded
from grader.output.folder import COPIES, write_grade
from tests.support.sample_grades import perfect_grade, sample_grade, withheld_grade

ASSIGNMENT = AssignmentFacts(slug="one", title="A class", tasks=(("1.1", "One", 15.0),))


def gradebook(results: list[Grade | Ungraded], folder: Path) -> list[list[str]]:
    write_class(ASSIGNMENT, results, folder)
    with (folder / "gradebook.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "a\r\n=1,2", '"=1'])
def test_no_text_of_a_student_becomes_a_formula_or_a_row(text: str, tmp_path: Path) -> None:
    _, row = gradebook([Ungraded(text, text)], tmp_path)
    for cell in (row[0], row[-1]):
        assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
        assert cell.isprintable()


def test_ordinary_text_stays_as_it_is(tmp_path: Path) -> None:
    _, row = gradebook([Ungraded("jürgen-2", "It is, alas, no zip.")], tmp_path)
    assert (row[0], row[-1]) == ("jürgen-2", "It is, alas, no zip.")


def test_a_withheld_grade_has_no_score_in_the_gradebook(tmp_path: Path) -> None:
    _, held, right = gradebook([withheld_grade("mei"), perfect_grade("jane")], tmp_path)
    assert (held[2], held[-1]) == ("", "withheld")
    assert (right[2], right[-1]) == ("100.0", "graded")


def test_writing_again_replaces_and_leaves_nothing_half_done(tmp_path: Path) -> None:
    for grade in (withheld_grade("jane"), perfect_grade("jane")):
        write_grade(grade, tmp_path)
    assert {path.name for path in tmp_path.iterdir()} >= {"grade.json", "report.html"}
    assert not [path for path in tmp_path.iterdir() if "partial" in path.name]
    assert b'"score": 100.0' in (tmp_path / "grade.json").read_bytes()


def test_the_instructors_copy_is_not_in_a_folder_that_students_get(tmp_path: Path) -> None:
    grade = sample_grade("jane")
    write_grade(grade, tmp_path / "jane", tmp_path / COPIES)
    assert {path.name for path in (tmp_path / "jane").iterdir()} == {"grade.json", "report.html"}
    assert "Instructor" in (tmp_path / COPIES / "jane.html").read_text("utf-8")
    assert "Instructor" not in (tmp_path / "jane" / "report.html").read_text("utf-8")


@pytest.mark.parametrize("name", [COPIES, f"/{COPIES}", f"_{COPIES}", f"{COPIES}.zip"])
def test_no_submission_can_take_the_folder_of_the_copies(name: str) -> None:
    assert safe_id(name) != COPIES


def test_the_page_of_a_class_leads_to_both(tmp_path: Path) -> None:
    write_class(ASSIGNMENT, [perfect_grade("jane")], tmp_path)
    page = (tmp_path / "index.html").read_text("utf-8")
    assert 'href="./jane/report.html"' in page
    assert f'href="./{COPIES}/jane.html"' in page


def leads_to(tmp_path: Path, name: str) -> list[tuple[str, str]]:
    """The links of a copy to others, and what they are called."""
    nav = (tmp_path / COPIES / f"{name}.html").read_text("utf-8").partition('<nav class="neighbours"')[2]
    links = re.findall(r'href="([^"]*)">(.*?)</a>', nav.partition("</nav>")[0], re.DOTALL)
    return [(href, re.sub(r"<[^>]*>|\s", "", words)) for href, words in links]


def test_each_copy_leads_to_those_before_and_after_it_and_follows_whoever_joins(tmp_path: Path) -> None:
    grades: list[Grade | Ungraded] = [perfect_grade("kim-10"), sample_grade("kim-2"), withheld_grade("zoe")]
    for grade in grades:
        assert isinstance(grade, Grade)
        write_grade(grade, tmp_path / grade.submission, tmp_path / COPIES)
    people = People(names={"kim-2": "Kim <b>"})
    write_class(ASSIGNMENT, [*grades, Ungraded("lu", "No zip.")], tmp_path, people=people)
    up = ("../index.html", "Theclass")
    assert leads_to(tmp_path, "kim-2") == [up, ("./kim-10.html", "Next:kim-10→")]
    assert leads_to(tmp_path, "kim-10") == [("./kim-2.html", "←Previous:Kim&lt;b&gt;"), up, ("./zoe.html", "Next:zoe→")]
    assert leads_to(tmp_path, "zoe") == [("./kim-10.html", "←Previous:kim-10"), up]
    before = {name: (tmp_path / COPIES / f"{name}.html").stat() for name in ("kim-2", "kim-10")}
    write_grade(perfect_grade("lu"), tmp_path / "lu", tmp_path / COPIES)
    write_class(ASSIGNMENT, [*grades, perfect_grade("lu")], tmp_path, people=people)
    assert leads_to(tmp_path, "kim-10")[-1] == ("./lu.html", "Next:lu→")
    assert leads_to(tmp_path, "lu") == [("./kim-10.html", "←Previous:kim-10"), up, ("./zoe.html", "Next:zoe→")]
    after = (tmp_path / COPIES / "kim-2.html").stat()
    assert after.st_ino == before["kim-2"].st_ino, "a copy whose neighbours are the same is left alone"
    assert after.st_mode & 0o077 == 0
    assert "neighbours" not in (tmp_path / "zoe" / "report.html").read_text("utf-8").partition("<body")[2]
