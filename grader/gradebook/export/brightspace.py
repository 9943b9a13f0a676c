"""The grades of Brightspace, as they are exported and imported. Trusted side; pure.

A row is found by login, address or full name: it does not contain the numbers in the names of downloaded submissions.
"""

import re
from collections.abc import Iterator, Sequence

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

# `HW1 Points Grade <Numeric MaxPoints:100 Weight:10>`
_COLUMN = re.compile(r".+ Points Grade( <Numeric MaxPoints:(?P<points>[\d.,]+).*>)?")
_END = "End-of-Line Indicator"


class Brightspace(GradebookFormat):
    """The table that Grades exports and imports."""

    name = "brightspace"
    title = "Brightspace"
    template = "Grades, Enter Grades, Export: *Both* as key field, *Points grade*, and the grade item"
    upload = "Grades, Enter Grades, Import"
    filled = "the column `… Points Grade` of the assignment: `--column` names it, unless there is only one"

    def fill(self, entries: Sequence[GradebookEntry], template: bytes = b"", column: str | None = None) -> Filled:
        """Fills the points of one grade item: the named one, or the only one there is.

        Raises:
            UsageError: It is not such a file, or it does not say which item is meant.
        """
        table = Table(template)
        if _END not in table.columns:
            raise UsageError(f"The template is not an export of grades from Brightspace: it has no column {_END!r}.")
        candidates = [index for index, name in enumerate(table.columns) if _COLUMN.fullmatch(name)]
        chosen = column_to_fill(table, column, candidates, "grade items")
        said = _COLUMN.fullmatch(table.columns[chosen])
        form = NumberForm.of([said["points"]] if said and said["points"] else [], table.separator)
        most = max((entry.max_score or 0.0 for entry in entries), default=0.0)
        possible = form.read(said["points"]) if said and said["points"] else most
        students = range(1, len(table.rows))
        lines = Lines(students, _keys(table, students), _keys_for, 1 if len(table.columns) > 1 else 0)
        return fill_column(table, entries, lines, chosen, possible, form)


def _keys(table: Table, students: range) -> dict[str, int]:
    """Logins and `OrgDefinedId`, which are preceded by a `#` there, addresses, and names if they have columns."""
    found = keys_of(table, students, ("Email", "Username", "OrgDefinedId"))
    plain = {key.removeprefix("#"): row for key, row in found.items()}
    return _names(table, students) | (plain if len(plain) == len(found) else found)


def _names(table: Table, students: range) -> dict[str, int]:
    if not {"First Name", "Last Name"} <= set(table.columns):
        return {}
    first, last = table.columns.index("First Name"), table.columns.index("Last Name")
    called = [f"name {table.value(row, first)} {table.value(row, last)}".casefold() for row in students]
    return {name: row for name, row in zip(called, students, strict=True) if called.count(name) == 1}


def _keys_for(entry: GradebookEntry) -> Iterator[str]:
    yield from (entry.student.login, entry.student.email)
    yield f"name {entry.student.name}" if entry.student.name else ""
    if entry.form in BY_HAND:
        yield entry.submission
