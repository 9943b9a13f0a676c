"""A name without a value -> what was probably meant, or where it is defined. Trusted side; runs no source."""

import builtins
import difflib
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache

from grader.intake.text import defined_names, read_source

Files = Mapping[str, bytes]
MISSING_NAME = re.compile(r"name '(\w{1,100})' is not defined")
_CELL = re.compile(r"^(.*), cell (\d+)$")
_DEFINED = re.compile(r"^[ \t]*(?:async[ ]+)?(?:def|class)[ \t]+(\w+)", re.MULTILINE)
_DIGITS = re.compile(r"\d+")
_WORD = re.compile(r"\b[A-Za-z_]\w*\b")
_IMPORTS = {
    "np": "import numpy as np",
    "plt": "import matplotlib.pyplot as plt",
    "numpy": "import numpy",
    "math": "import math",
    "random": "import random",
    "pd": "import pandas as pd",
}
_SPELLINGS = {
    "true": "True",
    "false": "False",
    "none": "None",
    "null": "None",
    "nan": "float('nan')",
    "inf": "float('inf')",
}
_LIKELY = 0.75
MAX_CHARACTERS = 1 << 16
NEAR = 8
"""So many names without a value keep what was meant by them: one that is missing often fails several tests."""


def explained(message: str, file: str, files: Files) -> str:  # noqa: PLR0911 # one line for each piece of advice
    """One sentence; empty if the message is not Python's own."""
    found = MISSING_NAME.search(message)
    if not found:
        return ""
    name = found[1]
    if name in _IMPORTS:
        return f"`{name}` is not imported: write `{_IMPORTS[name]}` at the top."
    if name in _SPELLINGS:
        return f"Python writes `{_SPELLINGS[name]}`, not `{name}`."
    if name == "self":
        return "`self` is known only in a method that has it as its first parameter."
    if earlier := _defined_earlier(name, file, files):
        return f"`{name}` is defined in cell {earlier}, which failed before that: mend that cell first."
    if later := defined_later(name, file, files):
        return f"`{name}` is defined in cell {later}, below: cells run from top to bottom, so move that one up."
    if near := _near(name, read_source(files.get(file, b"")).text[:MAX_CHARACTERS]):
        return f"Nothing is called `{name}` there; did you mean `{near}`?"
    return (
        f"`{name}` has no value there: is it spelt differently, or defined in another function? Each has its own names."
    )


def defined_alike(name: str, sources: Sequence[str], files: Files, meant: Collection[str]) -> tuple[str, str] | None:
    """What a task's source defines under almost this name, and in which file.

    A name with another number is not a slip, nor is one that the source is meant to define as well.
    """
    for file in sources:
        defined = definitions(files.get(file, b"")).difference(meant)
        folded = {each.casefold(): each for each in sorted(defined) if _DIGITS.sub("", each) != _DIGITS.sub("", name)}
        if close := difflib.get_close_matches(name.casefold(), folded, 1, _LIKELY):
            return folded[close[0]], file
    return None


def definitions(content: bytes) -> frozenset[str]:
    """The functions, methods and classes that a source defines, at whatever depth."""
    return frozenset(_DEFINED.findall(read_source(content).text[:MAX_CHARACTERS]))


def defined_later(name: str, file: str, files: Files) -> int:
    """The first cell below this one that defines a name, or 0."""
    return next((number for number, own in _defining(name, file, files) if number > own), 0)


def _defined_earlier(name: str, file: str, files: Files) -> int:
    """The last cell above this one that defines a name, or 0."""
    return max((number for number, own in _defining(name, file, files) if number < own), default=0)


def _defining(name: str, file: str, files: Files) -> Iterator[tuple[int, int]]:
    """The numbers of the cells that define a name, beside that of the cell itself."""
    cell = _CELL.match(file)
    cells = (_CELL.match(other) for other in files) if cell else ()
    for number in sorted(int(each[2]) for each in cells if each and cell and each[1] == cell[1]):
        if cell and name in defined_names(read_source(files[f"{cell[1]}, cell {number}"]).text):
            yield number, int(cell[2])


@lru_cache(maxsize=NEAR)
def _near(name: str, text: str) -> str:
    """A name in the text, or one of Python's, that looks much like this one and is used more."""
    counts = Counter(_WORD.findall(text))
    others = [word for word in counts if word != name and counts[word] >= counts[name]] + dir(builtins)
    close = difflib.get_close_matches(name, others, 1, _LIKELY)
    return close[0] if close else ""
