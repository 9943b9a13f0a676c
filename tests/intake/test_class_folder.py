"""A class: each sub-folder, archive or module directly inside is one submission, under an id of its own."""

from pathlib import Path

import pytest

from grader.errors import UsageError
from grader.intake import discover_class


def fill(folder: Path, *names: str) -> None:
    """Makes a folder of each name that ends with `/`, else a file."""
    for name in names:
        path = folder / name
        if name.endswith("/"):
            path.mkdir()
        else:
            path.write_bytes(b"x")


def test_work_is_found_and_everything_else_passed_over(tmp_path: Path) -> None:
    fill(tmp_path, "zoe/", "adam.zip", "bea.py", "cem.tar.gz", "dan.rar", "eva.ipynb")
    fill(tmp_path, ".git/", "__MACOSX/", "__pycache__/", ".DS_Store", "._adam.zip", "README.md", "roster.csv")
    found = discover_class(tmp_path)
    assert [entry.id for entry in found] == ["adam", "bea", "cem", "dan", "eva", "zoe"]
    assert [entry.path.name for entry in found] == ["adam.zip", "bea.py", "cem.tar.gz", "dan.rar", "eva.ipynb", "zoe"]


def test_ids_that_collide_get_a_number_and_no_other_entry_loses_its_own(tmp_path: Path) -> None:
    fill(tmp_path, "jane/", "jane.zip", "jane.py", "jane-2/", "Jane.7z", "j ane/", "j,ane/")
    found = discover_class(tmp_path)
    by_name = {entry.path.name: entry.id for entry in found}
    assert by_name["jane-2"] == "jane-2"
    assert len({entry.id.casefold() for entry in found}) == 7
    assert [entry.id for entry in found] == sorted(entry.id for entry in found)
    assert found == discover_class(tmp_path)


def test_a_link_is_listed_so_that_it_is_refused_by_name(tmp_path: Path) -> None:
    fill(tmp_path, "adam/")
    (tmp_path / "bea").symlink_to(tmp_path / "adam")
    (tmp_path / "loop").symlink_to("loop")
    assert [entry.id for entry in discover_class(tmp_path)] == ["adam", "bea", "loop"]


def test_an_empty_class_is_the_persons_mistake(tmp_path: Path) -> None:
    fill(tmp_path, "README.md", ".git/")
    with pytest.raises(UsageError, match="has no submissions in it"):
        discover_class(tmp_path)


def test_a_class_that_is_missing_or_no_folder_is_the_persons_mistake(tmp_path: Path) -> None:
    fill(tmp_path, "file")
    for path in (tmp_path / "missing", tmp_path / "file"):
        with pytest.raises(UsageError, match="cannot be read as the folder of a class"):
            discover_class(path)
