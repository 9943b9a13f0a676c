"""A roster of the course -> its students. Trusted side; columns are recognised by their titles.

Besides an instructor's own table, exports of platforms work: the gradebook of Canvas, the worksheet of Moodle, the
`classroom_roster.csv` of GitHub, the `grades.csv` of Sakai.
"""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from grader.errors import UsageError
from grader.intake.sources.records import Student
from grader.intake.sources.times import written
from grader.sanitize import quoted

_BYTES = 16 << 20
_SEPARATORS = (",", ";", "\t", "|")
_HEADER_WITHIN = 6
_UNLIKE = re.compile(r"[^\w]+|_")
_PARTICIPANT = re.compile(r"^\D*?\s*(\d+)$")
_COLUMNS: Mapping[str, frozenset[str]] = {
    "identifier": frozenset({"identifier"}),
    "number": frozenset(
        {"id", "studentid", "sid", "idnumber", "matriculationnumber", "matrikelnummer", "orgdefinedid", "number"}
    ),
    "name": frozenset({"name", "fullname", "student", "studentname"}),
    "first": frozenset({"firstname", "givenname", "first", "vorname"}),
    "last": frozenset({"lastname", "surname", "familyname", "last", "nachname"}),
    "email": frozenset({"email", "emailaddress", "mail", "sisemail"}),
    "login": frozenset({"login", "username", "user", "loginid", "sisloginid", "displayid", "netid", "account"}),
    "github": frozenset({"githubusername", "github", "githublogin"}),
    "group": frozenset({"group", "team", "groupname", "teamname", "groups"}),
    "section": frozenset({"section", "sections", "class"}),
    "submitted": frozenset({"submitted", "submittedat", "submissiontime", "submissiondate", "handedin", "handedinat"}),
}
_OF_WHAT = re.compile(r"^(?P<what>[^()]+) \([^()]+\)$")
_TELLING = ("number", "name", "last", "email", "login", "github", "identifier")
_NOBODY = frozenset({"points possible", "student, test", "test student"})


class RosterLine(Struct, frozen=True):
    """A student on a roster, and when the student handed in, if the table has that."""

    student: Student
    handed_in: datetime | None = None


def read_roster(path: Path) -> tuple[Student, ...]:
    """The students that a table lists. Raises UsageError as `read_roster_lines` does."""
    return tuple(line.student for line in read_roster_lines(path))


def read_roster_lines(path: Path) -> tuple[RosterLine, ...]:
    """The lines of a table of students.

    Raises:
        UsageError: It cannot be read, or no column identifies students.
    """
    try:
        with path.open("rb") as file:
            content = file.read(_BYTES + 1)
    except OSError as error:
        raise UsageError(f"{path} cannot be read as a roster: {error.strerror}.") from error
    if len(content) > _BYTES:
        raise UsageError(f"{path} is too large for a roster: give a table with a line for each student.")
    rows = _rows(_decoded(content))
    for index, row in enumerate(rows[:_HEADER_WITHIN]):
        columns = _columns(row)
        if any(name in columns for name in _TELLING):
            found = ((_student(line, columns), line) for line in rows[index + 1 :])
            return tuple(RosterLine(who, _handed_in(line, columns)) for who, line in found if who is not None)
    first = ", ".join(quoted(cell, 40) for cell in rows[0][:6]) if rows else "nothing"
    raise UsageError(
        f"{path} is not a roster: its first line has {first}: name its columns id, name, email, login, group or "
        "section."
    )


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _rows(text: str) -> list[list[str]]:
    """The cells of all non-empty lines; the separator is the most frequent one in the first lines."""
    head = "\n".join(text.splitlines()[:_HEADER_WITHIN])
    separator = max(_SEPARATORS, key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        return [row for row in reader if any(cell.strip() for cell in row)]
    except csv.Error as error:
        raise UsageError(f"The roster is not a readable table ({error}): save it as CSV.") from error


def _columns(row: Sequence[str]) -> dict[str, int]:
    """The columns by their kind; of several with one kind the first counts."""
    found: dict[str, int] = {}
    for index, cell in enumerate(row):
        called = _UNLIKE.sub("", cell).casefold()
        for kind, names in _COLUMNS.items():
            if called in names:
                found.setdefault(kind, index)
    if "identifier" in found and (changed := _last_changed(row)) is not None:
        found.setdefault("submitted", changed)
    return found


def _last_changed(row: Sequence[str]) -> int | None:
    """The column of Moodle's worksheet with the last change of a submission, in any language.

    Two columns have the same title except for the part in brackets: first the submission's, then the grade's.
    """
    called = [match["what"] if (match := _OF_WHAT.match(cell.strip())) else "" for cell in row]
    return next((index for index, what in enumerate(called) if what and called.count(what) > 1), None)


def _handed_in(row: Sequence[str], columns: Mapping[str, int]) -> datetime | None:
    index = columns.get("submitted", len(row))
    return written(row[index]) if index < len(row) else None


def _student(row: Sequence[str], columns: Mapping[str, int]) -> Student | None:
    told = {kind: row[index].strip() for kind, index in columns.items() if index < len(row)}
    name = f"{told.get('first', '')} {told.get('last', '')}".strip() if "last" in told else told.get("name", "")
    if name.casefold() in _NOBODY:
        return None
    number, email, name = _identified(told, name)
    student = Student(
        name=_forwards(name),
        number=number.removeprefix("#"),
        login=(told.get("github") or told.get("login", "")).removeprefix("#"),
        email=email,
        group=told.get("group", ""),
        section=told.get("section", ""),
    )
    return student if student.name or student.number or student.login or student.email else None


def _identified(told: Mapping[str, str], name: str) -> tuple[str, str, str]:
    """The number, address and name of a line; an identifier is Moodle's participant, or the course's own."""
    number, email, identifier = told.get("number", ""), told.get("email", ""), told.get("identifier", "")
    participant = _PARTICIPANT.match(identifier)
    if participant and "github" not in told:
        return participant[1], email, name
    if "@" in identifier:
        return number, email or identifier, name
    if any(char.isdigit() for char in identifier):
        return number or identifier, email, name
    return number, email, name or identifier


def _forwards(name: str) -> str:
    """`Ada Lovelace` for `Lovelace, Ada`."""
    last, comma, first = name.partition(",")
    return f"{first.strip()} {last.strip()}" if comma and first.strip() else name
