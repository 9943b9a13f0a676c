"""The files of a class: index.html with links to the reports, and gradebook.csv. Trusted side."""

import csv
import io
from collections.abc import Collection, Sequence
from pathlib import Path

from grader.model import Grade, SubmissionResult, Ungraded
from grader.output.files import write_file
from grader.output.folder import COPIES, PAGE
from grader.report.class_page import render_class
from grader.report.class_row import ClassRow
from grader.sanitize import Context, sanitize


def write_class(
    title: str,
    tasks: Sequence[tuple[str, float]],
    results: Sequence[SubmissionResult],
    folder: Path,
    held_back: Collection[str] = (),
) -> None:
    """Writes index.html and gradebook.csv of a class; these submissions have no report for their students yet."""
    rows = [
        _row(result, held_back=result.submission in held_back)
        if isinstance(result, Grade)
        else ClassRow.ungraded(result.submission, result.reason)
        for result in results
    ]
    write_file(folder / "index.html", render_class(title, rows).encode("utf-8"))
    write_file(folder / "gradebook.csv", _gradebook(tasks, results).encode("utf-8"))


def _row(grade: Grade, *, held_back: bool) -> ClassRow:
    copy = f"{COPIES}/{grade.submission}.html"
    return ClassRow.graded(grade, copy if held_back else f"{grade.submission}/{PAGE}", copy)


def _gradebook(tasks: Sequence[tuple[str, float]], results: Sequence[SubmissionResult]) -> str:
    """One row for each submission; no score if no grade may be released."""
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(["submission", "score", "max_score", *(f"task {task}" for task, _ in tasks), "status"])
    for result in results:
        if isinstance(result, Ungraded):
            writer.writerow([_cell(result.submission), "", "", *("" for _ in tasks), _cell(result.reason)])
        elif result.withheld:
            writer.writerow([_cell(result.submission), "", result.max_score, *("" for _ in tasks), "withheld"])
        else:
            scores = (task.score for task in result.tasks)
            writer.writerow([_cell(result.submission), result.score, result.max_score, *scores, "graded"])
    return table.getvalue()


def _cell(text: str) -> str:
    return sanitize(text, Context.CSV)
