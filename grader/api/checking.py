"""What students call: the public tests on their own work. Trusted side; needs no solution."""

from collections.abc import Iterator
from pathlib import Path

from grader.api.arguments import PathLike, Progress, as_path, in_silence
from grader.errors import GraderError, UsageError
from grader.model import CheckResult


def check(
    path: PathLike = ".",
    *,
    assignment: PathLike | None = None,
    output: PathLike | None = None,
    progress: Progress | None = None,
) -> CheckResult:
    """Checks a student's own work with the public tests, which need no solution and give no points.

    >>> from grader import check
    >>> found = check("submissions/kim")
    >>> print(found.passed, "of", len(found.tests))
    1 of 2

    Args:
        path: The folder of the work, or the notebook.
        assignment: The folder of the assignment; by default `path` or the current folder, if it is one, or else the
            only one under `assignments/`.
        output: A folder for report.html, other than the work itself; by default nothing is written.
        progress: Is passed each task as it is done.

    Raises:
        UsageError: There is no work or no assignment, or the report cannot be written.
        AssignmentError: There are no public tests, or they are broken.
    """
    from grader.exam.public.checker import Checker
    from grader.output.files import make_folder
    from grader.output.folder import write_check

    work, folder = Path(path), as_path(output)
    _keep_report_apart(work, folder)
    with Checker(work, as_path(assignment)) as checker:
        if folder is not None:
            make_folder(folder)  # before anything runs: what cannot be written is said at once
        found = checker.check(progress or in_silence)
    if folder is not None:
        write_check(found, folder)
    return found


def check_at_each_change(
    path: PathLike = ".",
    *,
    assignment: PathLike | None = None,
    output: PathLike | None = None,
    progress: Progress | None = None,
) -> Iterator[CheckResult | GraderError]:
    """Checks work now, and again whenever one of its files changes, until the caller stops iterating.

    An error in the first round is raised; later ones are yielded instead of a result, since the next change may fix
    them.

    >>> from grader import check_at_each_change
    >>> next(check_at_each_change("submissions/kim", output="page")).passed
    1

    Args:
        path: The folder of the work, or the notebook.
        assignment: The folder of the assignment, as in `check`.
        output: The folder where the caller leaves reports, as with `write_check_report`: changes in it do not count
            as changes of the work. It is created if it does not exist; by default it is `default_report_folder(path)`.
        progress: Is passed each task as it is done.

    Raises:
        UsageError: There is no work or no assignment, or reports cannot be written.
        AssignmentError: There are no public tests, or they are broken.
    """
    from grader.exam.public.checker import Checker
    from grader.output.files import make_folder

    work, folder = Path(path), as_path(output)
    _keep_report_apart(work, folder)
    with Checker(work, as_path(assignment)) as checker:
        if folder is not None:
            make_folder(folder)
        yield from checker.at_each_change(folder or default_report_folder(work), progress or in_silence)


def write_check_report(found: CheckResult, output: PathLike) -> Path:
    """Writes the result of a check as report.html into a folder, created if it does not exist; returns its path.

    >>> from grader import check, write_check_report
    >>> write_check_report(check("submissions/kim"), "page").name
    'report.html'

    Raises:
        UsageError: It cannot be written.
    """
    from grader.output.folder import PAGE, write_check

    write_check(found, Path(output))
    return Path(output, PAGE)


def default_report_folder(path: PathLike = ".") -> Path:
    """Where the report of a check goes by default: in the user's cache, so that nothing is added to the work, and
    always to the same folder for the same work.

    >>> from grader import default_report_folder
    >>> default_report_folder("submissions/kim").name.partition("-")[0]
    'kim'
    """
    from hashlib import sha256

    from grader.host.cache import cache_folder
    from grader.intake.naming import default_id

    work = Path(path).resolve()
    return cache_folder() / "check" / f"{default_id(work.name)}-{sha256(bytes(work)).hexdigest()[:8]}"


def _keep_report_apart(work: Path, output: Path | None) -> None:
    if output is not None and output.resolve() == work.resolve():
        raise UsageError(f"{output} is the work itself: --output takes another folder, for the report.")
