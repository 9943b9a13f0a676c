"""The commands by name; each is the function of the module that is called like it, imported when it is asked for.

Trusted side. A command whose module this distribution does not hold is not there: students install a part.
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
    "submit": "Hand in to the git server that the course names: commits what `grader pack` would pack, and pushes it.",
    "grade": "Grade one submission into OUTPUT/grade.json and OUTPUT/report.html.",
    "bulk": "Grade a class: the archive that a platform gave, that archive unpacked, or a folder of your own.",
    "merge": "Put the shards of a class together that several machines graded with `grader bulk --shard`.",
    "adjust": "Give a student points, or take some, after grading; the score that the tests found stays beside.",
    "drop": "Have a hidden test count no longer: everybody gets its points, and nobody loses any.",
    "show": "Show what is on record of a student: attempts, grades, adjustments, versions, and where the pages are.",
    "similar": "Find works of a class that are equal or alike, and show them side by side: to look at, no verdict.",
    "course": "Put the grades of several assignments side by side: a line for each student, as a page and as a table.",
    "export": "Fill the grades of a class into the gradebook of a platform, or make a table.",
    "return": "Hand the reports of a class back, in the form that a platform, mail or a web server takes.",
    "ci": "Grade the pushed work and say the results in the forms that the CI system or course platform reads.",
    "gradescope": "Build the zip that Gradescope takes as an autograder.",
    "new": "Begin an assignment: INTO/assignments/SLUG for students, and INTO/solutions/SLUG, which they never get.",
    "test": "Run the public and hidden tests on the reference, the stubs and the alternatives, in seconds.",
    "audit": "Test the hidden tests: grade the reference, the stubs, known mistakes, alternatives and mutants.",
    "notebook": "Make the handout notebook and the reference notebook from README.md, the stubs and the reference.",
    "release": "Build the archive that students get, OUTPUT/SLUG.zip, proven free of solutions.",
    "doctor": "Try to break out of the jail in every way that a submission might, and say which level holds here.",
}
"""What the list of commands says of each without importing it: the first sentence of its own help."""

_MODULES = {"return": "hand_back"}
"""Commands whose name is a word of Python's, which no function can have, and what their modules are called."""


def module_of(command: str) -> str:
    """What the module of a command is called, and its function."""
    return _MODULES.get(command, command)


def build_app(asked: Collection[str] = ()) -> App:
    """The command line; a command asked for explains itself by its docstring, the others stand in the list unimported.

    Args:
        asked: Names that are called; others in it are passed over.
    """
    app = App(
        name="grader",
        version=grader_version,  # a function: looking it up costs more than a list of commands
        help_format="plaintext",  # the list; what reads Markdown is loaded for a command that explains itself
        console=Console(theme=THEME),
        error_console=Console(stderr=True, theme=THEME),
        default_parameter=Parameter(negative=()),
        suppress_keyboard_interrupt=False,  # a person who stops a run is told what was kept
    )
    for command, summary in COMMANDS.items():
        module = module_of(command)
        if find_spec(f"grader.cli.{module}") is not None:
            own_help = None if command in asked else summary.replace("`", "")
            function = f"grader.cli.{module}:{module}"
            app.command(function, name=command, help=own_help, help_format="markdown")
    return app
