"""Whether a module, or the cells that define its names, contain a solution at all. Trusted side; static.

They contain none while every name that tasks need is as it was handed out, does nothing, or raises that it is not
written, however a formatter, a comment or an import has changed the rest of the file. In case of doubt, there is a
solution.

A student may work in the handout's own folder. There the original is lost, so the module and the notebook are compared
with each other: the one with more left to write counts as untouched.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache

from msgspec import Struct

from grader.assignment import Assignment, Part
from grader.intake import outline
from grader.intake.notebook import read_notebook
from grader.intake.outline import Block
from grader.intake.text import read_source
from grader.model import CellKind

_TO_BE_WRITTEN = re.compile(r"^[ \t]*raise NotImplementedError\b", re.MULTILINE)

_NO_BASE = frozenset({(":",), ("(", ")", ":"), ("(", "object", ")", ":")})

HANDOUTS = 8
"""So many handouts stay analysed: all submissions of a class are compared with the same one."""

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
        self._outlines: dict[str, _Outline] = {}

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
        names, defines, indirect = part.names, False, False
        for block in self._outline(text):
            kind, name = outline.defined(block)
            if name in names:
                defines = True
                if not all(piece.idle or (piece.name, piece.tokens) in self._known for piece in _pieces(block)):
                    return False
            elif not kind:
                if any(outline.binds(block, each) for each in names):
                    return False
                indirect = indirect or outline.is_indirect(block)
        return defines or not indirect

    def gives_way(self, part: Part, module: str, written: str) -> bool:
        """Whether nobody has worked on a module, but on the text that a cell of the notebook would write to it."""
        if self.unsolved(part, written):
            return False
        return self.unsolved(part, module) or (self._in_place and _left(module) > _left(written))

    def _stub(self, part: Part) -> str:
        file = self._assignment.folder / f"{part.module}.py"
        return read_source(file.read_bytes()).text.strip() if file.is_file() else ""

    def _outline(self, text: str) -> "_Outline":
        if text not in self._outlines:
            self._outlines[text] = _Outline(text)
        return self._outlines[text]

    @cached_property
    def _known(self) -> frozenset[tuple[str, Tokens]]:
        """All known pieces of the handout."""
        if self._in_place:
            return frozenset()
        baseline = self._assignment.folder
        stubs = [baseline / f"{part.module}.py" for part in self._assignment.parts]
        notebook = baseline / self._assignment.manifest.notebook
        return _known_pieces(
            tuple(stub.read_bytes() for stub in stubs if stub.is_file()),
            notebook.read_bytes() if notebook.is_file() else b"",
        )


class _Outline:
    """The blocks of a text, each found when it is first asked for: the first solution in it settles the matter."""

    def __init__(self, text: str) -> None:
        self._found: list[Block] = []
        self._left = outline.blocks(outline.statements(text))

    def __iter__(self) -> Iterator[Block]:
        yield from self._found
        for block in self._left:
            self._found.append(block)
            yield block


@lru_cache(maxsize=HANDOUTS)
def _known_pieces(stubs: tuple[bytes, ...], notebook: bytes) -> frozenset[tuple[str, Tokens]]:
    """The pieces of these stubs and of the code cells of a notebook."""
    texts = [read_source(stub).text for stub in stubs]
    if notebook:
        texts += [cell.code for cell in read_notebook(notebook).cells if cell.kind is CellKind.CODE]
    blocks = (block for text in texts for block in outline.blocks(outline.statements(text)))
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


def _left(text: str) -> int:
    """The number of places that are still to be written."""
    return len(_TO_BE_WRITTEN.findall(text))
