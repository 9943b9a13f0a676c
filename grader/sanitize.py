"""Makes hostile text visible and harmless: control, direction and zero-width characters, endless lines, endless text.

Trusted side; knows no markup. HTML escaping is the templates' autoescape, which relies on nothing here.
"""

import unicodedata
from dataclasses import dataclass

LINE = 300
BLOCK = 4_000
BLOCK_LINES = 60
BLOCK_COLUMNS = 1_000
STACKED_MARKS = 3

# Printable by category, yet drawn as nothing: the joiner for graphemes, the Hangul and Khmer fillers, the blank Braille
# cell, and the variation selectors (of which U+FE0E and U+FE0F are left alone, for emoji are full of them).
_INVISIBLE = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0").union(
    map(chr, range(0xFE00, 0xFE0E)), map(chr, range(0xE0100, 0xE01F0))
)


@dataclass(frozen=True)
class Span:
    """A stretch of a sentence; `code` if it stood between backticks."""

    text: str
    code: bool


def clean_line(text: str, limit: int = LINE) -> str:
    """Text for one line: whatever is not plainly visible is spelled as Python escapes it, and its length is capped."""
    return _clip(text, limit)


def clean_block(text: str, columns: int = BLOCK_COLUMNS) -> str:
    """Several lines, each cleaned and capped; at most BLOCK characters in BLOCK_LINES lines, then what is missing."""
    lines = [line.expandtabs(4) for line in text.replace("\r\n", "\n").removesuffix("\n").split("\n")]
    shown: list[str] = []
    room = BLOCK
    while room > 0 and len(shown) < min(len(lines), BLOCK_LINES):
        line = lines[len(shown)]
        shown.append(_clip(line, min(columns, room)))
        room -= min(len(line), columns) + 1
    missing = lines[len(shown) :]
    return "\n".join([*shown, _more(len(missing) + sum(map(len, missing)))] if missing else shown)


def spans(line: str) -> tuple[Span, ...]:
    """A cleaned sentence, taken apart where backticks set off code; one span if they do not pair up."""
    pieces = line.split("`")
    if len(pieces) % 2 == 0:
        return (Span(line, code=False),)
    return tuple(Span(piece, code=index % 2 == 1) for index, piece in enumerate(pieces) if piece)


def _clip(line: str, limit: int) -> str:
    left_out = len(line) - limit
    return _visible(line) if left_out <= 0 else f"{_visible(line[:limit])} {_more(left_out)}"


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
