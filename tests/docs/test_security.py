"""What docs/security.md says of the channel that remains is so, and not by much."""

import re
from pathlib import Path

from grader.assignment import find_assignment
from grader.audit.channel import channel
from grader.exam import difference, relation
from grader.exam.tally import AT_SHAPE, OF_A_CALL
from grader.model import Budget

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "security.md"
SLACK = 1.25
"""The page gives round numbers, so that not each new test changes it."""


def stated(words: str) -> float:
    (found,) = re.findall(words, " ".join(PAGE.read_text("utf-8").split()))
    return float(found)


def test_a_report_carries_as_many_bits_as_the_page_says() -> None:
    measured = channel(find_assignment())
    pairs = (
        (measured.most_of_a_test, stated(r"a failed test carries at most (\d+) bits")),
        (measured.total, stated(r"a whole report at most (\d+),")),
        (measured.total_at(Budget.NOTHING), stated(r"of which (\d+) are which tests pass")),
        (measured.mistakes, stated(r"and (\d+) are which known mistakes")),
        (measured.total_at(Budget.CATEGORY), stated(r'`feedback = "category"` it is (\d+)')),
    )
    for bits, said in pairs:
        assert bits <= said <= SLACK * bits


def test_the_lists_are_as_short_as_the_page_says() -> None:
    page = PAGE.read_text("utf-8")
    rows = {"| a value:": 24, "| a kind or a shape:": 24, "| both,": AT_SHAPE, "| a call that": OF_A_CALL}
    for words, count in rows.items():
        (row,) = (line for line in page.splitlines() if line.startswith(words))
        assert 2 ** float(row.split("|")[3]) <= count + 1
    assert len(relation.KINDS) + len(relation.SHAPES) <= 24
    assert sum(not each.startswith(("It ", "The error")) for each in set(difference.sentences())) <= 24


def test_each_file_that_the_page_names_is_there() -> None:
    named = re.findall(r"`((?:tests|exam|grader)/[\w/]+\.py)`", PAGE.read_text("utf-8"))
    assert len(named) > 10
    for name in named:
        assert (ROOT / name).is_file() or (ROOT / "grader" / name).is_file(), name
