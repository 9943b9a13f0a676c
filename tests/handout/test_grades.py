"""The notebooks of the real assignment, graded: nothing for the handout's, everything for the reference's.

Each in tasks that a run draws; `--everything` takes all of them.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from grader.assignment import load_assignment
from grader.exam import Exam
from grader.intake import read_submission
from grader.model import Grade
from tests.support.draw import Draw
from tests.support.loading import HANDOUT, REFERENCE, SAMPLES
from tests.support.samples import copy_sources

ASSIGNMENT = load_assignment(HANDOUT)
NOTEBOOK = ASSIGNMENT.manifest.notebook


TASKS = 2
WRONG_TASK = "3.1"


@pytest.fixture(scope="module")
def tasks(draw: Draw) -> list[str]:
    """Those that are graded."""
    return [task.id for task in draw.few(ASSIGNMENT.tasks, TASKS, lambda _: "as notebooks")]


def results(grade: Grade) -> list[tuple[str, str, str, float]]:
    """What a grade says of each test, but for the words."""
    return [(task.id, test.name, test.outcome, test.score) for task in grade.tasks for test in task.tests]


@pytest.fixture
def graded_as_modules(bundled_exam: Exam, tmp_path: Path) -> Callable[[Path, list[str]], Grade]:
    """Grades the modules of a folder."""

    def grade(folder: Path, tasks: list[str]) -> Grade:
        copy_sources(folder, tmp_path)
        return bundled_exam.grade(read_submission(tmp_path, ASSIGNMENT, submission_id="same"), tasks)

    return grade


def test_the_reference_notebook_gets_full_marks_test_by_test_like_its_modules(
    bundled_exam: Exam, tasks: list[str], graded_as_modules: Callable[[Path, list[str]], Grade]
) -> None:
    notebook = bundled_exam.grade(read_submission(REFERENCE / NOTEBOOK, ASSIGNMENT, submission_id="same"), tasks)
    assert notebook.score == notebook.max_score > 0
    assert notebook.notes == ()
    assert results(notebook) == results(graded_as_modules(REFERENCE, tasks))


def test_the_handout_notebook_gets_nothing_like_the_stubs(
    bundled_exam: Exam, tasks: list[str], graded_as_modules: Callable[[Path, list[str]], Grade]
) -> None:
    notebook = bundled_exam.grade(read_submission(HANDOUT / NOTEBOOK, ASSIGNMENT, submission_id="same"), tasks)
    assert notebook.score == 0
    assert results(notebook) == results(graded_as_modules(HANDOUT, tasks))


def test_mistakes_in_cells_cost_what_they_cost_in_modules(
    bundled_exam: Exam, tasks: list[str], graded_as_modules: Callable[[Path, list[str]], Grade], tmp_path: Path
) -> None:
    """Ben's two modules stand before the rest of Ada's, all as cells of one script."""
    tasks = [*{WRONG_TASK, *tasks[:1]}]
    wrong = {file.stem: file.read_text("utf-8") for file in (SAMPLES / "ben-two-mistakes").glob("*.py")}
    modules = [task.module for task in ASSIGNMENT.tasks]
    right = {name: (SAMPLES / "ada-perfect" / f"{name}.py").read_text("utf-8") for name in modules}
    script = tmp_path / "multilayer_chain_rule.py"
    script.write_text("\n".join(f"# %%\n{wrong.get(name, right[name])}" for name in modules), "utf-8")
    helper = tmp_path / "my_helpers.py"
    helper.write_bytes((SAMPLES / "ada-perfect" / "my_helpers.py").read_bytes())
    notebook = bundled_exam.grade(read_submission(tmp_path, ASSIGNMENT, submission_id="same"), tasks)
    script.unlink()
    copy_sources(SAMPLES / "ada-perfect", tmp_path)
    assert results(notebook) == results(graded_as_modules(SAMPLES / "ben-two-mistakes", tasks))
    assert 0 < notebook.score < notebook.max_score
