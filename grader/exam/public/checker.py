"""A student's own check: the public tests on one person's work, once or at every change. Trusted side; no solution."""

from collections.abc import Iterator
from pathlib import Path
from typing import Self

from grader.assignment import MANIFEST, Assignment
from grader.errors import GraderError, UsageError
from grader.exam.public.public_tests import PublicTestRunner, Watch
from grader.intake.belonging import assignment_of
from grader.intake.submission import read_submission
from grader.intake.watching import each_change
from grader.model import CheckResult


class Checker:
    """Checks the work at a path, as often as required. Use as a context manager."""

    def __init__(self, path: Path, assignment: Path | None = None) -> None:
        """Finds the assignment: the one given, or `path` or the current folder if it is one, or else the only one.

        Raises:
            UsageError: There is no work, or no assignment.
        """
        if not path.exists():
            raise UsageError(f"{path} does not exist: give the folder of your work, or your notebook.")
        self._path = path
        self._assignment = _assignment_of(path, assignment)
        self._tests = PublicTestRunner(self._assignment)

    def __enter__(self) -> Self:
        self._tests.__enter__()
        return self

    def __exit__(self, *error: object) -> None:
        self._tests.__exit__(*error)

    def check(self, watch: Watch = lambda results, _total: results) -> CheckResult:
        """Checks once; `watch` sees the tasks as they come, and their number."""
        return self._tests.check(read_submission(self._path, self._assignment), watch)

    def at_each_change(self, results: Path, watch: Watch) -> Iterator[CheckResult | GraderError]:
        """Checks now and whenever a file changes that does not lie in `results`.

        An error ends it the first time; later it is yielded.
        """
        first = True
        for _ in each_change(self._path, results.resolve()):
            try:
                yield self.check(watch)
            except GraderError as error:
                if first:
                    raise
                yield error
            first = False


def _assignment_of(path: Path, given: Path | None) -> Assignment:
    """The assignment, whose solution need not be there: a student has the handout alone."""
    place = path if path.is_dir() else path.parent
    near = (folder for folder in (place, Path.cwd()) if (folder / MANIFEST).is_file())
    return assignment_of(path, given or next(near, None), solved=False)
