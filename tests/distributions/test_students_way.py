"""A student's way: from the archive that a course releases to the archive handed in, and in the notebook alone.

At home there is Python with pip, the libraries, and no grader; pip gets the students' wheel from where the course says.
"""

import os
import subprocess
import sysconfig
import venv
import zipfile
from pathlib import Path
from typing import Any

import nbformat
import pytest
from jupyter_client.kernelspec import KernelSpec
from nbclient import NotebookClient

from grader import build_release, grade, make_notebooks, new_assignment
from grader.assignment import MANIFEST
from tests.distributions.conftest import Wheel
from tests.support.hostile.watched import link_libraries


@pytest.fixture(scope="module")
def lessons(students: Wheel, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course with one assignment, whose students install the wheel by its path."""
    place = tmp_path_factory.mktemp("course")
    folder = new_assignment("steps", into=place).folder
    manifest = folder / MANIFEST
    package = f'student_package = "{students.path}"\n'
    manifest.write_text(package + manifest.read_text("utf-8"), "utf-8")
    make_notebooks(assignment=folder)
    return place


@pytest.fixture(scope="module")
def handed_out(lessons: Path) -> Path:
    """The archive that the course releases."""
    build_release(lessons / "out", assignment=lessons / "assignments" / "steps")
    return lessons / "out" / "steps.zip"


@pytest.fixture
def home(handed_out: Path, tmp_path: Path) -> Path:
    """A clean home with Python, in which the archive was unpacked."""
    venv.create(tmp_path / ".venv", symlinks=True)
    base = str(tmp_path / ".venv")
    link_libraries(Path(sysconfig.get_path("purelib", vars={"base": base, "platbase": base})))
    pip = [str(tmp_path / ".venv" / "bin" / "python"), "-m", "ensurepip", "--default-pip"]
    subprocess.run(pip, env=variables(tmp_path), capture_output=True, check=True)
    with zipfile.ZipFile(handed_out) as archive:
        archive.extractall(tmp_path)
    return tmp_path


def variables(home: Path) -> dict[str, str]:
    return {"PATH": os.defpath, "HOME": str(home), "PIP_NO_INDEX": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}


def test_from_the_released_archive_to_the_archive_handed_in(
    lessons: Path, students: Wheel, home: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    work, python = home / "steps", str(home / ".venv" / "bin" / "python")

    def run(*arguments: str) -> str:
        command = [python, "-m", *arguments]
        done = subprocess.run(command, cwd=work, env=variables(home), capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    assert f"python -m pip install {students.path}" in (work / "CHECKING.md").read_text("utf-8")
    run("pip", "install", "--quiet", str(students.path))
    assert "0 of 2 public tests pass" in run("grader", "check")
    right = (lessons / "solutions" / "steps" / "squared_error.py").read_bytes()
    (work / "squared_error.py").write_bytes(right)
    assert "2 of 2 public tests pass" in run("grader", "check")
    assert f"Ready: {home / 'steps.zip'}" in run("grader", "pack")
    arrived = tmp_path_factory.mktemp("arrived") / "steps.zip"
    arrived.write_bytes((home / "steps.zip").read_bytes())
    result = grade(arrived, assignment=lessons / "assignments" / "steps")
    assert result.score == result.max_score
    assert result.digest in (home / "steps.receipt.json").read_text("utf-8")


@pytest.mark.drawn(1)
@pytest.mark.parametrize("work_done,said", [("", "0 of 2 public tests pass"), ("all", "2 of 2 public tests pass")])
def test_in_the_notebook_alone_the_last_cell_installs_and_shows_the_result(
    lessons: Path, home: Path, work_done: str, said: str
) -> None:
    work = home / "steps"
    file = work / "steps.ipynb"
    notebook: Any = nbformat.read(file, as_version=4)  # type: ignore[no-untyped-call] # nbformat types only some
    if work_done:
        reference = (lessons / "solutions" / "steps" / "squared_error.py").read_text("utf-8")
        (task,) = (cell for cell in notebook.cells if cell.id == "task-1-1")
        task.source = reference
        nbformat.write(notebook, file)  # type: ignore[no-untyped-call] # likewise
    python = str(home / ".venv" / "bin" / "python")
    command = [python, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    client = NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(work)}})
    manager: Any = client.create_kernel_manager()
    manager._kernel_spec = KernelSpec(argv=command, language="python")
    client.execute(env=variables(home))
    last = notebook.cells[-1]
    assert last.id == "check"
    shown = "".join(output.get("text", "") for output in last.outputs)
    assert said in shown
