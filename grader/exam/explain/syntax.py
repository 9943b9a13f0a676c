"""Source that is not valid Python -> what to write instead. Trusted side; looks at lines, compiles none."""

import re
from collections.abc import Mapping, Sequence

from grader.host.source_lines import source_lines
from grader.wire.messages import TracebackFrame

Files = Mapping[str, bytes]
_PLACE = re.compile(r" \([^()]{0,200}, line \d+\)$|(?<=') \(/[^()]{0,200}\)$")
_QUOTES = "\u201c\u201d\u201e\u2018\u2019\u201a\u00ab\u00bb"
ABOVE = "Look at the line above too: a bracket may be open there, or a colon missing."
_RULES = (
    (r"^expected ':'", "A colon is missing at the end of that line."),
    (r"^'(.)' was never closed", "The bracket `{0}` that opens in that line is never closed."),
    (r"^unmatched '(.)'", "The bracket `{0}` closes something that was never opened: count the brackets up to it."),
    (
        r"does not match opening parenthesis '(.)'",
        "Brackets are mixed up there: close the last open one, `{0}`, first.",
    ),
    (r"^unterminated ", "A text starts in that line, but its closing quote is missing."),
    (rf"^invalid character '([{_QUOTES}])'", "`{0}` is a word processor's quote: replace it with a straight one."),
    (r"^invalid non-printable character", "An invisible character was copied into that line: type the line again."),
    (
        r"^invalid character '(.)'",
        "Python does not know the character `{0}`: use characters from the keyboard instead.",
    ),
    (r"Maybe you meant '==' ", "`=` gives a name a value; `==` compares two values."),
    (r"^Missing parentheses in call to 'print'", "`print` is a function: put what it prints in parentheses."),
    (r"^'(return|yield|await)' outside", "`{0}` is not inside a function: indent it like the function's other lines."),
    (r"^'(?:break|continue)'", "`break` and `continue` only work in loops: check how that line is indented."),
    (r"^inconsistent use of tabs", "Tabs and spaces are mixed: have your editor convert all tabs to spaces."),
    (r"^cannot assign to", "Only a name, an index in brackets or an attribute can be on the left of `=`."),
    (r"^invalid decimal literal", "A name cannot start with a digit, and a product needs `*` after the number."),
    (r"^leading zeros", "A number cannot start with 0 unless a decimal point follows."),
    (r"Perhaps you forgot a comma", "A comma, a `*` or a bracket is missing there."),
    (r"^invalid syntax", ABOVE),
)
_STRANGERS = (
    (r"\s*(?:```|~~~)", "Three backticks mark code in a text and are no Python: take such lines out."),
    (
        r"(?:<{7}|={7}|>{7})(?: |$)",
        "git marks two versions there: keep one, and take out the lines with `<<<<<<<`, `=======` and `>>>>>>>`.",
    ),
    (r"\s*>>>(?: |$)", "`>>>` is what Python's prompt shows before what you type: take it out, and what it answered."),
    (r"\s*(?:\$ |pip3? install |python3? [\w-])", "That is a command for a terminal and no Python: take it out."),
    (r"\s*In ?\[\d*\]:", "`In [1]:` is what a notebook shows beside a cell: take it out."),
)
"""What is copied into a file and is no Python, whatever Python says about it."""


def explained(message: str, frame: TracebackFrame | None, files: Files) -> str:
    """One sentence; empty if Python's own message says it as well."""
    lines = source_lines(files.get(frame.file, b"")) if frame else ()
    line = frame.line if frame else 0
    if message.startswith(("unindent does not match", "unexpected indent")) and 0 < line <= len(lines):
        return _of_indentation(lines, line)
    if found := re.match(r"expected an indented block after (.{1,60}) on line (\d{1,9})", message):
        return f"The lines below line {found[2]}, the {found[1]}, have to be indented: `pass` will do for now."
    for pattern, sentence in _STRANGERS:
        if re.match(pattern, lines[line - 1] if 0 < line <= len(lines) else ""):
            return sentence
    for pattern, sentence in _RULES:
        if found := re.search(pattern, message):
            nothing_above = sentence == ABOVE and not any(map(str.strip, lines[: max(line - 1, 0)]))
            return "" if nothing_above else sentence.format(*found.groups())
    return ""


def without_place(message: str) -> str:
    """Python's message without the file or place at its end, which is shown already or is nobody's business."""
    return _PLACE.sub("", message)


def _of_indentation(lines: Sequence[str], line: int) -> str:
    """How the lines start that a badly indented line might belong to."""
    deep = _depth(lines[line - 1])
    above = [number for number in range(line - 1, 0, -1) if lines[number - 1].strip()]
    deeper = next(iter(above), 0)
    outer = next((number for number in above if _depth(lines[number - 1]) < deep), 0)
    said = f"Line {line} starts with {_spelled(lines[line - 1])}"
    if deeper and _depth(lines[deeper - 1]) > deep and outer:
        return (
            f"{said}, line {deeper} above it with {_spelled(lines[deeper - 1])} and line {outer} with "
            f"{_spelled(lines[outer - 1])}: make it start like one of these two."
        )
    if deeper:
        return f"{said}, and line {deeper} above it with {_spelled(lines[deeper - 1])}: lines of a block start alike."
    return f"{said}: the first line of a file starts without any."


def _depth(line: str) -> int:
    return len(line.expandtabs()) - len(line.expandtabs().lstrip())


def _spelled(line: str) -> str:
    indent = line[: len(line) - len(line.lstrip())]
    if not indent:
        return "no space"
    if "\t" in indent and " " in indent:
        return "tabs and spaces"
    count, word = len(indent), "tab" if "\t" in indent else "space"
    return f"{count} {word}{'' if count == 1 else 's'}"
