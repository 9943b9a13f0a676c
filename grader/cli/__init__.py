"""Arguments and terminal output: the only part that prints. Trusted side; never imports student Python."""

from grader.cli.launch import main

__all__ = ["main"]
