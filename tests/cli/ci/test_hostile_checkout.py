"""What lies in a checkout neither chooses the assignment nor the place of results, and is no command."""

import inspect
import json
import shutil
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from grader.assignment import Assignment
from grader.ci.delivery import OUTPUT
from grader.cli import ci as command_line
from grader.cli.launch import run
from tests.support.ci_checkout import Ci, files
from tests.support.ci_runner import folds, read_log
from tests.support.loading import HANDOUT
from tests.support.markdown import faults


def test_an_assignment_in_the_checkout_is_never_used(
    tiny: Assignment, checkout: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its tests would run outside of the jail, and say what its author likes."""
    planted = checkout / "assignments" / "tiny"
    shutil.copytree(tiny.folder, planted)
    shutil.copytree(tiny.solution, checkout / "solutions" / "tiny")
    (checkout / "solutions" / "tiny" / "hidden_tests" / "test_1.py").write_text(
        f"open({str(checkout / 'pwned')!r}, 'w').close()"
    )
    assert run(["ci", "week1", "--isolation", "process"]) == 2
    bundled = ", ".join(sorted(folder.name for folder in HANDOUT.parent.iterdir()))
    assert f"several assignments ({bundled})" in capsys.readouterr().err, "it looked among its own"
    assert run(["ci", "--isolation", "process", "--assignment", "assignments/tiny"]) == 2
    assert "where a student could have changed it" in capsys.readouterr().err
    assert not (checkout / "pwned").exists()


def test_results_do_not_follow_links_of_the_checkout(
    ci: Ci, checkout: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    precious = tmp_path / "precious"
    precious.mkdir()
    (precious / "grade.json").write_text("precious")
    (checkout / "grader-results").symlink_to(precious)
    (checkout / "week1" / "out").symlink_to(precious)
    assert ci() == 0
    assert ci("--output", "week1/out/deep") == 0
    assert not (checkout / "grader-results").is_symlink()
    (checkout / "out").mkdir()
    for name in ("grade.json", ".grade.json.partial", "junit.xml", ".junit.xml.partial"):
        (checkout / "out" / name).symlink_to(precious / "grade.json")
    assert ci("--output", "out") == 0
    assert files(precious) == {"grade.json"}
    assert (precious / "grade.json").read_text() == "precious"
    assert json.loads((checkout / "out" / "grade.json").read_bytes())["score"] == 5
    assert "link" not in capsys.readouterr().err


def test_no_settings_of_the_checkout_reach_the_exam(ci: Ci, tiny: Assignment, checkout: Path) -> None:
    """Matplotlib, for one, reads a file of the folder that it is started in."""
    (checkout / "matplotlibrc").write_text("figure.figsize: 1, 1\n")
    test = tiny.hidden_tests / "test_1.py"
    whole = test.read_text()
    looking = whole.replace(
        "x = rng.normal(size=3)", "x = rng.normal(size=3); import os; assert 'matplotlibrc' not in os.listdir()"
    )
    assert looking != whole
    try:
        test.write_text(looking)
        assert ci("--min-score", 5) == 0
    finally:
        test.write_text(whole)
    assert Path.cwd() == checkout


@pytest.mark.usefixtures("github")
def test_hostile_names_and_words_of_a_student_are_no_commands(
    ci: Ci, checkout: Path, github: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hostile = "##[add-mask]a ::error::b @everyone <img src=x>"
    (checkout / f"{hostile}.py").write_bytes(b"\xff\xfe")
    (checkout / "week1" / "tiny_shift.py").write_text(
        f"print({hostile!r})\nraise ValueError({(hostile + chr(10) + '::add-path::/tmp')!r})\n"
    )
    (checkout / "week1" / f"{hostile}.py").write_bytes(b"\xff\xfe")
    call = ("--submission-id", hostile, "--format", "annotations", "--format", "summary", "--format", "junit")
    assert ci(*call) == 0
    said = capsys.readouterr()
    assert said.out.startswith("grader: grading '")
    assert {command.name for command in read_log(said.out)} == {"error", "warning", "notice"}
    assert folds(said.out + said.err) == []
    assert "@everyone" in github.read_text("utf-8")
    assert faults(github.read_text("utf-8")) == []
    ET.parse(checkout / "grader-results" / "junit.xml")  # noqa: S314 # ours


def test_a_refusal_with_a_hostile_name_is_not_a_command(
    ci: Ci, checkout: Path, github: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.rmtree(checkout / "week1")
    (checkout / "##[add-path]x.zip").write_bytes(b"PK\x03\x04" + bytes(40))
    assert ci() == 2
    said = capsys.readouterr()
    assert "add-path" in said.err
    assert [command.name for command in read_log(said.out)] == ["error"]
    assert read_log(said.err) == []
    assert faults(github.read_text("utf-8")) == []


def test_the_folder_for_results_is_the_one_that_is_known_as_ours() -> None:
    """By this name what lies in a checkout is removed before anything is written."""
    assert inspect.signature(command_line.ci).parameters["output"].default == Path(OUTPUT)
