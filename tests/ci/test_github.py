"""Annotations are what they say and no text in them, or in the log, is a command of its own."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from grader.ci.github import MAX_ANNOTATIONS, annotations, refusal
from grader.cli import grade_terminal
from grader.model import Outcome
from tests.ci.conftest import Make
from tests.support.ci_runner import folds, read_log
from tests.support.payloads import ALL, HOSTILE
from tests.support.sample_grades import NOTES, grade_full_of, perfect_grade, sample_grade, withheld_grade


def kinds(log: str) -> list[str]:
    return [command.name for command in read_log(log)]


def test_each_reason_is_an_error_where_it_is_and_the_score_a_notice(make: Make) -> None:
    said = read_log(annotations(make(sample_grade(), multi_layer_network="src/multi_layer_network.py")))
    errors = [command for command in said if command.name == "error"]
    known = next(error for error in errors if "derivative twice" in error.data)
    assert known.properties == {
        "file": "src/multi_layer_network.py",
        "line": "41",
        "title": "2.1 A multi-layer network with backpropagation: 7.5 points",
    }
    assert "Write out `dL/da` times `da/dz`" in known.data
    assert "Did not pass: Backward: a sigmoid network of two hidden layers; " in known.data
    assert [command.properties["title"] for command in said if command.name == "notice"] == ["72.5 of 100 points"]
    assert [command.data for command in said if command.name == "warning"] == list(NOTES)


def test_a_perfect_grade_has_no_error(make: Make) -> None:
    assert set(kinds(annotations(make(perfect_grade())))) == {"warning", "notice"}


def test_a_withheld_grade_says_so_first_and_says_no_score(make: Make) -> None:
    said = read_log(annotations(make(withheld_grade())))
    assert (said[0].name, said[0].properties["title"]) == ("error", "No grade")
    assert "notice" not in [command.name for command in said]
    assert "72.5" not in annotations(make(withheld_grade()))


def test_no_more_is_said_than_is_shown_and_the_costliest_first(make: Make) -> None:
    (task, *_) = grade_full_of("x").tasks
    failed = next(test for test in task.tests if test.outcome is Outcome.FAILED and test.misconception is None)
    tests = tuple(replace(failed, name=str(n), message=f"Reason {n}.", max_score=float(n)) for n in range(1, 26))
    grade = replace(grade_full_of("x"), tasks=(replace(task, tests=tests),), notes=("n",) * 30)
    said = read_log(annotations(make(grade)))
    assert [command.name for command in said] == ["error"] * MAX_ANNOTATIONS + ["warning"] * MAX_ANNOTATIONS + [
        "notice"
    ]
    assert [command.data.split(".")[0] for command in said[:MAX_ANNOTATIONS]] == [
        f"Reason {25 - n}" for n in range(MAX_ANNOTATIONS)
    ]


@pytest.mark.parametrize("text", ALL)
def test_no_text_is_a_command_of_its_own(make: Make, text: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The same kinds in the same order as with a plain word, each by itself, and nothing else in the log."""
    plain, hostile = (grade_full_of(word) for word in ("plain", text))
    grade_terminal.show_grade(hostile, Path("out"))
    assert read_log(capsys.readouterr().out) == []
    lines = annotations(make(hostile, plain=text))
    assert kinds(lines) == kinds(annotations(make(plain))) == [line.split(" ")[0][2:] for line in lines.splitlines()]
    assert all(set(command.properties) <= {"file", "line", "title"} for command in read_log(lines))


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_folds_the_page_of_the_log(make: Make, text: str, capsys: pytest.CaptureFixture[str]) -> None:
    grade_terminal.show_grade(grade_full_of(text), Path("out"))
    assert folds(capsys.readouterr().out + annotations(make(grade_full_of(text)))) == []


def test_the_reader_knows_commands() -> None:
    """The control: these are what the tests above look for."""
    assert kinds("::error::x\n  ::GROUP::x\na ##[add-mask]b\n\ufe0f::notice title=a%2Cb::c") == [
        "error", "GROUP", "add-mask", "notice",
    ]  # fmt: skip
    assert read_log("::notice title=a%2Cb::50%25%0Ac")[0].data == "50%\nc"
    assert read_log(": :error::x\nfine ::error::x\n::unknown::x\n## [error]") == []


@pytest.mark.parametrize("text", ["a: b, c", "50%", "100%25", "x::y", "two\nlines"])
def test_what_is_said_is_what_is_read(text: str) -> None:
    (said,) = read_log(refusal(text))
    assert (said.name, said.properties, said.data) == ("error", {"title": "No grade"}, text)


def test_a_path_is_read_as_it_is(make: Make) -> None:
    odd = "week 1, group: a%/multi_layer_network.py"
    said = read_log(annotations(make(sample_grade(), multi_layer_network=odd)))
    assert odd in {command.properties.get("file") for command in said}
