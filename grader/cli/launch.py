"""Runs the command line: the list of commands at once, anything else by what parses it. Trusted side."""

import sys
from collections.abc import Sequence

from grader.cli.commands import asks_for_list, show_list
from grader.cli.exit_codes import DONE
from grader.cli.streams import configure_streams


def main() -> None:
    """The entry point of the command `grader`."""
    configure_streams()
    code = run(sys.argv[1:])
    sys.stdout.flush()
    sys.exit(code)


def run(arguments: Sequence[str]) -> int:
    """Runs one command line and returns its exit code."""
    if asks_for_list(arguments):
        show_list()
        return DONE
    from grader.cli.dispatch import dispatch  # noqa: PLC0415 # the list of commands needs no parser

    return dispatch(arguments)
