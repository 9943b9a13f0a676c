"""What a person, a pipe and a program read of the results; each on the channel that it reads."""

import sys
from pathlib import Path

import pytest
from msgspec.structs import replace
from rich.console import Console

from grader.cli import check_terminal, class_terminal, grade_terminal, terminal
from grader.cli.class_document import submission_document
from grader.cli.terminal import OutputMode
from grader.feedback.view import for_student
from grader.model import Evidence, Grade, Outcome, Ungraded
from grader.output.folder import encode_grade
from tests.support.ci_runner import read_log
from tests.support.sample_grades import (
    check_of,
    grade_full_of,
    perfect_grade,
    sample_grade,
    untouched_grade,
    withheld_grade,
)
from tests.support.terminals import OF_A_NOTEBOOK, watch

WHERE = Path("out")
HOSTILE = "[red]no markup[/red] \x1b[2J\x1b]52;c;aGk=\x07 \u202eevil"


def shown(grade: Grade, capsys: pytest.CaptureFixture[str], mode: OutputMode = OutputMode.TEXT) -> str:
    grade_terminal.show_grade(grade, WHERE, mode)
    return capsys.readouterr().out


def shown_class(
    results: list[Grade | Ungraded], capsys: pytest.CaptureFixture[str], mode: OutputMode = OutputMode.TEXT
) -> str:
    class_terminal.show_class("A class", results, WHERE, mode)
    return capsys.readouterr().out


def test_a_grade_is_said_with_each_task_and_why_points_are_missing(capsys: pytest.CaptureFixture[str]) -> None:
    said = shown(sample_grade(), capsys)
    assert "72.5 of 100 points" in said
    assert "Looks like: the sigmoid's derivative twice at the output (3 tests)" in said
    assert "Note 'activations.py' was ignored" in said
    assert "out/report.html" in said
    assert "Looks like" not in shown(perfect_grade(), capsys)


def test_a_bonus_task_is_marked_for_one_grade_and_for_a_class(capsys: pytest.CaptureFixture[str]) -> None:
    grade = sample_grade()
    first, *others = grade.tasks
    with_bonus = replace(grade, tasks=(replace(first, bonus=True), *others))
    assert (shown(grade, capsys) + shown_class([grade], capsys)).count("bonus") == 0
    assert shown(with_bonus, capsys).count("bonus") == 1
    assert f"{first.id} bonus" in shown_class([with_bonus], capsys)


def test_one_reason_for_a_whole_task_is_said_once(capsys: pytest.CaptureFixture[str]) -> None:
    said = shown(untouched_grade(), capsys)
    assert said.count("This is still the stub") == 7
    assert "(10 tests)" in said


def test_a_withheld_grade_shows_no_score(capsys: pytest.CaptureFixture[str]) -> None:
    assert "72.5 of" not in shown(withheld_grade(), capsys)
    assert "No grade" in shown(withheld_grade(), capsys)


def test_a_class_has_a_row_for_each_and_reasons_for_those_without_a_grade(capsys: pytest.CaptureFixture[str]) -> None:
    said = shown_class(
        [sample_grade("ann"), perfect_grade("bo"), withheld_grade("cy"), Ungraded("di", "It is not a zip archive.")],
        capsys,
    )
    assert [line.split()[0] for line in said.split("\n") if line.startswith(("ann", "bo", "cy", "di"))] == [
        *("ann", "bo", "cy", "di"),
    ]
    assert "di  no grade  It is not a zip archive." in said
    assert "2 of 4 graded, mean 86.2, median 86.2" in said


def test_one_reason_of_several_is_said_once_with_what_differs(capsys: pytest.CaptureFixture[str]) -> None:
    damaged = [Ungraded(name, f"'{name}.ipynb' is damaged: save it again.") for name in ("ann", "bo")]
    empty = [Ungraded(f"s-{number}", "Nothing was handed in.") for number in range(9)]
    said = shown_class([*damaged, *empty, perfect_grade("cy")], capsys)
    assert "ann ('ann.ipynb'), bo ('bo.ipynb')  no grade  … is damaged: save it again." in said
    assert "s-0, s-1, s-2, s-3, s-4, s-5 and 3 more  no grade  Nothing was handed in." in said


def test_a_large_class_is_a_distribution(capsys: pytest.CaptureFixture[str]) -> None:
    said = shown_class([perfect_grade(f"s-{index}") for index in range(300)], capsys)
    assert "s-7" not in said
    assert "90 to 100 %" in said
    assert len(said.split("\n")) < 20


