"""A place is a path from the root of the repository, of the file as the student has it."""

import zipfile
from pathlib import Path

import pytest

from grader.assignment import Assignment
from grader.ci.locations import RepoLocation, RepoLocations, find_locations
from grader.feedback.causes import SourceLocation
from grader.intake import read_submission
from tests.support.notebooks import code, notebook
from tests.support.tiny import SOLUTION


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    (tmp_path / "repository" / ".git").mkdir(parents=True)
    return tmp_path / "repository"


def locations(folder: Path, assignment: Assignment) -> RepoLocations:
    return find_locations(read_submission(folder, assignment), assignment, folder)


def test_a_file_has_its_path_from_the_root_of_the_repository(tiny: Assignment, repository: Path) -> None:
    (repository / "week 1").mkdir()
    for name, source in SOLUTION.items():
        (repository / "week 1" / name).write_text(source)
    for folder in (repository, repository / "week 1"):
        assert locations(folder, tiny).find("1", SourceLocation("tiny_double.py", 7)) == RepoLocation(
            "week 1/tiny_double.py", 7
        )


def test_a_file_that_was_taken_for_a_module_keeps_its_own_name(tiny: Assignment, repository: Path) -> None:
    (repository / "Tiny_Double (1).py").write_text(SOLUTION["tiny_double.py"])
    assert locations(repository, tiny).find("1", SourceLocation("tiny_double.py", 2)) == RepoLocation(
        "Tiny_Double (1).py", 2
    )


def test_without_a_spot_it_is_the_file_of_the_task_if_there_is_one(tiny: Assignment, repository: Path) -> None:
    (repository / "tiny_double.py").write_text(SOLUTION["tiny_double.py"])
    found = locations(repository, tiny)
    assert found.find("1", None) == RepoLocation("tiny_double.py")
    assert found.find("2", None) is None


def test_a_cell_is_the_notebook_without_a_line(tiny: Assignment, repository: Path) -> None:
    (repository / "tiny.ipynb").write_bytes(notebook([code(SOLUTION["tiny_double.py"])]))
    found = locations(repository, tiny)
    assert found.find("1", SourceLocation("tiny.ipynb, cell 1", 1)) == RepoLocation("tiny.ipynb")
    assert found.find("1", None) == RepoLocation("tiny.ipynb")


def test_without_a_repository_paths_begin_at_the_submission(tiny: Assignment, tmp_path: Path) -> None:
    (tmp_path / "tiny_double.py").write_text(SOLUTION["tiny_double.py"])
    assert locations(tmp_path, tiny).find("1", None) == RepoLocation("tiny_double.py")


@pytest.mark.parametrize("name", ["a\u202eb", "a\ufffeb", "a\u200bb"])
def test_a_path_that_cannot_be_seen_is_not_a_place(tiny: Assignment, repository: Path, name: str) -> None:
    (repository / name).mkdir()
    (repository / name / "tiny_double.py").write_text(SOLUTION["tiny_double.py"])
    assert locations(repository, tiny).find("1", SourceLocation("tiny_double.py", 1)) is None


def test_a_file_of_an_archive_lies_nowhere(tiny: Assignment, repository: Path) -> None:
    with zipfile.ZipFile(repository / "work.zip", "w") as archive:
        archive.writestr("inside/tiny_double.py", SOLUTION["tiny_double.py"])
    assert locations(repository / "work.zip", tiny).paths == {}
