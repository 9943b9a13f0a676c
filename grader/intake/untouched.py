"""Whether a task's module, or the cells that define its names, are still as they were handed out. Trusted side; static.

A student may work in the handout's own folder. What was handed out is gone there, so that the two forms are compared
with each other: the one that leaves more to be written counts as untouched.
"""

import re
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from grader.assignment import Assignment, Task
from grader.intake.notebook import Document, read_notebook
from grader.model import CellKind

_TO_BE_WRITTEN = re.compile(r"^[ \t]*raise NotImplementedError\b", re.MULTILINE)


class Untouched(Struct, frozen=True):
    """Which of the two forms of a task nobody has worked on."""

    module: bool
    cells: bool


class HandedOut:
    """What students got, to tell what is still the same; `in_place` if the work lies in that folder itself."""

    def __init__(self, assignment: Assignment, *, in_place: bool) -> None:
        self._assignment = assignment
        self._in_place = in_place
        self._cells = frozenset() if in_place else _code_cells(assignment.folder / assignment.manifest.notebook)

    def untouched(self, task: Task, module: bytes, defining: Sequence[str]) -> Untouched:
        """Tells it of the module of a task, empty where there is none, and of the cells that define its names."""
        if self._in_place:
            left = _left(module.decode("utf-8", "replace"))
            left_in_cells = sum(map(_left, defining))
            return Untouched(module=left > left_in_cells, cells=left_in_cells >= max(left, 1))
        return Untouched(
            module=bare(module) == bare(self._assignment.stub(task)),
            cells=bool(defining) and all(source.strip() in self._cells for source in defining),
        )


def bare(content: bytes) -> bytes:
    """Content without what editors and version control change unasked: line ends, byte order mark, last newline."""
    return b"\n".join(content.removeprefix(b"\xef\xbb\xbf").rstrip().splitlines())


def _code_cells(file: Path) -> frozenset[str]:
    document = read_notebook(file.read_bytes()) if file.is_file() else Document()
    return frozenset(cell.source.strip() for cell in document.cells if cell.kind is CellKind.CODE)


def _left(text: str) -> int:
    """How many places say that they are still to be written."""
    return len(_TO_BE_WRITTEN.findall(text))
