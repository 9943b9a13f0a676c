"""Requires, once per change of an assignment, that its reference and the notebook of it get all points. Trusted side.

That they do is remembered in the cache directory, by a digest of all that it depends on; that they do not is never
remembered. The entry is an empty file, and nothing of the assignment can be learnt from its name.
"""

from collections.abc import Callable
from concurrent.futures import Executor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, cast

from msgspec.structs import replace

from grader.assignment import Assignment
from grader.errors import AssignmentError, HarnessError, UsageError
from grader.exam import choose_seed
from grader.exam.running.pool import worker_pool
from grader.exam.running.reference_work import Lost, forms_of_reference, lost_points
from grader.gradebook.bulk import grade_work
from grader.gradebook.bulk_messages import GradingOptions, SubmittedWork, decoded
from grader.gradebook.depends import Sources, dependencies, sources_of
from grader.gradebook.digests import digest
from grader.host.cache import cache_folder
from grader.model import Grade, Isolation, Submission, Ungraded
from grader.output.files import make_private_folder, write_file

if TYPE_CHECKING:
    from grader.exam import Exam  # which brings pytest: the coordinator of a class needs none

FOLDER = "right-references"
"""In the cache directory."""


def require_right_reference(assignment: Assignment, sources: Sources, options: GradingOptions) -> None:
    """Requires it before a class is graded with these options, by a worker: the coordinator never has an exam.

    Raises:
        AssignmentError: The reference, or its notebook, loses a point, or cannot be graded.
    """
    entry = _entry(assignment, sources, options.seed, options.isolation)
    if _is_remembered(entry):
        return
    if lost := _lost_in_a_worker(assignment, replace(options, run=False, ready=None)):
        raise AssignmentError(
            f"{assignment.slug} is not graded: {str(lost).rstrip('.')}; repair the test or the reference with the help "
            f"of `grader test {assignment.folder}`, and run this again."
        )
    _remember(entry)


def require_right_in_exam(exam: "Exam", seed: str | None, isolation: Isolation) -> None:
    """Requires it of an exam whose messages students read: they learn the task, and nothing of a test.

    Raises:
        AssignmentError: The reference, or its notebook, loses a point, or cannot be graded.
    """
    assignment = exam.assignment
    entry = _entry(assignment, sources_of(assignment), seed, isolation)
    if _is_remembered(entry):
        return
    if lost := _lost_by(assignment, exam.grade):
        raise AssignmentError(
            f"{assignment.slug} is not graded: {lost.form} does not get all points, since in task {lost.task} it fails "
            "a hidden test; whoever teaches the course sees with `grader test` which one, and repairs it."
        )
    _remember(entry)


def _lost_by(assignment: Assignment, grade: Callable[[Submission], Grade]) -> Lost | None:
    found = (lost_points(form, grade(work)) for form, work in forms_of_reference(assignment))
    return next((lost for lost in found if lost is not None), None)


def _lost_in_a_worker(assignment: Assignment, options: GradingOptions) -> Lost | None:
    try:
        with worker_pool(1) as executor:
            return _lost_by(assignment, lambda work: _graded(work, options, executor))
    except BrokenProcessPool as error:
        raise AssignmentError(
            f"{assignment.slug} is not graded: the process that graded its reference ended before it was done; "
            f"`grader test {assignment.folder}` runs the same tests."
        ) from error


def _graded(work: Submission, options: GradingOptions, executor: Executor) -> Grade:
    answer = decoded(executor.submit(grade_work, SubmittedWork(work, "", {}), options).result())
    if isinstance(answer.other, Ungraded):
        raise HarnessError(f"The reference could not be graded: {answer.other.reason}")
    return cast("Grade", answer.grade)


def _entry(assignment: Assignment, sources: Sources, seed: str | None, isolation: Isolation) -> Path | None:
    """Where it is remembered that this reference is right; nowhere, if there is no folder of one's own for it."""
    try:
        folder = cache_folder()
    except (UsageError, OSError):
        return None
    notebook = assignment.solution / assignment.manifest.notebook
    depends = dependencies(sources, choose_seed(assignment, seed).text, isolation)
    found = [
        depends.together.encode(),
        notebook.read_bytes() if notebook.is_file() else b"",
        *(f"{name} {_version(name)}".encode() for name in ("matplotlib", *sorted(assignment.libraries))),
    ]
    return folder / FOLDER / digest(found).removeprefix("sha256:")


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:  # the exam says so
        return ""


def _is_remembered(entry: Path | None) -> bool:
    with suppress(OSError):
        return entry is not None and entry.is_file()
    return False


def _remember(entry: Path | None) -> None:
    """Does so if it can: otherwise the reference is graded in the next run too."""
    if entry is not None:
        with suppress(UsageError, OSError):
            make_private_folder(entry.parent)
            write_file(entry, b"", private=True)
