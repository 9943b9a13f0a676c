"""docs/assignments.md tells of everything that a new assignment and a hidden test can have, and of nothing else."""

import ast
import re
from itertools import chain
from pathlib import Path

import pytest

from grader.audit.edits import SourceText
from grader.audit.expressions import expression_rewrites
from grader.audit.literals import literal_rewrites
from grader.audit.rewrites import rewrites_of
from grader.audit.statements import statement_rewrites
from grader.exam import check
from grader.exam.diagnosis.misconceptions import MisconceptionFile
from grader.exam.running.fixtures import ExamFixtures
from grader.exam.running.marks import MARKS
from grader.handout.scaffold import Scaffold
from grader.model import FeedbackLevel

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "assignments.md").read_text("utf-8")
CHECKS = [name for name in check.__all__ if name.islower()]

OF_EVERY_KIND = """
class Shelf:
    def sorted_names(self, books, limit):
        if limit in books and self.limit:
            raise ValueError("no")
        self.names = [f"{book!r}" for book in sorted(books[:limit], key=len)]
        self.place = "left"
        return self.names.copy(), max(books), self.limit + limit
"""


def table(heading: str) -> set[str]:
    """The first column of the table with this heading."""
    rows = PAGE.partition(f"| {heading} |")[2].partition("\n\n")[0]
    return set(re.findall(r"^\| `(\w+)[^`]*` \|", rows, re.MULTILINE))


def test_every_mark() -> None:
    assert table("mark") == {re.split(r"[(:]", mark)[0] for mark in MARKS}


def test_every_fixture() -> None:
    fixtures = {name for name, value in vars(ExamFixtures).items() if "Fixture" in type(value).__name__}
    assert table("fixture") == fixtures


def test_every_kind_of_mutant() -> None:
    text, tree = SourceText(OF_EVERY_KIND), ast.parse(OF_EVERY_KIND)
    made = chain(
        rewrites_of(OF_EVERY_KIND),
        *(f(text, tree) for f in (statement_rewrites, expression_rewrites, literal_rewrites)),
    )
    assert table("mutant") == {rewrite.operator for rewrite in made}


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
