"""Arguments, terminal output, the files of a run: the only part that prints. Trusted; imports no student Python."""

from grader.cli.app import main

__all__ = ["main"]
