"""A student's own lines of code -> numbered, coloured and harmless. Trusted side; the source is lexed, never run.

Colours are a handful of CSS classes, defined by the stylesheet; Pygments writes no markup here.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from msgspec import Struct

from grader.model import PUBLIC_TESTS, Excerpt
from grader.sanitize import clean_line

COLUMNS = 160
LINES = 60
KEPT = 64
"""How many pieces of code stay coloured: the student's page and the instructor's copy show the same ones, and small
functions are the same in much work."""


class Token(Struct, frozen=True):
    """A part of a line, with the class that colours it, if any."""

    text: str
    kind: str


@dataclass(frozen=True)
class CodeLine:
    """One line."""

    number: int
    marked: bool
    tokens: tuple[Token, ...]


@dataclass(frozen=True, kw_only=True)
class Code:
    """Some lines of a file; `of_test` if it holds public tests, `hidden` if they are not in the student's report."""

    file: str
    of_test: bool
    hidden: bool
    first: int
    last: int
    lines: tuple[CodeLine, ...]


def code_of(excerpt: Excerpt, *, hidden: bool = False) -> Code:
    """Cleans each line separately and colours them together, so that a string over several lines is one token."""
    cleaned = tuple(clean_line(line, COLUMNS) for line in _dedented(excerpt.lines[:LINES]))
    lines = tuple(
        CodeLine(number, number == excerpt.marked, tokens)
        for number, tokens in enumerate(_coloured(cleaned), start=excerpt.first)
    )
    return Code(
        file=clean_line(excerpt.file, 80),
        of_test=excerpt.file.startswith(f"{PUBLIC_TESTS}/"),
        hidden=hidden,
        first=excerpt.first,
        last=excerpt.first + len(lines) - 1,
        lines=lines,
    )


def _dedented(lines: Sequence[str]) -> list[str]:
    """The lines without their common indentation and without empty lines at the end."""
    expanded = [line.expandtabs(4).rstrip() for line in lines]
    while expanded and not expanded[-1]:
        expanded.pop()
    shared = min((len(line) - len(line.lstrip(" ")) for line in expanded if line), default=0)
    return [line[shared:] for line in expanded]


@lru_cache(maxsize=KEPT)
def _coloured(lines: tuple[str, ...]) -> tuple[tuple[Token, ...], ...]:
    found: list[list[Token]] = [[]]
    for kind, text in _lexer().get_tokens("\n".join(lines)):
        for index, piece in enumerate(text.split("\n")):
            if index:
                found.append([])
            if piece:
                found[-1].append(Token(piece, _kind(kind)))
    return tuple(tuple(_joined(tokens)) for tokens in found[: len(lines)])


@cache
def _lexer() -> Any:
    from pygments.lexers import PythonLexer  # type: ignore[import-untyped] # noqa: PLC0415 # untyped; only for reports that have code

    return PythonLexer(stripnl=False, ensurenl=False)


@cache
def _kind(token: Any) -> str:
    """The class of a token of this kind, of which the lexer knows some eighty."""
    return next((name for family, name in _kinds() if token in family), "")


@cache
def _kinds() -> tuple[tuple[Any, str], ...]:
    """Families of tokens and their classes. The first match decides; any other token has no class."""
    from pygments.token import Comment, Keyword, Name, Number, Operator, String  # type: ignore[import-untyped] # noqa: PLC0415 # likewise

    return (
        (Comment, "comment"),
        (String, "string"),
        (Number, "number"),
        (Operator.Word, "keyword"),
        (Keyword, "keyword"),
        (Name.Function, "name"),
        (Name.Class, "name"),
        (Name.Builtin, "builtin"),
        (Name.Decorator, "builtin"),
    )


def _joined(tokens: Iterable[Token]) -> list[Token]:
    """Joins adjacent tokens of one kind, which halves the markup."""
    found: list[Token] = []
    for token in tokens:
        if found and (found[-1].kind == token.kind or not token.text.strip()):
            found[-1] = Token(found[-1].text + token.text, found[-1].kind)
        else:
            found.append(token)
    return found
