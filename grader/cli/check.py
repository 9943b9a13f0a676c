"""The command `grader check`: the public tests on a student's own work, once or at every change. Trusted side."""

import hashlib
import sys
from pathlib import Path

from grader.cli import terminal
from grader.cli.check_terminal import show_check
from grader.cli.exit_codes import DONE, THRESHOLD_MISSED
from grader.cli.terminal import OutputMode
from grader.errors import UsageError
from grader.exam.public.checker import Checker
from grader.exam.public.public_tests import Watch
from grader.host.cache import cache_folder
from grader.intake.naming import default_id
from grader.model import CheckResult
from grader.output import folder as writing
from grader.output.files import make_folder


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

    Says what passes, what is wrong and what is not written yet, and writes the same as a page, report.html. The points
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
    if output is not None and output.resolve() == path.resolve():
        raise UsageError(f"{output} is the work itself: --output takes another folder, for the report.")
    folder = _default_folder(path) if output is None else output
    form = OutputMode.chosen(json=json, quiet=quiet)
    with Checker(path, assignment) as checker:
        if output is not None:
            make_folder(output)
        if watch:
            _watch(checker, path, folder, form)
            return DONE
        found = checker.check(_progress(form))
        _show(found, folder, form, must_write=output is not None)
    return THRESHOLD_MISSED if strict and found.passed < len(found.tests) else DONE


def _progress(form: OutputMode) -> Watch:
    return lambda results, total: terminal.progress(results, total, form, "Checking")


def _default_folder(path: Path) -> Path:
    """A place for the report that is always the same for the same work."""
    work = path.resolve()
    return cache_folder() / "check" / f"{default_id(work.name)}-{hashlib.sha256(bytes(work)).hexdigest()[:8]}"


def _show(found: CheckResult, folder: Path, form: OutputMode, *, must_write: bool) -> None:
    """Writes the page and says what was found. A page that nobody asked for may not be possible."""
    page: Path | None = folder / writing.PAGE
    try:
        writing.write_check(found, folder)
    except (OSError, UsageError):
        if must_write:
            raise
        page = None
    show_check(found, page, form)


def _watch(checker: Checker, path: Path, folder: Path, form: OutputMode) -> None:
    """Checks now and at every change, until Ctrl-C."""
    console = terminal.make_console()
    try:
        for found in checker.at_each_change(folder, _progress(form)):
            console.clear()
            if isinstance(found, CheckResult):
                _show(found, folder, form, must_write=False)
            else:
                terminal.say(f"{found}")
            sys.stdout.flush()
            if form is OutputMode.TEXT:
                terminal.say(f"Watching {path.resolve()}; Ctrl-C ends it.")
    except KeyboardInterrupt:
        return
