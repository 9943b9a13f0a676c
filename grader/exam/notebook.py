"""A submission's notebook while it is being examined: what it is run with, and how its run is told. Trusted side."""

import contextlib
import re
from collections.abc import Iterator

from grader.assignment import Assignment
from grader.host.guest import CallFailedError
from grader.host.notebook import Material, NotebookRun
from grader.host.replies import CallFailure
from grader.host.zygote import Zygote
from grader.intake.naming import shown
from grader.intake.notebook import cells_listed
from grader.model import Ending, Notebook, Submission

MOST_NOTES = 3
MESSAGE_WIDTH = 160
_PLACE = re.compile(r" \([^()]{0,200}, line \d+\)$")  # of a syntax error, which the frames tell too
_ADDRESS = re.compile(r"\b0x[0-9a-fA-F]+\b")


def material(assignment: Assignment, submission: Submission) -> Material:
    """What a submission's modules and notebook are loaded with."""
    given = assignment.given_files()
    own = (*(task.module for task in assignment.tasks), *(name.removesuffix(".py") for name in given))
    sought = tuple(word for task in assignment.tasks for word in task.prints)
    return Material({**submission.files, **given}, own, submission.problems, sought)


def start(assignment: Assignment, submission: Submission, zygote: Zygote) -> NotebookRun | None:
    """The run of a submission's notebook, if tasks are graded from one."""
    if submission.notebook is None:
        return None
    return NotebookRun(zygote, assignment.manifest.limits, submission.notebook, material(assignment, submission))


def first_run(run: NotebookRun, submission: Submission) -> list[str]:
    """Runs the cells, before any hidden input is there: they can tell what went on before. Gives notes on the run."""
    with contextlib.suppress(CallFailedError):  # which the tasks will meet
        run.run()
    return [] if submission.notebook is None else list(notes(submission.notebook, run))


def why_missing(notebook: Notebook, run: NotebookRun, module: str, names: str) -> CallFailure:
    """Why the namespace does not have a task's names, though the notebook may define them."""
    for number in notebook.modules[module]:
        failure = run.failures.get(number)
        if failure is not None:
            ending = Ending.MISSING if failure.ending is Ending.RAISED else failure.ending
            return CallFailure(ending=ending, reason=f"Cell {number}, which defines {names}, {_ended(failure)}")
        if number > run.last:
            cause = f"cell {run.last} {_ended(run.failures[run.last])}"
            reason = f"Cell {number}, which defines {names}, was not run, because {cause}"
            return CallFailure(ending=Ending.MISSING, reason=reason)
    return CallFailure(ending=Ending.MISSING, reason=f"After all cells have run there is no {names}")


def notes(notebook: Notebook, run: NotebookRun) -> Iterator[str]:
    """What a student should know about the run: cells that raised, and one that ended it."""
    stubs = [number for number, failure in run.failures.items() if "NotImplementedError" in failure.type_names]
    others = [number for number in run.failures if number not in stubs]
    for number in others[:MOST_NOTES]:
        yield f"{shown(notebook.name)}: cell {number} {_ended(run.failures[number])}."
    if len(others) > MOST_NOTES:
        yield f"{shown(notebook.name)}: {cells_listed(others[MOST_NOTES:])} did not run to the end either."
    if stubs:
        yield f"{shown(notebook.name)}: {cells_listed(stubs)} met what is still to be written."
    if any(number > run.last and cell.code.strip() for number, cell in enumerate(notebook.cells, start=1)):
        yield f"{shown(notebook.name)}: the cells after cell {run.last} were not run."


def _ended(failure: CallFailure) -> str:
    if failure.ending is not Ending.RAISED:
        return f"did not end well: {failure.reason}"
    kind = failure.type_names[0] if failure.type_names else "an exception"
    line = f" in line {failure.frames[-1].line}" if failure.frames else ""
    message = _PLACE.sub("", failure.message)
    message = _ADDRESS.sub("0x...", message)  # the one thing in a message that differs from run to run
    return f"raised {shown(kind, 60)[1:-1]}{line}: {shown(message, MESSAGE_WIDTH)[1:-1]}".rstrip(": ")
