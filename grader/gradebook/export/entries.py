"""Who gets which grade: submissions matched with the lines of a platform's file. Trusted side; pure."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from msgspec import Struct

from grader.errors import UsageError
from grader.gradebook.export.table import Table
from grader.intake import Student

BY_HAND = frozenset({"", "plain", "prefixed", "drive", "pattern"})
"""Forms in which submissions are called as somebody wished: by an id, or as a platform called a file."""


class GradebookEntry(Struct, frozen=True):
    """The grade of one submission, what its student may read of it, line by line, and who that is.

    The student's number is that of the platform which is called like the form.
    """

    submission: str
    score: float
    max_score: float
    said: tuple[str, ...] = ()
    form: str = ""
    student: Student = Student()


class Filled(Struct, frozen=True):
    """A filled file.

    Attributes:
        content: Its bytes.
        filled: How many lines have a grade from us.
        possible: The points that the platform counts the assignment with.
        unmatched: Submissions for which there is no line, or more than one submission for the same line.
    """

    content: bytes
    filled: int
    possible: float
    unmatched: tuple[str, ...]


def column_of(table: Table, name: str) -> int:
    """Which column has this name. Raises UsageError where none has."""
    if name not in table.columns:
        raise UsageError(
            f"The template has no column {name!r}, but {', '.join(map(repr, filter(None, table.columns)))}."
        )
    return table.columns.index(name)


def keys_of(table: Table, rows: Iterable[int], columns: Iterable[str]) -> dict[str, int]:
    """What identifies a line, in any of these columns -> the line; what identifies several is left out."""
    found: defaultdict[str, set[int]] = defaultdict(set)
    present = [table.columns.index(column) for column in columns if column in table.columns]
    for row in rows:
        for column in present:
            found[table.value(row, column).casefold()].add(row)
    return {key: min(lines) for key, lines in found.items() if key and len(lines) == 1}


def matched(
    entries: Sequence[GradebookEntry], keys: Mapping[str, int], keys_for: Callable[[GradebookEntry], Iterable[str]]
) -> tuple[dict[int, GradebookEntry], tuple[str, ...]]:
    """The entry of each line, by the first of its keys that is one, and the submissions without a line of their own."""
    claims: defaultdict[int | None, list[GradebookEntry]] = defaultdict(list)
    for entry in entries:
        known = (key.casefold() for key in keys_for(entry) if key)
        claims[next((keys[key] for key in known if key in keys), None)].append(entry)
    clear = {row: claimed[0] for row, claimed in claims.items() if row is not None and len(claimed) == 1}
    chosen = {entry.submission for entry in clear.values()}
    return clear, tuple(entry.submission for entry in entries if entry.submission not in chosen)


def scaled(entry: GradebookEntry, possible: str) -> str:
    """The score as a share of the points that the platform counts with, in the form in which it writes these."""
    points = entry.score * points_in(possible) / entry.max_score if entry.max_score else 0.0
    text = f"{points:.2f}".rstrip("0").rstrip(".")
    return text.replace(".", ",") if "," in possible else text


def points_in(text: str) -> float:
    """A number of points as a platform writes it. Raises UsageError if it is not a number."""
    try:
        return float(text.replace(",", "."))
    except ValueError as error:
        raise UsageError(f"The template says {text!r} for the points of the assignment: it takes a number.") from error
