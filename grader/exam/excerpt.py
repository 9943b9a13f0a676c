"""Where a test failed -> the student's own code around the place. Trusted side: parses source, runs none of it.

The lines are the submission's as it was handed in; a guest names only a file and a number.
"""

import ast
import re
import warnings
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TypeAlias, TypeGuard

from grader.exam.check import CheckFailedError
from grader.exam.task_run import LoadFailedError
from grader.host.guest import CallFailedError
from grader.host.replies import CallFailure
from grader.host.source_lines import source_lines
from grader.model import Budget, CallRecord, Excerpt

BEFORE = 8  # an error is often noticed some lines after it was made
AFTER = 3
MOST_LINES = 40
MOST_COLUMNS = 300
MOST_SOURCES = 8  # cells that all define one name are looked through from the last
MOST_BYTES = 1 << 16  # parsing 1 MiB that was made for it takes seconds, once for each failed test
_Definition: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
_CELL = re.compile(r", cell \d+$")


def excerpts(
    raised: BaseException | None, calls: Sequence[CallRecord], sources: Sequence[str], files: Mapping[str, bytes]
) -> tuple[Excerpt, ...]:
    """The code around where it raised or, where a value is wrong, the function that gave it.

    Args:
        raised: What the test ended with.
        calls: The calls it had made.
        sources: The files, among `files`, that define the task's names; the last to do so counts.
        files: The submission's files by name, cells of a notebook among them.
    """
    match raised:
        case LoadFailedError():
            found = [around(raised.failure, files, raised.level)]
        case CallFailedError():  # student code chooses where it raises, and not what a test calls
            found = [around(raised.failure, files, Budget.INPUTS), _called(calls, sources, files)]
        case CheckFailedError():
            found = [_called(calls, sources, files)]
        case _:
            found = []
    return tuple(filter(None, found))


def _called(calls: Sequence[CallRecord], sources: Sequence[str], files: Mapping[str, bytes]) -> Excerpt | None:
    """The function that was called last."""
    latest = sources[-MOST_SOURCES:]
    defined = (definition(call.target, source, files) for call in calls[-1:] for source in reversed(latest))
    return next(filter(None, defined), None)


def around(failure: CallFailure, files: Mapping[str, bytes], level: Budget) -> Excerpt | None:
    """The lines around the last place of a traceback that lies in one of these files."""
    for frame in reversed(failure.frames):
        source = _source(frame.file, files)
        lines = source_lines(source) if source is not None else ()
        if 1 <= frame.line <= len(lines):
            first = max(1, frame.line - BEFORE)
            return _excerpt(level, frame.file, lines, first, frame.line + AFTER, frame.line)
    return None


def definition(target: str, file: str, files: Mapping[str, bytes], marked: int = 0) -> Excerpt | None:
    """The innermost definition that a dotted name leads to, with one of its lines marked."""
    source = _source(file, files)
    body: Sequence[ast.stmt] = _statements(source or b"")
    found: _Definition | None = None
    for name in target.split("."):
        inner = next((node for node in body if _defines(node, name)), None)
        if not isinstance(inner, _Definition):
            break
        found, body = inner, inner.body
    if found is None or source is None:
        return None
    first = min(node.lineno for node in (found, *found.decorator_list))
    return _excerpt(Budget.SHAPE, file, source_lines(source), first, found.end_lineno or found.lineno, marked)


def name_at(file: str, line: int, files: Mapping[str, bytes]) -> str:
    """The dotted name of what is defined around a line, or nothing."""
    names = []
    body: Sequence[ast.stmt] = _statements(_source(file, files) or b"")
    while inner := next((node for node in body if _holds(node, line)), None):
        names.append(inner.name)
        body = inner.body
    return ".".join(names)


@lru_cache(maxsize=MOST_SOURCES)
def _statements(source: bytes) -> tuple[ast.stmt, ...]:
    """The statements of a module, parsed once for all tests that failed; none where it is no Python."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a student's odd escape sequence is no news for an instructor's terminal
            return tuple(ast.parse(source).body)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ()


def _defines(node: ast.stmt, name: str) -> bool:
    return isinstance(node, _Definition) and node.name == name


def _holds(node: ast.stmt, line: int) -> TypeGuard[_Definition]:
    return isinstance(node, _Definition) and node.lineno <= line <= (node.end_lineno or node.lineno)


def _excerpt(level: Budget, file: str, lines: Sequence[str], first: int, last: int, marked: int) -> Excerpt:
    shown = tuple(line[:MOST_COLUMNS] for line in lines[first - 1 : min(last, first - 1 + MOST_LINES)])
    return Excerpt(level=level, file=file, first=first, lines=shown, marked=marked)


def _source(file: str, files: Mapping[str, bytes]) -> bytes | None:
    """A module that somebody may have written by hand: anything longer is no place to look for a mistake."""
    content = files.get(file) if file.endswith(".py") or _CELL.search(file) else None
    return content if content is not None and len(content) <= MOST_BYTES else None
