"""A script whose comments cut it into cells (`# %%`, as jupytext and VS Code write it). Trusted side; static."""

import re

from grader.model import Cell, CellKind

_MARK = re.compile(r"^#[ \t]*%%(?P<rest>[^\n]*)$|^#[ \t]*In\[[\d ]*\]:[ \t]*$", re.MULTILINE)
_KINDS = ((re.compile(r"\[(?:markdown|md)\]"), CellKind.MARKDOWN), (re.compile(r"\[raw\]"), CellKind.RAW))


def is_percent_script(text: str) -> bool:
    """Whether a script has cell marks."""
    return _MARK.search(text) is not None


def read_cells(text: str) -> list[Cell]:
    """The cells of a script; what stands before the first mark is one too."""
    marks = list(_MARK.finditer(text))
    starts = [mark.start() for mark in marks]
    cells = [Cell(CellKind.CODE, text[: starts[0]] if starts else text)]
    for mark, end in zip(marks, [*starts[1:], len(text)], strict=False):
        cells.append(Cell(_kind(mark["rest"] or ""), text[mark.end() : end].strip("\n")))
    return [cell for cell in cells if cell.source.strip()]


def _kind(rest: str) -> CellKind:
    return next((kind for pattern, kind in _KINDS if pattern.search(rest)), CellKind.CODE)
