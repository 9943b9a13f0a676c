"""Two changed versions of a text -> one with the changes of both, where they do not touch. Trusted side; pure."""

from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple


class _Change(NamedTuple):
    start: int
    end: int
    lines: tuple[str, ...]


def merge(base: str, one: str, other: str) -> str | None:
    """`base` with the changed lines of both, or None where both change a line or insert something beside a change."""
    lines = base.splitlines(keepends=True)
    changes = sorted({*_changes(lines, one), *_changes(lines, other)})
    if any(_clash(*pair) for pair in pairwise(changes)):
        return None
    for change in reversed(changes):
        lines[change.start : change.end] = change.lines
    return "".join(lines)


def _clash(earlier: _Change, later: _Change) -> bool:
    inserts = earlier.start == earlier.end or later.start == later.end
    return later.start < earlier.end or (inserts and later.start == earlier.end)


def _changes(base: list[str], text: str) -> list[_Change]:
    lines = text.splitlines(keepends=True)
    matched = SequenceMatcher(None, base, lines, autojunk=False).get_opcodes()
    return [_Change(start, end, tuple(lines[a:b])) for tag, start, end, a, b in matched if tag != "equal"]
