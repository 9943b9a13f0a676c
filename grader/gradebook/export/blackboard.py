"""The file of Blackboard's Grade Center, as it is downloaded and uploaded. Trusted side; pure.

A row is found by the login, which Blackboard puts into the names of downloaded submissions.
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

# `HW1 [Total Pts: 100 Score] |12345`
_COLUMN = re.compile(r".*\[[^\]:]*: (?P<points>[\d.,]+)[^\]]*\] ?\|\d+")
_LOGIN = "Username"


class Blackboard(GradebookFormat):
    """The file of the Grade Center."""

    name = "blackboard"
    title = "Blackboard"
    template = "the Grade Center, Work Offline, Download: the column of the assignment, or the full Grade Center"
    upload = "Grade Center, Work Offline, Upload"
    filled = "the column of the assignment: `--column` names it, unless there is only one"

    def fill(self, entries: Sequence[GradebookEntry], template: bytes = b"", column: str | None = None) -> Filled:
        """Fills the column of one assignment: the named one, or the only one there is.

        Raises:
            UsageError: It is not such a file, or it does not say which assignment is meant.
        """
        table = Table(template)
        if _LOGIN not in table.columns:
            raise UsageError("The template is not a file of Blackboard's Grade Center: it has no column 'Username'.")
        candidates = [index for index, name in enumerate(table.columns) if _COLUMN.fullmatch(name)]
        chosen = column_to_fill(table, column, candidates, "columns of points")
        said = _COLUMN.fullmatch(table.columns[chosen])
        if said is None:
            raise UsageError(f"{table.columns[chosen]!r} has no points, as Blackboard's columns do: name another.")
        students = range(1, len(table.rows))
        form = NumberForm.of([said["points"]], table.separator)
        possible = form.read(said["points"])
        lines = Lines(students, keys_of(table, students, (_LOGIN,)), _keys_for, table.columns.index(_LOGIN))
        return fill_column(table, entries, lines, chosen, possible, form)


def _keys_for(entry: GradebookEntry) -> Iterator[str]:
    yield from (entry.student.login, entry.student.email)
    if entry.form in BY_HAND:
        yield entry.submission
