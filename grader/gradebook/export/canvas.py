"""The gradebook of Canvas, as it exports and imports it. Trusted side; pure.

A row is found by Canvas's own number of the student, which it puts into the names of downloaded submissions, or else
by the student's id or login if a submission has that name. A number of another platform is never looked up.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from grader.errors import UsageError
from grader.gradebook.export.entries import BY_HAND, GradebookEntry, keys_of
from grader.gradebook.export.numbers import NumberFormat
from grader.gradebook.export.one_column import OneColumn
from grader.gradebook.export.table import CsvTable

# `doejane_LATE_12345_678901_hw1.zip`; without the name where grading is anonymous.
_DOWNLOADED = re.compile(r"^(?:\w+?_)??(?:LATE_)?(?P<student>\d+|anon_[A-Za-z0-9]+)_\d+_.+$")
_ASSIGNMENT = re.compile(r"\(\d+\)$")
_POINTS = re.compile(r" {2,}\S")
_CANVAS = "canvas"
_READ_ONLY = "(read only)"


class CanvasGradebook(OneColumn):
    """The gradebook of Canvas."""

    name = "canvas"
    title = "Canvas"
    template = "the gradebook: Grades, Export"
    upload = "Grades, Import"
    filled = 'the column of the assignment: `--column "HW1 (4242)"`, which need not be given where there is only one'
    candidates_called = "assignments"

    def candidates(self, table: CsvTable) -> list[int]:
        """The assignments. Raises UsageError if it is not such a file."""
        points = _points_row(table)
        return [
            index
            for index, name in enumerate(table.columns)
            if _ASSIGNMENT.search(name) and table.value(points, index) != _READ_ONLY
        ]

    def points(self, table: CsvTable, column: int, entries: Sequence[GradebookEntry]) -> tuple[NumberFormat, float]:  # noqa: ARG002 # the file says them
        """They are in a row of their own."""
        row = _points_row(table)
        numbers = NumberFormat.of((table.value(row, each) for each in range(len(table.columns))), table.separator)
        return numbers, numbers.read(table.value(row, column))

    def students(self, table: CsvTable) -> range:
        """The rows below that with the points."""
        return range(_points_row(table) + 1, len(table.rows))

    def keys(self, table: CsvTable, students: range) -> Mapping[str, int]:
        """Canvas's own numbers and logins, each marked as what it is, and ids and logins as they are."""
        named = keys_of(table, students, ("ID", "SIS User ID", "SIS Login ID"))
        logins = keys_of(table, students, ("SIS Login ID",))
        numbered = keys_of(table, students, ("ID",))
        return named | _of_kind("number", numbered) | _of_kind("login", logins)

    def keys_for(self, entry: GradebookEntry) -> Iterator[str]:
        """Canvas's own number, or the login; the submission's name only if no platform has given it."""
        if entry.source_format == _CANVAS:
            yield f"number {entry.student.number}"
            return
        for login in (entry.student.login, entry.student.email):
            yield f"login {login}" if login else ""
        if entry.source_format in BY_HAND:
            found = _DOWNLOADED.match(entry.submission)
            yield f"number {found['student']}" if found else entry.submission


def _of_kind(kind: str, keys: Mapping[str, int]) -> dict[str, int]:
    return {f"{kind} {key}": row for key, row in keys.items()}


def _points_row(table: CsvTable) -> int:
    """The row with the points, whose first cell begins with spaces: its words depend on the language."""
    if "ID" not in table.columns:
        raise UsageError(
            "The template is not a Canvas gradebook: export it under Grades in Canvas, and give that file."
        )
    for index, row in enumerate(table.rows[1:3], start=1):
        if row.cells and _POINTS.match(row.cells[0].strip('"')):
            return index
    raise UsageError("The template has no row with the points possible: export the gradebook from Canvas again.")
