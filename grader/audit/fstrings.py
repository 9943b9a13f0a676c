"""The text of an f-string, the same on every version of Python. Trusted side; pure.

`ast.unparse` takes other quotes from 3.12 on: a mutant listed as equivalent on one version would be unknown on another.
"""

import ast
from collections.abc import Sequence

QUOTES = ('"', "'", '"""', "'''")


def written_f_string(parts: Sequence[ast.expr]) -> str:
    """The text of an f-string of these parts, in the first kind of quotes that its expressions do not contain."""
    expressions = "".join(_expressions(parts))
    quotes = next((each for each in QUOTES if each not in expressions), QUOTES[0])
    return f"f{quotes}{_inside(parts, quotes)}{quotes}"


def _expressions(parts: Sequence[ast.expr]) -> list[str]:
    """The texts of all expressions, those in formats included."""
    found = []
    for part in parts:
        if isinstance(part, ast.FormattedValue):
            found.append(ast.unparse(part.value))
            if isinstance(part.format_spec, ast.JoinedStr):
                found += _expressions(part.format_spec.values)
    return found


def _inside(parts: Sequence[ast.expr], quotes: str) -> str:
    return "".join(_part(part, quotes) for part in parts)


def _part(part: ast.expr, quotes: str) -> str:
    match part:
        case ast.Constant(value=str(text)):
            return _escaped(text, quotes)
        case ast.FormattedValue(value=value, conversion=conversion, format_spec=form):
            shown = "" if conversion == -1 else f"!{chr(conversion)}"
            spec = f":{_inside(form.values, quotes)}" if isinstance(form, ast.JoinedStr) else ""
            written = ast.unparse(value)
            space = " " if written.startswith("{") else ""  # two braces would be text
            return f"{{{space}{written}{shown}{spec}}}"
    return ast.unparse(part)


def _escaped(text: str, quotes: str) -> str:
    """A text between expressions, each character as repr() writes it alone, which escapes no quotes."""
    plain = "".join(repr(character)[1:-1] for character in text)
    return plain.replace("{", "{{").replace("}", "}}").replace(quotes[0], f"\\{quotes[0]}")
