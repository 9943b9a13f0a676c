"""The student's own code around the place where a test failed. Trusted side: parses source, runs none of it.

The lines are the submission's as it was handed in; a guest names only a file and a number.
"""

import ast
from collections.abc import Mapping, Sequence
from typing import TypeGuard

from grader.exam.checks.check import CheckFailedError
from grader.exam.source.definitions import Definition, body_of, find, source_of
from grader.exam.task.task_guests import LoadFailedError
from grader.host.failures import CallFailedError
from grader.host.replies import CallFailure
from grader.host.source_lines import source_lines
from grader.model import CallRecord, Excerpt, FeedbackLevel

BEFORE = 8  # an error is often noticed some lines after it was made
AFTER = 3
MAX_LINES = 40
MAX_COLUMNS = 300
MAX_SOURCES = 8  # if many cells define one name, only the last ones are searched


def excerpts(
    raised: BaseException | None, calls: Sequence[CallRecord], sources: Sequence[str], files: Mapping[str, bytes]
) -> tuple[Excerpt, ...]:
    """The code around the line that raised or, if a value is wrong, the function that returned it.

    Args:
        raised: What the test ended with.
        calls: The calls it had made.
        sources: The files, among `files`, that define the task's names; the last definition counts.
        files: The submission's files by name, cells of a notebook among them.
    """
    match raised:
        case LoadFailedError():
            found = [around(raised.failure, files, raised.level)]
        case CallFailedError():  # student code chooses where it raises, but not what a test calls
            found = [around(raised.failure, files, FeedbackLevel.INPUTS), _called(calls, sources, files)]
        case CheckFailedError():
            found = [_called(calls, sources, files)]
        case _:
            found = []
    return tuple(filter(None, found))


def _called(calls: Sequence[CallRecord], sources: Sequence[str], files: Mapping[str, bytes]) -> Excerpt | None:
    """The function that was called last."""
    latest = sources[-MAX_SOURCES:]
    defined = (definition(call.target, source, files) for call in calls[-1:] for source in reversed(latest))
    return next(filter(None, defined), None)


def around(failure: CallFailure, files: Mapping[str, bytes], level: FeedbackLevel) -> Excerpt | None:
    """The lines around the last place of a traceback that is in one of these files."""
    for frame in reversed(failure.frames):
        source = source_of(frame.file, files)
        lines = source_lines(source) if source is not None else ()
        if 1 <= frame.line <= len(lines):
            first = max(1, frame.line - BEFORE)
            return _excerpt(level, frame.file, lines, first, frame.line + AFTER, frame.line)
    return None


def definition(target: str, file: str, files: Mapping[str, bytes], marked: int = 0) -> Excerpt | None:
    """The innermost definition that a dotted name refers to, in this file or another, with one line marked."""
    found = find(target, file, files)
    source = source_of(found.file, files) if found else None
    if found is None or source is None:
        return None
    node = found.node
    first = min(each.lineno for each in (node, *node.decorator_list))
    return _excerpt(
        FeedbackLevel.SHAPE, found.file, source_lines(source), first, node.end_lineno or node.lineno, marked
    )


def name_at(file: str, line: int, files: Mapping[str, bytes]) -> str:
    """The dotted name of the definition around a line, or empty."""
    names = []
    body: Sequence[ast.stmt] = body_of(file, files)
    while inner := next((node for node in body if _holds(node, line)), None):
        names.append(inner.name)
        body = inner.body
    return ".".join(names)


def _holds(node: ast.stmt, line: int) -> TypeGuard[Definition]:
    return isinstance(node, Definition) and node.lineno <= line <= (node.end_lineno or node.lineno)


def _excerpt(level: FeedbackLevel, file: str, lines: Sequence[str], first: int, last: int, marked: int) -> Excerpt:
    shown = tuple(line[:MAX_COLUMNS] for line in lines[first - 1 : min(last, first - 1 + MAX_LINES)])
    return Excerpt(level=level, file=file, first=first, lines=shown, marked=marked)
