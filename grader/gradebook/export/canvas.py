"""The gradebook of Canvas, as it exports and imports it. Trusted side; pure.

A row is found by Canvas's own number of the student, which it puts into the names of downloaded submissions, or else
by the student's id or login if a submission has that name. A number of another platform is never looked up.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from grader.errors import UsageError
from grader.gradebook.export.entries import (
    BY_HAND,
    Filled,
    GradebookEntry,
    Lines,
    column_to_fill,
    fill_column,
    keys_of,
)
from grader.gradebook.export.format import GradebookFormat
from grader.gradebook.export.numbers import NumberForm
from grader.gradebook.export.table import Table

# `doejane_LATE_12345_678901_hw1.zip`; without the name where grading is anonymous.
_DOWNLOADED = re.compile(r"^(?:\w+?_)??(?:LATE_)?(?P<student>\d+|anon_[A-Za-z0-9]+)_\d+_.+$")
_ASSIGNMENT = re.compile(r"\(\d+\)$")
_POINTS = re.compile(r" {2,}\S")
_CANVAS = "canvas"
_READ_ONLY = "(read only)"


class Canvas(GradebookFormat):
    """The gradebook of Canvas."""

    name = "canvas"
    title = "Canvas"
    template = "the gradebook: Grades, Export"
    upload = "Grades, Import"
    filled = 'the column of the assignment: `--column "HW1 (4242)"`, which need not be given where there is only one'

    def fill(self, entries: Sequence[GradebookEntry], template: bytes = b"", column: str | None = None) -> Filled:
        """Fills the column of one assignment: the named one, or the only one there is.

        Raises:
            UsageError: It is not a Canvas gradebook, or it does not say which assignment is meant.
        """
        table = Table(template)
        points = _points_row(table)
        chosen = column_to_fill(table, column, _assignments(table, points), "assignments")
        students = range(points + 1, len(table.rows))
        named = keys_of(table, students, ("ID", "SIS User ID", "SIS Login ID"))
        logins = keys_of(table, students, ("SIS Login ID",))
        numbered = keys_of(table, students, ("ID",))
        keys = named | _of_kind("number", numbered) | _of_kind("login", logins)
        form = NumberForm.of((table.value(points, each) for each in range(len(table.columns))), table.separator)
        possible = form.read(table.value(points, chosen))
        return fill_column(table, entries, Lines(students, keys, _keys_for, 0), chosen, possible, form)


def _of_kind(kind: str, keys: Mapping[str, int]) -> dict[str, int]:
    return {f"{kind} {key}": row for key, row in keys.items()}


def _keys_for(entry: GradebookEntry) -> Iterator[str]:
    """Canvas's own number, or the login; the submission's name only if no platform has given it."""
    if entry.form == _CANVAS:
        yield f"number {entry.student.number}"
        return
    for login in (entry.student.login, entry.student.email):
        yield f"login {login}" if login else ""
    if entry.form in BY_HAND:
        found = _DOWNLOADED.match(entry.submission)
        yield f"number {found['student']}" if found else entry.submission


def _points_row(table: Table) -> int:
    """The row with the points, whose first cell begins with spaces: its words depend on the language."""
    if "ID" not in table.columns:
        raise UsageError(
            "The template is not a Canvas gradebook: export it under Grades in Canvas, and give that file."
        )
    for index, row in enumerate(table.rows[1:3], start=1):
        if row.cells and _POINTS.match(row.cells[0].strip('"')):
            return index
    raise UsageError("The template has no row with the points possible: export the gradebook from Canvas again.")


def _assignments(table: Table, points: int) -> list[int]:
    return [
        index
        for index, name in enumerate(table.columns)
        if _ASSIGNMENT.search(name) and table.value(points, index) != _READ_ONLY
    ]
