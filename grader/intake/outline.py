"""Python text -> its statements, as far as is needed to tell an unfinished definition from a finished one. Trusted.

A linear scan that knows strings, comments, brackets and indentation; it builds no syntax tree and compiles nothing, so
no text can exhaust it. Comments, layout, the kind of quotes and trailing commas leave no trace in its result.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

MAX_BYTES = 1 << 18
"""Texts with more characters are not scanned: no stub has as many."""

_TEXT = '"'
_TAB = 8
_OPEN = frozenset("([{")
_CLOSE = frozenset(")]}")
# Before 3.11.5 Python continues in the wrong place if a possessively repeated group fails midway: none of these does.
_TOKEN = re.compile(
    r"""
    (?P<string>\"\"\"(?:[^\"\\]++|\"[^\"\\]|\"\"[^\"\\]|\\[\s\S]|\"\\[\s\S]|\"\"\\[\s\S])*+(?:\"\"\"|\"{1,2}\Z)?
      |'''(?:[^'\\]++|'[^'\\]|''[^'\\]|\\[\s\S]|'\\[\s\S]|''\\[\s\S])*+(?:'''|'{1,2}\Z)?
      |"(?:[^"\\\n]++|\\[\s\S])*+"?
      |'(?:[^'\\\n]++|\\[\s\S])*+'?)
    |(?P<blank>\#[^\n]*+|\\\n|[ \t\f]++)
    |(?P<line>\n)
    |(?P<open>[\[({])
    |(?P<close>[\])}])
    |(?P<other>\w++|[=!<>]=|[-+*/%&|^@]{1,2}=|[\s\S])
    """,
    re.VERBOSE,
)
_HEADERS = frozenset({"def", "class", "async"})
_NOTHING = (("pass",), (".", ".", "."), ("return",), ("return", "None"))
_UNWRITTEN = frozenset({"NotImplementedError", "NotImplemented"})
_BINDING = frozenset({"def", "class", "for", "as"})
_INDIRECT = frozenset({"exec", "eval", "globals", "setattr", "__getattr__", "import_module", "__import__"})


class Statement(Struct, frozen=True):
    """One simple statement or one header, by its indentation and its tokens; a string's token begins with a quote."""

    indent: int
    tokens: tuple[str, ...]


Block = list[Statement]


def statements(text: str) -> Iterator[Statement]:
    """The statements of a text; what follows a header on its line is one level deeper than the header."""
    tokens: list[str] = []
    indent, depth, start = 0, 0, 0
    begins_line = True
    for found in _TOKEN.finditer(text):
        kind, word = found.lastgroup, found[0]
        if kind == "blank":
            continue
        if (kind == "line" or word == ";") and depth == 0:
            if tokens:
                yield Statement(indent, tuple(tokens))
            tokens = []
            begins_line, start = (True, found.end()) if kind == "line" else (begins_line and not tokens, start)
            continue
        if kind == "line":
            continue
        if begins_line:
            indent, begins_line = len(text[start : found.start()].expandtabs(_TAB)), False
        depth = _depth(depth, kind)
        if kind == "close" and tokens[-1:] == [","]:
            tokens.pop()
        tokens.append(_TEXT + word.strip("\"'") if kind == "string" else word)
        if word == ":" and depth == 0 and tokens[0] in _HEADERS:
            yield Statement(indent, tuple(tokens))
            tokens, indent = [], indent + 1
    if tokens:
        yield Statement(indent, tuple(tokens))


def words(text: str) -> Iterator[tuple[int, str]]:
    """Each token but comments, layout and docstrings: where it begins and what it is; a string's begins with `"`."""
    depth, begins = 0, True
    for found in _TOKEN.finditer(text):
        kind = found.lastgroup
        if kind == "line":
            begins = begins or depth == 0
        elif kind != "blank":
            if kind != "string":
                yield found.start(), found[0]
            elif not begins:
                yield found.start(), _TEXT
            depth, begins = _depth(depth, kind), False


def blocks(found: Iterable[Statement]) -> Iterator[Block]:
    """Statements grouped: each with the deeper ones after it. Takes only the statements that these groups need."""
    block: Block = []
    for statement in found:
        if block and statement.indent <= block[0].indent:
            yield block
            block = []
        block.append(statement)
    if block:
        yield block


def defined(block: Block) -> tuple[str, str]:
    """Whether a block is a `def` or a `class`, and of which name; two empty texts if it is neither."""
    tokens = block[0].tokens[1:] if block[0].tokens[0] == "async" else block[0].tokens
    return (tokens[0], tokens[1]) if tokens[0] in _HEADERS and len(tokens) > 1 else ("", "")


def without_texts(found: Sequence[Statement]) -> tuple[tuple[str, ...], ...]:
    """The tokens of statements, docstrings left out: equal for two that a formatter made of one."""
    return tuple(statement.tokens for statement in found if not _is_text(statement))


def does_nothing(body: Sequence[Statement]) -> bool:
    """Whether a function with this body can only return None at once or say that it is not written."""
    level = min((statement.indent for statement in body), default=0)
    for position, statement in enumerate(body):
        if statement.indent == level and _is_unwritten(statement):
            return not any({"return", "yield"} & set(earlier.tokens) for earlier in body[:position])
    return all(_is_nothing(statement) for statement in body)


def binds(block: Block, name: str) -> bool:
    """Whether top-level statements other than a definition may still bind `name`."""
    return any(_binds(statement.tokens, name) for statement in block)


def is_indirect(block: Block) -> bool:
    """Whether statements may define names that do not stand in the text."""
    return any(not _INDIRECT.isdisjoint(statement.tokens) for statement in block)


def _binds(tokens: tuple[str, ...], name: str) -> bool:
    if name not in tokens:
        return tokens[0] == "from" and tokens[-1] == "*"
    at = tokens.index(name)
    told = tokens[0] in {"from", "import"} or (at > 0 and tokens[at - 1] in _BINDING)
    return told or not _INDIRECT.isdisjoint(tokens) or _assigns(tokens, at)


def _assigns(tokens: Sequence[str], at: int) -> bool:
    """Whether an equals sign outside of brackets follows."""
    depth = 0
    for position, word in enumerate(tokens):
        depth += (word in _OPEN) - (word in _CLOSE)
        if word == "=" and depth == 0 and position > at:
            return True
    return False


def _depth(depth: int, kind: str | None) -> int:
    return depth + 1 if kind == "open" else max(0, depth - 1) if kind == "close" else depth


def _is_text(statement: Statement) -> bool:
    *prefix, last = statement.tokens
    return last.startswith(_TEXT) and all(token.startswith(_TEXT) or token.isalpha() for token in prefix)


def _is_unwritten(statement: Statement) -> bool:
    return statement.tokens[0] == "raise" and statement.tokens[1:2] != () and statement.tokens[1] in _UNWRITTEN


def _is_nothing(statement: Statement) -> bool:
    return statement.tokens in _NOTHING or _is_text(statement) or _is_unwritten(statement)
