"""The commands by name, and the list of them, which is shown without importing any. Trusted side.

Imports nothing that parses command lines or draws boxes: that would take most of the time of a short answer.
"""

import os
import sys
import textwrap
from collections.abc import Iterator, Sequence
from contextlib import suppress
from importlib.util import find_spec

ABOUT = "Grades submissions with hidden tests that student code never sees."
DEBUG = "Also show the traceback of an error, or of a hidden test that could not judge."
DEBUG_OPTION = "--debug"
HELP_OPTIONS = ("--help", "-h")
OPTIONS = {
    ", ".join(HELP_OPTIONS): "Show this list; after the name of a command, what it does and its options.",
    DEBUG_OPTION: DEBUG,
    "--version": "Show which version of the grader this is.",
}
NARROWEST, USUAL_WIDTH = 40, 80

COMMANDS = {
    "demo": "Grade the bundled sample submissions and say where the reports are.",
    "check": "Check your own work with the public tests, as often as you like.",
    "pack": "Make the archive to hand in, SLUG.zip, and its receipt, and say what will be graded.",
    "submit": "Hand in to the course's git server: commits what `grader pack` would pack, and pushes it.",
    "grade": "Grade one submission into OUTPUT/grade.json and OUTPUT/report.html.",
    "bulk": "Grade a class: a platform's archive, packed or unpacked, or a folder of your own.",
    "merge": "Merge the shards of a class that several machines graded with `grader bulk --shard`.",
    "adjust": "Add points to a student's grade or take some away; the score that the tests found stays visible.",
    "drop": "Make a hidden test stop counting: everybody gets its points, and nobody loses any.",
    "show": "Show what is on record about a student: attempts, grades, adjustments, versions, and where the pages are.",
    "similar": "Find equal and similar work in a class, and show it side by side, for a person to judge.",
    "course": "Combine the grades of several assignments: a row for each student, as a page and as a table.",
    "export": "Fill the grades of a class into a platform's gradebook, or make a table.",
    "return": "Return the reports of a class, in a format that a platform, mail or a web server takes.",
    "ci": "Grade the pushed work and report the results in the formats that the CI system or course platform reads.",
    "gradescope": "Build the zip for Gradescope's autograder.",
    "new": "Create an assignment: INTO/assignments/SLUG for students, and INTO/solutions/SLUG, which they never get.",
    "test": "Run the public and hidden tests on the reference, the stubs and the alternatives, in seconds.",
    "audit": "Test the hidden tests: grade the reference, the stubs, known mistakes, alternatives and mutants.",
    "notebook": "Generate the handout notebook and the reference notebook from README.md, the stubs and the reference.",
    "release": "Build the archive that students get, OUTPUT/SLUG.zip, proven free of solutions.",
    "doctor": "Try to break out of the jail in every way that a submission might, and say which level holds here.",
}
"""The list of commands shows these without importing the commands: each is the first sentence of the command's help."""

_MODULES = {"return": "hand_back"}
"""Commands whose name is a Python keyword, which no function can have, and the names of their modules."""


def module_of(command: str) -> str:
    """The name of a command's module and function."""
    return _MODULES.get(command, command)


def installed() -> Iterator[str]:
    """The commands that exist here: students install only some of them."""
    return (command for command in COMMANDS if find_spec(f"grader.cli.{module_of(command)}") is not None)


def asks_for_list(words: Sequence[str]) -> bool:
    """Whether a command line is a question for the list of commands, and nothing else."""
    others = [word for word in words if word != DEBUG_OPTION]
    return not others or (len(others) == 1 and others[0] in HELP_OPTIONS)


def show_list() -> None:
    """Prints how to use the command line: every command with what it does, and the options of all."""
    width = max(NARROWEST, _width())
    lines = [
        "Usage: grader COMMAND [OPTIONS]",
        "",
        *textwrap.wrap(ABOUT, width),
        "",
        "Commands:",
        *_rows({command: COMMANDS[command].replace("`", "") for command in sorted(installed())}, width),
        "",
        "Options:",
        *_rows(OPTIONS, width),
    ]
    sys.stdout.write("\n".join(lines) + "\n")


def _rows(texts: dict[str, str], width: int) -> Iterator[str]:
    """Two columns: a name, and a text beside it that is as wide as there is room."""
    column = max(map(len, texts)) + 4
    for name, text in texts.items():
        first, *others = textwrap.wrap(text, width - column, break_on_hyphens=False)
        yield f"  {name}".ljust(column) + first
        yield from (" " * column + other for other in others)


def _width() -> int:
    """How wide the terminal is, by what the person says or the terminal does."""
    said = os.environ.get("COLUMNS", "")
    if said.isdecimal() and int(said) > 0:
        return int(said)
    with suppress(OSError, ValueError):
        return os.get_terminal_size(sys.stdout.fileno()).columns or USUAL_WIDTH
    return USUAL_WIDTH
