"""What is told of a class -> rows of its tables. Trusted side; pure but for tables that are written whole."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, Table, delete, insert

from grader.gradebook.store.facts import AssignmentFacts
from grader.gradebook.store.tables import ASSIGNMENT, TASKS
from grader.intake import ClassEntry, HandIn, Student
from grader.sanitize import utf8


def put_assignment(connection: Connection, assignment: AssignmentFacts) -> None:
    """Writes what is told of the assignment."""
    about = {"slug": assignment.slug, "title": assignment.title, "max_score": assignment.max_score}
    more = {"late_policy": assignment.late_policy, "diagrams": assignment.diagrams}
    replace_all(connection, ASSIGNMENT, [about | more])
    tasks = [
        {"task": task, "position": position, "title": title, "max_score": points}
        for position, (task, title, points) in enumerate(assignment.tasks, start=1)
    ]
    replace_all(connection, TASKS, tasks)


def replace_all(connection: Connection, table: Table, rows: Sequence[Mapping[str, object]]) -> None:
    """Writes a table anew."""
    connection.execute(delete(table))
    if rows:
        connection.execute(insert(table), [dict(row) for row in rows])


def roster_row(key: str, status: str, form: str, who: Student) -> dict[str, str]:
    """Somebody in the class."""
    told = {
        "number": who.number,
        "login": who.login,
        "email": who.email,
        "name": who.name,
        "team": who.group,
        "section": who.section,
    }
    return {"student": key, "status": status, "form": form, **{name: as_text(said) for name, said in told.items()}}


def attempt_facts(entry: ClassEntry | None, *, anonymous: bool) -> dict[str, object]:
    """When a work was handed in, and in which files; an anonymous one leaves those out, since they name students."""
    hand_in = entry.hand_in if entry is not None else HandIn()
    at = hand_in.at.isoformat() if hand_in.at else None
    parts = entry.parts if entry is not None and not anonymous else ()
    files = "\n".join(part.found.location for part in parts)
    return {"handed_in_at": at, "late": hand_in.late, "files": as_text(files)}


def as_text(said: str) -> str:
    """The same as a database can hold it: bytes of a name that are no text are spelled out."""
    return utf8(said).decode()