@pytest.mark.parametrize("text", [HOSTILE, "x" * 1_000_000, "y\n" * 10_000])
def test_no_text_of_a_student_reaches_the_terminal_raw(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    said = shown(grade_full_of(text), capsys) + shown_class([grade_full_of(text), Ungraded(text, text)], capsys)
    assert not {"\x1b", "\x07", "\u202e"} & set(said)
    assert len(said) < 50_000
    assert ("[red]no markup[/red]" in said) == (text == HOSTILE)


def test_a_pipe_gets_whole_sentences_without_codes_and_bars(capsys: pytest.CaptureFixture[str]) -> None:
    long = "A reason of many words " * 8
    said = shown(replace(sample_grade(), notes=(long.strip(),)), capsys)
    assert long.strip() in said
    assert "━" not in said
    assert "\x1b" not in said


def test_json_is_grade_json_and_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    assert shown(sample_grade(), capsys, OutputMode.JSON).encode() == encode_grade(sample_grade())


def test_json_of_a_class_has_no_score_where_there_is_no_grade() -> None:
    results: list[Grade | Ungraded] = [sample_grade("ann"), withheld_grade("cy"), Ungraded("di", "Why not.")]
    found = [submission_document(result) for result in results]
    assert [(each["submission"], each["score"], each["status"]) for each in found] == [
        ("ann", 72.5, "graded"),
        ("cy", None, "withheld"),
        ("di", None, "ungraded"),
    ]


def test_quiet_is_quiet(capsys: pytest.CaptureFixture[str]) -> None:
    assert shown(sample_grade(), capsys, OutputMode.QUIET) == ""
    assert shown_class([sample_grade()], capsys, OutputMode.QUIET) == ""


@pytest.mark.parametrize(("term", "linked"), [("xterm-256color", True), (OF_A_NOTEBOOK, False)])
def test_the_report_is_linked_where_links_are_followed(
    term: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *, linked: bool
) -> None:
    watch(monkeypatch)
    monkeypatch.setenv("TERM", term)
    check_terminal.show_check(check_of(sample_grade()), Path("/report.html"))
    said = capsys.readouterr().out
    assert "/report.html" in said
    assert ("\x1b]8;" in said) == linked


@pytest.mark.parametrize(("columns", "bars"), [(80, False), (120, True)])
def test_bars_go_before_titles_are_cut(
    columns: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *, bars: bool
) -> None:
    """The titles of the first assignment need all of eighty columns."""
    console = Console(file=sys.stdout, force_terminal=True, width=columns, color_system=None)
    for module in (grade_terminal, check_terminal):
        monkeypatch.setattr(module, "make_console", lambda: console)
    grade_terminal.show_grade(sample_grade(), WHERE)
    check_terminal.show_check(check_of(sample_grade()), None)
    said = capsys.readouterr().out
    assert said.count("A multi-layer network with backpropagation") >= 2
    assert "…" not in said
    assert ("━" in said) == bars


def test_titles_that_a_narrow_terminal_cannot_hold_go_on_below_themselves(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    console = Console(file=sys.stdout, force_terminal=True, width=50, color_system=None)
    for module in (grade_terminal, check_terminal):
        monkeypatch.setattr(module, "make_console", lambda: console)
    grade_terminal.show_grade(sample_grade(), WHERE, reasons=False)
    check_terminal.show_check(check_of(sample_grade()), None)
    tables = capsys.readouterr().out
    assert "…" not in tables
    assert tables.count("numerically") >= 2
    assert max(map(len, tables.splitlines())) <= 50


@pytest.mark.parametrize(("columns", "tasks"), [(50, False), (120, True)])
def test_a_narrow_terminal_shows_whole_names_and_leaves_the_points_for_each_task_to_the_page(
    columns: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *, tasks: bool
) -> None:
    console = Console(file=sys.stdout, force_terminal=True, width=columns, color_system=None)
    monkeypatch.setattr(class_terminal, "make_console", lambda: console)
    said = shown_class([sample_grade("hana-notebook-cells"), sample_grade("a-very-" * 4)], capsys)
    assert "hana-notebook-cells" in said
    assert "…" not in said
    assert ("4.2" in said) == tasks


def test_nothing_on_standard_error_is_more_than_text(capsys: pytest.CaptureFixture[str]) -> None:
    """Sentences about faults can hold names of files, and what a test says of a student's values."""
    task, *others = withheld_grade().tasks
    problem = replace(task.tests[0], evidence=Evidence(problem=f"{HOSTILE} ##[add-path]/tmp"))
    grade_terminal.show_problems(replace(withheld_grade(), tasks=(replace(task, tests=(problem,)), *others)))
    terminal.say(f"grader: {HOSTILE} ##[add-path]/tmp\n::error::x")
    said = capsys.readouterr().err
    assert not {"\x1b", "\x07", "\u202e"} & set(said)
    assert said.count("no markup") == 2
    assert read_log(said) == []


def test_the_instructor_is_told_which_test_could_not_judge(capsys: pytest.CaptureFixture[str]) -> None:
    task, *others = withheld_grade().tasks
    problem = Evidence(problem="test_one (test_1.py, line 8): TypeError: \x1b[2J")
    tests = (replace(task.tests[0], outcome=Outcome.ERROR, evidence=problem), *task.tests[1:])
    grade = replace(withheld_grade(), tasks=(replace(task, tests=tests), *others))
    grade_terminal.show_problems(grade)
    assert "Could not judge: test_one (test_1.py, line 8): TypeError: \\x1b[2J" in capsys.readouterr().err
    grade_terminal.show_problems(for_student(grade))
    assert not capsys.readouterr().err
    class_terminal.show_class("Tiny", [grade], Path("out"))
    assert "withheld: test_one (test_1.py, line 8)" in " ".join(capsys.readouterr().out.split())
