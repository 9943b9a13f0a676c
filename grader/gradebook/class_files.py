"""The files of a class: index.html with links to the reports, and gradebook.csv. Trusted side."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from msgspec import Struct

from grader.gradebook.export.entries import absent, entry_of
from grader.gradebook.export.plain import Plain
from grader.intake import Student
from grader.model import Grade, SubmissionResult
from grader.output.files import write_file
from grader.output.folder import COPIES, PAGE
from grader.report.class_page import render_class
from grader.report.class_row import ClassRow


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
    write_file(folder / "gradebook.csv", _gradebook(tasks, results, known))


def _row(grade: Grade, *, held_back: bool) -> ClassRow:
    copy = f"{COPIES}/{grade.submission}.html"
    return ClassRow.graded(grade, copy if held_back else f"{grade.submission}/{PAGE}", copy)


def _gradebook(tasks: Sequence[tuple[str, float]], results: Sequence[SubmissionResult], people: People) -> bytes:
    """One row for each submission and each who has none."""
    ids = [task for task, _ in tasks]
    known = [entry_of(each, ids, student=Student(name=people.names.get(each.submission, ""))) for each in results]
    return Plain().fill([*known, *(absent(name, ids) for name in people.missing)]).content
