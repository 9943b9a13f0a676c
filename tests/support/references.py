"""The tiny assignment graded as a class and as pushed work, and what is done to its reference and tests."""

import json
from collections.abc import Callable
from pathlib import Path

from grader.api.grading import grade_class
from grader.api.pushes import DeliveryOptions, grade_push
from grader.assignment import Assignment
from grader.model import Grade, Isolation
from grader.model.options import ClassOptions

Run = Callable[[], list[Grade]]


def in_class(assignment: Assignment, folder: Path, output: Path, store: str = "") -> list[Grade]:
    chosen = ClassOptions(workers=1, isolation=Isolation.PROCESS, store=store)
    results = grade_class(folder, assignment=assignment.folder, output=output, options=chosen, run_notebooks=False)
    return [result for result in results if isinstance(result, Grade)]


def in_ci(assignment: Assignment, work: Path, output: Path) -> list[Grade]:
    quiet = DeliveryOptions(formats=["junit"], environment={}, log=lambda _text: None)
    grade = grade_push(
        work,
        output=output,
        assignment=assignment.folder,
        isolation=Isolation.PROCESS,
        run_notebook=False,
        delivery=quiet,
    )
    return [grade]


def break_test(assignment: Assignment) -> None:
    """Expects of task 2 what its reference does not do."""
    file = assignment.hidden_tests / "test_2.py"
    file.write_text(file.read_text().replace("reference.shift(41.0)", "1 + reference.shift(41.0)"))


def write_notebook(assignment: Assignment, *cells: str) -> None:
    """The reference's notebook, with these cells."""
    made: list[object] = [
        {
            "cell_type": "code",
            "source": cell,
            "metadata": {},
            "outputs": [],
            "execution_count": None,
            "id": f"c{number}",
        }
        for number, cell in enumerate(cells)
    ]
    notebook = {"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (assignment.solution / assignment.manifest.notebook).write_text(json.dumps(notebook))


def change_a_test(assignment: Assignment) -> None:
    """Changes a hidden test, which the reference passes as before."""
    file = assignment.hidden_tests / "test_2.py"
    file.write_text(file.read_text().replace("41.0", "42.0"))
