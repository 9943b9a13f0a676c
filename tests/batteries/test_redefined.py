"""A given function that a notebook redefines, wrongly, is named in each task that it makes wrong."""

import json
from pathlib import Path

import pytest

from grader.assignment import Assignment
from grader.exam import Exam
from grader.intake import read_submission
from tests.support.designs import lost, mistakes

SLOPE = "def sigmoid_derivative(x):\n    return x * (1 - x)\n"
RIGHT = "def sigmoid_derivative(x):\n    s = 1 / (1 + np.exp(-np.asarray(x, dtype=float)))\n    return s * (1 - s)\n"
TASKS = ("1.1", "3.2", "4.1")
NAMED = {
    "1.1": {"neuron-formula-given-z"},
    "3.2": {"chain-of-formulas-given-z"},
    "4.1": {"detailed-formula-given-z"},
}


@pytest.mark.parametrize("cell,named", [(SLOPE, NAMED), (RIGHT, {})], ids=["wrong", "right"])
def test_a_given_function_redefined_wrongly_is_named_in_each_task_that_uses_it(
    cell: str, named: dict[str, set[str]], assignment: Assignment, bundled_exam: Exam, tmp_path: Path
) -> None:
    name = assignment.manifest.notebook
    notebook = json.loads((assignment.solution / name).read_text("utf-8"))
    notebook["cells"].append(
        {"cell_type": "code", "metadata": {}, "execution_count": None, "outputs": [], "source": cell}
    )
    (tmp_path / name).write_text(json.dumps(notebook), "utf-8")
    grade = bundled_exam.grade(read_submission(tmp_path, assignment, submission_id="redefined"), TASKS)
    assert lost(grade) == set(named)
    assert mistakes(grade) == named
