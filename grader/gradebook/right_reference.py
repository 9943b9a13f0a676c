"""Requires, once per change of an assignment, that its reference and the notebook of it get all points. Trusted side.

That they do is remembered by a digest of all that it depends on; that they do not is never remembered. It is remembered
in the cache directory, as the name of an empty file, and where no such directory is kept, in a record beside the hidden
tests. Nothing of the assignment can be learnt from such a digest, and nobody can make one who does not know its seed.
"""

from collections.abc import Callable
from concurrent.futures import Executor, Future
from contextlib import chdir, suppress
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, cast

from msgspec.structs import replace

from grader.assignment import Assignment
from grader.errors import AssignmentError, HarnessError, UsageError
from grader.exam import choose_seed
from grader.exam.running.reference_work import Lost, forms_of_reference, lost_points
from grader.exam.running.worker import WorkerEndedError
from grader.gradebook.bulk import grade_submitted
from grader.gradebook.bulk_messages import GradingOptions, SubmittedWork, decoded
from grader.gradebook.depends import Sources, dependencies, sources_of
from grader.gradebook.digests import digest_of_parts
from grader.host.cache import cache_folder
from grader.model import Grade, Isolation, Submission, Ungraded
from grader.output.files import make_private_folder, write_file

if TYPE_CHECKING:
    from grader.exam import Exam  # which brings pytest: the coordinator of a class needs none

FOLDER = "right-references"
"""In the cache directory."""
RECORD = ".right-reference"
"""In the folder of the solution, where no student can write. As its name begins with a dot, no digest includes it."""
RECORD_BYTES = 1 << 10


def require_right_reference(
    assignment: Assignment, sources: Sources, options: GradingOptions, executor: Executor
) -> None:
    """Requires it before a class is graded with these options, by its workers: the coordinator never has an exam.

    Raises:
        AssignmentError: The reference, or its notebook, loses a point, or cannot be graded.
    """
    name = _name(assignment, sources, options.seed, options.isolation)
    if _is_remembered(assignment, name):
        return
    if lost := _lost_in_workers(assignment, replace(options, run=False, ready=None), executor):
        raise AssignmentError(
            f"{assignment.slug} is not graded: {str(lost).rstrip('.')}; repair the test or the reference with the help "
            f"of `grader test {assignment.folder}`, and run this again."
        )
    _remember(name)


def require_right_in_exam(exam: "Exam", seed: str | None) -> None:
    """Requires it of an exam whose messages students read: they learn the task, and nothing of a test.

    Raises:
        AssignmentError: The reference, or its notebook, loses a point, or cannot be graded.
    """
    assignment = exam.assignment
    name = _name(assignment, sources_of(assignment, by_task=False), seed, exam.isolation)
    if _is_remembered(assignment, name):
        return
    if lost := _lost_by(assignment, exam.grade):
        raise AssignmentError(
            f"{assignment.slug} is not graded: {lost.form} does not get all points, since in task {lost.task} it fails "
            "a hidden test; whoever teaches the course sees with `grader test` which one, and repairs it."
        )
    _remember(name)


def record_right_reference(assignment: Assignment) -> None:
    """Grades both forms of the reference here and now, as before work that is pushed, and records that they are right.

    Raises:
        AssignmentError: The reference, or its notebook, loses a point, or cannot be graded.
        UsageError: The record cannot be written.
    """
    from grader.exam import Exam, practice_seed  # noqa: PLC0415 # see above

    seed = practice_seed(assignment) if assignment.manifest.hidden_results.practice_seed else None
    with chdir("/"), Exam(assignment, seed=seed, diagnose=False) as exam:
        lost = _lost_by(assignment, exam.grade)
        name = _name(assignment, sources_of(assignment, by_task=False), seed, exam.isolation)
    if lost is not None:
        raise AssignmentError(f"It is not recorded that the reference is right: {str(lost).rstrip('.')}.")
    write_file(assignment.solution / RECORD, f"{name}\n".encode())


def forget_record(assignment: Assignment) -> None:
    """Removes the record of an earlier day, if there is one."""
    try:
        (assignment.solution / RECORD).unlink(missing_ok=True)
    except OSError as error:
        raise UsageError(f"{assignment.solution} cannot be written to: {error.strerror}.") from error


def _lost_by(assignment: Assignment, grade: Callable[[Submission], Grade]) -> Lost | None:
    found = (lost_points(form, grade(work)) for form, work in forms_of_reference(assignment))
    return next((lost for lost in found if lost is not None), None)


def _lost_in_workers(assignment: Assignment, options: GradingOptions, executor: Executor) -> Lost | None:
    works = [(form, SubmittedWork(work, "", {})) for form, work in forms_of_reference(assignment)]
    asked = [(form, executor.submit(grade_submitted, work, options)) for form, work in works]
    try:
        found = [lost_points(form, _answered(graded)) for form, graded in asked]
        return next((lost for lost in found if lost is not None), None)
    except WorkerEndedError as error:
        raise AssignmentError(
            f"{assignment.slug} is not graded: the process that graded its reference ended before it was done; "
            f"`grader test {assignment.folder}` runs the same tests."
        ) from error


def _answered(graded: "Future[bytes]") -> Grade:
    answer = decoded(graded.result())
    if isinstance(answer.other, Ungraded):
        raise HarnessError(f"The reference could not be graded: {answer.other.reason}")
    return cast("Grade", answer.grade)


def _name(assignment: Assignment, sources: Sources, seed: str | None, isolation: Isolation) -> str:
    """A digest of everything that the reference's grade depends on here."""
    notebook = assignment.solution / assignment.manifest.notebook
    depends = dependencies(sources, choose_seed(assignment, seed).text, isolation)
    found = [
        depends.together.encode(),
        notebook.read_bytes() if notebook.is_file() else b"",
        *(f"{name} {_version(name)}".encode() for name in ("matplotlib", *sorted(assignment.libraries))),
    ]
    return digest_of_parts(found).removeprefix("sha256:")


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:  # the exam says so
        return ""


def _is_remembered(assignment: Assignment, name: str) -> bool:
    with suppress(UsageError, OSError):
        if (cache_folder() / FOLDER / name).is_file():
            return True
    with suppress(OSError), (assignment.solution / RECORD).open("rb") as record:
        return record.read(RECORD_BYTES).strip() == name.encode()
    return False


def _remember(name: str) -> None:
    """Does so if it can: otherwise the reference is graded in the next run too."""
    with suppress(UsageError, OSError):  # there may be no folder of one's own for it
        folder = cache_folder() / FOLDER
        make_private_folder(folder)
        write_file(folder / name, b"", private=True)
