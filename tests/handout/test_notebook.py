"""The generated notebooks: up to date, the same every time, valid, and the solved one runs from top to bottom."""

import json
import shutil
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

from grader.assignment import Assignment, load_assignment
from grader.cli.launch import run
from grader.errors import AssignmentError
from grader.handout import handout_notebook, reference_notebook
from grader.intake import read_submission
from grader.model import CellKind
from tests.support.loading import HANDOUT, REFERENCE

ASSIGNMENT = load_assignment(HANDOUT)


def cells(notebook: bytes, kind: str = "code") -> dict[str, str]:
    """The sources of the cells of one kind, by cell id."""
    document: Any = json.loads(notebook)
    return {cell["id"]: "".join(cell["source"]) for cell in document["cells"] if cell["cell_type"] == kind}


@pytest.fixture
def copied(tmp_path: Path) -> Assignment:
    """A copy of the assignment and its solution, to break."""
    for folder in (HANDOUT, REFERENCE):
        shutil.copytree(folder, tmp_path / folder.parent.name / folder.name)
    return load_assignment(tmp_path / "assignments" / HANDOUT.name)


@pytest.mark.parametrize("folder,make", [(HANDOUT, handout_notebook), (REFERENCE, reference_notebook)])
def test_the_committed_notebook_is_what_would_be_made_now(folder: Path, make: Any) -> None:
    committed = (folder / ASSIGNMENT.manifest.notebook).read_bytes()
    assert committed == make(ASSIGNMENT), "run `grader notebook`"
    assert committed == make(ASSIGNMENT)


@pytest.mark.parametrize("make", [handout_notebook, reference_notebook])
def test_the_notebook_is_valid_with_unique_ids_and_without_outputs(make: Any) -> None:
    notebook: Any = nbformat.reads(make(ASSIGNMENT), as_version=4)  # type: ignore[no-untyped-call]
    nbformat.validate(notebook)
    assert len({cell.id for cell in notebook.cells}) == len(notebook.cells)
    assert all(cell.outputs == [] and cell.execution_count is None for cell in notebook.cells if "outputs" in cell)


def test_there_is_one_cell_for_each_task_and_one_that_tries_it() -> None:
    code = cells(handout_notebook(ASSIGNMENT))
    for task in ASSIGNMENT.tasks:
        name = f"task-{task.id.replace('.', '-')}"
        assert "raise NotImplementedError" in code[name]
        for written in task.names:
            assert sum(f"def {written}(" in text or f"class {written}:" in text for text in code.values()) == 1
            assert f"{written}(" in code[f"{name}-try"]


def test_the_handout_notebook_has_the_whole_lesson_with_links_that_jupyter_follows() -> None:
    prose = "\n".join(cells(handout_notebook(ASSIGNMENT), "markdown").values())
    readme = (HANDOUT / "README.md").read_text("utf-8")
    assert [line for line in readme.splitlines() if line.startswith("#")] == [
        line for line in prose.splitlines() if line.startswith("#")
    ]
    assert "[Gradient checking](#Gradient-checking)" in prose


def test_nothing_of_the_solution_is_in_the_handout_notebook() -> None:
    public = {line for file in (*HANDOUT.glob("*.py"), HANDOUT / "README.md") for line in file.read_text().splitlines()}
    solved = {line for task in ASSIGNMENT.tasks for line in (REFERENCE / f"{task.module}.py").read_text().splitlines()}
    handed_out = set("\n".join(cells(handout_notebook(ASSIGNMENT)).values()).splitlines())
    assert len(solved - public) > 100
    assert not (solved - public) & handed_out


def test_the_reference_notebook_runs_from_top_to_bottom_without_an_error(tmp_path: Path) -> None:
    for name in ASSIGNMENT.manifest.given:
        shutil.copy(HANDOUT / name, tmp_path)
    notebook: Any = nbformat.reads(reference_notebook(ASSIGNMENT), as_version=4)  # type: ignore[no-untyped-call]
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(tmp_path)}}).execute()
    outputs = [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]
    assert not [output for output in outputs if output.output_type == "error"]
    assert sum("image/png" in output.get("data", {}) for output in outputs) == 2


def test_the_handout_notebook_runs_to_its_end_and_says_what_is_not_written(tmp_path: Path) -> None:
    for name in ASSIGNMENT.manifest.given:
        shutil.copy(HANDOUT / name, tmp_path)
    notebook: Any = nbformat.reads(handout_notebook(ASSIGNMENT), as_version=4)  # type: ignore[no-untyped-call]
    assert notebook.cells.pop().id == "check", "which installs: tests/distributions/test_students_way.py"
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(tmp_path)}}).execute()
    errors = {
        cell.id: [output.ename for output in cell.outputs if output.output_type == "error"]
        for cell in notebook.cells
        if cell.cell_type == "code"
    }
    assert errors["setup"] == []
    assert [errors[f"task-{task.id.replace('.', '-')}"] for task in ASSIGNMENT.tasks] == [[]] * len(ASSIGNMENT.tasks)
    assert errors["task-2-1-try"] == ["NotImplementedError"]


def test_the_cell_that_checks_is_not_a_part_of_the_work() -> None:
    submission = read_submission(HANDOUT / ASSIGNMENT.manifest.notebook, ASSIGNMENT)
    assert submission.notebook is not None
    assert submission.notebook.cells[-1].source.startswith("# Checks this notebook")
    assert (submission.notebook.cells[-1].kind, submission.notebook.cells[-1].code) == (CellKind.RAW, "")
    assert not [note for note in submission.notes if "shell" in note or "magic" in note]


def test_two_modules_that_use_one_name_differently_are_refused(copied: Assignment) -> None:
    for module in ("gradient_flow", "gradient_magnitudes"):
        file = copied.solution / f"{module}.py"
        file.write_text(f"{file.read_text()}\n\ndef helper():\n    return {module!r}\n")
    with pytest.raises(AssignmentError, match=r"both define helper, .* rename one"):
        reference_notebook(copied)


def test_a_task_without_a_section_is_refused(copied: Assignment) -> None:
    readme = copied.folder / "README.md"
    readme.write_text(readme.read_text("utf-8").replace("### Task 3.1:", "### Part 3.1:"), "utf-8")
    with pytest.raises(AssignmentError, match=r"no section for task 3\.1"):
        handout_notebook(copied)


def test_the_command_says_which_notebook_is_stale_and_regenerates_it(
    copied: Assignment, capsys: pytest.CaptureFixture[str]
) -> None:
    stale = copied.folder / copied.manifest.notebook
    made = stale.read_bytes()
    stale.write_bytes(b"{}")
    command = ["notebook", "--assignment", str(copied.folder)]
    assert (run([*command, "--check"]), stale.read_bytes()) == (2, b"{}")
    assert capsys.readouterr().err.endswith("is not up to date: run `grader notebook`.\n")
    assert run(command) == 0
    assert stale.read_bytes() == made
    assert run([*command, "--check"]) == 0
