"""IPython's own syntax in a cell or a module -> plain Python that does no more than it may, line for line.

Trusted side; static. A linear scan that knows strings, comments, brackets and continuations, and no more of Python than
that: what it takes for IPython syntax is a line at the start of a statement that Python itself could not accept.
IPython's own transformer is no help here: it joins lines, so that tracebacks would name other lines than the student's,
and it reads the whole cell again for each line that it changes.
"""

import re
from collections.abc import Iterator
from textwrap import dedent

from msgspec import Struct

# What only steers Jupyter's display or timing; leaving it out changes nothing that is graded.
HARMLESS = frozenset(
    {
        "matplotlib",
        "pylab",
        "time",
        "timeit",
        "capture",
        "config",
        "precision",
        "autosave",
        "load_ext",
        "reload_ext",
        "autoreload",
        "xmode",
        "colors",
        "who",
        "whos",
        "who_ls",
        "history",
        "pinfo",
        "pinfo2",
        "pprint",
    }
)
_BODY_RUNS = frozenset({"time", "capture", "prun"})
_WRITES = frozenset({"writefile", "file"})
_SHELLS = frozenset({"!", "bash", "sh", "script", "system", "sx"})
_PYLAB = "from pylab import *; import numpy, matplotlib; import numpy as np; import matplotlib.pyplot as plt"
# Before 3.11.5 Python went on in the wrong place where a possessively repeated group failed midway (gh-106052): such
# groups here fail at their beginning or not at all.
_TARGET = r"[A-Za-z_]\w*+(?:\.\w++|\[[^\[\]\n=!%]*+\]){0,20}"
_LINE = re.compile(
    rf"(?P<indent>[ \t]*+)(?P<target>{_TARGET}[ \t]*+(?:,[ \t]*+{_TARGET}[ \t]*+){{0,20}}=[ \t]*+)?"
    r"(?:%(?P<magic>[A-Za-z_]\w*+)(?!\?{1,2}[ \t]*+(?:\n|\Z))|(?P<shell>!)(?!=))(?P<rest>[^\n]*)"
)
_HELP = re.compile(
    r"(?P<indent>[ \t]*+)(?:\?{1,2}[ \t]*+[\w.%*]*+|%{0,2}[A-Za-z_][\w.]*+(?:\[-?\d++\])?\?{1,2})[ \t]*+"
    r"(?:#[^\n]*)?(?=\n|\Z)"
)
_CELL = re.compile(r"\s*%%(?P<magic>[A-Za-z_!]\w*)?(?P<rest>[^\n]*)")
_STRING = r"(?:[^{0}\\]++|{0}[^{0}\\]|{0}{0}[^{0}\\]|\\[\s\S]|{0}\\[\s\S]|{0}{0}\\[\s\S])*+(?:{0}{0}{0}|{0}{{0,2}}\Z)"
_TOKEN = re.compile(
    rf"\"\"\"{_STRING.format(chr(34))}|'''{_STRING.format(chr(39))}"
    r"|\"(?:[^\"\\\n]++|\\[\s\S])*+\"?|'(?:[^'\\\n]++|\\[\s\S])*+'?"
    r"|#[^\n]*|\\\n|[\[({]+|[\])}]+|\n(?:[ \t]*\n)*|[^\"'#\\\[({\])}\n]+|\\"
)
_DOCTEST = re.compile(r"\s*>>>(?: |$)")
_PROMPTS = re.compile(r"^(?:In \[\d+\]: |[ \t]*\.{3,}: ?|[ \t]*(?:>>>|\.\.\.)[ \t]?)", re.MULTILINE)
_IPYTHON_PROMPT = re.compile(r"\s*In \[\d+\]: ")
# Where a line could be IPython's; a module without any is not scanned further.
_SUSPICIOUS = re.compile(r"^[ \t]*+(?:[%!?]|[\w.%\[\]-]++\?|[^\n=]*+=[ \t]*+[%!](?!=))", re.MULTILINE)
_SHOWN = 40


class WrittenFile(Struct, frozen=True):
    """A file that a cell writes with `%%writefile`."""

    path: str
    text: str
    appended: bool


class PlainCode(Struct, frozen=True):
    """A cell without IPython's syntax.

    Attributes:
        code: Plain Python with as many lines as the cell has.
        shell: The shell lines that will not run.
        magics: The magics that were left out and would have done something.
        runs: The files that it runs with `%run`.
        written: The file that the whole cell is written to.
    """

    code: str
    shell: tuple[str, ...] = ()
    magics: tuple[str, ...] = ()
    runs: tuple[str, ...] = ()
    written: WrittenFile | None = None


