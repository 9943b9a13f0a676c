"""A notebook as it was executed for display -> what the report shows. Trusted side.

Text is cleaned and capped, pictures are PNG files in an <img>, and the templates escape the rest: no output of a
student's code becomes markup here.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from grader.model import CellKind, CellOutput, ExecutedCell, ExecutedNotebook, Isolation, OutputKind
from grader.report.pictures import Picture, pictures
from grader.sanitize import clean_block, clean_line

MAX_CELLS = 100
MAX_PICTURES = 12
SIGHTS: Mapping[Isolation, str] = {
    Isolation.NAMESPACED: (
        "It ran at level namespaced, like the run for points: it saw your files and the installed libraries, and no "
        "network, other process or other file."
    ),
    Isolation.JAILED: (
        "It ran at level jailed, like the run for points: it could open your files and the installed libraries, and no "
        "network, other process or other file."
    ),
    Isolation.PROCESS: (
        "It ran at level process, like the run for points: it could see the network and the files of this machine."
    ),
}
"""What a run at each level could see."""


@dataclass(frozen=True)
class OutputView:
    """One output: text, or a picture."""

    kind: OutputKind
    text: str
    picture: Picture | None = None


@dataclass(frozen=True)
class CellView:
    """A code cell with its outputs."""

    number: int
    source: str
    outputs: tuple[OutputView, ...]


@dataclass(frozen=True)
class NotebookView:
    """The code cells of a notebook; `left_out` of them are not shown. `sight` says what the run could see."""

    name: str
    sight: str
    problem: str
    cells: tuple[CellView, ...]
    left_out: int


def notebook_view(executed: ExecutedNotebook) -> NotebookView:
    """Makes the view of one run."""
    code = [cell for cell in executed.cells if cell.kind is CellKind.CODE and cell.source.strip()]
    room = MAX_PICTURES
    cells = []
    for cell in code[:MAX_CELLS]:
        view = _cell(cell, room)
        room -= sum(output.picture is not None for output in view.outputs)
        cells.append(view)
    return NotebookView(
        name=clean_line(executed.name),
        sight=SIGHTS[executed.isolation],
        problem=clean_line(executed.problem),
        cells=tuple(cells),
        left_out=max(0, len(code) - MAX_CELLS),
    )


def _cell(cell: ExecutedCell, room: int) -> CellView:
    views = []
    for output in cell.outputs:
        view = _output(output, may_show=room > 0)
        room -= view.picture is not None
        views.append(view)
    return CellView(cell.number, clean_block(cell.source), tuple(views))


def _output(output: CellOutput, *, may_show: bool) -> OutputView:
    if output.kind is not OutputKind.PICTURE:
        return OutputView(output.kind, clean_block(output.text))
    found = pictures([output.png]) if may_show else ()
    if not found:
        return OutputView(OutputKind.OMITTED, "a picture that is not shown")
    return OutputView(OutputKind.PICTURE, "", found[0])
