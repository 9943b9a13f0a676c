"""The file of Blackboard's Grade Center, as it is downloaded and uploaded. Trusted side; pure.

A row is found by the login, which Blackboard puts into the names of downloaded submissions.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from grader.errors import UsageError
from grader.gradebook.export.entries import BY_HAND, GradebookEntry, keys_of
from grader.gradebook.export.numbers import NumberFormat
from grader.gradebook.export.one_column import OneColumn
from grader.gradebook.export.table import CsvTable

# `HW1 [Total Pts: 100 Score] |12345`
_COLUMN = re.compile(r".*\[[^\]:]*: (?P<points>[\d.,]+)[^\]]*\] ?\|\d+")
_LOGIN = "Username"


class BlackboardGradebook(OneColumn):
    """The file of the Grade Center."""

    name = "blackboard"
    title = "Blackboard"
    template = "the Grade Center, Work Offline, Download: the column of the assignment, or the full Grade Center"
    upload = "Grade Center, Work Offline, Upload"
    filled = "the column of the assignment: `--column` names it, unless there is only one"
    candidates_called = "columns of points"

    def candidates(self, table: CsvTable) -> list[int]:
        """The columns of points. Raises UsageError if it is not such a file."""
        if _LOGIN not in table.columns:
            raise UsageError("The template is not a file of Blackboard's Grade Center: it has no column 'Username'.")
        return [index for index, name in enumerate(table.columns) if _COLUMN.fullmatch(name)]

    def points(self, table: CsvTable, column: int, entries: Sequence[GradebookEntry]) -> tuple[NumberFormat, float]:  # noqa: ARG002 # the file says them
        """They are in the column's name. Raises UsageError if they are not."""
        said = _COLUMN.fullmatch(table.columns[column])
        if said is None:
            raise UsageError(f"{table.columns[column]!r} has no points, as Blackboard's columns do: name another.")
        numbers = NumberFormat.of([said["points"]], table.separator)
        return numbers, numbers.read(said["points"])

    def keys(self, table: CsvTable, students: range) -> Mapping[str, int]:
        """Logins."""
        return keys_of(table, students, (_LOGIN,))

    def keys_for(self, entry: GradebookEntry) -> Iterator[str]:
        """The login, which some have as their address; the submission's name only if no platform has given it."""
        yield from (entry.student.login, entry.student.email)
        if entry.source_format in BY_HAND:
            yield entry.submission

    def names_column(self, table: CsvTable) -> int:
        """The column of logins."""
        return table.columns.index(_LOGIN)
