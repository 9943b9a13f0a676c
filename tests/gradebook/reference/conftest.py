"""A cache directory that remembers no reference yet, what was graded of one, and both ways to grade."""

from pathlib import Path

import pytest

from grader.assignment import Assignment
from grader.exam.running.reference_work import Lost, lost_points
from grader.gradebook import right_reference
from grader.model import Grade
from tests.support.references import Run, in_ci, in_class


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache directory in which nothing is remembered yet."""
    folder = tmp_path / "cache"
    monkeypatch.setattr(right_reference, "cache_folder", lambda: folder)
    return folder


@pytest.fixture
def tried(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The forms of the reference that were graded."""
    forms: list[str] = []
    judge = lost_points

    def noted(form: str, grade: Grade) -> Lost | None:
        forms.append(form)
        return judge(form, grade)

    monkeypatch.setattr(right_reference, "lost_points", noted)
    return forms


@pytest.fixture(params=["a class", "pushed work"])
def run(request: pytest.FixtureRequest, own_tiny: Assignment, class_folder: Path, tmp_path: Path) -> Run:
    """Grades with the tiny assignment, in both ways."""
    output = tmp_path / "results"
    if request.param == "a class":
        return lambda: in_class(own_tiny, class_folder, output)
    return lambda: in_ci(own_tiny, class_folder / "ann", output)
