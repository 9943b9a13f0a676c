"""A student's lines come out as they were written, numbered, coloured by kind, and harmless."""

import pytest

from grader.model import Excerpt, FeedbackLevel
from grader.report.code import COLUMNS, LINES, Code, code_of


def code(*lines: str, first: int = 1, marked: int = 0) -> Code:
    return code_of(Excerpt(level=FeedbackLevel.SHAPE, file="a.py", first=first, lines=lines, marked=marked))


def text_of(found: Code) -> list[str]:
    return ["".join(token.text for token in line.tokens) for line in found.lines]


def test_lines_keep_their_numbers_and_the_marked_one_is_marked() -> None:
    found = code("x = 1", "y = 2", first=41, marked=42)
    assert [(line.number, line.marked) for line in found.lines] == [(41, False), (42, True)]
    assert (found.first, found.last) == (41, 42)


def test_tokens_have_kinds() -> None:
    (line,) = code("def f(x): return 'a' + 1  # why").lines
    kinds = {token.text.strip(): token.kind for token in line.tokens}
    assert kinds["def"] == kinds["return"] == "keyword"
    assert kinds["f"] == "name"
    assert kinds["'a'"] == "string"
    assert kinds["1"] == "number"
    assert kinds["# why"] == "comment"


def test_a_string_over_several_lines_is_one() -> None:
    assert {token.kind for line in code('"""one', "two", 'three"""').lines for token in line.tokens} == {"string"}


@pytest.mark.parametrize(
    "lines",
    [
        ("if x:", "    y = 1", "", "z = 2"),
        ("<script>alert(1)</script>", "{{ 7 * 7 }}"),
        ("'unclosed", '"""unclosed', "f'{x!r:>{w}}'", "\\", "((((("),
        ("# nur ein Kommentar, ∂L/∂w, 李佳",),
    ],
)
def test_nothing_is_lost_or_added(lines: tuple[str, ...]) -> None:
    assert text_of(code(*lines)) == list(lines)


def test_a_shared_indent_goes_and_empty_lines_at_the_end_too() -> None:
    found = code("        a = 1", "", "            b = 2", "", "", first=7)
    assert text_of(found) == ["a = 1", "", "    b = 2"]
    assert found.last == 9


@pytest.mark.parametrize("line", ["\x1b[2J", "a\u202eb", "x" * 1_000_000, "a\rb", "a\u2028b", "\0"])
def test_a_hostile_line_is_one_visible_line(line: str) -> None:
    (shown,) = text_of(code(line))
    assert shown.isprintable()
    assert len(shown) < COLUMNS + 50


def test_there_are_only_so_many_lines() -> None:
    assert len(code(*["x = 1"] * 100_000).lines) == LINES
