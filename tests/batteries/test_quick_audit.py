"""A sample of `grader audit`, as every push runs it: nothing of what it grades is other than it should be."""

import json

import pytest

from tests.support.draw import Draw
from tests.support.quick_audit import Audited, quick_audit


@pytest.fixture(scope="module")
def audited(tmp_path_factory: pytest.TempPathFactory, draw: Draw) -> Audited:
    """What came of it."""
    return quick_audit(tmp_path_factory, draw)


def test_nothing_that_the_quick_audit_grades_is_wrong(audited: Audited) -> None:
    assert audited.said["problems"] == []
    assert audited.code == 0


def test_the_quick_audit_grades_something_of_each_kind(audited: Audited) -> None:
    said = audited.said
    assert said["quick"]
    assert all(task["mutants"] for task in said["tasks"])
    assert {mistake["task"] for mistake in said["mistakes"]} == {task["id"] for task in said["tasks"]}
    assert len(said["controls"]) > 2


def test_the_page_and_the_json_of_an_audit_are_written(audited: Audited) -> None:
    """tests/browser opens the page."""
    assert json.loads((audited.folder / "audit.json").read_text()) == audited.said
    assert "Everything holds" in (audited.folder / "audit.html").read_text()
