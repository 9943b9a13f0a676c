"""Parses Markdown like a renderer: finds everything that is not plain text."""

import re

from markdown_it import MarkdownIt
from markdown_it.token import Token

READER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
FROM_US = frozenset({"paragraph", "heading", "table", "thead", "tbody", "tr", "th", "td", "bullet_list", "list_item"})
WITHIN = frozenset({"text", "code_inline", "strong_open", "strong_close"})
# What no reader of Markdown sees, but GitHub, GitLab and others do, outside of code.
ACTIVE = re.compile(r"[@#<>&$\[\]*_~\\|{}`]|://|www\.|:\w+:")


def inline(text: str) -> list[Token]:
    """What stands within the paragraphs, cells and headings of a text."""
    return [child for token in READER.parse(text) for child in token.children or ()]


def read(text: str) -> str:
    """What a person reads of it."""
    return " ".join(token.content for token in inline(text))


def faults(text: str) -> list[str]:
    """What is more in a text than the elements that we write, or could become more."""
    blocks = {token.type.removesuffix("_open").removesuffix("_close") for token in READER.parse(text)}
    found = sorted(blocks - FROM_US - {"inline"})
    found += [token.type for token in inline(text) if token.type not in WITHIN]
    return found + [token.content for token in inline(text) if token.type == "text" and ACTIVE.search(token.content)]


def bare(text: str) -> str:
    return re.sub(r"[\s`]", "", text)
