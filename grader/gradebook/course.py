"""The grades of several assignments side by side: a row for each student, as a page and as a table. Trusted side.

Two results belong to one student by address, login or number, or by the id in classes that are folders somebody
named. A name alone joins nobody: two students may have it.
"""

import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from grader.errors import UsageError
from grader.feedback.measures import Points
from grader.gradebook.export.entries import BY_HAND, GradebookEntry, entry_of
from grader.gradebook.export.plain import spreadsheet
from grader.gradebook.publish import standing_results
from grader.gradebook.store import STORE, Record, read_record
from grader.gradebook.store.facts import MISSING
from grader.intake import Student
from grader.model import Ungraded
from grader.output.files import make_folder, write_file
from grader.output.folder import COPIES
from grader.report.course_page import AssignmentColumn, Score, StudentRow, render_course

PAGE, TABLE = "course.html", "course.csv"
_NOTHING = "nothing handed in"
_TOLD = ("name", "number", "login", "email", "section")

StudentKey = tuple[str, ...]


class AssignmentResults(Struct, frozen=True):
    """One assignment of a course: the folder of its results, its name, and the points there are."""

    results: Path
    slug: str
    title: str
    max_score: float


class CourseStudent(Struct, frozen=True):
    """One student of a course: who it is, and the result of each assignment, None if there is nothing at all."""

    student: Student
    entries: tuple[GradebookEntry | None, ...]

    @property
    def total(self) -> float:
        """All points that count so far."""
        return sum(entry.score or 0.0 for entry in self.entries if entry is not None)

    @property
    def called(self) -> str:
        """The student's name, or else the id of the first submission."""
        ids = (entry.submission for entry in self.entries if entry is not None)
        return self.student.called or next(filter(None, ids), "")


class Course(Struct, frozen=True):
    """Several assignments, and the students of all of them, sorted by name."""

    assignments: tuple[AssignmentResults, ...]
    students: tuple[CourseStudent, ...]

    @property
    def max_score(self) -> float:
        """All points there are."""
        return sum(each.max_score for each in self.assignments)


def course_of(folders: Sequence[Path]) -> Course:
    """The current grades in each of these folders, student by student.

    Raises:
        UsageError: One has no grades, or two are of one assignment.
    """
    records = [read_record(folder / STORE) for folder in folders]
    slugs = [record.assignment.slug for record in records]
    if twice := next((slug for slug in slugs if slugs.count(slug) > 1), None):
        raise UsageError(f"{twice!r} is given twice: name one folder of results for each assignment.")
    return Course(
        tuple(
            AssignmentResults(folder, record.assignment.slug, record.assignment.title, _max_score(record))
            for folder, record in zip(folders, records, strict=True)
        ),
        tuple(sorted(_students(records), key=lambda each: (each.called.casefold(), each.called))),
    )


def write_course(course: Course, output: Path) -> None:
    """Writes the page and the table. Raises UsageError if they cannot be written."""
    make_folder(output)
    write_file(output / TABLE, _table(course), private=True)
    write_file(output / PAGE, _page(course, output).encode("utf-8"), private=True)


def _max_score(record: Record) -> float:
    """The maximum, as its grades have it: bonus points come on top."""
    return max((grade.max_score for grade in record.grades.values()), default=record.assignment.max_score)


def _students(records: Sequence[Record]) -> list[CourseStudent]:
    """Joins the results that belong to one student; ambiguous ones stay separate."""
    rows: list[list[GradebookEntry | None]] = []
    known: dict[StudentKey, int] = {}
    for column, record in enumerate(records):
        entries = list(_entries(record))
        keys = _own_keys(entries)
        for entry, own, row in zip(entries, keys, _places(keys, known), strict=True):
            place = len(rows) if row is None else row
            if row is None:
                rows.append([None] * len(records))
            rows[place][column] = entry
            known |= {key: place for key in own if key not in known}
    return [CourseStudent(_who(row), tuple(row)) for row in rows]


def _own_keys(entries: Sequence[GradebookEntry]) -> list[list[StudentKey]]:
    """What each is known by, without what several share."""
    keys = [list(_keys(entry)) for entry in entries]
    counts = Counter(key for own in keys for key in own)
    return [[key for key in own if counts[key] == 1] for own in keys]


def _places(keys: Sequence[Sequence[StudentKey]], known: Mapping[StudentKey, int]) -> list[int | None]:
    """The row that each belongs to, if that is clear: the only one, and nobody else's."""
    claims = [{known[key] for key in own if key in known} for own in keys]
    rows = [next(iter(claim)) if len(claim) == 1 else None for claim in claims]
    counts = Counter(rows)
    return [row if counts[row] == 1 else None for row in rows]


def _entries(record: Record) -> Iterator[GradebookEntry]:
    """What there is of everybody in a class, including those who have handed nothing in."""
    for result in standing_results(record):
        member = record.roster.get(result.submission)
        yield entry_of(result, (), member.source_format, member.student) if member else entry_of(result)
    for member in record.roster.values():
        if member.status == MISSING:
            yield entry_of(Ungraded("", _NOTHING), (), member.source_format, member.student)


def _keys(entry: GradebookEntry) -> Iterator[StudentKey]:
    """What a student is known by. A number is the platform's own and means nothing on another one."""
    who = entry.student
    if who.email:
        yield ("address", who.email.casefold())
    if who.login:
        yield ("login", entry.source_format, who.login.casefold())
    if who.number:
        yield ("number", entry.source_format, who.number.casefold())
    if entry.submission and entry.source_format in BY_HAND:
        yield ("id", entry.submission)


def _who(row: Sequence[GradebookEntry | None]) -> Student:
    """The student, from whatever any assignment says."""
    told = [entry.student for entry in row if entry is not None]
    first = {name: next((found for who in told if (found := getattr(who, name))), "") for name in _TOLD}
    return Student(**first)


def _table(course: Course) -> bytes:
    head = ["student", *_TOLD, *(each.slug for each in course.assignments), "total", "max_total"]
    lines = (
        [
            student.called,
            *(getattr(student.student, name) for name in _TOLD),
            *(None if entry is None else entry.score for entry in student.entries),
            student.total,
            course.max_score,
        ]
        for student in course.students
    )
    return spreadsheet([head, *lines])


def _page(course: Course, output: Path) -> str:
    columns = [AssignmentColumn(each.title, each.max_score) for each in course.assignments]
    lines = [
        StudentRow(
            student.called,
            Points.of(student.total, course.max_score),
            tuple(_score(entry, each, output) for entry, each in zip(student.entries, course.assignments, strict=True)),
        )
        for student in course.students
    ]
    return render_course(columns, lines)


def _score(entry: GradebookEntry | None, assignment: AssignmentResults, output: Path) -> Score:
    if entry is None or entry.score is None:
        return Score(None, entry.status if entry is not None else "not in the class")
    copy = assignment.results / COPIES / f"{entry.submission}.html"
    page = os.path.relpath(copy.resolve(), output.resolve()) if copy.is_file() else None
    return Score(Points.of(entry.score, entry.max_score or 0.0), entry.changes, page)
