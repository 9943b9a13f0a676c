"""Hostile text -> text that is nothing but text wherever it goes. Both sides; pure, and knows no form of a result.

Two steps. `clean_line` and `clean_block` make any text visible and short, once and for every context: control,
direction and zero-width characters are spelled out, endless lines and endless text are cut and say so. What one context
takes for more than text even then, its row of `CONTEXTS` escapes.
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

# Printable by category, yet drawn as nothing: the joiner for graphemes, the Hangul and Khmer fillers, the blank Braille
# cell, and the variation selectors (of which U+FE0E and U+FE0F are left alone, for emoji are full of them).
_INVISIBLE = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0").union(
    map(chr, range(0xFE00, 0xFE0E)), map(chr, range(0xE0100, 0xE01F0))
)

# --- Every context: visible, and not without end ---------------------------------------------------------------------


def clean_line(text: str, limit: int = LINE) -> str:
    """Text for one line: whatever is not plainly visible is spelled as Python escapes it, and its length is capped."""
    left_out = len(text) - limit
    return _visible(text) if left_out <= 0 else f"{_visible(text[:limit])} {_more(left_out)}"


def clean_block(text: str, columns: int = BLOCK_COLUMNS) -> str:
    """Several lines, each cleaned and capped; at most BLOCK characters in BLOCK_LINES lines, then what is missing."""
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
    """Text for one line, with the middle left out where it is long: what stands at either end tells most."""
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
    """Text as UTF-8, which has no lone surrogates as Python's text may: those are spelled as Python escapes them."""
    return str.__str__(text).encode("utf-8", "backslashreplace")


def _more(characters: int) -> str:
    return f"[… {characters:,} more characters]"


def _visible(line: str) -> str:
    if line.isascii() and line.isprintable():
        return line
    shown = []
    stacked = 0
    for char in line:
        stacked = stacked + 1 if unicodedata.category(char) in {"Mn", "Me"} else 0
        plain = char.isprintable() and char not in _INVISIBLE and stacked <= STACKED_MARKS
        shown.append(char if plain else ascii(char)[1:-1])
    return "".join(shown)


# --- Sentences with code in them -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Span:
    """A stretch of a sentence; `code` if it stood between backticks."""

    text: str
    code: bool


def spans(line: str) -> tuple[Span, ...]:
    """A cleaned sentence, taken apart where backticks set off code; one span if they do not pair up."""
    pieces = line.split("`")
    if len(pieces) % 2 == 0:
        return (Span(line, code=False),)
    return tuple(Span(piece, code=index % 2 == 1) for index, piece in enumerate(pieces) if piece)


# --- Markdown --------------------------------------------------------------------------------------------------------
# Plain words stay as they are; whatever could be more, wherever Markdown of GitHub's kind is rendered (markup, links,
# mentions, references, emoji names, formulas), becomes code, in which nothing is read.

# A word or a number between ordinary punctuation. What mixes letters with digits could be a commit or a reference.
_WORD = r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*"
_PLAIN = re.compile(rf"[(“\u2018\"']*(?:{_WORD}|\d+(?:\.\d+)?)[)”\u2019\"']*[.,;:!?…]*[)”\u2019\"']*")
_LIST_MARKER = re.compile(r"\d+[.)]")
_CLOSING = re.compile(r"[.,;:!?…)”\u2019]+")
_OPENING = re.compile(r"[(“\u2018]+")
_OPENING_QUOTES = "“\u2018"
_ENDS = ".,;:!?…”\u2019"


def escape_markdown(text: str) -> str:
    """A cleaned line of text without marks of its own."""
    return escape_markdown_spans((Span(text, code=False),))


def escape_markdown_cell(text: str) -> str:
    """The same for a cell of a table, where a bar ends a cell even within code."""
    return escape_markdown(text).replace("|", "\\|")


def escape_markdown_spans(sentence: Iterable[Span]) -> str:
    """A sentence, on one line: its code, and of its words what is plain as it is."""
    tokens: list[str] = []
    for span in sentence:
        tokens.extend([_code(span.text)] if span.code else _tokens(span.text))
    return _spaced(filter(None, tokens))


def _tokens(text: str) -> Iterator[str]:
    """Plain words, and between them the others, as few stretches of code as there can be."""
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
    """Code, and the quotation marks and ends of sentences around it, which are none."""
    rest = odd.lstrip(_OPENING_QUOTES)
    inner = rest.rstrip(_ENDS)
    return odd[: len(odd) - len(rest)], _code(inner), rest[len(inner) :]


def _spaced(tokens: Iterable[str]) -> str:
    """Tokens with spaces between them, but for punctuation that stood at code."""
    said = ""
    for token in tokens:
        closes = said.endswith("`") and _CLOSING.fullmatch(token)
        opened = token.startswith("`") and _OPENING.fullmatch(said.rpartition(" ")[2])
        said += token if not said or closes or opened else f" {token}"
    return said


def _code(text: str) -> str:
    """A code span: between more backticks than stand anywhere in it."""
    if not text.strip():
        return ""
    fence = "`" * (max(map(len, re.findall("`+", text)), default=0) + 1)
    room = " " if text.startswith("`") or text.endswith("`") or text != text.strip() else ""
    return f"{fence}{room}{text}{room}{fence}"


# --- Markup, logs and spreadsheets -----------------------------------------------------------------------------------
# The runner of GitHub Actions reads every line that a step prints. A line that begins with `::`, also after spaces, is
# a command, and so is `##[` anywhere in it; pages of logs fold and colour at `##[` too. It compares as people read, and
# so without variation selectors, which draw nothing themselves.

_SELECTORS = "[\ufe00-\ufe0f]*"
_BRACKET = re.compile(rf"(#{_SELECTORS}#{_SELECTORS})\[")
_COLONS = re.compile(rf"^((?:[^\S\n]|{_SELECTORS[:-1]})*:{_SELECTORS}):", re.MULTILINE)
_FORMULA_STARTS = ("=", "+", "-", "@")


def escape_markup(text: str) -> str:
    """A cleaned text for an element or an attribute of HTML or XML."""
    return escape(text)


def escape_log(text: str) -> str:
    """The same text with a space where it would be a command of the runner or a sign to the page of a log."""
    return _COLONS.sub(r"\1 :", _BRACKET.sub(r"\1 [", text))


def escape_cell(text: str) -> str:
    """A cleaned line for a cell of a spreadsheet, which runs what begins like a formula, in quotes or not."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


# --- The table -------------------------------------------------------------------------------------------------------


class Context(StrEnum):
    """Where text goes."""

    HTML = "HTML"
    TERMINAL = "terminal"
    MARKDOWN = "Markdown"
    XML = "XML"
    CSV = "CSV"
    LOG = "log"


CONTEXTS: Mapping[Context, Callable[[str], str]] = {
    Context.HTML: escape_markup,  # as the templates' autoescape does
    Context.TERMINAL: str,  # its codes begin with control characters, which a cleaned line has none of
    Context.MARKDOWN: escape_markdown,
    Context.XML: escape_markup,  # as ElementTree does; what XML has no way to write, a cleaned line does not have
    Context.CSV: escape_cell,  # separators and quotes are left to whatever writes the table
    Context.LOG: escape_log,
}
"""What is to be done with a cleaned line for each context. A test reads what comes out as the context does."""


def sanitize(text: str, context: Context, limit: int = LINE) -> str:
    """Any text as one line that the context takes for text and nothing else."""
    return CONTEXTS[context](clean_line(text, limit))
