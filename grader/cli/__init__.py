"""Arguments, terminal output, the files of a run: the only part that prints. Trusted; imports no student Python."""

from grader.cli.launch import main

__all__ = ["main"]
