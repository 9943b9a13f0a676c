"""`grader check` as a student runs it in a copy of a handout: what it says, and with what it ends."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from msgspec.structs import replace

from grader.cli.check_terminal import show_check
from grader.cli.launch import run
from grader.cli.terminal import OutputMode
from grader.feedback.words import count_of
from grader.intake.handed_out import RECORD, handout_record
from grader.model import Outcome
from tests.support.handouts import RIGHT, write_handout
from tests.support.sample_grades import check_of, grade_full_of, grade_of_one, sample_grade


@pytest.fixture
def handout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The tiny handout alone, as the current folder, on a machine where nothing else is to be found."""
    folder = write_handout(tmp_path / "my work")
    monkeypatch.chdir(folder)
    monkeypatch.setattr("grader.assignment.loading.data_root", lambda: tmp_path / "nowhere")
    monkeypatch.setattr("grader.host.cache.cache_folder", lambda: tmp_path / "cache")
    return folder


def write_right(folder: Path) -> None:
    for name, source in RIGHT.items():
        (folder / f"{name}.py").write_text(source)


def files_below(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def test_the_handout_alone_is_enough_and_nothing_is_added_to_it(
    handout: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files_below(handout)
    assert run(["check"]) == 0
    said = capsys.readouterr().out
    assert "0 of 6 public tests passed. Hidden tests, with other inputs, decide the grade." in said
    assert re.search(r"1  Double +0  of 3 passed  2 not written yet, 1 skipped", said)
    assert files_below(handout) == before
    (page,) = (tmp_path / "cache").rglob("report.html")
    assert f"Report {page}" in said
    assert "Public tests on" in page.read_text("utf-8")


@pytest.mark.drawn(2)
@pytest.mark.parametrize("where", ["folder", "notebook", "work elsewhere", "assignment elsewhere"])
def test_the_assignment_is_found_from_the_work(
    handout: Path, tmp_path: Path, where: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    work, options = handout, ["--json"]
    if where == "notebook":
        cells = [{"cell_type": "code", "metadata": {}, "source": source, "outputs": []} for source in RIGHT.values()]
        work = handout / "tiny.ipynb"
        work.write_text(json.dumps({"nbformat": 4, "metadata": {}, "cells": cells}))
    elif where != "folder":
        work = tmp_path / "mine"
        work.mkdir()
    if where == "assignment elsewhere":
        monkeypatch.chdir(work)
        options += ["--assignment", str(handout)]
    if work.is_dir():
        write_right(work)
    assert run(["check", str(work), *options]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["schema"], found["passed"], found["total"]) == ("grader/check/1", 5, 6)


def test_json_tells_outcomes_and_no_points(handout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (handout / "tiny_shift.py").write_text("def shift(x): return x")
    assert run(["check", "--json"]) == 0
    text = capsys.readouterr().out
    tests = {test["name"]: test for task in json.loads(text)["tasks"] for test in task["tests"]}
    assert tests["test_a_number"]["outcome"] == "not_written"
    assert tests["test_shift[1]"] == {
        "name": "test_shift[1]",
        "title": "One is added",
        "outcome": "failed",
        "ending": "returned",
        "message": "shift(1) should be 2.",
    }
    assert "score" not in text


def test_strict_ends_with_1_unless_all_pass(handout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "--strict", "--quiet"]) == 1
    write_right(handout)
    tests = handout / "public_tests" / "test_1_tiny_double.py"
    tests.write_text(tests.read_text().replace('@pytest.mark.skip(reason="not today")\n', "").replace("False", "True"))
    assert run(["check", "--strict", "--quiet"]) == 0
    assert capsys.readouterr().out == ""


FINISHED_BUT_FOR_A_BRANCH = """
def shift(x):
    if x < 0:
        raise NotImplementedError
    return x + 1
"""


@pytest.mark.drawn(1, kind=lambda edited: edited)
@pytest.mark.parametrize("edited", [False, True])
@pytest.mark.parametrize("unfinished", [False, True])
def test_a_check_says_where_the_grade_will_differ(
    handout: Path, *, edited: bool, unfinished: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    """Both things pass all public tests: a given file that was edited, a branch to which none of them leads."""
    (handout / RECORD).write_bytes(handout_record({"given.py": (handout / "given.py").read_bytes()}))
    write_right(handout)
    if edited:
        (handout / "given.py").write_text("ONE = 2.0")
    if unfinished:
        (handout / "tiny_shift.py").write_text(FINISHED_BUT_FOR_A_BRANCH)
    assert run(["check"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert ("given.py is not as it was handed out. When your work is graded, the original is put" in said) == edited
    assert ("Task 2 is not finished: line 4 of tiny_shift.py still raises NotImplementedError" in said) == unfinished
    assert said.count("Note ") == edited + unfinished
    assert "5 of 6 public tests passed" in said


def test_output_takes_the_page(handout: Path, tmp_path: Path) -> None:
    assert handout.is_dir()
    assert run(["check", "--output", str(tmp_path / "out"), "--quiet"]) == 0
    assert files_below(tmp_path / "out") == {"report.html"}
    assert not (tmp_path / "cache").exists()


@pytest.mark.parametrize(
    "arguments,words",
    [
        (["nowhere"], "nowhere does not exist"),
        (["--output", "."], "--output takes another folder"),
        (["--output", "given.py"], "--output takes a folder"),
        (["public_tests"], "no module of the assignment"),
        (["--assignment", "public_tests"], "has no assignment.toml"),
    ],
)
def test_a_wrong_call_is_one_sentence_and_2(
    handout: Path, arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert handout.is_dir()
    assert run(["check", *arguments]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert (said.err.count("\n"), words in said.err) == (1, True), said.err


def test_a_page_that_nobody_asked_for_may_be_impossible(
    handout: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert handout.is_dir()
    (tmp_path / "cache").write_text("in the way")
    assert run(["check"]) == 0
    said = capsys.readouterr().out
    assert "0 of 6 public tests passed" in said
    assert "Report" not in said


@pytest.mark.parametrize(
    "broken, words",
    [
        ("def shift(x):\n    }\n", ("is not valid Python. (3 tests)", "It happened in line 2 of tiny_shift.py: }")),
        ("def shift(x):\n    while True: pass\n", ("No answer: it used more than 0.5 s of processor time.",)),
    ],
)
def test_a_syntax_error_or_an_endless_loop_costs_its_own_task(
    handout: Path, capsys: pytest.CaptureFixture[str], broken: str, words: tuple[str, ...]
) -> None:
    write_right(handout)
    (handout / "tiny_shift.py").write_text(broken)
    manifest = handout / "assignment.toml"
    manifest.write_text(re.sub(r"(call|task)_seconds = .*", r"\1_seconds = 0.5", manifest.read_text()))
    assert run(["check"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "2 of 6 public tests passed" in said
    assert [each for each in words if each not in said] == []


def test_plain_pytest_has_the_same_tests(handout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The public tests are plain files: what a guest collects is what pytest collects."""
    command = [sys.executable, "-B", "-m", "pytest", "public_tests", "--collect-only", "-q", "-p", "no:cacheprovider"]
    environment = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    done = subprocess.run(command, cwd=handout, env=environment, capture_output=True, text=True, check=True)
    names = re.findall(r"^public_tests/\w+\.py::(\S.*)$", done.stdout, re.MULTILINE)
    assert run(["check", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert names == [test["name"] for task in found["tasks"] for test in task["tests"]]
    assert len(names) == 6


HOSTILE = "[red]no markup[/red] \x1b[2J\x1b]52;c;aGk=\x07 \u202eevil"


@pytest.mark.parametrize("text", [HOSTILE, "x" * 1_000_000, "y\n" * 10_000])
def test_no_text_of_a_student_reaches_the_terminal_raw(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    show_check(check_of(grade_full_of(text)), Path("/report.html"))
    said = capsys.readouterr().out
    assert not {"\x1b", "\x07", "\u202e"} & set(said)
    assert len(said) < 50_000
    assert ("[red]no markup[/red]" in said) == (text == HOSTILE)


def test_quiet_is_quiet(capsys: pytest.CaptureFixture[str]) -> None:
    show_check(check_of(sample_grade()), None, OutputMode.QUIET)
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("passed,total", [(0, 1), (1, 1), (0, 2), (1, 2), (2, 2)])
def test_the_count_reads_right_whatever_it_is(passed: int, total: int, capsys: pytest.CaptureFixture[str]) -> None:
    """No "1 test pass": what passed is told in a form that is the same for one and for many."""
    (test,) = grade_full_of("x").tasks[0].tests[:1]
    outcomes = [Outcome.PASSED] * passed + [Outcome.FAILED] * (total - passed)
    check = check_of(grade_of_one(test))
    (task,) = check.tasks
    show_check(
        replace(check, tasks=(replace(task, tests=tuple(replace(test, outcome=each) for each in outcomes)),)), None
    )
    said = capsys.readouterr().out
    assert f"{passed} of {count_of(total, 'public test')} passed." in said
    assert f"{passed}  of {total} passed" in said
