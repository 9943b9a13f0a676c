"""Parses the command line, runs one command, and turns every error into one sentence on stderr and an exit code.

Trusted side. Each command is the function of the same name in the module of that name, imported when it is used.
"""

import errno
import traceback
from collections.abc import Callable, Collection, Sequence
from typing import Annotated

from cyclopts import App, Parameter
from rich.console import Console

from grader.cli.colours import THEME
from grader.cli.commands import COMMANDS, installed, module_of
from grader.cli.exit_codes import DONE
from grader.cli.terminal import say, tracebacks
from grader.errors import GraderError, HarnessError, UsageError
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


INTERRUPTED = 130
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS})
_KEPT = "make room or give another --output; what was graded before is kept"


def dispatch(arguments: Sequence[str]) -> int:
    """Runs the command that is named first and returns its exit code."""
    app = build_app(asked=arguments)
    app.meta.default(_launcher(app))
    outcome: int | None = app.meta(list(arguments), result_action="return_value")
    return outcome or DONE  # help gives None


def _launcher(app: App) -> Callable[..., int]:
    """Returns what runs before and around every command."""

    def launch(*tokens: Annotated[str, Parameter(show=False, allow_leading_hyphen=True)], debug: bool = False) -> int:
        """Grades submissions with hidden tests that student code never sees.

        Args:
            tokens: The command and its arguments.
            debug: Also show the traceback of an error, or of a hidden test that could not judge.
        """
        try:
            with tracebacks(wanted=debug):
                return app(tokens, result_action="return_value") or DONE
        except KeyboardInterrupt as stop:
            say(f"grader: {str(stop) or 'stopped; what was finished by then is kept'}.")
            return INTERRUPTED
        except Exception as error:  # noqa: BLE001 # whatever it is, the person gets a sentence
            if debug:
                traceback.print_exc()
            fault = _as_fault(error)
            say(f"grader: {fault}")
            return fault.exit_code

    return launch


def _as_fault(error: Exception) -> GraderError:
    """The GraderError that an exception amounts to; one that nobody expected is the harness's fault."""
    if isinstance(error, GraderError):
        return error
    if isinstance(error, OSError) and error.filename is not None:
        return UsageError(f"{error.filename!r} cannot be read or written: {error.strerror}.")
    if isinstance(error, OSError) and error.errno in _FULL:
        return UsageError(f"nothing more can be written ({error.strerror}): {_KEPT}.")
    return HarnessError(
        f"something unexpected went wrong ({type(error).__name__}: {error}). What was graded before is kept; "
        "run the command again with --debug and report what it shows."
    )
