"""A student's way: from the archive that a course releases to the archive handed in, and in the notebook alone.

At home there is Python with pip, the libraries, and no grader; pip gets the students' wheel from where the course says.
"""

import ensurepip
import os
import re
import shutil
import subprocess
import sysconfig
import venv
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest

from grader import build_release, grade, make_notebooks, new_assignment
from grader.assignment import MANIFEST
from grader.cli.commands import COMMANDS
from tests.distributions.conftest import FOR_STUDENTS, Wheel
from tests.environments.last_cell import last_cell
from tests.support.hostile.watched import link_libraries
from tests.support.lent import lend_fonts

BUNDLED = Path(ensurepip.__file__).parent / "_bundled"


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


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Python with pip and the libraries, and without a grader."""
    place = tmp_path_factory.mktemp("python")
    venv.create(place, symlinks=True)
    packages = Path(sysconfig.get_path("purelib", vars={"base": str(place), "platbase": str(place)}))
    link_libraries(packages)
    python, pip = place / "bin" / "python", next(BUNDLED.glob("pip-*.whl"), None)
    if pip:  # which would take seconds to install itself
        with zipfile.ZipFile(pip) as wheel:
            wheel.extractall(packages)
    else:
        command = [str(python), "-m", "ensurepip", "--default-pip"]
        subprocess.run(command, env=variables(place), capture_output=True, check=True)
    return python


@pytest.fixture
def home(handed_out: Path, python: Path, tmp_path: Path) -> Iterator[Path]:
    """A clean home in which the archive was unpacked; what it has installed is gone afterwards."""
    assert where_it_is(python, tmp_path) == "nowhere"
    lend_fonts(tmp_path)
    with zipfile.ZipFile(handed_out) as archive:
        archive.extractall(tmp_path)
    yield tmp_path
    for name in ("grader", "grader_check-*"):  # by hand, since pip takes seconds
        for place in python.parents[1].glob(f"lib/*/site-packages/{name}"):
            shutil.rmtree(place)


def variables(home: Path) -> dict[str, str]:
    return {"PATH": os.defpath, "HOME": str(home), "PIP_NO_INDEX": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}


def where_it_is(python: Path, home: Path) -> str:
    """The file that this Python would import the grader from."""
    program = "import importlib.util as at; found = at.find_spec('grader'); print(found.origin if found else 'nowhere')"
    done = subprocess.run([python, "-Ic", program], env=variables(home), capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_from_the_released_archive_to_the_archive_handed_in(
    lessons: Path, students: Wheel, home: Path, python: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    work = home / "steps"

    def run(*arguments: str) -> str:
        command = [str(python), "-m", *arguments]
        done = subprocess.run(command, cwd=work, env=variables(home), capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    assert f"python -m pip install {students.path}" in (work / "CHECKING.md").read_text("utf-8")
    run("pip", "install", "--quiet", str(students.path))
    assert where_it_is(python, home).startswith(str(python.parents[1])), "no other grader is there"
    listed = set(re.findall(r"^  (\w+)  ", run("grader", "--help"), re.MULTILINE))
    assert listed & set(COMMANDS) == FOR_STUDENTS
    right = (lessons / "solutions" / "steps" / "squared_error.py").read_bytes()
    (work / "squared_error.py").write_bytes(right)
    assert "2 of 2 public tests passed" in run("grader", "check")
    assert f"Ready: {home / 'steps.zip'}" in run("grader", "pack")
    arrived = tmp_path_factory.mktemp("arrived") / "steps.zip"
    arrived.write_bytes((home / "steps.zip").read_bytes())
    result = grade(arrived, assignment=lessons / "assignments" / "steps")
    assert result.score == result.max_score
    assert result.digest in (home / "steps.receipt.json").read_text("utf-8")


@pytest.mark.drawn(1)
@pytest.mark.parametrize("work_done,said", [("", "0 of 2 public tests passed"), ("all", "2 of 2 public tests passed")])
def test_in_the_notebook_alone_the_last_cell_installs_and_shows_the_result(
    lessons: Path, home: Path, python: Path, work_done: str, said: str
) -> None:
    file = home / "steps" / "steps.ipynb"
    notebook: Any = nbformat.read(file, as_version=4)  # type: ignore[no-untyped-call] # nbformat types only some
    if work_done:
        reference = (lessons / "solutions" / "steps" / "squared_error.py").read_text("utf-8")
        (task,) = (cell for cell in notebook.cells if cell.id == "task-1-1")
        task.source = reference
        nbformat.write(notebook, file)  # type: ignore[no-untyped-call] # likewise
    shown = last_cell(file, python, variables(home))
    assert said in shown
    assert not re.search(r"\x1b(?!\[[\d;]*m)", shown), "a notebook shows colours, and keeps what is drawn over"
