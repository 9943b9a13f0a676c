"""Clones: whose they are, and that nothing of Git, GitHub or the class is anybody's work."""

import pytest

from tests.support.packing import PACKINGS, Files, Read
from tests.support.platform_forms import ADA, BEN, Person, github


@pytest.mark.parametrize("packing", PACKINGS)
def test_a_login_is_what_follows_the_name_of_the_assignment(read: Read, solution: Files, packing: str) -> None:
    seen = read(github(ADA, solution) | github(Person("", "", 2, "al-x-2"), solution), packing)
    assert [entry.student.login for entry in seen.entries] == ["al-x-2", "al001"]
    assert [{part.name for part in entry.parts} for entry in seen.entries] == [{*solution, "README.md"}] * 2


def test_clones_that_were_made_by_hand_keep_their_names(read: Read, solution: Files) -> None:
    files = {f"{name}/.git/HEAD": b"" for name in ("ada", "hw-ben")}
    files |= {f"{name}/{path}": content for name in ("ada", "hw-ben") for path, content in solution.items()}
    seen = read(files | {"classroom_roster.csv": b"identifier,github_username\n"})
    assert (seen.title, [entry.id for entry in seen.entries]) == ("Git clones", ["ada", "hw-ben"])
    assert [stray.path for stray in seen.strays] == ["classroom_roster.csv"]


def test_a_clone_without_a_file_is_somebody_too(read: Read, solution: Files) -> None:
    empty = {path: content for path, content in github(BEN, {}).items() if ".git/" in path}
    seen = read(github(ADA, solution) | empty | {"home-work-2-submissions/home-work-2-bb_002/": b""})
    assert [entry.problem for entry in seen.entries] == ["", "Nothing was handed in."]
