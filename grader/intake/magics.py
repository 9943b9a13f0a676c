"""IPython's own syntax in a cell -> plain Python that does nothing instead, line for line. Trusted side; static.

A linear scan that knows strings, comments, brackets and continuations, and no more of Python than that: what it takes
for a line of IPython's is one at the start of a statement, where Python itself could not have it.
"""

import re
from collections.abc import Iterator

from msgspec import Struct

# What only steers Jupyter's display or timing; leaving it out changes nothing that is graded.
HARMLESS = frozenset(
    {
        "matplotlib",
        "time",
        "timeit",
        "capture",
        "config",
        "precision",
        "autosave",
        "load_ext",
        "reload_ext",
        "autoreload",
    }
)
_BODY_RUNS = frozenset({"time", "capture", "prun"})
_LINE = re.compile(
    r"(?P<indent>[ \t]*)(?P<target>[A-Za-z_][\w, \t.\[\]]*=[ \t]*)?"
    r"(?:%(?P<magic>[A-Za-z_]\w*)|(?P<shell>!)(?!=))(?P<rest>[^\n]*)"
)
_HELP = re.compile(
    r"(?P<indent>[ \t]*)(?:\?{1,2}[ \t]*[\w.%*]+|%{0,2}[A-Za-z_][\w.]*\?{1,2})[ \t]*(?:#[^\n]*)?(?=\n|\Z)"
)
_CELL = re.compile(r"\s*%%(?P<magic>[A-Za-z_!]\w*)?(?P<rest>[^\n]*)")
_TOKEN = re.compile(
    r"\"\"\"[\s\S]*?(?:(?<!\\)\"\"\"|\Z)|'''[\s\S]*?(?:(?<!\\)'''|\Z)"
    r"|\"(?:[^\"\\\n]|\\[\s\S])*\"?|'(?:[^'\\\n]|\\[\s\S])*'?"
    r"|#[^\n]*|\\\n|[\[({]+|[\])}]+|\n(?:[ \t]*\n)*|[^\"'#\\\[({\])}\n]+|\\"
)
_SHOWN = 40


class Plain(Struct, frozen=True):
    """A cell without IPython's syntax.

    Attributes:
        code: Plain Python with as many lines as the cell has.
        shell: The shell lines that will not run.
        magics: The magics that were left out and would have done something.
    """

    code: str
    shell: tuple[str, ...] = ()
    magics: tuple[str, ...] = ()


def neutralise(source: str) -> Plain:
    """Takes magics, shell lines and help requests out of a cell."""
    cell = _CELL.match(source)
    if cell is None:
        return _neutralise_lines(source)
    magic = cell["magic"] or "!"
    head, rest = source[: cell.end()], source[cell.end() :]
    if magic in _BODY_RUNS:
        body = _neutralise_lines(rest)
        return Plain("\n" * head.count("\n") + body.code, body.shell, body.magics)
    named = f"%%{magic}"
    shell = (named,) if magic in {"!", "bash", "sh", "script", "system", "sx"} else ()
    return Plain("\n" * source.count("\n"), shell, () if shell or magic in HARMLESS else (named,))


def _neutralise_lines(source: str) -> Plain:
    shell: list[str] = []
    magics: list[str] = []
    pieces: list[str] = []
    for statement in _statements(source):
        found = _LINE.match(statement)
        if found is None:
            help_line = _HELP.match(statement)
            pieces.append(f"{help_line['indent']}pass{statement[help_line.end() :]}" if help_line else statement)
            continue
        pieces.append(_replacement(found) + statement[found.end() :])
        if found["shell"]:
            shell.append(found[0].strip()[:_SHOWN])
        elif found["magic"] not in HARMLESS:
            magics.append(f"%{found['magic']}")
    return Plain("".join(pieces), tuple(shell), tuple(magics))


def _replacement(found: re.Match[str]) -> str:
    indent, target = found["indent"], found["target"]
    if found["magic"] == "time" and found["rest"].strip():
        return f"{indent}{target or ''}{found['rest'].strip()}"
    if target:
        return f"{indent}{target}{'[]' if found['shell'] else 'None'}"
    return f"{indent}pass"


def _statements(source: str) -> Iterator[str]:
    """The source cut where a statement can begin, at line ends outside strings and brackets; nothing is lost."""
    start = position = depth = 0
    while position < len(source):
        if position == start and depth == 0 and (_LINE.match(source, position) or _HELP.match(source, position)):
            position = _line_end(source, position)  # nothing in it is Python: a quote there opens no string
            yield source[start:position]
            start = position
            continue
        token = _TOKEN.match(source, position)
        if token is None:
            break
        position = token.end()
        text = token[0]
        if text[0] in "[({":
            depth += len(text)
        elif text[0] in "])}":
            depth = max(0, depth - len(text))
        elif text[0] == "\n" and depth == 0:
            yield source[start:position]
            start = position
    if start < len(source):
        yield source[start:]


def _line_end(source: str, position: int) -> int:
    end = source.find("\n", position)
    return len(source) if end < 0 else end + 1
