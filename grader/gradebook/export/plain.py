"""Tables made from nothing: of submissions with the points of each task, of tests, and as Gradescope exports grades.

Trusted side; pure. They open correctly in a spreadsheet, where no cell is a formula.
"""

import csv
import io
from collections.abc import Iterable, Sequence

from grader.gradebook.export.entries import Filled, GradebookEntry
from grader.gradebook.export.format import GradebookFormat
from grader.sanitize import Context, sanitize

_MARK = "\ufeff"
"""The mark by which spreadsheets recognise UTF-8."""


class PlainTable(GradebookFormat):
    """The same as gradebook.csv of `grader bulk`."""

    name = "plain"
    title = "a spreadsheet"
    upload = "nowhere: open it, or read it with a program"
    filled = (
        "submission, name, points, points possible, the points of each task, what the tests found, what was changed "
        "after that, and `graded`"
    )

    def fill(self, entries: Sequence[GradebookEntry], template: bytes = b"", column: str | None = None) -> Filled:  # noqa: ARG002 # it needs neither
        """Makes the table; no score if there is no grade to hand out."""
        tasks = list(dict.fromkeys(task for entry in entries for task, _ in entry.tasks))
        of_tasks = (f"task {task}" for task in tasks)
        head = ["submission", "name", "score", "max_score", *of_tasks, "machine_score", "changes", "status"]
        return _table([head, *(_line(entry, tasks) for entry in entries)], entries)


class PerTestTable(GradebookFormat):
    """One row for each submission and test."""

    name = "tests"
    title = "a spreadsheet of tests"
    upload = "nowhere: open it, or read it with a program; it names the hidden tests"
    filled = "submission, name, task, test, outcome, how its last call ended, points, points possible, known mistakes"

    def fill(self, entries: Sequence[GradebookEntry], template: bytes = b"", column: str | None = None) -> Filled:  # noqa: ARG002 # the same
        """Makes the table."""
        head = ["submission", "name", "task", "test", "outcome", "ending", "score", "max_score", "misconceptions"]
        lines = ([entry.submission, entry.student.name, *test] for entry in entries for test in entry.tests)
        return _table([head, *lines], entries)


class GradescopeGrades(GradebookFormat):
    """As Gradescope exports grades, for programs that read that."""

    name = "gradescope"
    title = "as Gradescope exports"
    upload = "wherever a file of Gradescope's *Download Grades* is taken"
    filled = "first and last name, `SID`, `Email`, `Total Score`, `Max Points`, `Status`, `Submission ID`"

    def fill(self, entries: Sequence[GradebookEntry], template: bytes = b"", column: str | None = None) -> Filled:  # noqa: ARG002 # the same
        """Makes the table."""
        head = ["First Name", "Last Name", "SID", "Email", "Total Score", "Max Points", "Status", "Submission ID"]
        lines: list[Sequence[object]] = [head]
        for entry in entries:
            who = entry.student
            first, _, last = who.name.rpartition(" ")
            number = who.number if entry.source_format in _SID else ""
            score: tuple[object, ...] = (
                ("", "", "Ungraded") if entry.score is None else (entry.score, entry.max_score, "Graded")
            )
            lines.append([first, last, number, who.email, *score, entry.submission])
        return _table(lines, entries)


_SID = frozenset({"gradescope", ""})
"""Forms whose number is the student's own."""


def _line(entry: GradebookEntry, tasks: Sequence[str]) -> list[object]:
    scores = dict(entry.tasks)
    points = (entry.score, entry.max_score, *(scores.get(task) for task in tasks))
    return [entry.submission, entry.student.name, *points, entry.machine_score, entry.changes, entry.status]


def spreadsheet(lines: Iterable[Sequence[object]]) -> bytes:
    """A table that opens correctly in a spreadsheet, in which no cell is a formula."""
    table = io.StringIO()
    csv.writer(table, lineterminator="\n").writerows([_cell(cell) for cell in line] for line in lines)
    return (_MARK + table.getvalue()).encode("utf-8", "surrogatepass")


def _table(lines: Iterable[Sequence[object]], entries: Sequence[GradebookEntry]) -> Filled:
    graded = [entry for entry in entries if entry.score is not None]
    possible = max((entry.max_score or 0.0 for entry in graded), default=0.0)
    return Filled(spreadsheet(lines), len(graded), possible, ())


def _cell(value: object) -> object:
    return sanitize(value, Context.CSV) if isinstance(value, str) else value
