"""Work in the handout's own folder: which of module and notebook counts where there is no stub left to compare with."""

import json
from pathlib import Path

import pytest

from grader.assignment import load_assignment
from grader.intake import read_submission
from grader.model import Submission
from tests.handouts import RIGHT, write_handout

STUB = "def double(x):\n    raise NotImplementedError\n"
HALF = "def double(x):\n    if x: return 2 * x\n    raise NotImplementedError\n"
DONE = RIGHT["tiny_double"]


def in_place(folder: Path, module: str | None, cell: str | None) -> Submission:
    write_handout(folder)
    file = folder / "tiny_double.py"
    file.unlink() if module is None else file.write_text(module)
    if cell is not None:
        raw = {"cell_type": "code", "metadata": {}, "source": cell, "outputs": []}
        (folder / "tiny.ipynb").write_text(json.dumps({"nbformat": 4, "metadata": {}, "cells": [raw]}))
    return read_submission(folder, load_assignment(folder, solved=False))


@pytest.mark.parametrize(
    "module,cell,taken",
    [
        (STUB, None, "module"),
        (DONE, None, "module"),
        (STUB, STUB, "module"),
        (DONE, STUB, "module"),
        (HALF, STUB + STUB, "module"),
        (DONE, DONE, "module"),
        (STUB, DONE, "notebook"),
        (STUB + STUB, HALF, "notebook"),
        (None, DONE, "notebook"),
        (None, STUB, "notebook"),
    ],
)
def test_the_form_that_leaves_less_to_be_written_counts(
    tmp_path: Path, module: str | None, cell: str | None, taken: str
) -> None:
    work = in_place(tmp_path / "tiny", module, cell)
    held = work.notebook.modules if work.notebook else {}
    assert ("notebook" if "tiny_double" in held else "module") == taken
    assert work.problems == {}


def test_work_beside_the_handout_is_compared_with_it_as_ever(tmp_path: Path) -> None:
    """Half of a stub is no stub, though the notebook leaves less to be written."""
    handout = load_assignment(write_handout(tmp_path / "tiny"), solved=False)
    work = tmp_path / "work"
    in_place(work, HALF, DONE)
    assert read_submission(work, handout).notebook is None
