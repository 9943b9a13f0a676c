"""Runs one command, and turns every error into one sentence on stderr and an exit code. Trusted side."""

import errno
import traceback
from collections.abc import Callable, Sequence
from typing import Annotated

from cyclopts import App, Parameter

from grader.cli.app import build_app
from grader.cli.exit_codes import DONE
from grader.cli.terminal import say, tracebacks
from grader.errors import GraderError, HarnessError, UsageError

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
