"""The files of one submission: grade.json, report.html, the instructor's copy. Trusted side.

What is written for a student goes through `for_student` first. Everything else is private, and in another folder.
"""

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from grader.feedback.view import for_student
from grader.model import SCHEMA, CheckResult, Diagram, Grade, TestResult
from grader.output.files import make_folder, make_private_folder, read_own_file, write_file
from grader.report.diagrams import NO_DRAWINGS, Drawings
from grader.report.links import neighbours, with_neighbours
from grader.report.render import render_check, render_instructor, render_report

if TYPE_CHECKING:
    from grader.report.class_row import ClassRow

COPIES = "_instructor"
"""The folder of the instructor's copies. No submission has this name, since an id never begins with `_`: so handing
out a submission's folder hands out none of them."""

GRADE = "grade.json"
PAGE = "report.html"
LATER = "held-back.txt"
CHECK_SCHEMA = "grader/check/1"


def open_drawings(diagrams: Iterable[Diagram]) -> Drawings:
    """The diagrams of an assignment, for the reports of all its grades. Raises AssignmentError if one is broken."""
    return Drawings(diagrams)


def drawings_of_one(diagrams: Iterable[Diagram]) -> Drawings:
    """The same for a single report, which draws only the diagrams that it shows: trying all takes half a second."""
    return Drawings(diagrams, trial=False)


def write_grade(
    grade: Grade,
    folder: Path,
    copies: Path | None = None,
    held_back: str = "",
    drawings: Drawings = NO_DRAWINGS,
) -> None:
    """Writes grade.json and report.html of one submission, and the instructor's copy of the report below `copies`.

    If the grade is held back from its student, only the reason is written for them; files they have seen may stay.
    """
    make_folder(folder)
    if held_back:
        write_file(folder / LATER, f"{held_back}\n".encode())
    else:
        (folder / LATER).unlink(missing_ok=True)
        write_file(folder / GRADE, encode_grade(grade))
        write_file(folder / PAGE, render_report(grade, drawings).encode("utf-8"))
    if copies is not None:
        make_private_folder(copies)
        write_file(
            copies / f"{grade.submission}.html", render_instructor(grade, drawings).encode("utf-8"), private=True
        )


def link_copies(rows: Iterable["ClassRow"], copies: Path) -> None:
    """Links each instructor's copy to those before and after it, in the order of the class page."""
    from grader.report.class_row import in_order  # noqa: PLC0415 # only for a class

    present = [row for row in in_order(rows) if (copies / f"{row.submission}.html").is_file()]
    for row, links in zip(present, neighbours(present), strict=True):
        file = copies / f"{row.submission}.html"
        page = file.read_bytes()
        linked = with_neighbours(page, links)
        if linked != page:
            write_file(file, linked, private=True)


def content_digest(submission: str, folder: Path, copies: Path) -> str:
    """A digest of everything that was written for a submission, which shows whether it is still there unchanged.

    The links between instructor's copies do not count.
    """
    grade, page, later = (read_own_file(f"{folder}/{name}") for name in (GRADE, PAGE, LATER))
    return digest_of_files(grade, page, later, read_own_file(f"{copies}/{submission}.html"))


def digest_of_files(grade: bytes | None, page: bytes | None, later: bytes | None, copy: bytes | None) -> str:
    """The same for the contents of these files, if they exist."""
    state = hashlib.sha256()
    for content in (grade, page, later, copy if copy is None else with_neighbours(copy, b"")):
        state.update(b"-" if content is None else len(content).to_bytes(8, "big"))
        state.update(content or b"")
    return f"sha256:{state.hexdigest()}"


def encode_grade(grade: Grade) -> bytes:
    """grade.json: what the student may read, without pictures."""
    visible = for_student(grade)
    tasks = tuple(
        msgspec.structs.replace(
            task.without_picture(),
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


def decode_grade(content: bytes) -> Grade:
    """Reads grade.json. Raises ValueError if it is malformed, or of an unknown schema."""
    found = msgspec.json.decode(content, type=_AnySchema).schema
    if found != SCHEMA:
        raise ValueError(f"its schema is {found!r} and not {SCHEMA!r}")
    return msgspec.json.decode(content, type=Grade)


class _AnySchema(msgspec.Struct):
    """The one field that every version has."""

    schema: str


def write_check(check: CheckResult, folder: Path) -> None:
    """Writes report.html of a student's own check."""
    make_folder(folder)
    write_file(folder / PAGE, render_check(check).encode("utf-8"))


def encode_check(check: CheckResult) -> bytes:
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
            {
                "id": task.id,
                "title": task.title,
                **({"bonus": True} if task.bonus is True else {}),
                "tests": [_checked(test) for test in task.tests],
            }
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
        "ending": test.call_status,
        "message": test.message,
    }
