"""Given functions that a submission redefines, which may explain what is wrong. Trusted side: parses, runs nothing."""

from collections.abc import Collection, Iterable, Iterator

from grader.assignment import Assignment
from grader.exam.source.definitions import Definition, Files, body_of
from grader.model import Submission, TaskResult
from grader.sanitize import quoted

MAX_NAMES = 5


def redefined(assignment: Assignment, submission: Submission, modules: Collection[str]) -> list[str]:
    """Sentences that name a few of them, for a student who has lost points in the tasks of these modules."""
    given = {name: content for name, content in assignment.given_files().items() if name.endswith(".py")}
    owners = {defined: file for file in given for defined in _defined(file, given)}
    found = [
        f"{quoted(file)} redefines `{name}`, which {owners[name]} gives: where results are off, compare the two."
        for file, files in _sources(submission, modules)
        for name in _defined(file, files)
        if name in owners
    ]
    return found[:MAX_NAMES]


def hints(assignment: Assignment, submission: Submission, tasks: Iterable[TaskResult]) -> list[str]:
    """The same for the tasks that lost points."""
    lost = {task.id for task in tasks if task.score < task.max_score}
    modules = [part.module for part in assignment.parts if not lost.isdisjoint(part.tasks)]
    return redefined(assignment, submission, modules)


def _sources(submission: Submission, modules: Collection[str]) -> Iterator[tuple[str, Files]]:
    """The files that these modules are graded from: themselves, and all cells if it is a notebook."""
    yield from ((f"{module}.py", submission.files) for module in modules)
    notebook = submission.notebook
    if notebook is not None and not notebook.modules.keys().isdisjoint(modules):
        cells = notebook.cell_files()
        yield from ((cell, cells) for cell in cells)


def _defined(file: str, files: Files) -> list[str]:
    """The functions and classes at the top of a file."""
    named = (node.name for node in body_of(file, files) if isinstance(node, Definition))
    return [name for name in named if not name.startswith("_")]
