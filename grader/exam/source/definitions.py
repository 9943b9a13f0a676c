"""Where a student's source defines what a test calls. Trusted side: parses source, runs none of it.

A name is followed through imports of the student's own files, through aliases, and from a class to
its bases, to the function that would be called; for code that creates names at run time, nothing is found.
"""

import ast
import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple, TypeAlias

Definition: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
Files: TypeAlias = Mapping[str, bytes]
MAX_BYTES = 1 << 16  # parsing 1 MiB made for that purpose takes seconds, once for each failed test
MAX_PARSED = 8
MAX_STEPS = 8
"""From file to file, name to name, class to base: honest code needs fewer."""
_CELL = re.compile(r", cell \d+$")


class DefinitionSite(NamedTuple):
    """A definition, the file that holds it, and whether it is a class's method."""

    file: str
    node: Definition
    is_method: bool = False


def find(target: str, file: str, files: Files) -> DefinitionSite | None:
    """The innermost definition that a dotted name in a file refers to."""
    first, *more = target.split(".")
    found = _named(first, file, files, MAX_STEPS)
    for name in more:
        inner = found and _member(name, found, files)
        if inner is None:
            break
        found = inner
    return found


def source_of(file: str, files: Files) -> bytes | None:
    """The source of a file, up to the size a person may have written by hand; longer files are not searched."""
    content = files.get(file) if file.endswith(".py") or _CELL.search(file) else None
    return content if content is not None and len(content) <= MAX_BYTES else None


def body_of(file: str, files: Files) -> Sequence[ast.stmt]:
    """The statements of a file; none if it is not valid Python."""
    return _statements(source_of(file, files) or b"")


@lru_cache(maxsize=MAX_PARSED)
def _statements(source: bytes) -> tuple[ast.stmt, ...]:
    """The statements of a module, parsed once for all tests that failed."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about a student's odd escape sequences
            return tuple(ast.parse(source).body)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ()


def _named(name: str, file: str, files: Files, steps: int) -> DefinitionSite | None:
    body = body_of(file, files)
    if defined := _last(name, body):
        return DefinitionSite(file, defined)
    if not steps:
        return None
    for node in reversed(body):
        match node:
            case ast.ImportFrom(module=str(module), names=names, level=0 | 1):
                for alias in names:
                    if (alias.asname or alias.name) == name:
                        return _named(alias.name, f"{module.replace('.', '/')}.py", files, steps - 1)
            case ast.Assign(targets=[ast.Name(id=left)], value=ast.Name(id=right)) if left == name != right:
                return _named(right, file, files, steps - 1)
            case _:
                pass
    return None


def _last(name: str, body: Sequence[ast.stmt]) -> Definition | None:
    """The last definition of a name among these statements, which is the one that counts."""
    return next((node for node in reversed(body) if isinstance(node, Definition) and node.name == name), None)


def _member(name: str, found: DefinitionSite, files: Files) -> DefinitionSite | None:
    """What a class or one of its bases, or a function, defines under a name."""
    waiting, seen = [found], set[tuple[str, int]]()
    while waiting and len(seen) < MAX_STEPS:
        place = waiting.pop(0)
        if (place.file, place.node.lineno) in seen:
            continue
        seen.add((place.file, place.node.lineno))
        if own := _last(name, place.node.body):
            return DefinitionSite(place.file, own, is_method=isinstance(place.node, ast.ClassDef))
        waiting.extend(_bases(place, files))
    return None


def _bases(found: DefinitionSite, files: Files) -> Iterator[DefinitionSite]:
    if isinstance(found.node, ast.ClassDef):
        names = (base.id for base in found.node.bases[:MAX_STEPS] if isinstance(base, ast.Name))
        yield from (base for name in names if (base := _named(name, found.file, files, MAX_STEPS)))
