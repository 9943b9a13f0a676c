"""A name in a student's source that has a value nowhere. Trusted side; parses, runs nothing.

It is found whatever the code was called with, so it may be mentioned at every level.
"""

import ast
import builtins
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple, TypeGuard

from grader.exam.source.definitions import body_of

Files = Mapping[str, bytes]
_KNOWN = frozenset(dir(builtins)) | {"__file__", "__class__", "__annotations__", "In", "Out", "get_ipython", "display"}
_MAKES_NAMES = frozenset({"exec", "globals", "locals", "vars", "setattr"})
_UNEVALUATED = frozenset({"annotation", "returns"})
_CELL = ", cell "


class UnboundName(NamedTuple):
    """A name, and the line of its file that reads it."""

    name: str
    line: int


def unbound_name(file: str, files: Files) -> UnboundName | None:
    """The first name that a file reads and that neither it nor another cell of its notebook binds anywhere.

    Nothing is found where the source cannot tell: beside `import *`, and where names are made at run time.
    """
    notebook, cell, _ = file.partition(_CELL)
    beside = [other for other in files if cell and other.startswith(f"{notebook}{_CELL}")] or [file]
    nodes = {each: list(_nodes(body_of(each, files))) for each in {*beside, file}}
    bound = {name for each in beside for name in _bound(nodes[each])}
    read = [node for node in nodes[file] if _reads(node)]
    if "*" in bound or not _MAKES_NAMES.isdisjoint(node.id for node in read):
        return None
    known = bound | _KNOWN
    unbound = (node for node in read if node.id not in known)
    first = min(unbound, key=lambda node: (node.lineno, node.col_offset), default=None)
    return UnboundName(first.id, first.lineno) if first else None


def _nodes(nodes: Iterable[ast.AST]) -> Iterator[ast.AST]:
    """All nodes below these, except annotations, which may never be evaluated."""
    waiting = list(nodes)
    while waiting:
        node = waiting.pop()
        yield node
        for field, value in ast.iter_fields(node):
            if field not in _UNEVALUATED:
                waiting.extend(
                    each for each in (value if isinstance(value, list) else [value]) if isinstance(each, ast.AST)
                )


def _reads(node: ast.AST) -> TypeGuard[ast.Name]:
    return isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)


def _bound(nodes: Iterable[ast.AST]) -> Iterator[str]:
    for node in nodes:
        match node:
            case ast.Name(id=name, ctx=ast.Store() | ast.Del()) | ast.arg(arg=name):
                yield name
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                yield name
            case ast.alias(name=name, asname=renamed):
                yield renamed or name.partition(".")[0]
            case ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
                yield name
            case ast.MatchMapping(rest=str(name)):
                yield name
            case ast.Global(names=several) | ast.Nonlocal(names=several):
                yield from several
            case _:
                continue
