"""The commands by name; each is the function of the same name in the module of that name, imported when it is used.

Trusted side. A command whose module is not installed does not exist: students install only some of them.
"""

from collections.abc import Collection
from importlib.util import find_spec

from cyclopts import App, Parameter
from rich.console import Console

from grader.cli.colours import THEME
from grader.version import grader_version

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
    "return": "Return the reports of a class, in a form that a platform, mail or a web server takes.",
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


def build_app(asked: Collection[str] = ()) -> App:
    """The command line; a command in `asked` explains itself by its docstring, the others are listed without an import.

    Args:
        asked: The words of the command line; those that name no command are ignored.
    """
    app = App(
        name="grader",
        version=grader_version,  # a function: looking it up costs more than a list of commands
        help_format="plaintext",  # the list; what reads Markdown is loaded for a command that explains itself
        console=Console(theme=THEME),
        error_console=Console(stderr=True, theme=THEME),
        default_parameter=Parameter(negative=()),
        suppress_keyboard_interrupt=False,  # a person who stops a run is told what was stored
    )
    for command, summary in COMMANDS.items():
        module = module_of(command)
        if find_spec(f"grader.cli.{module}") is not None:
            own_help = None if command in asked else summary.replace("`", "")
            function = f"grader.cli.{module}:{module}"
            app.command(function, name=command, help=own_help, help_format="markdown")
    return app
