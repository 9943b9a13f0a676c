"""A submission's notebook while it is being graded: what it is run with, and how its run is described. Trusted side."""

import contextlib
import re
from collections.abc import Iterable, Iterator, Sequence

from grader.assignment import Assignment
from grader.exam.explain.names import MISSING_NAME, defined_later
from grader.host.failures import CallFailedError
from grader.host.notebook import NotebookFiles, NotebookRun
from grader.host.replies import CallFailure
from grader.host.zygote import Zygote
from grader.intake.notebook import cells_listed
from grader.model import CallStatus, Notebook, Submission
from grader.sanitize import quoted, shortened
from grader.wire.messages import TracebackFrame

MAX_NOTES = 3
MESSAGE_WIDTH = 160
_PLACE = re.compile(r" \([^()]{0,200}, line \d+\)$")  # of a syntax error, which the frames tell too
_CELL = re.compile(r", cell \d+$")
# Problems of modules and cells that can be used nevertheless, by their exception.
_INCIDENTS = {
    "EOFError": "asked for input{line}, and nobody answers when it is graded: that and what needs it was skipped",
    "SystemExit": "left with exit(){line}: what stands below that was not run",
    "ModuleNotFoundError": "imports{line} what is not there when it is graded ({said}): what needs it was not run",
}
_PACKAGE = re.compile(r"'([A-Za-z_][\w.]*)'", re.ASCII)
_ADDRESS = re.compile(r"\b0x[0-9a-fA-F]+\b")


def notebook_files(assignment: Assignment, submission: Submission) -> NotebookFiles:
    """What a submission's modules and notebook are loaded with."""
    given = assignment.given_files()
    own = (*(part.module for part in assignment.parts), *(name.removesuffix(".py") for name in given))
    sought = tuple(word for task in assignment.tasks for word in task.prints)
    return NotebookFiles({**submission.files, **given}, own, submission.problems, sought)


def start_notebook(assignment: Assignment, submission: Submission, zygote: Zygote) -> NotebookRun | None:
    """The run of a submission's notebook, if tasks are graded from one."""
    if submission.notebook is None:
        return None
    return NotebookRun(zygote, assignment.manifest.limits, submission.notebook, notebook_files(assignment, submission))


def run_notebook(run: NotebookRun, submission: Submission) -> list[str]:
    """Runs the cells, before any hidden input exists, since they could reveal it. Returns notes on the run."""
    with contextlib.suppress(CallFailedError):  # which the tasks will meet
        run.run()
    return [] if submission.notebook is None else list(notes(submission.notebook, run))


def why_missing(notebook: Notebook, run: NotebookRun, module: str, names: str) -> CallFailure:
    """Why the namespace does not have a task's names, though the notebook may define them."""
    for number in notebook.modules[module]:
        failure = run.failures.get(number)
        if failure is not None:
            call_status = CallStatus.MISSING if failure.call_status is CallStatus.RAISED else failure.call_status
            ended = _ended(failure, notebook.cell_name(number))
            return CallFailure(call_status=call_status, reason=f"Cell {number}, which defines {names}, {ended}")
        if number > run.last:
            cause = _told(notebook, run.last, run.failures[run.last])
            reason = f"Cell {number}, which defines {names}, was not run, because {cause}"
            return CallFailure(call_status=CallStatus.MISSING, reason=reason)
    return CallFailure(call_status=CallStatus.MISSING, reason=f"After all cells have run there is no {names}")


def notes(notebook: Notebook, run: NotebookRun) -> Iterator[str]:
    """Notes for the student on the run: cells that raised, and one that ended it."""
    stubs = [number for number, failure in run.failures.items() if "NotImplementedError" in failure.type_names]
    usable = [number for number, failure in run.failures.items() if failure.usable]
    others = [number for number in run.failures if number not in {*stubs, *usable}]
    for number in (*others[:MAX_NOTES], *usable[:MAX_NOTES]):
        yield f"{quoted(notebook.name)}: {_told(notebook, number, run.failures[number])}."
    if len(others) > MAX_NOTES:
        yield f"{quoted(notebook.name)}: {cells_listed(others[MAX_NOTES:])} did not run to the end either."
    if len(usable) > MAX_NOTES:
        yield f"{quoted(notebook.name)}: {cells_listed(usable[MAX_NOTES:])} had something to skip too."
    if stubs:
        yield f"{quoted(notebook.name)}: {cells_listed(stubs)} met what is still to be written."
    if any(number > run.last and cell.code.strip() for number, cell in enumerate(notebook.cells, start=1)):
        yield f"{quoted(notebook.name)}: the cells after cell {run.last} were not run."


def _told(notebook: Notebook, number: int, failure: CallFailure) -> str:
    """How a cell ended, with its first line if no other is known, and where a name that it lacks is defined."""
    name = notebook.cell_name(number)
    if failure.call_status is not CallStatus.RAISED:
        first = notebook.cells[number - 1].code.strip().partition("\n")[0]
        advice = "; look for a loop in it that never ends" if failure.call_status is CallStatus.TIMED_OUT else ""
        return f"cell {number}, which begins with {quoted(first)}, {_ended(failure, name)}{advice}"
    said = f"cell {number} {_ended(failure, name)}"
    missing = MISSING_NAME.search(failure.message) if "NameError" in failure.type_names else None
    later = defined_later(missing[1], name, notebook.cell_files()) if missing else 0
    return (
        f"{said}; cell {later} defines it, below: cells run from top to bottom, so move that one up" if later else said
    )


def absent_packages(incidents: Iterable[CallFailure]) -> tuple[str, ...]:
    """The missing packages that code had imported, as found before any hidden input."""
    messages = [each.message for each in incidents if each.usable and "ModuleNotFoundError" in each.type_names]
    missed = [message[:MESSAGE_WIDTH].partition("; ")[0] for message in messages if message.startswith("No module ")]
    names = dict.fromkeys(name for message in missed for name in _PACKAGE.findall(message))
    return tuple(names)[:MAX_NOTES]


def incident_note(module: str, incident: CallFailure) -> str:
    """A note for the student on a module that could be graded although it did not finish."""
    return f"{module}.py {_ended(incident, f'{module}.py')}."


def _ended(failure: CallFailure, own: str) -> str:
    """How a cell or module ended, to be read after its name; `own` is its name in tracebacks."""
    if failure.call_status is not CallStatus.RAISED:
        return f"failed: {failure.reason}"
    kind = failure.type_names[0] if failure.type_names else "an exception"
    line = f" in line {_place(failure.frames, own)}" if failure.frames else ""
    message = _PLACE.sub("", failure.message)
    message = _ADDRESS.sub("0x...", message)  # the one thing in a message that differs from run to run
    said = shortened(message, MESSAGE_WIDTH)
    if failure.usable and kind in _INCIDENTS:
        return _INCIDENTS[kind].format(line=line, said=said)
    return f"raised {shortened(kind, 60)}{line}: {said}".rstrip(": ")


def _place(frames: Sequence[TracebackFrame], own: str) -> str:
    """Where it happened, with the cell or file if that is not the one that was run."""
    last = frames[-1]
    where = last.file.rpartition(", ")[2] if _CELL.search(last.file) else shortened(last.file)
    return f"{last.line}" if last.file == own else f"{last.line} of {where}"
