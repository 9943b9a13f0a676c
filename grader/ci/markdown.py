"""Text -> Markdown in which it is nothing but text, wherever Markdown of GitHub's kind is rendered. Trusted side; pure.

Plain words stay as they are; whatever could be more (markup, links, mentions, references, emoji names, formulas)
becomes code, in which nothing is read. That is how technical text is set anyway.
"""

import re
from collections.abc import Iterable, Iterator

from grader.sanitize import Span

# A word or a number between ordinary punctuation. What mixes letters with digits could be a commit or a reference.
_WORD = r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*"
_PLAIN = re.compile(rf"[(“\u2018\"']*(?:{_WORD}|\d+(?:\.\d+)?)[)”\u2019\"']*[.,;:!?…]*[)”\u2019\"']*")
_LIST_MARKER = re.compile(r"\d+[.)]")
_CLOSING = re.compile(r"[.,;:!?…)”\u2019]+")
_OPENING = re.compile(r"[(“\u2018]+")
_OPENING_QUOTES = "“\u2018"
_ENDS = ".,;:!?…”\u2019"


def prose(sentence: Iterable[Span]) -> str:
    """A sentence, on one line: its code, and of its words what is plain as it is."""
    tokens: list[str] = []
    for span in sentence:
        tokens.extend([_code(span.text)] if span.code else _tokens(span.text))
    return _spaced(filter(None, tokens))


def words(text: str) -> str:
    """A cleaned line of text without marks of its own."""
    return prose((Span(text, code=False),))


def cell(text: str) -> str:
    """The same for a cell of a table, where a bar ends a cell even within code."""
    return words(text).replace("|", "\\|")


def _tokens(text: str) -> Iterator[str]:
    """Plain words, and between them the others, as few stretches of code as there can be."""
    odd: list[str] = []
    for index, word in enumerate(text.split()):
        punctuation = _CLOSING.fullmatch(word) or _OPENING.fullmatch(word)
        if punctuation or (_PLAIN.fullmatch(word) and (index or not _LIST_MARKER.fullmatch(word))):
            yield from _quoted(" ".join(odd))
            yield word
            odd.clear()
        else:
            odd.append(word)
    yield from _quoted(" ".join(odd))


def _quoted(odd: str) -> tuple[str, str, str]:
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
