"""A plain table: one line for each submission, with the points of each task. Trusted side; pure."""

import csv
import io
from collections.abc import Sequence

from grader.gradebook.export.entries import Filled, GradebookEntry
from grader.gradebook.export.format import GradebookFormat
from grader.sanitize import Context, sanitize


class Plain(GradebookFormat):
    """What `grader bulk` leaves as gradebook.csv."""

    name = "plain"
    title = "a spreadsheet"
    upload = "nowhere: open it, or read it with a program"
    filled = "submission, name, points, points possible, the points of each task, and `graded`"

    def fill(self, entries: Sequence[GradebookEntry], template: bytes = b"", column: str | None = None) -> Filled:  # noqa: ARG002 # it needs neither
        """Makes the table; no score where there is no grade to hand out."""
        table = io.StringIO()
        writer = csv.writer(table, lineterminator="\n")
        tasks = list(dict.fromkeys(task for entry in entries for task, _ in entry.tasks))
        writer.writerow(
            ["submission", "name", "score", "max_score", *(_cell(f"task {task}") for task in tasks), "status"]
        )
        for entry in entries:
            scores = dict(entry.tasks)
            points = (entry.score, entry.max_score, *(scores.get(task) for task in tasks))
            writer.writerow((_cell(entry.submission), _cell(entry.student.name), *points, _cell(entry.status)))
        graded = [entry for entry in entries if entry.score is not None]
        possible = max((entry.max_score or 0.0 for entry in graded), default=0.0)
        return Filled(table.getvalue().encode("utf-8", "surrogatepass"), len(graded), possible, ())


def _cell(text: str) -> str:
    return sanitize(text, Context.CSV)
