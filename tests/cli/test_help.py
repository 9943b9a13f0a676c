"""`--help` says all that its author wrote: nothing in it is taken for markup."""

import inspect
import subprocess
import sys

import pytest

from grader.cli.commands import NARROWEST, USUAL_WIDTH, module_of
from grader.cli.dispatch import build_app
from grader.cli.launch import run

APP = build_app()
COMMANDS = [name for name in APP if not name.startswith("-")]
CALL = "from grader.cli.launch import main; main()"
HEAVY = frozenset(
    {
        "cyclopts",
        "email",
        "importlib.metadata",
        "jinja2",
        "markdown_it",
        "matplotlib",
        "msgspec",
        "nbformat",
        "numpy",
        "pygments",
    }
    | {"pytest", "rich.console", "rich.progress", "sqlalchemy", "yaml"}
)
"""What takes time to load, some seconds in all."""


def test_there_are_commands() -> None:
    assert {"grade", "bulk", "check", "release"} <= set(COMMANDS)


def test_the_list_says_of_each_command_what_it_does_although_the_terminal_was_narrower_before(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert run(["--help"]) == 0
    capsys.readouterr()
    monkeypatch.setenv("COLUMNS", "300")
    assert run(["--help"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    for name in COMMANDS:
        summary = (inspect.getdoc(APP[name].default_command) or "").partition("\n\n")[0].replace("`", "")
        assert f"{name} {' '.join(summary.split())}" in said


@pytest.mark.parametrize("columns", ["", "20", "60", "80"])
def test_the_list_is_as_narrow_as_its_terminal(
    columns: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """And in plain letters, which any terminal and any screen reader has."""
    monkeypatch.setenv("COLUMNS", columns)
    assert run(["--help"]) == 0
    said = capsys.readouterr().out
    assert said.isascii()
    assert max(map(len, said.splitlines())) <= max(NARROWEST, int(columns or USUAL_WIDTH))


@pytest.mark.parametrize("name", COMMANDS)
def test_no_word_of_a_commands_description_is_lost(
    name: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "300")
    assert run([name, "--help"]) == 0
    written = (inspect.getdoc(APP[name].default_command) or "").partition("Args:")[0]
    said = capsys.readouterr().out.split()
    assert [word for word in written.split() if word.replace("`", "") not in said and word not in said] == []


def loaded_by(code: str, *arguments: str) -> set[str]:
    """Which heavy modules are loaded once a program has run, which is told its arguments."""
    tell = f"sys.stderr.write(' '.join({set(HEAVY)} & set(sys.modules)))"
    program = f"import atexit, sys\natexit.register(lambda: {tell})\n{code}"
    done = subprocess.run([sys.executable, "-P", "-c", program, *arguments], capture_output=True, text=True, check=True)
    return set(done.stderr.split())


@pytest.mark.parametrize("arguments", [("--help",), ("-h",), (), ("--debug", "--help")])
def test_the_list_of_commands_is_said_without_anything_heavy(arguments: tuple[str, ...]) -> None:
    assert loaded_by(CALL, *arguments) == set()


def test_a_commands_own_help_loads_what_reads_markdown_and_nothing_that_grades() -> None:
    reads = {"cyclopts", "rich.console", "markdown_it", "pygments"}
    assert loaded_by(CALL, "bulk", "--help") - {"msgspec"} == reads


def test_no_command_loads_what_grades_before_it_is_called() -> None:
    """Commands import nothing but the public API, which loads what a call needs. The control is what writes pages."""
    every, for_students = (
        f"import {', '.join(f'grader.cli.{module_of(name)}' for name in names)}"
        for names in (COMMANDS, ("check", "pack", "submit"))
    )
    assert not {"matplotlib", "nbformat", "numpy", "pytest", "sqlalchemy"} & loaded_by(every)
    assert loaded_by(for_students) == {"msgspec", "rich.console"}
    assert loaded_by("import grader.output.folder") >= {"jinja2", "msgspec"}


def test_a_check_of_public_tests_needs_neither_pytest_nor_what_reads_notebooks_and_databases_on_its_own_side() -> None:
    """They run in a guest. The control is what grades with hidden tests."""
    not_needed = {"matplotlib", "nbformat", "pytest", "sqlalchemy"}
    assert not not_needed & loaded_by("import grader.exam.public.checker, grader.output.folder")
    assert "pytest" in loaded_by("import grader.gradebook.single")


def test_grading_pushed_work_and_the_workers_of_a_class_load_no_database() -> None:
    """They keep nothing of it. The control is what keeps the record of a class."""
    for alone in ("grader.ci.run", "grader.gradebook.bulk"):
        assert "sqlalchemy" not in loaded_by(f"import {alone}")
    assert "sqlalchemy" in loaded_by("import grader.gradebook.class_run")


def test_only_the_class_format_that_has_yaml_loads_what_reads_it() -> None:
    """The control is the part of that format that does."""
    assert "yaml" not in loaded_by("import grader.gradebook.single, grader.intake.sources.reading")
    assert "yaml" in loaded_by("import grader.intake.sources.gradescope_metadata")


def test_nothing_is_loaded_for_a_process_that_only_starts_python_anew() -> None:
    code = "before = set(sys.modules); import grader.start; print(sorted(set(sys.modules) - before))"
    done = subprocess.run(
        [sys.executable, "-P", "-c", f"import sys; {code}"], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "['grader', 'grader.start']"
