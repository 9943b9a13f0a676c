"""A submission -> the code that its student wrote, and its tokens without names. Trusted side; static.

A name that comes from the handout, Python or a well-known library is kept; all others count as the same, so that a
copy with other names has the same tokens. Comments, layout and docstrings are ignored.
"""

import builtins
import keyword
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from msgspec import Struct

from grader.assignment import Assignment
from grader.intake.naming import is_module
from grader.intake.notebook import read_notebook
from grader.intake.outline import words
from grader.intake.text import read_source
from grader.model import CellKind, Submission

MAX_CHARACTERS = 1 << 18
"""How much of one work is compared."""
_GIVEN = frozenset({*keyword.kwlist, *keyword.softkwlist, *dir(builtins), "np", "numpy", "plt", "math", "pd"})
_OWN_OBJECTS = frozenset({"self", "cls"})
_NAME, _TEXT = "name", '"'


class CodeFile(Struct, frozen=True):
    """One file of a work, or the cells of a notebook."""

    name: str
    text: str


class Tokens(Struct, frozen=True):
    """The tokens of several files, one after the other, and the line of each, counted through all files."""

    words: tuple[str, ...] = ()
    lines: tuple[int, ...] = ()


def own_code_of(work: Submission) -> list[CodeFile]:
    """The student's own files, each content once, up to the limit."""
    files = [CodeFile(name, read_source(content).text) for name, content in work.files.items() if is_module(name)]
    if work.notebook is not None:
        cells = (cell.code for cell in work.notebook.cells if cell.kind is CellKind.CODE)
        files.append(CodeFile(work.notebook.name, "\n".join(cells)))
    once = {file.text: file for file in reversed(files) if file.text.strip()}
    return list(_bounded(reversed(once.values())))


def handed_out(assignment: Assignment) -> list[CodeFile]:
    """The code that everybody got: stubs, given files, public tests, the cells of the notebook."""
    files = sorted(path for path in assignment.folder.rglob("*.py") if path.is_file())
    found = [CodeFile(path.name, read_source(path.read_bytes()).text) for path in files]
    notebook = assignment.folder / assignment.manifest.notebook
    if notebook.is_file():
        cells = read_notebook(notebook.read_bytes()).cells
        found.append(CodeFile(notebook.name, "\n".join(cell.code for cell in cells if cell.kind is CellKind.CODE)))
    return found


def names_in(files: Iterable[CodeFile]) -> frozenset[str]:
    """All words of some files: names that students were given."""
    return frozenset(word for file in files for _, word in words(file.text) if word.isidentifier())


def tokens_of(files: Sequence[CodeFile], given: frozenset[str]) -> Tokens:
    """The tokens of some files; their lines are numbered through all of them."""
    starts = accumulate((file.text.count("\n") + 1 for file in files), initial=0)
    found = [pair for file, start in zip(files, starts, strict=False) for pair in _tokens(file.text, given, start)]
    return Tokens(tuple(word for word, _ in found), tuple(line for _, line in found))


def _bounded(files: Iterable[CodeFile]) -> Iterator[CodeFile]:
    left = MAX_CHARACTERS
    for file in files:
        if left > 0:
            yield CodeFile(file.name, file.text[:left])
        left -= len(file.text)


def _tokens(text: str, given: frozenset[str], line: int) -> Iterator[tuple[str, int]]:
    known = given | _GIVEN
    before, at = ["", ""], 0
    for start, word in words(text):
        line += text.count("\n", at, start)
        at = start
        if not word.isidentifier():
            plain = _TEXT if word.startswith(_TEXT) else word
        else:
            owner = before[0] if before[1] == "." else ""
            kept = word in known or (owner in known and owner not in _OWN_OBJECTS)
            plain = word if kept else _NAME
        before = [before[1], word]
        yield plain, line
