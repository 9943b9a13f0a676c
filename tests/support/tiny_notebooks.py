"""Notebooks for the tiny assignment, as intake would build them."""

from collections.abc import Sequence

from grader.intake.magics import neutralise
from grader.intake.text import defined_names
from grader.model import Cell, CellKind, Notebook, Submission

DOUBLE = "def double(x):\n    return 2 * x\n"
SHIFT = "def shift(x):\n    return x + 1.0\n"
NAMES = {"tiny_double": "double", "tiny_shift": "shift"}


def notebook_of(cells: Sequence[str], modules: Sequence[str] = tuple(NAMES)) -> Notebook:
    """A notebook whose cells all hold code."""
    return Notebook(
        "tiny.ipynb",
        tuple(Cell(CellKind.CODE, source, neutralise(source).code) for source in cells),
        {
            module: tuple(number for number, cell in enumerate(cells, 1) if NAMES[module] in defined_names(cell))
            for module in modules
        },
    )


def submission_of(*cells: str, modules: Sequence[str] = tuple(NAMES), **files: str) -> Submission:
    """A submission of a notebook, with files beside it by their names without `.py`."""
    return Submission(
        id="x",
        digest="sha256:0",
        files={f"{name}.py": text.encode() for name, text in files.items()},
        problems={},
        notebook=notebook_of(cells, modules),
    )
