"""grades.sqlite: every grade of a class in full, kept as it comes, so that a stopped run goes on where it was. Trusted.

One process writes it, the coordinator. It holds hidden inputs and expected values: it is the instructor's alone.
"""

import hashlib
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from grader.assignment import Assignment
from grader.errors import UsageError
from grader.intake import ClassEntry, Student
from grader.model import Grade, Isolation
from grader.sanitize import utf8

STORE = "grades.sqlite"
"""The file, in the folder for results."""

_TABLE = """
CREATE TABLE IF NOT EXISTS grades (
    submission TEXT PRIMARY KEY,
    digest TEXT NOT NULL,
    made_with TEXT NOT NULL,
    score REAL NOT NULL,
    max_score REAL NOT NULL,
    grade BLOB NOT NULL
) WITHOUT ROWID
"""
_LAST_RUN = "CREATE TABLE IF NOT EXISTS last_run (submission TEXT PRIMARY KEY) WITHOUT ROWID"
_SHOWN = """
CREATE TABLE IF NOT EXISTS shown (
    submission TEXT, digest TEXT, made_with TEXT, day TEXT NOT NULL, PRIMARY KEY (submission, digest, made_with)
) WITHOUT ROWID
"""
_STUDENTS = """
CREATE TABLE IF NOT EXISTS students (
    submission TEXT PRIMARY KEY, form TEXT NOT NULL, number TEXT NOT NULL, login TEXT NOT NULL, email TEXT NOT NULL,
    name TEXT NOT NULL
) WITHOUT ROWID
"""
_PACKAGE = Path(__file__).resolve().parents[1]


class Store:
    """The grades of one class. Use as a context manager.

    Args:
        file: The database; made if need be.
        made_with: What grades are made with now, as `made_with` tells: grades made otherwise are not found.
    """

    def __init__(self, file: Path, made_with: str) -> None:
        self._made_with = made_with
        self._database = sqlite3.connect(file)
        self._database.execute(_TABLE)
        self._database.execute(_LAST_RUN)
        self._database.execute(_SHOWN)
        self._database.execute(_STUDENTS)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._database.close()

    def keep(self, grade: Grade) -> None:
        """Keeps a grade in place of the submission's earlier one; it is on the disk when this returns."""
        row = (grade.submission, grade.digest, self._made_with, grade.score, grade.max_score, _encode(grade))
        with self._database:
            self._database.execute("INSERT OR REPLACE INTO grades VALUES (?, ?, ?, ?, ?, ?)", row)

    def show(self, grade: Grade, day: date, per_day: int) -> bool:
        """Whether a student may see a grade on this day, of at most so many works; then it counts, once for ever."""
        known = (grade.submission, grade.digest, self._made_with)
        query = "SELECT 1 FROM shown WHERE submission = ? AND digest = ? AND made_with = ?"
        if self._database.execute(query, known).fetchone():
            return True
        count = "SELECT count(*) FROM shown WHERE submission = ? AND day = ?"
        (shown,) = self._database.execute(count, (grade.submission, day.isoformat())).fetchone()
        if shown >= per_day:
            return False
        with self._database:
            self._database.execute("INSERT INTO shown VALUES (?, ?, ?, ?)", (*known, day.isoformat()))
        return True

    def begin(self) -> None:
        """Begins a run: what an earlier one graded is kept, and no longer the last word on the class."""
        with self._database:
            self._database.execute("DELETE FROM last_run")

    def enrol(self, entries: Iterable[ClassEntry]) -> None:
        """Keeps who handed in, as the class that came last tells."""
        told = ((each.id, each.form, *_told(each.student)) for each in entries)
        rows = [tuple(utf8(text).decode() for text in row) for row in told]
        with self._database:
            self._database.executemany("INSERT OR REPLACE INTO students VALUES (?, ?, ?, ?, ?, ?)", rows)

    def finish(self, submissions: Iterable[str]) -> None:
        """Ends the run: these submissions have a grade, and the rest of the class has none."""
        with self._database:
            self._database.executemany("INSERT INTO last_run VALUES (?)", ((each,) for each in sorted(submissions)))
        self._database.execute("VACUUM")  # or else the file would tell in which order the workers were done

    def digests(self) -> dict[str, str]:
        """The submissions whose grade still holds, each with the digest of the work that it was given for."""
        query = "SELECT submission, digest FROM grades WHERE made_with = ?"
        return dict(self._database.execute(query, (self._made_with,)))

    def find(self, submission: str) -> Grade:
        """The grade of one of those submissions. Raises KeyError if it is not among them."""
        query = "SELECT grade FROM grades WHERE submission = ? AND made_with = ?"
        row: tuple[bytes] | None = self._database.execute(query, (submission, self._made_with)).fetchone()
        if row is None:
            raise KeyError(submission)
        return msgspec.msgpack.decode(row[0], type=Grade)


def grades_of_last_run(file: Path) -> list[Grade]:
    """The grades of the last run that came to its end, sorted by submission.

    Raises:
        UsageError: There is no such run.
    """
    query = "SELECT grade FROM grades JOIN last_run USING (submission) ORDER BY submission"
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as database:
            found = [msgspec.msgpack.decode(grade, type=Grade) for (grade,) in database.execute(query)]
    except (sqlite3.Error, msgspec.MsgspecError) as error:
        raise UsageError(f"{file} cannot be read ({error}): give the folder that `grader bulk` wrote.") from error
    if not found:
        raise UsageError(f"{file} has no grades of a run that came to its end: run `grader bulk` again.")
    return found


def students_of(file: Path) -> dict[str, tuple[str, Student]]:
    """Who handed in each submission, and in which form it came; empty for what an older version has written."""
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as database:
            rows = list(database.execute("SELECT submission, form, number, login, email, name FROM students"))
    except sqlite3.Error:
        return {}
    return {
        submission: (form, Student(number=number, login=login, email=email, name=name))
        for submission, form, number, login, email, name in rows
    }


def _told(student: Student) -> tuple[str, ...]:
    return student.number, student.login, student.email, student.name


def made_with(assignment: Assignment, seed: str, isolation: Isolation) -> str:
    """A digest of all that a grade depends on besides the submission: assignment, solution, harness, seed, level."""
    state = hashlib.sha256()
    for part in (seed.encode(), isolation.encode(), *_contents((assignment.folder, assignment.solution, _PACKAGE))):
        state.update(len(part).to_bytes(8, "big"))
        state.update(part)
    return f"sha256:{state.hexdigest()}"


def _contents(folders: Iterable[Path]) -> Iterable[bytes]:
    """Names and contents of all files that somebody wrote, in order."""
    for folder in folders:
        for file in sorted(folder.rglob("*")):
            if file.is_file() and "__pycache__" not in file.parts:
                yield str(file.relative_to(folder)).encode()
                yield file.read_bytes()


def _encode(grade: Grade) -> bytes:
    return msgspec.msgpack.encode(grade)
