"""f-strings as Python 3.12 reads them -> strings that every Python reads. Trusted side: a scan of text, no execution.

Since Python 3.12 an f-string may contain its own quotes, backslashes, comments and lines between its braces.
"""

import ast
import re
import warnings

_MAX_DEPTH = 4  # each level is looked at twice by the one around it
_NEXT = re.compile(r"\#[^\n]*|(?<!\w)(?P<prefix>[A-Za-z]{0,2})(?P<quote>\"\"\"|'''|\"|')")
# Before 3.11.5 Python continues in the wrong place if a possessively repeated group fails midway: none of these does.
_REST = {
    '"""': re.compile(r'(?:[^"\\]++|"[^"\\]|""[^"\\]|\\[\s\S]|"\\[\s\S]|""\\[\s\S])*+"""'),
    "'''": re.compile(r"(?:[^'\\]++|'[^'\\]|''[^'\\]|\\[\s\S]|'\\[\s\S]|''\\[\s\S])*+'''"),
    '"': re.compile(r'(?:[^"\\\n]++|\\[\s\S])*+"'),
    "'": re.compile(r"(?:[^'\\\n]++|\\[\s\S])*+'"),
}
_OPEN, _CLOSE = "([{", ")]}"
_CONVERSION = re.compile(r"![rsa](?=[:}])")
_SELF = re.compile(r"=\s*(?=[!:}])")


class FStringSyntaxError(Exception):
    """It is not a valid f-string."""


def replace_fstrings(text: str, kinds: str = "f") -> str:
    """The text with a plain string for each string of these kinds, if their expressions are valid.

    Raises:
        FStringSyntaxError: One of them is not closed, or its braces do not contain an expression.
    """
    pieces, position = [], 0
    while found := _NEXT.search(text, position):
        pieces.append(text[position : found.start()])
        quote = found["quote"]
        if quote is None:
            end = found.end()
        elif any(kind in found["prefix"].casefold() for kind in kinds):
            end = _literal(text, found.end(), quote, kinds, 0)
            pieces.append("''")
            position = end
            continue
        else:
            rest = _REST[quote].match(text, found.end())
            if rest is None:
                raise FStringSyntaxError
            end = rest.end()
        pieces.append(text[found.start() : end])
        position = end
    return "".join([*pieces, text[position:]])


def _literal(text: str, position: int, quote: str, kinds: str, depth: int) -> int:
    """The position after the quote that ends a literal part; of a format, whose quote is a brace, before it."""
    if depth > _MAX_DEPTH:
        raise FStringSyntaxError
    while position < len(text):
        if text.startswith(quote, position):
            return position + (0 if quote == "}" else len(quote))
        if text[position : position + 2] in {"{{", "}}"} and quote != "}":
            position += 2
        elif text[position] == "{":
            position = _replacement(text, position + 1, kinds, depth)
        elif text[position] == "}" or (text[position] == "\n" and len(quote) == 1):
            raise FStringSyntaxError
        else:
            position += 2 if text[position] == "\\" else 1
    raise FStringSyntaxError


def _replacement(text: str, start: int, kinds: str, depth: int) -> int:
    """The position after the brace that closes a replacement field."""
    end = _expression_end(text, start, depth)
    _require_expression(replace_fstrings(text[start:end], kinds))
    for suffix in (_SELF, _CONVERSION):
        found = suffix.match(text, end)
        end = found.end() if found else end
    if text[end : end + 1] == ":":
        end = _literal(text, end + 1, "}", kinds, depth + 1)
    if text[end : end + 1] != "}":
        raise FStringSyntaxError
    return end + 1


def _expression_end(text: str, position: int, depth: int) -> int:
    """Where an expression between braces ends: at what may follow it, outside of brackets and strings."""
    brackets = 0
    while position < len(text):
        char = text[position]
        string = _NEXT.match(text, position)
        if string:
            position = _skip(text, string, depth)
            continue
        if brackets == 0 and (char in "}:" or _CONVERSION.match(text, position) or _ends_in_equals(text, position)):
            return position
        brackets += (char in _OPEN) - (char in _CLOSE)
        position += 1
    raise FStringSyntaxError


def _ends_in_equals(text: str, position: int) -> bool:
    return text[position - 1] not in "=!<>" and _SELF.match(text, position) is not None


def _skip(text: str, string: re.Match[str], depth: int) -> int:
    quote = string["quote"]
    if quote is None:
        return string.end()
    if "f" in string["prefix"].casefold():
        return _literal(text, string.end(), quote, "f", depth + 1)
    rest = _REST[quote].match(text, string.end())
    if rest is None:
        raise FStringSyntaxError
    return rest.end()


def _require_expression(text: str) -> None:
    if not text.strip():
        raise FStringSyntaxError
    if not parses(f"({text}\n)"):
        raise FStringSyntaxError


def parses(text: str) -> bool:
    """Whether this Python can parse the text."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True
