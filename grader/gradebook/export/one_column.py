"""Platforms' files in which one column is filled: what they have in common. Trusted side; pure."""

from abc import abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar

from grader.errors import UsageError
from grader.gradebook.export.entries import (
    Filled,
    GradebookEntry,
    column_of,
    fill_cells,
    matched,
    without_submission,
)
from grader.gradebook.export.format import GradebookFormat
from grader.gradebook.export.numbers import NumberFormat
from grader.gradebook.export.table import CsvTable


class OneColumn(GradebookFormat):
    """A file with columns of points, one for each assignment.

    Attributes:
        candidates_called: What the platform calls these columns.
    """

    candidates_called: ClassVar[str]

    def fill(self, entries: Sequence[GradebookEntry], template: bytes = b"", column: str | None = None) -> Filled:
        """Fills the column of one assignment: the named one, or the only one there is.

        Raises:
            UsageError: It is not such a file, or it does not say which assignment is meant.
        """
        table = CsvTable(template)
        chosen = self._chosen(table, column)
        numbers, possible = self.points(table, chosen, entries)
        students = self.students(table)
        clear, unmatched = matched(entries, self.keys(table, students), self.keys_for)
        filled, notes = fill_cells(table, clear, chosen, possible, numbers)
        without = without_submission(table, students, clear, self.names_column(table))
        return Filled(table.content(), len(filled), possible, unmatched, without, notes)

    def _chosen(self, table: CsvTable, named: str | None) -> int:
        candidates = self.candidates(table)
        if named:
            return column_of(table, named)
        if len(candidates) != 1:
            names = ", ".join(repr(table.columns[index]) for index in candidates) or "none"
            raise UsageError(
                f"The template has {len(candidates)} {self.candidates_called} ({names}): say which with --column NAME."
            )
        return candidates[0]

    @abstractmethod
    def candidates(self, table: CsvTable) -> list[int]:
        """The columns that can be filled. Raises UsageError if it is not such a file."""

    @abstractmethod
    def points(self, table: CsvTable, column: int, entries: Sequence[GradebookEntry]) -> tuple[NumberFormat, float]:
        """How the file writes numbers, and the points that the platform counts the column with.

        Raises:
            UsageError: The column has no points.
        """

    def students(self, table: CsvTable) -> range:
        """The rows of students."""
        return range(1, len(table.rows))

    @abstractmethod
    def keys(self, table: CsvTable, students: range) -> Mapping[str, int]:
        """What identifies a row -> the row, as returned by `keys_of`."""

    @abstractmethod
    def keys_for(self, entry: GradebookEntry) -> Iterator[str]:
        """What may identify the row of a submission, the surest first."""

    def names_column(self, table: CsvTable) -> int:  # noqa: ARG002 # the first, unless the platform has another
        """The column that names people."""
        return 0
