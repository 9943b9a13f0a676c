"""Changes in the text of a module, by the position of what is changed; everything else stays as it was.

Trusted side; pure, and runs nothing of what it changes.
"""

import ast
from typing import TypeAlias

from msgspec import Struct

Function: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef


class Rewrite(Struct, frozen=True):
    """A kind of change, and the changed module."""

    operator: str
    source: str


class SourceText:
    """A source whose nodes can be read and replaced by position; columns count bytes."""

    def __init__(self, source: str) -> None:
        self._lines = [line.encode() for line in source.splitlines(keepends=True)]

    def of(self, node: ast.AST) -> str:
        """The text of an expression, without parentheses around it."""
        before, after = self._around(node, node)
        return b"".join(self._lines)[len(before) : -len(after) or None].decode()

    def replaced(self, node: ast.AST, new: str, last: ast.AST | None = None) -> str:
        """The whole source with one expression or statement replaced, or all from one to the last."""
        before, after = self._around(node, last or node)
        return (before + new.encode() + after).decode()

    def with_line_above(self, node: Function, line: str) -> str:
        """The whole source with one more line above a definition, with the same indentation."""
        lines = [*self._lines]
        lines.insert(node.lineno - 1, b" " * node.col_offset + line.encode() + b"\n")
        return b"".join(lines).decode()

    def _around(self, first: ast.AST, last: ast.AST) -> tuple[bytes, bytes]:
        above, below = self._lines[: first.lineno - 1], self._lines[last.end_lineno :]  # type: ignore[attr-defined] # both have a position
        begin = self._lines[first.lineno - 1][: first.col_offset]  # type: ignore[attr-defined]
        end = self._lines[last.end_lineno - 1][last.end_col_offset :]  # type: ignore[attr-defined]
        return b"".join([*above, begin]), b"".join([end, *below])
