"""A class after its grading: late work, corrections and dropped tests, all on record and shown."""

import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from grader.assignment import Assignment
from grader.cli.launch import run
from tests.support.graded_class import Grader, command, report, scores
from tests.support.tiny import SOLUTION

ROSTER = "id,name,email\n1,Jane Doe,jane@uni.example\n2,Kim Roe,kim@uni.example\n3,Lu Poe,lu@uni.example\n"


def test_points_that_are_given_are_shown_everywhere_and_outlive_a_regrading(
    bulk: Grader, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bulk() == 0
    assert command("adjust", tmp_path, "kim", "1.5", "--reason", "the idea is right", "--comment", "See me.") == 0
    assert "kim  3 → 4.5  3 + 1.5: the idea is right" in capsys.readouterr().out
    for regrade in (False, True):
        assert not regrade or bulk("--regrade") == 0
        assert scores(tmp_path)["kim"] == ("4.5", "3.0", "3 + 1.5: the idea is right")
        assert scores(tmp_path)["lu"] == ("3.0", "3.0", ""), "the control"
        assert "3 + 1.5: the idea is right" in report(tmp_path, "kim")
        assert "See me." in report(tmp_path, "kim")
        page = (tmp_path / "out" / "index.html").read_text()
        assert "3 + 1.5: the idea is right" in page
        equal = page.partition('<h2 id="equal">')[2].partition("</section>")[0]
        assert re.findall(r"<bdi>(\w+)</bdi>", equal) == ["kim", "lu"], "who handed in the same files"
        grade = json.loads((tmp_path / "out" / "kim" / "grade.json").read_text())
        assert (grade["score"], grade["final_score"]) == (3.0, 4.5)
        assert "changes" not in json.loads((tmp_path / "out" / "lu" / "grade.json").read_text())
    assert command("adjust", tmp_path, "kim", "-0.5", "--reason", "a slip") == 0
    assert scores(tmp_path)["kim"][0] == "4.0"
    filled = tmp_path / "filled.csv"
    assert command("export", tmp_path, "--format", "plain", "--output", str(filled)) == 0
    assert filled.read_bytes() == (tmp_path / "out" / "gradebook.csv").read_bytes()


def test_an_adjustment_that_is_not_clear_is_refused_and_changes_nothing(
    bulk: Grader, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bulk() == 0
    before = (tmp_path / "out" / "gradebook.csv").read_bytes()
    for arguments, said in (
        (("nobody", "1", "--reason", "x"), "Nobody with a submission is called 'nobody'"),
        (("kim", "1"), "A reason is missing"),
        (("kim", "nan", "--reason", "x"), "is not a number of points"),
        (("kim", "1", "--reason", "x", "--task", "9"), "There is no task '9': the tasks are '1' and '2'."),
        (("kim",), "A student and points are missing"),
    ):
        capsys.readouterr()
        assert command("adjust", tmp_path, *arguments) == 2
        assert said in " ".join(capsys.readouterr().err.split())
    assert (tmp_path / "out" / "gradebook.csv").read_bytes() == before


def test_a_table_of_adjustments_is_taken_whole_or_not_at_all_and_only_once(
    bulk: Grader, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "roster.csv").write_text(ROSTER)
    assert bulk() == 0
    table = tmp_path / "adjustments.csv"
    table.write_text("student;points;reason;task\nkim;1,5;oral exam;2\nnobody;1;oral exam;\n", "utf-8-sig")
    assert command("adjust", tmp_path, "--from", str(table)) == 2
    assert scores(tmp_path)["kim"][0] == "3.0"
    table.write_text("student;points;reason;task\nkim;1,5;oral exam;2\nlu;−1;copied;\n", "utf-8-sig")
    assert command("adjust", tmp_path, "--from", str(table)) == 0
    capsys.readouterr()
    assert command("adjust", tmp_path, "--from", str(table)) == 0
    assert "0 grades adjusted, 2 on record before" in capsys.readouterr().out
    assert scores(tmp_path)["kim"] == ("4.5", "3.0", "3 + 1.5: task 2, oral exam")
    assert scores(tmp_path)["lu"][0] == "2.0"


def test_a_dropped_test_is_previewed_first_and_then_nobody_loses(
    bulk: Grader, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bulk() == 0
    capsys.readouterr()
    call = ("test_shift", "--reason", "not taught")
    assert command("drop", tmp_path, *call) == 0
    said = capsys.readouterr().out
    assert "2 students would gain points" in said
    assert "Nothing was changed" in said
    assert scores(tmp_path)["kim"][0] == "3.0"
    assert command("drop", tmp_path, *call, "--yes") == 0
    assert {name: found[0] for name, found in scores(tmp_path).items()} == {"jane": "5.0", "kim": "5.0", "lu": "5.0"}
    assert "everybody has its points: not taught" in report(tmp_path, "kim")
    assert command("drop", tmp_path, *call, "--yes") == 2
    assert bulk("--regrade") == 0
    assert scores(tmp_path)["kim"][0] == "5.0", "kept over regrading"


@pytest.mark.drawn(2)
@pytest.mark.parametrize("part", ["shift", "test_", "Shifts", "", "test_shif"])
def test_a_part_of_a_name_drops_nothing_and_the_whole_ones_are_told(
    bulk: Grader, tmp_path: Path, capsys: pytest.CaptureFixture[str], part: str
) -> None:
    assert bulk() == 0
    capsys.readouterr()
    assert command("drop", tmp_path, part, "--reason", "not taught", "--yes") == 2
    assert "test_shift" in capsys.readouterr().err
    assert scores(tmp_path)["kim"][0] == "3.0"


def test_being_late_costs_what_the_assignment_says_and_a_change_of_that_regrades_nobody(
    own_tiny: Assignment, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "sakai" / "Tiny"
    for name, day in (("Doe, Jane(jane)", "20261201"), ("Roe, Kim(kim)", "20261203")):
        place = folder / name / "Submission attachment(s)"
        place.mkdir(parents=True)
        for file, source in SOLUTION.items():
            (place / file).write_text(source)
        (folder / name / "timestamp.txt").write_text(f"{day}120000000\n")
    manifest = own_tiny.folder / "assignment.toml"
    call = [
        "bulk",
        str(tmp_path / "sakai"),
        "--output",
        str(tmp_path / "out"),
        "--workers",
        "1",
        "--isolation",
        "process",
    ]
    assert run([*call, "--assignment", str(own_tiny.folder)]) == 0
    manifest.write_text(manifest.read_text() + "\n[late]\ndue = 2026-12-02T12:00:00Z\n")
    capsys.readouterr()
    assert run([*call, "--assignment", str(own_tiny.folder)]) == 0
    assert "2 unchanged, 0 graded" in capsys.readouterr().out
    late = {name: found for name, found in scores(tmp_path).items() if found[2]}
    assert list(late.values()) == [("4.5", "5.0", "5 − 0.5 (1 day late)")]
    assert '<span class="chip">late</span>' in (tmp_path / "out" / "index.html").read_text()
    (own_tiny.folder.parent.parent / "course.toml").write_text("[late]\npercent = 20\n[late.extra_days]\njane = 3\n")
    assert run([*call, "--assignment", str(own_tiny.folder)]) == 0
    assert [found[2] for found in scores(tmp_path).values() if found[2]] == ["5 − 1 (1 day late)"], "Kim's alone"
    (own_tiny.folder.parent.parent / "course.toml").write_text("[late]\npercent = 20\n[late.extra_days]\nKIM = 3\n")
    assert run([*call, "--assignment", str(own_tiny.folder)]) == 0
    assert {found[0] for found in scores(tmp_path).values()} == {"5.0"}
    (own_tiny.folder.parent.parent / "course.toml").write_text("[late]\npercnt = 20\n")
    capsys.readouterr()
    assert run([*call, "--assignment", str(own_tiny.folder)]) == 3
    assert "has the key `percnt`, which it does not take: did you mean `percent`?" in capsys.readouterr().err


def test_an_unknown_time_of_handing_in_is_reported_and_costs_nothing(
    bulk: Grader, own_tiny: Assignment, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (own_tiny.folder.parent.parent / "course.toml").write_text("[assignments.tiny.late]\ndue = 2026-12-02T12:00:00Z\n")
    (tmp_path / "times.csv").write_text("login,submitted\nkim,2026-12-02T13:00:00Z\n")
    assert bulk("--roster", str(tmp_path / "times.csv")) == 0
    assert "2 students handed in at an unknown time, so nothing is deducted" in capsys.readouterr().out
    assert {name: found[2] for name, found in scores(tmp_path).items()} == {
        "jane": "", "kim": "3 − 0.5 (1 day late)", "lu": "",
    }  # fmt: skip


def test_all_of_a_student_is_shown(
    bulk: Grader, students: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bulk() == 0
    (students / "kim" / "tiny_shift.py").write_text(SOLUTION["tiny_shift.py"])
    assert bulk() == 0
    assert command("adjust", tmp_path, "kim", "-1", "--reason", "by mistake") == 0
    assert command("drop", tmp_path, "test_shift", "--reason", "not taught", "--yes") == 0
    capsys.readouterr()
    assert command("show", tmp_path, "ki") == 0
    said = capsys.readouterr().out
    # A user of a container need not have a name.
    assert re.search(r"^test_shift does not count  not taught  (by \S+, )?20\d\d-", said, re.MULTILINE)
    assert "4 of 5 points: 5 − 1: by mistake" in said
    assert said.count(" sha256:") + said.count("\nsha256:") == 4, "two attempts, two grades"
    assert said.count("holds") == 1
    assert str(tmp_path / "out" / "kim" / "report.html") in said
    with closing(sqlite3.connect(tmp_path / "out" / "grades.sqlite")) as database:
        assert database.execute("SELECT count(*) FROM grades").fetchone() == (4,)
