"""Nobody is lost: in every form, however it is packed, each student is one entry with all of their files."""

from collections.abc import Callable

import pytest

from grader.intake import ClassEntry
from grader.intake.naming import safe_id, twin_key
from tests.support.packing import PACKINGS, Files, Read
from tests.support.platform_forms import BUILDERS, EVERYBODY, TITLES, gradescope_metadata


def class_of(form: str, solution: Files) -> dict[str, bytes]:
    """Everybody's work in a form, with a helper beside the modules."""
    work = {**solution, "helpers.py": b"HALF = 0.5\n"}
    files: dict[str, bytes] = {}
    for index, who in enumerate(EVERYBODY):
        if form == "folders" and index > 8 and who.full == EVERYBODY[0].full:
            continue  # two folders of one name cannot be
        files |= BUILDERS[form](who, work)
    return files | (gradescope_metadata({who.number: [who] for who in EVERYBODY}) if form == "gradescope" else {})


@pytest.mark.drawn(1)
@pytest.mark.parametrize("packing", PACKINGS)
def test_0_students_are_lost_over_all_forms(
    read: Read, graded: Callable[[ClassEntry], set[str]], solution: Files, packing: str
) -> None:
    wanted, found, complete = 0, 0, 0
    for form, title in TITLES.items():
        seen = read(class_of(form, solution), packing, form)
        assert seen.title == title
        students = len(EVERYBODY) - (form == "folders")
        ids = [entry.id for entry in seen.entries]
        assert len({twin_key(each) for each in ids}) == students, form
        assert all(safe_id(each) == each for each in ids), form
        assert not [stray for stray in seen.strays if stray.path.endswith((".py", ".ipynb", ".zip"))], form
        wanted += students
        found += len(seen.entries)
        complete += sum({*solution, "helpers.py"} <= graded(entry) for entry in seen.entries)
    assert (found, complete) == (wanted, wanted)
