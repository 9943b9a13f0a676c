"""The files of a class: index.html with links to the reports, and gradebook.csv. Trusted side."""

import csv
import io
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from msgspec import Struct

from grader.model import Grade, SubmissionResult, Ungraded
from grader.output.files import write_file
from grader.output.folder import COPIES, PAGE
from grader.report.class_page import render_class
from grader.report.class_row import ClassRow
from grader.sanitize import Context, sanitize


class People(Struct, frozen=True):
    """Who is in a class: names by submission, as far as they are known, and those who have handed nothing in."""

    names: Mapping[str, str] = {}
    missing: tuple[str, ...] = ()


def write_class(
    title: str,
    tasks: Sequence[tuple[str, float]],
    results: Sequence[SubmissionResult],
    folder: Path,
    held_back: Collection[str] = (),
    people: People | None = None,
) -> None:
    """Writes index.html and gradebook.csv of a class; these submissions have no report for their students yet."""
    known = people or People()
    rows = [
        replace(
            _row(result, held_back=result.submission in held_back)
            if isinstance(result, Grade)
            else ClassRow.ungraded(result.submission, result.reason),
            name=known.names.get(result.submission, ""),
        )
        for result in results
    ]
    write_file(folder / "index.html", render_class(title, rows, known.missing).encode("utf-8"))
    write_file(folder / "gradebook.csv", _gradebook(tasks, results, known).encode("utf-8"))


def _row(grade: Grade, *, held_back: bool) -> ClassRow:
    copy = f"{COPIES}/{grade.submission}.html"
    return ClassRow.graded(grade, copy if held_back else f"{grade.submission}/{PAGE}", copy)


def _gradebook(tasks: Sequence[tuple[str, float]], results: Sequence[SubmissionResult], people: People) -> str:
    """One row for each submission and each who has none; no score if no grade may be released."""
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(["submission", "name", "score", "max_score", *(f"task {task}" for task, _ in tasks), "status"])
    none = ["" for _ in tasks]
    for result in results:
        who = [_cell(result.submission), _cell(people.names.get(result.submission, ""))]
        if isinstance(result, Ungraded):
            writer.writerow([*who, "", "", *none, _cell(result.reason)])
        elif result.withheld:
            writer.writerow([*who, "", result.max_score, *none, "withheld"])
        else:
            scores = (task.score for task in result.tasks)
            writer.writerow([*who, result.score, result.max_score, *scores, "graded"])
    for name in people.missing:
        writer.writerow(["", _cell(name), "", "", *none, "nothing handed in"])
    return table.getvalue()


def _cell(text: str) -> str:
    return sanitize(text, Context.CSV)
