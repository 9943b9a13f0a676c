"""What parses the command line. Trusted side.

Each command is the function of the same name in the module of that name, imported when it is used.
"""

from collections.abc import Collection

from cyclopts import App, Parameter
from rich.console import Console

from grader.cli.colours import THEME
from grader.cli.commands import COMMANDS, installed, module_of
from grader.version import grader_version


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
    for command in installed():
        module = module_of(command)
        own_help = None if command in asked else COMMANDS[command].replace("`", "")
        app.command(f"grader.cli.{module}:{module}", name=command, help=own_help, help_format="markdown")
    return app
