"""The files of a run: grade.json, report.html, the instructor's copies, index.html, gradebook.csv. Trusted side.

What is written for a student goes through `for_student` first, and lies apart from what is not, which is private.
"""

import csv
import io
from collections.abc import Collection, Sequence
from pathlib import Path

import msgspec

from grader.feedback.view import for_student
from grader.model import Check, Grade, TestResult, Ungraded
from grader.output.files import make_folder, make_private_folder, write_file
from grader.report.class_row import ClassRow
from grader.report.render import render_check, render_class, render_instructor, render_report
from grader.sanitize import clean_line

COPIES = "_instructor"
"""The folder of the instructor's copies. No submission has it for its id, for an id never begins with `_`: so whoever
hands out the folder of a submission hands out none of them."""

PAGE = "report.html"
LATER = "held-back.txt"
CHECK_SCHEMA = "grader/check/1"
FORMULA_STARTS = ("=", "+", "-", "@")


def write_grade(grade: Grade, folder: Path, copies: Path | None = None, held_back: str = "") -> None:
    """Writes grade.json and report.html of one submission, and the instructor's copy of the report below `copies`.

    What is held back from its student is not written for them, but why; what they have seen before may stay.
    """
    make_folder(folder)
    if held_back:
        write_file(folder / LATER, f"{held_back}\n".encode())
    else:
        (folder / LATER).unlink(missing_ok=True)
        write_file(folder / "grade.json", encode_grade(grade))
        write_file(folder / PAGE, render_report(grade).encode("utf-8"))
    if copies is not None:
        make_private_folder(copies)
        write_file(copies / f"{grade.submission}.html", render_instructor(grade).encode("utf-8"), private=True)


def encode_grade(grade: Grade) -> bytes:
    """grade.json: what its student may read, without pictures."""
    visible = for_student(grade)
    tasks = tuple(
        msgspec.structs.replace(
            task,
            tests=tuple(
                msgspec.structs.replace(
                    test, evidence=msgspec.structs.replace(test.evidence, figures=(), expected_figures=())
                )
                for test in task.tests
            ),
        )
        for task in visible.tasks
    )
    return (
        msgspec.json.format(
            msgspec.json.encode(msgspec.structs.replace(visible, tasks=tasks, executed=msgspec.UNSET)), indent=2
        )
        + b"\n"
    )


def write_check(check: Check, folder: Path) -> None:
    """Writes report.html of a student's own check."""
    make_folder(folder)
    write_file(folder / PAGE, render_check(check).encode("utf-8"))


def encode_check(check: Check) -> bytes:
    """A check as JSON: outcomes and messages, and no points."""
    found = {
        "schema": CHECK_SCHEMA,
        "assignment": check.assignment,
        "title": check.title,
        "submission": check.submission,
        "digest": check.digest,
        "isolation": check.isolation,
        "passed": check.passed,
        "total": len(check.tests),
        "tasks": [
            {"id": task.id, "title": task.title, "tests": [_checked(test) for test in task.tests]}
            for task in check.tasks
        ],
        "notes": check.notes,
    }
    return msgspec.json.format(msgspec.json.encode(found), indent=2) + b"\n"


def _checked(test: TestResult) -> dict[str, str]:
    outcome = "not_written" if test.unwritten else test.outcome
    return {
        "name": test.name,
        "title": test.title,
        "outcome": outcome,
        "ending": test.ending,
        "message": test.message,
    }


def write_class(
    title: str,
    tasks: Sequence[tuple[str, float]],
    results: Sequence[Grade | Ungraded],
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


def _gradebook(tasks: Sequence[tuple[str, float]], results: Sequence[Grade | Ungraded]) -> str:
    """One row for each submission; no score where there is no grade to hand out."""
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
    # A spreadsheet runs what begins like a formula, quoted or not; control characters are spelled out before.
    visible = clean_line(text)
    return f"'{visible}" if visible.startswith(FORMULA_STARTS) else visible
