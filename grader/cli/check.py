"""The command `grader check`: the public tests on a student's own work, once or at every change. Trusted side."""

import sys
from collections.abc import Iterator
from pathlib import Path

from grader import api
from grader.cli import terminal
from grader.cli.check_terminal import show_check
from grader.cli.exit_codes import DONE, THRESHOLD_MISSED
from grader.cli.terminal import OutputMode
from grader.errors import GraderError, UsageError
from grader.model import CheckResult

PAGE = "report.html"


def check(
    path: Path = Path(),
    *,
    output: Path | None = None,
    assignment: Path | None = None,
    watch: bool = False,
    strict: bool = False,
    json: bool = False,
    quiet: bool = False,
) -> int:
    """Check your own work with the public tests, as often as you like.

    Says what passes, what is wrong and what is not written yet, and writes the same as a page, report.html. Points
    come from other tests, which are hidden.

    Args:
        path: Your folder, or your notebook; by default the current folder.
        output: The folder for report.html; by default one in your cache, so that nothing is added to your work.
        assignment: The folder of the assignment; by default PATH or the current folder, if it is one, or else the only
            one under assignments/.
        watch: Check again whenever a file changes, until Ctrl-C.
        strict: Exit with 1 unless all public tests pass.
        json: Print the results as JSON and nothing else.
        quiet: Print nothing but errors.
    """
    mode = OutputMode.chosen(json=json, quiet=quiet)
    if watch:
        _watch(path, assignment, output, mode)
        return DONE
    with terminal.progress_bar(mode, "Checking") as progress:
        found = api.check(path, assignment=assignment, output=output, progress=progress)
    show_check(found, _written(found, api.default_report_folder(path)) if output is None else output / PAGE, mode)
    return THRESHOLD_MISSED if strict and found.passed < len(found.tests) else DONE


def _written(found: CheckResult, folder: Path) -> Path | None:
    """Writes the page of a check that nobody asked for; returns its path, or None if it cannot be written."""
    try:
        return api.write_check_report(found, folder)
    except (OSError, UsageError):
        return None


def _watch(path: Path, assignment: Path | None, output: Path | None, mode: OutputMode) -> None:
    """Checks now and at every change, until Ctrl-C."""
    folder = output or api.default_report_folder(path)
    console = terminal.make_console()
    try:
        for found in _each_change(path, assignment, output, mode):
            console.clear()
            if isinstance(found, CheckResult):
                show_check(found, _written(found, folder), mode)
            else:
                terminal.say(f"{found}")
            sys.stdout.flush()
            if mode is OutputMode.TEXT:
                terminal.say(f"Watching {path.resolve()}; Ctrl-C ends it.")
    except KeyboardInterrupt:
        return


def _each_change(
    path: Path, assignment: Path | None, output: Path | None, mode: OutputMode
) -> Iterator[CheckResult | GraderError]:
    with terminal.progress_bar(mode, "Checking") as progress:
        yield from api.check_at_each_change(path, assignment=assignment, output=output, progress=progress)
