"""Finds tasks with code that is still to be written, for students who are about to hand in. Trusted side; static."""

import re
from collections.abc import Iterator

from grader.assignment import Assignment
from grader.model import Submission

_TO_BE_WRITTEN = re.compile(rb"^[ \t]*raise NotImplementedError\b", re.MULTILINE)
MAX_PLACES = 3


def unfinished(assignment: Assignment, submission: Submission) -> dict[str, str]:
    """Task id -> where it raises NotImplementedError: `lines 4 and 9 of sorting.py`; without finished tasks."""
    found = {
        task.id: " and ".join(place for module in task.modules for place in _places(module, submission))
        for task in assignment.tasks
    }
    return {task: places for task, places in found.items() if places}


def _places(module: str, submission: Submission) -> Iterator[str]:
    notebook = submission.notebook
    if notebook is not None and module in notebook.modules:
        cells = ((number, notebook.cells[number - 1].code.encode()) for number in notebook.modules[module])
        yield from (f"cell {number} of {notebook.name}" for number, code in cells if _TO_BE_WRITTEN.search(code))
        return
    content = submission.files.get(f"{module}.py", b"")
    lines = [content.count(b"\n", 0, match.start()) + 1 for match in _TO_BE_WRITTEN.finditer(content)][:MAX_PLACES]
    if lines:
        numbers = " and ".join(map(str, lines))
        yield f"line{'s' if len(lines) > 1 else ''} {numbers} of {module}.py"
