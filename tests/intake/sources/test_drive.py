"""Google Drive: notebooks with names made by hand, each somebody's; stubs are no documents."""

from collections.abc import Callable
from pathlib import Path

from grader.intake.naming import is_notebook
from tests.support.packing import Files, Read

NOTEBOOK = b'{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}'
NAMES = (
    *("tiny.ipynb", "Copy of tiny.ipynb", "Copy of tiny.ipynb (1).ipynb", "Copy of tiny (2).ipynb"),
    *("Copy of tiny - Ada Lovelace.ipynb", "ben_bitdiddle_tiny.ipynb", "tiny.ipynb.txt", "Ben's.ipynb.json"),
)


def test_each_notebook_is_one_students(read: Read, solution: Files) -> None:
    files = dict.fromkeys(NAMES, NOTEBOOK) | {"Grace.gdoc": b'{"url": "x"}', "eva.py": solution["gradient_flow.py"]}
    seen = read(files)
    assert seen.title == "Google Drive folder"
    assert len(seen.entries) == len(files)
    assert sum(len(entry.parts) == 1 and is_notebook(entry.parts[0].name) for entry in seen.entries) == len(NAMES)
    names = {entry.student.name for entry in seen.entries}
    assert {"Ada Lovelace", "ben_bitdiddle", "Grace", "eva"} <= names
    (stub,) = [entry for entry in seen.entries if entry.problem]
    assert "link into Google Drive" in stub.problem


def test_a_roster_gives_such_notebooks_their_students(read: Read, roster_of: Callable[[str], Path]) -> None:
    roster = roster_of("name,login\nAda Lovelace,al001\nBen Bitdiddle,bb002\nGrace Hopper,gh\nGrace Kelly,gk\n")
    files = dict.fromkeys(("Copy of tiny - Lovelace, Ada.ipynb", "bb002 tiny.ipynb", "Grace.ipynb"), NOTEBOOK)
    seen = read(files, roster=roster)
    assert {entry.student.name for entry in seen.entries} == {"Ada Lovelace", "Ben Bitdiddle", "Grace"}
    assert [student.name for student in seen.missing] == ["Grace Hopper", "Grace Kelly"]
    assert len(seen.unknown) == 1
