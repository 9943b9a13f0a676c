"""Builds notebooks like the programs that students use."""

import json
from collections.abc import Sequence
from typing import Any

from grader.model import Submission

SOLVED = (
    "def demonstrate():\n    return 1\n",
    "class MultiLayerNetwork:\n    pass\n\n\ntrain = print\n",
    "def analyze_gradient_flow(networks):\n    return {}\n",
)


def code(source: str, **more: Any) -> dict[str, Any]:
    """A code cell of format 4."""
    return {"cell_type": "code", "source": source, "metadata": {}, "outputs": [], "execution_count": None, **more}


def text(source: str, kind: str = "markdown") -> dict[str, Any]:
    """A markdown or raw cell."""
    return {"cell_type": kind, "source": source, "metadata": {}}


def notebook(cells: Sequence[dict[str, Any]], **more: Any) -> bytes:
    """A notebook of format 4.4, which has no cell ids."""
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    return json.dumps({"cells": list(cells), "metadata": kernel, "nbformat": 4, "nbformat_minor": 4, **more}).encode()


def solved(**more: Any) -> bytes:
    """A notebook that solves the tiny assignment of the conftest, one cell for each task."""
    return notebook(**{"cells": [code(source) for source in SOLVED], **more})


def run_code(submission: Submission) -> list[str]:
    """The code of the code cells that a submission's notebook runs."""
    assert submission.notebook is not None
    return [cell.code for cell in submission.notebook.cells if cell.kind == "code"]
