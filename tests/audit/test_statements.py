"""Rewrites of statements: what does something is gone, what is returned or raised is another; seen by running it."""

import ast

import pytest

from grader.audit.edits import Rewrite, SourceText
from grader.audit.statements import statement_rewrites

SOURCE = """\
class Account:
    '''A docstring.'''

    def __init__(self, balance):
        self.balance = balance
        self.seen = []

    def withdraw(self, amount):
        if amount > self.balance:
            raise ValueError("too much")
        self.balance -= amount
        self.seen.append(amount)
        return self.balance

    def sign(self):
        if self.balance > 0:
            sign = 1
            return sign
        elif self.balance < 0:
            return -1
        else:
            return 0

    def whole(self, text):
        try:
            number = int(text)
        except ValueError:
            number = 0
        return number
"""


def rewrites(source: str = SOURCE) -> list[Rewrite]:
    return list(statement_rewrites(SourceText(source), ast.parse(source)))


def added(operator: str) -> list[tuple[int, str]]:
    """The first changed line of each rewrite of a kind, by its number."""
    before = SOURCE.splitlines()
    found = []
    for rewrite in rewrites():
        after = rewrite.source.splitlines()
        if rewrite.operator == operator:
            line = next(n for n, (old, new) in enumerate(zip(before, after, strict=False)) if old != new)
            found.append((line + 1, after[line].strip()))
    return sorted(found)


def test_a_statement_with_an_effect_is_dropped_where_it_stands() -> None:
    assert added("DropStatement") == [(line, "pass") for line in (5, 6, 10, 11, 12)]


def test_a_branch_does_nothing_and_the_others_do_what_they_did() -> None:
    assert added("DropBody") == [(line, "pass") for line in (10, 17, 20, 22, 28)]
    for rewrite in rewrites():
        if rewrite.operator == "DropBody":
            ast.parse(rewrite.source)


def test_nothing_is_returned() -> None:
    assert added("ReturnNone") == [(line, "return None") for line in (13, 18, 20, 22, 29)]


@pytest.mark.parametrize(
    ("raised", "instead"),
    [
        ("ValueError('x')", ["ArithmeticError('x')"]),
        ("KeyError", ["ArithmeticError"]),
        ("ZeroDivisionError()", ["LookupError()"]),
        ("Exception('of any class')", []),
        ("caught", []),
    ],
)
def test_another_exception_is_raised_that_no_handler_of_the_first_catches(raised: str, instead: list[str]) -> None:
    found = [each.source for each in rewrites(f"raise {raised}\n") if each.operator == "OtherException"]
    assert found == [f"raise {other}\n" for other in instead]


def test_docstrings_and_names_and_assertions_stay() -> None:
    assert rewrites("'''Text.'''\nfirst = 1\nsecond: int = first\nassert first\ndef f(): ...\n") == []


def test_an_item_and_a_deletion_are_dropped_on_one_line_too() -> None:
    found = [each.source for each in rewrites("a['x'] = 1; del b[0]; c = 3\n")]
    assert found == ["pass; del b[0]; c = 3\n", "a['x'] = 1; pass; c = 3\n"]
