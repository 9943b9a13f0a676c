"""Both wheels, built as for a release, from a copy of the repository with an assignment of a course."""

import shutil
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
COPIED = (
    "grader",
    "distributions",
    "assignments",
    "solutions",
    "hatch_build.py",
    "pyproject.toml",
    "README.md",
    "LICENSE",
)
OURS = "ours_and_nobody_elses"
"""The course's own assignment, and a word that stands in each of its files."""
FOR_STUDENTS = {"check", "pack", "submit"}
"""The commands of their wheel."""


@dataclass(frozen=True)
class Wheel:
    """What is packed in a wheel, by path, and where the wheel lies."""

    path: Path
    files: Mapping[str, bytes]

    def text(self, ending: str) -> str:
        """The one file whose path ends so."""
        (content,) = (content for name, content in self.files.items() if name.endswith(ending))
        return content.decode("utf-8")


@pytest.fixture(scope="session")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The copy, without .git."""
    place = tmp_path_factory.mktemp("course")
    for name in COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, place / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(ROOT / name, place / name)
    for half in ("assignments", "solutions"):
        for file in ("assignment.toml", "work.py", "hidden_tests/test_1_work.py"):
            (place / half / OURS / file).parent.mkdir(parents=True, exist_ok=True)
            (place / half / OURS / file).write_text(f"# {OURS}\n")
    return place


@pytest.fixture(scope="session")
def full(course: Path) -> Wheel:
    """The wheel with everything."""
    return _built(course, course / "dist")


@pytest.fixture(scope="session")
def students(course: Path) -> Wheel:
    """The wheel that students install."""
    return _built(course / "distributions" / "grader-check", course / "dist-check")


def _built(project: Path, place: Path) -> Wheel:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(place)]
    built = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    (path,) = place.glob("*.whl")
    with zipfile.ZipFile(path) as archive:
        return Wheel(path, {name: archive.read(name) for name in archive.namelist()})
