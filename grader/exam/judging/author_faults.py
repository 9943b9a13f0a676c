"""What an author needs to fix a hidden test that could not judge: a sentence that names the test, file and line, and
pytest's own traceback of the author's code. Trusted side; never shown to students.
"""

import re
import sys
import traceback
from pathlib import Path

import pytest
from _pytest._code.code import Traceback
from _pytest.fixtures import FixtureLookupError

from grader.assignment import Assignment
from grader.errors import AssignmentError
from grader.exam.wording.sentences import steady
from grader.host.failures import CallFailedError
from grader.toml_faults import nearest

MAX_MESSAGE_CHARACTERS = 500
MAX_TRACEBACK_CHARACTERS = 3_600
MAX_TRACEBACK_LINES = 55
"""About what a page shows of a text; the end of a longer one says what broke."""


def fault_of(raised: BaseException, test: str, folder: Path) -> str:
    """One sentence: which test, where in the files of this folder, and what Python said."""
    at = place_of(raised, folder)
    return f"{test}{f' ({at})' if at else ''}: {said_of(raised)}"


def place_of(raised: BaseException, folder: Path) -> str:
    """The file and line in a folder where it happened, as `test_1.py, line 7`, or empty."""
    if isinstance(raised, SyntaxError) and raised.filename and raised.lineno:
        return f"{Path(raised.filename).name}, line {raised.lineno}"
    if isinstance(raised, FixtureLookupError):
        file, line, _ = raised.request.node.location
        return f"{Path(file).name}, line {(line or 0) + 1}"
    frames = [(frame.f_code.co_filename, line) for frame, line in traceback.walk_tb(raised.__traceback__)]
    own = [(Path(file).name, line) for file, line in frames if Path(file).is_relative_to(folder)]
    return f"{own[-1][0]}, line {own[-1][1]}" if own else ""


def collect_fault(raised: BaseException, assignment: Assignment) -> str:
    """One sentence on why hidden tests could not be collected: where, and what Python said."""
    cause = raised.__cause__ or raised  # pytest wraps what an import raises in an exception of its own
    at = place_of(cause, assignment.hidden_tests) or place_of(cause, assignment.solution)
    return f"{f'{at}: ' if at else ''}{said_of(cause)}"


def traceback_of(excinfo: pytest.ExceptionInfo[BaseException], assignment: Assignment) -> str:
    """What pytest prints about an exception, cut down to the assignment's files, with paths relative to the course."""
    folders, root = (assignment.solution, assignment.folder), assignment.folder.parent.parent
    if isinstance(excinfo.value, FixtureLookupError):
        text = str(excinfo.value.formatrepr())
    elif isinstance(excinfo.value, SyntaxError):  # which no line of the author's raised
        text = "".join(traceback.format_exception_only(excinfo.value))
    else:

        def own(excinfo: pytest.ExceptionInfo[BaseException]) -> Traceback:
            entries = excinfo.traceback
            found = entries.filter(
                lambda entry: (
                    not entry.ishidden(excinfo) and any(Path(entry.path).is_relative_to(each) for each in folders)
                )
            )
            return found or entries

        inside = isinstance(excinfo.value, CallFailedError)  # its causes are the harness's own
        text = str(excinfo.getrepr(style="long", abspath=True, funcargs=False, chain=not inside, tbfilter=own))
    return _shortened(steady(text.replace(f"{root}/", "")))


def said_of(raised: BaseException) -> str:
    """What Python said, at a readable length, or which fixture does not exist."""
    if isinstance(raised, FixtureLookupError) and raised.argname:
        known = raised.request.fixturenames
        choices = {*known, *FIXTURES} - {raised.argname}
        return f"there is no fixture `{raised.argname}`: {nearest(raised.argname, choices, 'there are')}"
    if isinstance(raised, pytest.fail.Exception) and (unknown := _UNKNOWN_MARK.match(str(raised))):
        return f"there is no mark `{unknown[1]}`: {nearest(unknown[1], MARKS, 'there are')}"
    if isinstance(raised, AssignmentError):  # which is a sentence that says what to do
        return str(raised)
    if isinstance(raised, ImportError) and (absent := _ABSENT_NAME.match(str(raised))):
        return f"there is no `{absent[1]}` in {absent[2]}: {nearest(absent[1], _public_names(absent[2]), 'there are')}"
    said = raised.msg if isinstance(raised, SyntaxError) else str(raised)
    return f"{type(raised).__name__}: {steady(said)[:MAX_MESSAGE_CHARACTERS]}"


def _public_names(module: str) -> list[str]:
    """What a module offers, as far as it is imported here."""
    found = sys.modules.get(module)
    return [name for name in getattr(found, "__all__", dir(found)) if not name.startswith("_")]


MARKS = ("task", "points", "feedback", "needs", "call_seconds", "pure", "parametrize", "usefixtures")
_ABSENT_NAME = re.compile(r"cannot import name '(\w+)' from '([\w.]+)'")
_UNKNOWN_MARK = re.compile(r"'(\w+)' not found in `markers`")
FIXTURES = ("student", "open_student", "guest_module", "growth", "reference", "rng", "task_rng")


def _shortened(text: str) -> str:
    lines = text[-MAX_TRACEBACK_CHARACTERS:].split("\n")[-MAX_TRACEBACK_LINES:]
    whole = "\n".join(lines)
    return whole if len(whole) == len(text) else f"…\n{whole.partition(chr(10))[2]}"
