"""The command `grader check`: the public tests on a student's own work, once or at every change. Trusted side."""

import hashlib
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from grader.assignment import MANIFEST, Assignment, find_assignment
from grader.cli import terminal
from grader.cli.check_terminal import show_check
from grader.cli.exit_codes import DONE, THRESHOLD_MISSED
from grader.cli.terminal import Format
from grader.errors import GraderError, UsageError
from grader.exam.public_tests import PublicTests
from grader.host.cache import cache_folder
from grader.intake import read_submission
from grader.intake.naming import default_id
from grader.intake.watching import each_change
from grader.model import Check
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
    if not path.exists():
        raise UsageError(f"{path} does not exist: give the folder of your work, or your notebook.")
    if output is not None and output.resolve() == path.resolve():
        raise UsageError(f"{output} is the work itself: --output takes another folder, for the report.")
    chosen = _assignment_of(path, assignment)
    folder = _default_folder(path) if output is None else output
    if output is not None:
        make_folder(output)
    form = Format.chosen(json=json, quiet=quiet)
    with PublicTests(chosen) as tests:
        once = partial(_check, tests, chosen, path, form)
        if watch:
            _watch(path, folder, form, once)
            return DONE
        found = once()
        _show(found, folder, form, must_write=output is not None)
    return THRESHOLD_MISSED if strict and found.passed < len(found.tests) else DONE


def _assignment_of(path: Path, given: Path | None) -> Assignment:
    """The assignment, whose solution need not be there: a student has the handout alone."""
    place = path if path.is_dir() else path.parent
    near = (folder for folder in (place, Path.cwd()) if (folder / MANIFEST).is_file())
    return find_assignment(given or next(near, None), solved=False)


def _default_folder(path: Path) -> Path:
    """A place for the report that is always the same for the same work."""
    work = path.resolve()
    return cache_folder() / "check" / f"{default_id(work.name)}-{hashlib.sha256(bytes(work)).hexdigest()[:8]}"


def _check(tests: PublicTests, assignment: Assignment, path: Path, form: Format) -> Check:
    work = read_submission(path, assignment)
    return tests.check(work, lambda results, total: terminal.progress(results, total, form, "Checking"))


def _show(found: Check, folder: Path, form: Format, *, must_write: bool) -> None:
    """Writes the page and says what was found. A page that nobody asked for may not be possible."""
    page: Path | None = folder / writing.PAGE
    try:
        writing.write_check(found, folder)
    except (OSError, UsageError):
        if must_write:
            raise
        page = None
    show_check(found, page, form)


def _watch(path: Path, folder: Path, form: Format, once: Callable[[], Check]) -> None:
    """Checks now and at every change, until Ctrl-C. What cannot be checked ends it the first time, and never later."""
    console = terminal.make_console()
    first = True
    try:
        for _ in each_change(path, folder.resolve()):
            try:
                found = once()
                console.clear()
                _show(found, folder, form, must_write=False)
            except GraderError as error:
                if first:
                    raise
                console.clear()
                terminal.say(f"{error}")
            first = False
            sys.stdout.flush()
            if form is Format.TEXT:
                terminal.say(f"Watching {path.resolve()}; Ctrl-C ends it.")
    except KeyboardInterrupt:
        return
