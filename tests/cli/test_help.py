"""`--help` says all that its author wrote: nothing in it is taken for markup."""

import inspect
import subprocess
import sys

import pytest

from grader.cli.app import build_app
from grader.cli.launch import run

APP = build_app()
COMMANDS = [name for name in APP if not name.startswith("-")]


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


@pytest.mark.parametrize("name", COMMANDS)
def test_no_word_of_a_commands_description_is_lost(
    name: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "300")
    assert run([name, "--help"]) == 0
    written = (inspect.getdoc(APP[name].default_command) or "").partition("Args:")[0]
    said = capsys.readouterr().out.split()
    assert [word for word in written.split() if word.replace("`", "") not in said and word not in said] == []


@pytest.mark.parametrize(
    ("module", "loads"), [("grader.cli.launch", False), ("grader.cli.check", False), ("grader.output.folder", True)]
)
def test_a_command_line_starts_without_what_grades_and_draws_pages(module: str, *, loads: bool) -> None:
    """Commands import nothing but the public face, which loads what a call needs. The control is what writes pages."""
    code = f"import sys, {module}; print(bool({{'jinja2', 'numpy', 'pytest', 'sqlalchemy'}} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == str(loads)
