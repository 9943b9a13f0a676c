"""Of several assignments in a course, a work is graded for the one whose files it has."""

import io
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.api.arguments import chosen_assignment
from grader.errors import UsageError
from grader.intake.belonging import choose_assignment
from tests.support.laid_out import lay_out

TASK = """
[[tasks]]
id = "1"
title = "One"
module = "{}"
names = ["{}"]
points = 1
"""


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two assignments, with a file of the second's name in the first, and the current folder among them."""
    root = tmp_path / "course"
    for slug in ("sorting", "graphs"):
        made = lay_out(root, TASK.format(slug, slug), {}, {slug: f"def {slug}(): pass\n"})
        manifest = made.folder / "assignment.toml"
        manifest.write_text(manifest.read_text().replace('"small', f'"{slug}'))
        for part in (made.folder, made.solution):
            part.rename(part.with_name(slug))
    monkeypatch.chdir(root)
    return root


def as_folder(place: Path, names: list[str]) -> Path:
    for name in names:
        (place / "work" / name).parent.mkdir(parents=True, exist_ok=True)
        (place / "work" / name).write_text("")
    return place / "work"


def as_zip(place: Path, names: list[str]) -> Path:
    with zipfile.ZipFile(place / "work.zip", "w") as archive:
        for name in names:
            archive.writestr(name, "")
    return place / "work.zip"


def as_tar(place: Path, names: list[str]) -> Path:
    with tarfile.open(place / "work.tar.gz", "w:gz") as archive:
        for name in names:
            archive.addfile(tarfile.TarInfo(name), io.BytesIO())
    return place / "work.tar.gz"


@pytest.mark.usefixtures("course")
@pytest.mark.parametrize("pack", [as_folder, as_zip, as_tar])
@pytest.mark.parametrize(
    ("names", "slug"),
    [
        (["sorting.py"], "sorting"),
        (["jane/graphs.py", "jane/notes.txt"], "graphs"),
        (["graphs.ipynb"], "graphs"),
        (["a/graphs.py", "b/graphs.py", "b/sorting.py"], "graphs"),
        (["Sorting (1).py"], "sorting"),
        (["sorting-Copy1.ipynb", "notes.py"], "sorting"),
        (["graphs.py.txt"], "graphs"),
    ],
)
def test_a_work_or_a_class_belongs_to_what_it_has_most_of(
    tmp_path: Path, pack: Callable[[Path, list[str]], Path], names: list[str], slug: str
) -> None:
    assert choose_assignment(pack(tmp_path, names)).slug == slug


@pytest.mark.usefixtures("course")
@pytest.mark.parametrize("names", [["other.py"], ["sorting.py", "graphs.py"]])
def test_what_belongs_to_none_or_to_both_is_asked_for(tmp_path: Path, names: list[str]) -> None:
    with pytest.raises(UsageError, match=r"There are several assignments \(graphs, sorting\): say which"):
        choose_assignment(as_folder(tmp_path, names))


def test_the_given_assignment_is_taken_and_a_broken_one_is_never_chosen(course: Path, tmp_path: Path) -> None:
    work = as_folder(tmp_path, ["graphs.py"])
    assert choose_assignment(work, course / "assignments" / "sorting").slug == "sorting"
    (course / "assignments" / "sorting" / "assignment.toml").write_text("slug = 1")
    assert choose_assignment(work).slug == "graphs"


@pytest.mark.usefixtures("course")
def test_one_may_be_given_by_its_name(tmp_path: Path) -> None:
    work = as_folder(tmp_path, ["graphs.py"])
    assert choose_assignment(work, Path("sorting")).slug == "sorting"
    with pytest.raises(UsageError, match=r"sortin has no assignment\.toml"):
        choose_assignment(work, Path("sortin"))


@pytest.mark.parametrize("place", ["assignments/sorting", "solutions/sorting", "solutions/sorting/hidden_tests"])
def test_authors_mean_the_one_that_they_work_in(course: Path, monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    with pytest.raises(
        UsageError, match=r"several assignments \(graphs, sorting\): say which, like --assignment sorting"
    ):
        chosen_assignment(None)
    monkeypatch.chdir(course / place)
    assert chosen_assignment(None).slug == "sorting"
