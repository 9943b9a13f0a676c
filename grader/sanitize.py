"""Hostile text -> text that is plain text in every output. Both sides; pure, and knows no format of results.

Two steps. `clean_line` and `clean_block` make any text visible and short, for all contexts: control, direction and
zero-width characters are escaped, overlong lines and texts are cut, with a note. Anything that a context would still
not take for plain text is escaped by its entry in `CONTEXTS`.
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from html import escape

LINE = 300
BLOCK = 4_000
BLOCK_LINES = 60
BLOCK_COLUMNS = 1_000
NAME = 80
NAMES = 3
STACKED_MARKS = 3

_OUTSIDE_ASCII = re.compile(r"[^\x00-\x7f]")

# Printable by category, but invisible: the joiner for graphemes, the Hangul and Khmer fillers, the blank Braille
# cell, and the variation selectors (except U+FE0E and U+FE0F, which many emoji contain).
_INVISIBLE = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0").union(
    map(chr, range(0xFE00, 0xFE0E)), map(chr, range(0xE0100, 0xE01F0))
)

# --- Every context: visible, and not without end ---------------------------------------------------------------------


def clean_line(text: str, limit: int = LINE) -> str:
    """Text for one line: everything that is not plainly visible is escaped as in Python; its length is capped."""
    left_out = len(text) - limit
    return _visible(text) if left_out <= 0 else f"{_visible(text[:limit])} {_more(left_out)}"


def clean_block(text: str, columns: int = BLOCK_COLUMNS) -> str:
    """Several lines, each cleaned and capped: at most BLOCK characters in BLOCK_LINES lines, then a note."""
    lines = [line.expandtabs(4) for line in text.replace("\r\n", "\n").removesuffix("\n").split("\n")]
    shown: list[str] = []
    room = BLOCK
    while room > 0 and len(shown) < min(len(lines), BLOCK_LINES):
        line = lines[len(shown)]
        shown.append(clean_line(line, min(columns, room)))
        room -= min(len(line), columns) + 1
    missing = lines[len(shown) :]
    return "\n".join([*shown, _more(len(missing) + sum(map(len, missing)))] if missing else shown)


def shortened(text: str, width: int = NAME) -> str:
    """Text for one line, without the middle if it is long: the two ends say most."""
    safe = _visible(text)
    return safe if len(safe) <= width else f"{safe[: width // 2]}…{safe[1 - width // 2 :]}"


def quoted(name: str, width: int = NAME) -> str:
    """A name within a sentence, in quotes."""
    return f"'{shortened(name, width)}'"


def listed(names: Collection[str]) -> str:
    """The first few names, quoted, and how many more there are: `'a', 'b' and 'c'`, `'a', 'b', 'c' and 4 more`."""
    first = [quoted(name) for name in sorted(names)[:NAMES]]
    more = len(names) - len(first)
    *head, last = [*first, f"{more} more"] if more else first
    return f"{', '.join(head)} and {last}" if head else last


def utf8(text: str) -> bytes:
    """Text as UTF-8, with lone surrogates, which UTF-8 does not have, escaped as in Python."""
    return str.__str__(text).encode("utf-8", "backslashreplace")


def _more(characters: int) -> str:
    return f"[… {characters:,} more characters]"


def _visible(line: str) -> str:
    if line.isprintable() and (line.isascii() or not any(map(_is_doubtful, _OUTSIDE_ASCII.findall(line)))):
        return line
    shown = []
    stacked = 0
    for char in line:
        stacked = stacked + 1 if unicodedata.category(char) in {"Mn", "Me"} else 0
        plain = char.isprintable() and char not in _INVISIBLE and stacked <= STACKED_MARKS
        shown.append(char if plain else ascii(char)[1:-1])
    return "".join(shown)


def _is_doubtful(char: str) -> bool:
    """Whether a printable character may still be invisible, or one too many."""
    return char in _INVISIBLE or unicodedata.category(char) in {"Mn", "Me"}


# --- Sentences with code in them -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Span:
    """A part of a sentence; `code` if it was between backticks."""

    text: str
    code: bool


def spans(line: str) -> tuple[Span, ...]:
    """A cleaned sentence, split at the backticks around code; one span if they are not paired."""
    pieces = line.split("`")
    if len(pieces) % 2 == 0:
        return (Span(line, code=False),)
    return tuple(Span(piece, code=index % 2 == 1) for index, piece in enumerate(pieces) if piece)


# --- Markdown --------------------------------------------------------------------------------------------------------
# Plain words stay as they are; everything that GitHub's Markdown could interpret (markup, links, mentions, references,
# emoji names, formulas) becomes code, in which nothing is interpreted.

# A word or a number between ordinary punctuation. Mixed letters and digits could be a commit or a reference.
_WORD = r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*"
_PLAIN = re.compile(rf"[(“\u2018\"']*(?:{_WORD}|\d+(?:\.\d+)?)[)”\u2019\"']*[.,;:!?…]*[)”\u2019\"']*")
_LIST_MARKER = re.compile(r"\d+[.)]")
_CLOSING = re.compile(r"[.,;:!?…)”\u2019]+")
_OPENING = re.compile(r"[(“\u2018]+")
_OPENING_QUOTES = "“\u2018"
_ENDS = ".,;:!?…”\u2019"


def escape_markdown(text: str) -> str:
    """A cleaned line of text, as Markdown without any effects of its own."""
    return escape_markdown_spans((Span(text, code=False),))


def escape_markdown_cell(text: str) -> str:
    """The same for a cell of a table, in which a bar ends the cell even inside code."""
    return escape_markdown(text).replace("|", "\\|")


def escape_markdown_spans(sentence: Iterable[Span]) -> str:
    """A sentence, on one line: its code as code, and plain words as they are."""
    tokens: list[str] = []
    for span in sentence:
        tokens.extend([_code(span.text)] if span.code else _tokens(span.text))
    return _spaced(filter(None, tokens))


def _tokens(text: str) -> Iterator[str]:
    """Plain words, and between them the others, as few pieces of code as possible."""
    odd: list[str] = []
    for index, word in enumerate(text.split()):
        punctuation = _CLOSING.fullmatch(word) or _OPENING.fullmatch(word)
        if punctuation or (_PLAIN.fullmatch(word) and (index or not _LIST_MARKER.fullmatch(word))):
            yield from _quoted_code(" ".join(odd))
            yield word
            odd.clear()
        else:
            odd.append(word)
    yield from _quoted_code(" ".join(odd))


def _quoted_code(odd: str) -> tuple[str, str, str]:
    """Code, separated from the quotation marks and sentence ends around it."""
    rest = odd.lstrip(_OPENING_QUOTES)
    inner = rest.rstrip(_ENDS)
    return odd[: len(odd) - len(rest)], _code(inner), rest[len(inner) :]


def _spaced(tokens: Iterable[str]) -> str:
    """Tokens with spaces between them, except for punctuation next to code."""
    said = ""
    for token in tokens:
        closes = said.endswith("`") and _CLOSING.fullmatch(token)
        opened = token.startswith("`") and _OPENING.fullmatch(said.rpartition(" ")[2])
        said += token if not said or closes or opened else f" {token}"
    return said


def _code(text: str) -> str:
    """A code span, between more backticks than occur anywhere in it."""
    if not text.strip():
        return ""
    fence = "`" * (max(map(len, re.findall("`+", text)), default=0) + 1)
    room = " " if text.startswith("`") or text.endswith("`") or text != text.strip() else ""
    return f"{fence}{room}{text}{room}{fence}"


# --- Markup, logs and spreadsheets -----------------------------------------------------------------------------------
# The runner of GitHub Actions reads every line that a step prints. A line that begins with `::`, even after spaces, is
# a command, and so is `##[` anywhere in it; log pages also fold and colour at `##[`. It compares text by culture, and
# so ignores variation selectors, which are invisible.

_SELECTORS = "[\ufe00-\ufe0f]*"
_BRACKET = re.compile(rf"(#{_SELECTORS}#{_SELECTORS})\[")
_COLONS = re.compile(rf"^((?:[^\S\n]|{_SELECTORS[:-1]})*:{_SELECTORS}):", re.MULTILINE)
_FORMULA_STARTS = ("=", "+", "-", "@")


def escape_markup(text: str) -> str:
    """A cleaned text, for an element or an attribute of HTML or XML."""
    return escape(text)


def escape_log(text: str) -> str:
    """The same text, with a space wherever it would be a command for the runner or for the page of a log."""
    return _COLONS.sub(r"\1 :", _BRACKET.sub(r"\1 [", text))


def escape_cell(text: str) -> str:
    """A cleaned line for a cell of a spreadsheet, which evaluates text that begins like a formula, quoted or not."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


# --- The table -------------------------------------------------------------------------------------------------------


class Context(StrEnum):
    """The output that a text is for."""

    HTML = "HTML"
    TERMINAL = "terminal"
    MARKDOWN = "Markdown"
    XML = "XML"
    CSV = "CSV"
    LOG = "log"


CONTEXTS: Mapping[Context, Callable[[str], str]] = {
    Context.HTML: escape_markup,  # as the templates' autoescape does
    Context.TERMINAL: str,  # its codes begin with control characters, which a cleaned line does not have
    Context.MARKDOWN: escape_markdown,
    Context.XML: escape_markup,  # as ElementTree does; a cleaned line has no characters that XML cannot represent
    Context.CSV: escape_cell,  # separators and quotes are left to whatever writes the table
    Context.LOG: escape_log,
}
"""The escaping of a cleaned line for each context. A test parses the result like the context."""


def sanitize(text: str, context: Context, limit: int = LINE) -> str:
    """Any text, as one line that is plain text for the context."""
    return CONTEXTS[context](clean_line(text, limit))
