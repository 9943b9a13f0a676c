"""Whether a module, or the cells that define its names, contain a solution at all. Trusted side; static.

They contain none while every name that tasks need is as it was handed out, does nothing, or raises that it is not
written, however a formatter, a comment or an import has changed the rest of the file. In case of doubt, there is a
solution.

A student may work in the handout's own folder. There the original is lost, so the module and the notebook are compared
with each other: the one with more left to write counts as untouched.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path

from msgspec import Struct

from grader.assignment import Assignment, Part
from grader.intake import outline
from grader.intake.notebook import NotebookDocument, read_notebook
from grader.intake.outline import Block
from grader.intake.text import read_source
from grader.model import CellKind

_TO_BE_WRITTEN = re.compile(r"^[ \t]*raise NotImplementedError\b", re.MULTILINE)

_NO_BASE = frozenset({(":",), ("(", ")", ":"), ("(", "object", ")", ":")})

Tokens = tuple[tuple[str, ...], ...]


class DefinitionPiece(Struct, frozen=True):
    """A piece of a definition: its name (`Stack.push`), its tokens, and whether it does nothing."""

    name: str
    tokens: Tokens
    idle: bool


class Untouched(Struct, frozen=True):
    """Which of the two forms of a module, file or cells, nobody has worked on."""

    module: bool
    cells: bool


class HandoutBaseline:
    """The handout, to find what is still to be written; `in_place` if the work is in that folder itself."""

    def __init__(self, assignment: Assignment, *, in_place: bool) -> None:
        self._assignment = assignment
        self._in_place = in_place

        self._outlines: dict[str, list[Block]] = {}

    def untouched(self, part: Part, module: str, cells: Sequence[str], defining: Sequence[str]) -> Untouched:
        """Compares a module, empty if missing, and code cells, some of which define its names."""
        in_cells = bool(defining) and self.unsolved(part, "\n".join(cells))
        found = Untouched(module=self.unsolved(part, module), cells=in_cells)
        if not self._in_place or found.module or found.cells:
            return found
        left, left_in_cells = _left(module), sum(map(_left, defining))
        return Untouched(module=left > left_in_cells, cells=left_in_cells >= max(left, 1))

    def unsolved(self, part: Part, text: str) -> bool:
        """Whether every name that tasks need is still to be written in this text."""
        if len(text) > outline.MAX_BYTES:
            return False
        if not part.names:
            return not text.strip() or (not self._in_place and text.strip() == self._stub(part))
        blocks = self._outline(text)
        own = [block for block in blocks if outline.defined(block)[1] in part.names]
        others = [block for block in blocks if not outline.defined(block)[0]]
        if any(outline.binds(block, name) for block in others for name in part.names):
            return False
        if not own:
            return not any(map(outline.is_indirect, others))
        pieces = [piece for block in own for piece in _pieces(block)]
        return all(piece.idle or (piece.name, piece.tokens) in self._known for piece in pieces)

    def gives_way(self, part: Part, module: str, written: str) -> bool:
        """Whether nobody has worked on a module, but on the text that a cell of the notebook would write to it."""
        if self.unsolved(part, written):
            return False
        return self.unsolved(part, module) or (self._in_place and _left(module) > _left(written))

    def _stub(self, part: Part) -> str:
        file = self._assignment.folder / f"{part.module}.py"
        return read_source(file.read_bytes()).text.strip() if file.is_file() else ""

    def _outline(self, text: str) -> list[Block]:
        if text not in self._outlines:
            self._outlines[text] = outline.blocks(list(outline.statements(text)))
        return self._outlines[text]

    @cached_property
    def _known(self) -> frozenset[tuple[str, Tokens]]:
        """All known pieces of the handout."""
        if self._in_place:
            return frozenset()
        baseline = self._assignment.folder
        stubs = [baseline / f"{part.module}.py" for part in self._assignment.parts]
        texts = [read_source(stub.read_bytes()).text for stub in stubs if stub.is_file()]
        texts += _code_cells(baseline / self._assignment.manifest.notebook)
        blocks = [block for text in texts for block in outline.blocks(list(outline.statements(text)))]
        return frozenset((piece.name, piece.tokens) for block in blocks for piece in _pieces(block))


def bare(content: bytes) -> bytes:
    """The content without what editors and version control change: line ends, byte order mark, last newline."""
    return b"\n".join(content.removeprefix(b"\xef\xbb\xbf").rstrip().splitlines())


def _pieces(block: Block) -> Iterator[DefinitionPiece]:
    """The pieces of a definition: a function's body, or a class's bases, methods and statements."""
    kind, name = outline.defined(block)
    if kind == "def":
        yield DefinitionPiece(name, outline.without_texts(block[1:]), outline.does_nothing(block[1:]))
    elif kind:
        bases = block[0].tokens[2:]
        yield DefinitionPiece(name, (bases,), not _NO_BASE.isdisjoint({bases}))
        for inner in outline.blocks(block[1:]):
            method = outline.defined(inner)[1]
            body = inner[1:] if method else inner
            idle = outline.does_nothing(body) or inner[0].tokens[0] == "@"
            yield DefinitionPiece(f"{name}.{method}", outline.without_texts(body), idle)


def _code_cells(file: Path) -> list[str]:
    document = read_notebook(file.read_bytes()) if file.is_file() else NotebookDocument()
    return [cell.code for cell in document.cells if cell.kind is CellKind.CODE]


def _left(text: str) -> int:
    """The number of places that are still to be written."""
    return len(_TO_BE_WRITTEN.findall(text))
