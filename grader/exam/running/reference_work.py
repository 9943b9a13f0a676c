"""The reference, handed in as students hand in, by its modules and by its notebook: it has to get all points. Trusted
side.
"""

from collections.abc import Iterator

from msgspec import Struct

from grader.assignment import Assignment
from grader.errors import AssignmentError, SubmissionError
from grader.exam.diagnosis.misconceptions import CatalogueEntry
from grader.intake import read_submission
from grader.model import Grade, Outcome, Submission


class Lost(Struct, frozen=True):
    """What correct work lost.

    Attributes:
        form: What was handed in.
        task: The first task in which a hidden test fails.
        title: That test.
        more: How many tests fail besides.
        reason: What the author of the assignment reads about it, which may show hidden values.
    """

    form: str
    task: str
    title: str
    more: int
    reason: str

    def __str__(self) -> str:
        """What the author of the assignment reads, without the beginning of a sentence."""
        more = f" and {self.more} more" if self.more else ""
        failed = f"in task {self.task} it fails the hidden test “{self.title}”{more}"
        return f"{self.form} does not get all points: {failed}: {self.reason}"


def reference_work(assignment: Assignment, mistake: CatalogueEntry | None = None) -> Submission:
    """The reference, as a submission; with this known mistake, if one is given."""
    files = {f"{part.module}.py": assignment.solution / f"{part.module}.py" for part in assignment.parts}
    found = {name: file.read_bytes() for name, file in files.items() if file.is_file()}
    changed = {f"{mistake.module}.py": mistake.source.encode()} if mistake else {}
    return Submission(id="reference", digest="", files={**found, **changed}, problems={})


def forms_of_reference(assignment: Assignment) -> Iterator[tuple[str, Submission]]:
    """The reference, and its notebook if there is one, each by what it is called.

    Raises:
        AssignmentError: The notebook cannot be read as a submission.
    """
    yield "the reference", reference_work(assignment)
    notebook = assignment.solution / assignment.manifest.notebook
    if notebook.is_file():
        form = f"the reference's {notebook.name}"
        try:
            work = read_submission(notebook, assignment)
        except SubmissionError as error:
            raise AssignmentError(f"T{form[1:]} could not be handed in: {error}") from error
        yield form, work


def lost_points(form: str, grade: Grade) -> Lost | None:
    """What this form of the reference lost, if it did not pass every test, including those for a bonus."""
    failed = [(task.id, test) for task in grade.tasks for test in task.tests if test.outcome is not Outcome.PASSED]
    if not failed:
        return None
    task, test = failed[0]
    return Lost(form, task, test.title, len(failed) - 1, test.evidence.problem or test.message)
