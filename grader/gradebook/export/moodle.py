"""The offline grading worksheet of a Moodle assignment. Trusted side; pure.

A row is found by its participant number, which Moodle puts into the names of downloaded submissions, or else by the
student's id number, address or name if a submission has that name. Feedback there is HTML.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from grader.errors import UsageError
from grader.gradebook.export.entries import (
    BY_HAND,
    Filled,
    GradebookEntry,
    column_of,
    fill_cells,
    keys_of,
    matched,
    without_submission,
)
from grader.gradebook.export.format import GradebookFormat
from grader.gradebook.export.numbers import NumberFormat
from grader.gradebook.export.table import CsvTable
from grader.sanitize import escape_markup

_DOWNLOADED = re.compile(r"_(?P<participant>\d+)_assignsubmission_")
_PARTICIPANT = re.compile(r"\D+(?P<participant>\d+)")
_MOODLE = "moodle"
_NUMBER = re.compile(r"\d[\d.,]*")
_OPEN = re.compile(r"-?|\d[\d.,]*")
_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+")
GRADE = "Grade"
FEEDBACK = frozenset({"Feedback comments", "Feedback als Kommentar", "Comentarios de retroalimentación"})
"""The name of the column of comments, in the languages where it is known."""


class MoodleGradebook(GradebookFormat):
    """The offline grading worksheet."""

    name = "moodle"
    title = "Moodle"
    template = (
        "the grading worksheet: *Offline grading worksheet* must be on among the feedback types of the assignment; "
        "then View all submissions, Download grading worksheet"
    )
    upload = "View all submissions, Upload grading worksheet"
    filled = (
        "`Grade`, or what `--column` names in the language of the site, and `Feedback comments` with the points of "
        "each task and known mistakes"
    )

    def fill(self, entries: Sequence[GradebookEntry], template: bytes = b"", column: str | None = None) -> Filled:
        """Fills the grades, and the feedback if the worksheet has a column `Feedback comments`.

        Raises:
            UsageError: It is not a worksheet, or gives no maximum points.
        """
        table = CsvTable(template)
        students = range(1, len(table.rows))
        participants = _participants(table, students)
        if column is None and GRADE not in table.columns:
            grade = _grade_by_position(table, students) if participants else column_of(table, GRADE)
        else:
            grade = column_of(table, column or GRADE)
        keys = keys_of(table, students, ("ID number", "Email address", "Username", "Full name"))
        keys = _addresses(table, students) | keys | participants
        clear, unmatched = matched(entries, keys, _keys_for)
        possible = {table.value(row, grade + 1) for row in students}
        if len(possible) != 1:
            raise UsageError(
                "The template is not a Moodle grading worksheet: download it together with the submissions."
            )
        maximum = possible.pop()
        numbers = NumberFormat.of((maximum, *(table.value(row, grade) for row in students)), table.separator)
        filled, notes = fill_cells(table, clear, grade, numbers.read(maximum), numbers)
        _say(table, {row: clear[row] for row in filled})
        without = without_submission(table, students, clear, 1)
        return Filled(table.content(), len(filled), numbers.read(maximum), unmatched, without, notes)


def _say(table: CsvTable, entries: Mapping[int, GradebookEntry]) -> None:
    """Writes the feedback if there is a column for it."""
    column = next((index for index, name in enumerate(table.columns) if name in FEEDBACK), None)
    for row, entry in entries.items():
        if column is not None and entry.said:
            table.put(row, column, "<br>".join(map(escape_markup, entry.said)))


def _grade_by_position(table: CsvTable, students: Iterable[int]) -> int:
    """The column of grades in a worksheet of any language: to its right is the same maximum for everybody."""
    rows = list(students)
    for column in range(2, len(table.columns) - 1):
        maxima = {table.value(row, column + 1) for row in rows}
        grades = {table.value(row, column) for row in rows}
        if len(maxima) == 1 and _NUMBER.fullmatch(min(maxima)) and all(_OPEN.fullmatch(each) for each in grades):
            return column
    raise UsageError("The worksheet has no column of grades beside one of their maximum: name it with --column NAME.")


def _addresses(table: CsvTable, students: Iterable[int]) -> dict[str, int]:
    """Addresses, in whichever column they are, if they belong to a single row."""
    found: defaultdict[str, set[int]] = defaultdict(set)
    for row in students:
        for column in range(1, len(table.columns)):
            if _ADDRESS.fullmatch(table.value(row, column)):
                found[table.value(row, column).casefold()].add(row)
    return {address: min(rows) for address, rows in found.items() if len(rows) == 1}


def _participants(table: CsvTable, students: Iterable[int]) -> dict[str, int]:
    """The first column says `Participant 123456`, in the language of the site and not everywhere with a space."""
    found = ((_PARTICIPANT.fullmatch(table.value(row, 0)), row) for row in students)
    return {f"participant {match['participant']}": row for match, row in found if match}


def _keys_for(entry: GradebookEntry) -> Iterator[str]:
    """Moodle's own number, or address, login and name; the submission's name only if no platform has given it."""
    if entry.source_format == _MOODLE:
        yield f"participant {entry.student.number}"
        return
    yield from (entry.student.email, entry.student.login, entry.student.name)
    if entry.source_format in BY_HAND:
        found = _DOWNLOADED.search(entry.submission)
        yield f"participant {found['participant']}" if found else entry.submission
