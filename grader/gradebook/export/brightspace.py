"""The grades of Brightspace, as they are exported and imported. Trusted side; pure.

A row is found by login, address or full name: it does not contain the numbers in the names of downloaded submissions.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from grader.errors import UsageError
from grader.gradebook.export.entries import BY_HAND, GradebookEntry, keys_of
from grader.gradebook.export.numbers import NumberFormat
from grader.gradebook.export.one_column import OneColumn
from grader.gradebook.export.table import CsvTable

# `HW1 Points Grade <Numeric MaxPoints:100 Weight:10>`
_COLUMN = re.compile(r".+ Points Grade( <Numeric MaxPoints:(?P<points>[\d.,]+).*>)?")
_END = "End-of-Line Indicator"


class BrightspaceGradebook(OneColumn):
    """The table that Grades exports and imports."""

    name = "brightspace"
    title = "Brightspace"
    template = "Grades, Enter Grades, Export: *Both* as key field, *Points grade*, and the grade item"
    upload = "Grades, Enter Grades, Import"
    filled = "the column `… Points Grade` of the assignment: `--column` names it, unless there is only one"
    candidates_called = "grade items"

    def candidates(self, table: CsvTable) -> list[int]:
        """The grade items. Raises UsageError if it is not such a file."""
        if _END not in table.columns:
            raise UsageError(f"The template is not an export of grades from Brightspace: it has no column {_END!r}.")
        return [index for index, name in enumerate(table.columns) if _COLUMN.fullmatch(name)]

    def points(self, table: CsvTable, column: int, entries: Sequence[GradebookEntry]) -> tuple[NumberFormat, float]:
        """They are in the column's name or, if they are not, those of the assignment."""
        said = _COLUMN.fullmatch(table.columns[column])
        points = said["points"] if said else None
        numbers = NumberFormat.of([points] if points else [], table.separator)
        return numbers, numbers.read(points) if points else max(
            (entry.max_score or 0.0 for entry in entries), default=0.0
        )

    def keys(self, table: CsvTable, students: range) -> Mapping[str, int]:
        """Logins and `OrgDefinedId`, which are preceded by a `#` there, addresses, and names if they have columns."""
        found = keys_of(table, students, ("Email", "Username", "OrgDefinedId"))
        plain = {key.removeprefix("#"): row for key, row in found.items()}
        return _names(table, students) | (plain if len(plain) == len(found) else found)

    def keys_for(self, entry: GradebookEntry) -> Iterator[str]:
        """Login, address or full name; the submission's name only if no platform has given it."""
        yield from (entry.student.login, entry.student.email)
        yield f"name {entry.student.name}" if entry.student.name else ""
        if entry.source_format in BY_HAND:
            yield entry.submission

    def names_column(self, table: CsvTable) -> int:
        """The column after the first key."""
        return 1 if len(table.columns) > 1 else 0


def _names(table: CsvTable, students: range) -> dict[str, int]:
    if not {"First Name", "Last Name"} <= set(table.columns):
        return {}
    first, last = table.columns.index("First Name"), table.columns.index("Last Name")
    called = [f"name {table.value(row, first)} {table.value(row, last)}".casefold() for row in students]
    return {name: row for name, row in zip(called, students, strict=True) if called.count(name) == 1}
