"""A script that was made from a notebook -> the notebook's cells. Trusted side; static.

Knows the marks that cut a script into cells (`# %%`, as jupytext and VS Code write it; `# In[3]:`, as nbconvert does),
and undoes what exporters do to cells that begin with a magic: nbconvert makes a string of them, Colab comments.
"""

import re

from grader.model import Cell, CellKind

_MAGICS = "time|timeit|capture|prun|writefile|file|bash|sh|script|html|HTML|javascript|js|latex|markdown|svg|python3?"
_MARK = re.compile(rf"^#[ \t]*%%(?!(?:{_MAGICS})\b)(?P<rest>[^\n]*)$|^#[ \t]*In\[[\d ]*\]:[ \t]*$", re.MULTILINE)
_KINDS = ((re.compile(r"\[(?:markdown|md)\]"), CellKind.MARKDOWN), (re.compile(r"\[raw\]"), CellKind.RAW))
_COMMENTED = re.compile(
    r"\A(?P<before>\s*)# (?P<magic>%%(?:" + _MAGICS + r")\b)(?P<rest>[^\n]*)(?P<body>(?:\n[^\n]*)*)\Z"
)
_COLAB = re.compile(
    r"^# Commented out IPython magic to ensure Python compatibility\.\n# (?P<magic>%%[^\n]*)(?P<body>(?:\n#[^\n]*)*)",
    re.MULTILINE,
)
_LITERAL = r"'(?:[^'\\\n]|\\.)*+'|\"(?:[^\"\\\n]|\\.)*+\""
_STRINGED = re.compile(
    rf"\A\s*get_ipython\(\)\.run_cell_magic\((?P<name>{_LITERAL}), (?P<line>{_LITERAL}), (?P<body>{_LITERAL})\)\s*\Z"
)
_ESCAPE = re.compile(r"\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|U([0-9a-f]{8})|(.))")
_LETTERS = {"n": "\n", "t": "\t", "r": "\r"}
_SURROGATES = range(0xD800, 0xE000)
_LAST_CHARACTER = 0x10FFFF


def is_percent_script(text: str) -> bool:
    """Whether a script has cell marks."""
    return _MARK.search(text) is not None


def read_cells(text: str) -> list[Cell]:
    """The cells of a script; the part before the first mark is one too."""
    marks = list(_MARK.finditer(text))
    starts = [mark.start() for mark in marks]
    cells = _code_cells(text[: starts[0]] if starts else text)
    for mark, end in zip(marks, [*starts[1:], len(text)], strict=False):
        kind, source = _kind(mark["rest"] or ""), text[mark.end() : end].strip("\n")
        cells.extend(_code_cells(source) if kind is CellKind.CODE else [Cell(kind, source)])
    return [cell for cell in cells if cell.source.strip()]


def _code_cells(source: str) -> list[Cell]:
    """The source as one cell, or as more where Colab had made a comment of one between others."""
    sources, end = [], 0
    for found in _COLAB.finditer(source):
        sources += [source[end : found.start()], found["magic"] + _uncommented(found["body"])]
        end = found.end()
    return [Cell(CellKind.CODE, _as_in_notebook(each)) for each in (*sources, source[end:])]


def _kind(rest: str) -> CellKind:
    return next((kind for pattern, kind in _KINDS if pattern.search(rest)), CellKind.CODE)


def _as_in_notebook(source: str) -> str:
    """The source of a cell before an exporter had made a comment or a string of its magic."""
    commented = _COMMENTED.match(source)
    if commented:
        body = commented["body"]
        if all(line.startswith("#") or not line.strip() for line in body.split("\n")):
            body = _uncommented(body)
        return f"{commented['before']}{commented['magic']}{commented['rest']}{body}"
    stringed = _STRINGED.match(source)
    if stringed:
        name, line, body = (_text(stringed[part]) for part in ("name", "line", "body"))
        return f"%%{name} {line}\n{body}"
    return source


def _uncommented(body: str) -> str:
    return "".join(f"\n{_uncomment(line)}" for line in body.split("\n")[1:])


def _uncomment(line: str) -> str:
    return line.removeprefix("#").removeprefix(" ")


def _text(literal: str) -> str:
    """The value of a string literal, with the escapes that `repr` writes."""
    return _ESCAPE.sub(_character, literal[1:-1])


def _character(found: re.Match[str]) -> str:
    digits = found[1] or found[2] or found[3]
    if digits:
        code = min(int(digits, 16), _LAST_CHARACTER)
        return "?" if code in _SURROGATES else chr(code)
    return _LETTERS.get(found[4], found[4])
