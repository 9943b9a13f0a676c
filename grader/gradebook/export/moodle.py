"""The offline grading worksheet of a Moodle assignment. Trusted side; pure.

A line is found by its participant number, which Moodle puts into the names of downloaded submissions, or else by the
student's id number, address or name where a submission is called so. Feedback there is HTML.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from grader.errors import UsageError
from grader.gradebook.export.entries import (
    BY_HAND,
    Filled,
    GradebookEntry,
    column_of,
    keys_of,
    matched,
    points_in,
    scaled,
)
from grader.gradebook.export.format import GradebookFormat
from grader.gradebook.export.table import Table
from grader.sanitize import escape_markup

_DOWNLOADED = re.compile(r"_(?P<participant>\d+)_assignsubmission_")
_PARTICIPANT = re.compile(r"\D+(?P<participant>\d+)")
_MOODLE = "moodle"
GRADE, FEEDBACK = "Grade", "Feedback comments"


class Moodle(GradebookFormat):
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
        """Fills the grades, and the feedback where the worksheet has a column `Feedback comments`.

        Raises:
            UsageError: It is not a worksheet, or gives no maximum points.
        """
        table = Table(template)
        students = range(1, len(table.rows))
        grade = column_of(table, column or GRADE)
        keys = keys_of(table, students, ("ID number", "Email address", "Username", "Full name"))
        clear, unmatched = matched(entries, keys | _participants(table, students), _keys_for)
        possible = {table.value(row, grade + 1) for row in students}
        if len(possible) != 1:
            raise UsageError(
                "The template is not a Moodle grading worksheet: download it together with the submissions."
            )
        maximum = possible.pop()
        for row, entry in clear.items():
            table.put(row, grade, scaled(entry, maximum))
            if FEEDBACK in table.columns and entry.said:
                table.put(row, table.columns.index(FEEDBACK), "<br>".join(map(escape_markup, entry.said)))
        return Filled(table.content(), len(clear), points_in(maximum), unmatched)


def _participants(table: Table, students: Iterable[int]) -> dict[str, int]:
    """The first column says `Participant 123456`, in the language of the site and not everywhere with a space."""
    found = ((_PARTICIPANT.fullmatch(table.value(row, 0)), row) for row in students)
    return {f"participant {match['participant']}": row for match, row in found if match}


def _keys_for(entry: GradebookEntry) -> Iterator[str]:
    """Moodle's own number, or address, login and name; what a submission is called only where no platform called it."""
    if entry.form == _MOODLE:
        yield f"participant {entry.student.number}"
        return
    yield from (entry.student.email, entry.student.login, entry.student.name)
    if entry.form in BY_HAND:
        found = _DOWNLOADED.search(entry.submission)
        yield f"participant {found['participant']}" if found else entry.submission
