"""docs/assignments.md tells of everything that a new assignment and a hidden test can have, and of nothing else."""

import re
from pathlib import Path

import pytest

from grader.exam import check
from grader.exam.diagnosis.misconceptions import MisconceptionFile
from grader.exam.running.fixtures import ExamFixtures
from grader.exam.running.marks import MARKS
from grader.handout.scaffold import Scaffold
from grader.model import FeedbackLevel

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "assignments.md").read_text("utf-8")
CHECKS = [name for name in check.__all__ if name.islower()]


def table(heading: str) -> set[str]:
    """The first column of the table with this heading."""
    rows = PAGE.partition(f"| {heading} |")[2].partition("\n\n")[0]
    return set(re.findall(r"^\| `(\w+)[^`]*` \|", rows, re.MULTILINE))


def test_every_mark() -> None:
    assert table("mark") == {re.split(r"[(:]", mark)[0] for mark in MARKS}


def test_every_fixture() -> None:
    fixtures = {name for name, value in vars(ExamFixtures).items() if "Fixture" in type(value).__name__}
    assert table("fixture") == fixtures


@pytest.mark.parametrize("name", [*FeedbackLevel, *MisconceptionFile.__struct_fields__, *CHECKS])
def test_every_word_of_the_formats(name: str) -> None:
    assert re.search(rf"`(with )?(check\.)?{name}[`(]|^ +(\[\[)?{name}(\]\]| = )", PAGE, re.MULTILINE)
    assert len(CHECKS) > 7


def test_every_file_of_a_new_assignment() -> None:
    for name in Scaffold("slug", "Title").files():
        folder, _, path = name.split("/", 2)
        shown = path if "/" not in path else f"{path.split('/')[0]}/"
        assert f"| `{folder}/…/{shown}` |" in PAGE


def test_the_known_mistake_is_the_one_that_is_written() -> None:
    (mistake,) = (text for name, text in Scaffold("slug", "Title").files().items() if "misconceptions" in name)
    edits = mistake.decode().partition("[[edits]]")[2].split("\n")
    assert all(line in PAGE for line in edits)
