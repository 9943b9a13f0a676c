"""Tasks that a person judges: what was handed in for them, among the results of the others. Trusted side."""

from collections.abc import Collection

from grader.assignment import Assignment, ManualTask
from grader.model import ManualWork, Submission, TaskResult
from grader.pictures import is_picture, picture_fault, read_header

MAX_CHARACTERS = 40_000
"""Per text; a longer one has to be read in the file itself."""


def manual_results(
    assignment: Assignment, submission: Submission, only: Collection[str] | None
) -> tuple[TaskResult, ...]:
    """The results of these tasks, or of all of them: no points, and what was handed in."""
    return tuple(
        TaskResult(
            id=task.id,
            title=task.title,
            score=0.0,
            max_score=task.points,
            tests=(),
            about=task.about,
            manual=_work(task, submission),
        )
        for task in assignment.manifest.manual
        if only is None or task.id in only
    )


def _work(task: ManualTask, submission: Submission) -> ManualWork:
    content = submission.files.get(task.file, b"")
    if is_picture(task.file):
        return _picture(task.file, content)
    return ManualWork(task.file, content.decode("utf-8", "replace")[:MAX_CHARACTERS])


def _picture(file: str, content: bytes) -> ManualWork:
    if not content:
        return ManualWork(file, "")
    header, wrong = read_header(content), picture_fault(content)
    if header is None or wrong:
        return ManualWork(file, f"{file} {wrong}. It is not shown.")
    return ManualWork(file, f"A picture of {header.width} by {header.height} pixels: see the report.", content)
