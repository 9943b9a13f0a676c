"""The commands by name; each is the function of the module that is called like it, imported when it is asked for.

Trusted side. A command whose module this distribution does not hold is not there: students install a part.
"""

from importlib.util import find_spec

from cyclopts import App, Parameter

from grader.version import grader_version

COMMANDS = (
    *("demo", "check", "grade", "bulk", "export", "ci", "gradescope"),
    *("new", "test", "audit", "notebook", "release", "doctor"),
)

app = App(
    name="grader",
    version=grader_version(),
    default_parameter=Parameter(negative=()),
    suppress_keyboard_interrupt=False,  # a person who stops a run is told what was kept
)
HERE = tuple(command for command in COMMANDS if find_spec(f"grader.cli.{command}") is not None)
for command in HERE:
    app.command(f"grader.cli.{command}:{command}", name=command)


def load_all() -> None:
    """Imports every command: only then does their list say what each of them does."""
    for name in HERE:
        app[name]