def neutralise(source: str) -> PlainCode:
    """Takes magics, shell lines, help requests and pasted prompts out of a cell, unless they are code."""
    source = _without_prompts(_dedented(source))
    cell = _CELL.match(source)
    if cell is None:
        return _neutralise_lines(source)
    magic = cell["magic"] or "!"
    head, rest = source[: cell.end()], source[cell.end() :]
    if magic in _BODY_RUNS:
        return _with_body(magic, cell["rest"], head.count("\n"), rest)
    if magic in _WRITES:
        return _writing(cell["rest"], head.count("\n"), rest)
    named = f"%%{magic}"
    shell = (named,) if magic in _SHELLS else ()
    return PlainCode("\n" * source.count("\n"), shell, () if shell or magic in HARMLESS else (named,))


def neutralise_module(source: str) -> PlainCode:
    """The same for a module or an exported script, which has no cells; most are Python and come back as they are."""
    cell = _CELL.match(source)
    if cell is not None and cell["magic"] in _BODY_RUNS | _WRITES:  # copied together with the cell's first line
        body = _neutralise_lines(source[cell.end() :])
        return PlainCode("\n" * cell[0].count("\n") + body.code, body.shell, body.magics, body.runs)
    return _neutralise_lines(source) if _SUSPICIOUS.search(source) else PlainCode(source)


def _dedented(source: str) -> str:
    return dedent(source) if source.lstrip("\n")[:1] in {" ", "\t"} else source


def _without_prompts(source: str) -> str:
    """The cell without the prompts of a session that was pasted into it."""
    pasted = _DOCTEST.match(source) or _IPYTHON_PROMPT.match(source)
    return _dedented(_PROMPTS.sub("", source)) if pasted else source


def _with_body(magic: str, rest: str, before: int, body: str) -> PlainCode:
    plain = _neutralise_lines(body)
    captured = next((word for word in rest.split() if word.isidentifier()), "") if magic == "capture" else ""
    first = f"{captured} = get_ipython().captured" if captured else ""
    return PlainCode("\n" * before + first + plain.code, plain.shell, plain.magics, plain.runs)


def _writing(rest: str, before: int, body: str) -> PlainCode:
    options = rest.split()
    appended = any(option in {"-a", "--append"} for option in options)
    path = " ".join(option for option in options if option not in {"-a", "--append"}).strip("\"'")
    text = body.removeprefix("\n")
    text = text if not text or text.endswith("\n") else f"{text}\n"
    call = f"get_ipython().run_cell_magic('writefile', {rest.strip()!r}, {text!r})"
    return PlainCode("\n" * before + call + "\n" * body.count("\n"), written=WrittenFile(path, text, appended))


def _neutralise_lines(source: str) -> PlainCode:
    shell: list[str] = []
    magics: list[str] = []
    runs: list[str] = []
    pieces: list[str] = []
    for statement in _statements(source):
        found = _LINE.match(statement)
        if found is None:
            pieces.append(_without_help(statement))
            continue
        pieces.append(_replacement(found, statement))
        if found["shell"]:
            shell.append(found[0].strip().removesuffix("\\").rstrip()[:_SHOWN])
        elif found["magic"] == "run":
            runs.append(_run_path(found["rest"]))
        elif found["magic"] not in HARMLESS:
            magics.append(f"%{found['magic']}")
    return PlainCode("".join(pieces), tuple(shell), tuple(magics), tuple(filter(None, runs)))


def _without_help(statement: str) -> str:
    found = _HELP.match(statement)
    if not found or not found[0].strip():
        return statement
    return f"{found['indent']}pass  # {found[0].strip()}{statement[found.end() :]}"


def _replacement(found: re.Match[str], statement: str) -> str:
    """The replacement of a magic or shell line, which is kept as a comment."""
    indent, target, end = found["indent"], found["target"] or "", "\n" if statement.endswith("\n") else ""
    lines = statement.removesuffix("\n").split("\n")
    joined = " ".join(part.removesuffix("\\") for part in (found["rest"], *lines[1:])).strip()
    blank = "\n" * (len(lines) - 1) + end
    if found["magic"] == "time" and joined:
        return f"{indent}{target}{joined}{blank}"
    if found["magic"] == "run" and joined:
        return f"{indent}{target}get_ipython().run_line_magic('run', {joined!r}){blank}"
    if found["magic"] == "pylab" and not indent and not target:
        return _PYLAB + blank
    code = f"{target}{'[]' if found['shell'] else 'None'}" if target else "pass"
    said = "\n# ".join(line.strip() for line in lines)
    return f"{indent}{code}  # {said}{end}"


def _run_path(rest: str) -> str:
    path = next((word for word in rest.split() if not word.startswith("-")), "").strip("\"'")
    return path if not path or path.endswith((".py", ".ipynb")) else f"{path}.py"


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
    """Where a line of IPython's ends, which continues after a backslash."""
    end = source.find("\n", position)
    while end > 0 and source[end - 1] == "\\":
        end = source.find("\n", end + 1)
    return len(source) if end < 0 else end + 1
