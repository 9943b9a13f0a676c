"""Nobody is lost: in every format, however it is packed, each student is one entry with all of their files."""

from collections.abc import Callable

import pytest

from grader.intake import ClassEntry
from grader.intake.naming import safe_id, twin_key
from tests.support.packing import PACKINGS, Files, Read
from tests.support.platform_forms import BUILDERS, EVERYBODY, TITLES, gradescope_metadata


def class_of(source_format: str, solution: Files) -> dict[str, bytes]:
    """Everybody's work in a format, with a helper beside the modules."""
    work = {**solution, "helpers.py": b"HALF = 0.5\n"}
    files: dict[str, bytes] = {}
    for index, who in enumerate(EVERYBODY):
        if source_format == "folders" and index > 8 and who.full == EVERYBODY[0].full:
            continue  # two folders of one name cannot be
        files |= BUILDERS[source_format](who, work)
    return files | (
        gradescope_metadata({who.number: [who] for who in EVERYBODY}) if source_format == "gradescope" else {}
    )


@pytest.mark.drawn(1)
@pytest.mark.parametrize("packing", PACKINGS)
def test_0_students_are_lost_over_all_forms(
    read: Read, graded: Callable[[ClassEntry], set[str]], solution: Files, packing: str
) -> None:
    wanted, found, complete = 0, 0, 0
    for source_format, title in TITLES.items():
        seen = read(class_of(source_format, solution), packing, source_format)
        assert seen.title == title
        students = len(EVERYBODY) - (source_format == "folders")
        ids = [entry.id for entry in seen.entries]
        assert len({twin_key(each) for each in ids}) == students, source_format
        assert all(safe_id(each) == each for each in ids), source_format
        assert not [stray for stray in seen.strays if stray.path.endswith((".py", ".ipynb", ".zip"))], source_format
        wanted += students
        found += len(seen.entries)
        complete += sum({*solution, "helpers.py"} <= graded(entry) for entry in seen.entries)
    assert (found, complete) == (wanted, wanted)


SYSTEMS = (
    *(".svn/a", ".github/a.yml", ".ipynb_checkpoints/a.ipynb", ".vscode/a.json", ".Trash-1000/a.py", ".venv/a.py"),
    *(
        ".pytest_cache/README.md",
        ".DS_Store",
        "__MACOSX/ann/._a.py",
        ".ready/",
        ".idea/",
        ".Spotlight-V100/a",
        ".nfs01/a",
    ),
)


@pytest.mark.parametrize("packing", PACKINGS)
@pytest.mark.parametrize("top", ["", "week 1/"])
def test_folders_that_are_passed_over_for_their_dots_are_told_but_not_those_of_systems(
    read: Read, solution: Files, packing: str, top: str
) -> None:
    """Nor are those within a student's work. An archive may list a folder by itself, which makes it no student."""
    files = {f"{top}{who}/{name}": content for who in ("ann", "bo", ".kim") for name, content in solution.items()}
    files |= {f"{top}{name}": b"" for name in SYSTEMS}
    files |= {f"{top}ann/.drafts/a.py": b"", f"{top}.lu/": b"", f"{top}.kim/.cy/a.py": b""}
    found = read(files, packing)
    assert [entry.id for entry in found.entries] == ["ann", "bo"]
    assert found.hidden == (".kim", ".lu")
