"""A file or folder that is not there -> whether to create a folder first, or to hand something in. Trusted side; pure.

Python says the same of a file that is read and of one that is written into a folder that does not exist. Which of the
two it is, only the line says in which it happened.
"""

import ast
import posixpath
import re
from collections.abc import Collection, Iterator, Mapping
from itertools import chain

from grader.exam.source.definitions import body_of
from grader.wire.messages import TracebackFrame

Files = Mapping[str, bytes]
CREATE = "create it first, with `os.makedirs(..., exist_ok=True)`"
READING = (
    "There is no file '{0}' where it is tested, only what was handed in: use its name without folders, and hand it in "
    "too."
)
LISTING = "There is no folder '{0}' where it is tested, only what was handed in: hand it in too, with its files."
WRITING = f"There is no folder '{{0}}' where it is tested: {CREATE}."
ELSEWHERE = f"There is no folder '{{0}}' where it is tested: {CREATE}, below the folder that the code runs in."
ENTERING = (
    f"There is no folder '{{0}}' where it is tested: if the code writes into it, {CREATE}; if it reads from it, hand "
    "it in too, with its files."
)
_PATH = re.compile(r"'([^']{1,120})'|^(\S.{0,118}) not found\.$")
_NO_DIRECTORY = re.compile(r"^Cannot save file into a non-existent directory: '([^']{1,120})'")
_OPENERS = frozenset({"open", "fdopen", "ZipFile", "TarFile", "File"})
_WRITERS = re.compile(
    r"(?:save|write_)\w*|imsave|imwrite|tofile|touch|mkdir|to_(?:csv|excel|json|parquet|pickle|html|xml|latex|markdown)"
)
_READERS = re.compile(r"(?:load|read|from)\w*|imread|genfromtxt|stat|getsize")
_LISTERS = frozenset({"listdir", "scandir", "iterdir"})
_WRITING_MODE = re.compile(r"[rbtU]*[wax+][bt+]*")


def explained(kinds: Collection[str], message: str, frame: TracebackFrame | None, files: Files) -> str:
    """One sentence; empty if the exception does not say that a path leads nowhere."""
    if found := _NO_DIRECTORY.search(message):  # pandas looks before it writes
        return _writing(found[1])
    found = _PATH.search(message) if "FileNotFoundError" in kinds else None
    if not found:
        return ""
    path = found[1] or found[2]
    calls = list(_calls(frame, files)) if frame is not None else []
    names = {_name(call) for call in calls}
    if "chdir" in names:
        return ENTERING.format(path)
    if not _LISTERS.isdisjoint(names):
        return LISTING.format(path)
    folder = posixpath.dirname(path)
    return _writing(folder) if folder and _writes(calls, path) else READING.format(path)


def _writing(folder: str) -> str:
    return (ELSEWHERE if posixpath.isabs(folder) else WRITING).format(folder)


def _calls(frame: TracebackFrame, files: Files) -> Iterator[ast.Call]:
    """The calls in the source that may have raised: those that the line belongs to."""
    for statement in body_of(frame.file, files):
        if _covers(statement, frame.line):
            yield from (
                node for node in ast.walk(statement) if isinstance(node, ast.Call) and _covers(node, frame.line)
            )


def _covers(node: ast.stmt | ast.expr, line: int) -> bool:
    return node.lineno <= line <= (node.end_lineno or node.lineno)


def _writes(calls: Collection[ast.Call], path: str) -> bool:
    """Whether a call writes, and none beside it can be the one that reads from this path."""
    return any(map(_is_writer, calls)) and not any(_reads(call, path) for call in calls)


def _is_writer(call: ast.Call) -> bool:
    mode = _mode(call)
    return _WRITERS.fullmatch(_name(call)) is not None if mode is None else _WRITING_MODE.fullmatch(mode) is not None


def _reads(call: ast.Call, path: str) -> bool:
    mode = _mode(call)
    named = _READERS.fullmatch(_name(call)) is not None if mode is None else not _WRITING_MODE.fullmatch(mode)
    first = call.args[0] if call.args else None
    return named and first is not None and not (isinstance(first, ast.Constant) and first.value != path)


def _mode(call: ast.Call) -> str | None:
    """How a call opens a file, None if it opens none; the mode follows the path, unless the object is the path."""
    if _name(call) not in _OPENERS:
        return None
    place = 0 if isinstance(call.func, ast.Attribute) and len(call.args) == 1 else 1
    named = (each.value for each in call.keywords if each.arg == "mode")
    mode = next(chain(named, call.args[place : place + 1]), None)
    return mode.value if isinstance(mode, ast.Constant) and isinstance(mode.value, str) else ""


def _name(call: ast.Call) -> str:
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""
