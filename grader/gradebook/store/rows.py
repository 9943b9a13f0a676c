"""Facts about a class and its run -> rows of its tables. Trusted side; pure, except for whole tables."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, Table, bindparam, delete, func, insert, select, update

from grader.gradebook.shards import Shard
from grader.gradebook.store.facts import HANDED_IN, MISSING, WITHDRAWN, AssignmentFacts
from grader.gradebook.store.tables import ASSIGNMENT, ATTEMPTS, ROSTER, RUNS, SHARD, TASKS
from grader.intake import ClassEntry, HandInTime, Student
from grader.sanitize import utf8

_NOBODY = "_missing"
"""The beginning of the key of a student who has not handed in anything; no submission id begins like this."""

SEEN_AGAIN = (
    update(ATTEMPTS)
    .where(ATTEMPTS.c.submission == bindparam("of_submission"), ATTEMPTS.c.digest == bindparam("of_digest"))
    .values({name: bindparam(name) for name in ("handed_in_at", "late", "files", "last_run")})
)
"""Created once: creating a statement takes longer than executing it."""


class GradeKey(Struct, frozen=True):
    """Identifies a grade: by submission, work and run."""

    submission: str
    digest: str
    run: int


def put_assignment(connection: Connection, assignment: AssignmentFacts) -> None:
    """Writes the facts about the assignment."""
    about = {"slug": assignment.slug, "title": assignment.title, "max_score": assignment.max_score}
    more = {"late_policy": assignment.late_policy, "diagrams": assignment.diagrams}
    replace_all(connection, ASSIGNMENT, [about | more])
    tasks = [
        {"task": task, "position": position, "title": title, "max_score": points}
        for position, (task, title, points) in enumerate(assignment.tasks, start=1)
    ]
    replace_all(connection, TASKS, tasks)


def replace_all(connection: Connection, table: Table, rows: Sequence[Mapping[str, object]]) -> None:
    """Replaces all rows of a table."""
    connection.execute(delete(table))
    if rows:
        connection.execute(insert(table), [dict(row) for row in rows])


def put_roster(connection: Connection, entries: Sequence[ClassEntry], missing: Iterable[Student]) -> None:
    """Writes who handed in and who did not; members who are no longer in the class stay, as withdrawn."""
    present = [roster_row(entry.id, HANDED_IN, entry.source_format, entry.student) for entry in entries]
    absent = [roster_row(f"{_NOBODY}-{line}", MISSING, "", who) for line, who in enumerate(missing, start=1)]
    ids = {entry.id for entry in entries}
    before = [dict(row) for row in connection.execute(select(ROSTER)).mappings()]
    withdrawn = [
        {**row, "status": WITHDRAWN}
        for row in before
        if not row["student"].startswith(_NOBODY) and row["student"] not in ids
    ]
    replace_all(connection, ROSTER, [*withdrawn, *present, *absent])


def roster_row(key: str, status: str, form: str, who: Student) -> dict[str, str]:
    """The row of a member of the class."""
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
    hand_in = entry.hand_in if entry is not None else HandInTime()
    at = hand_in.at.isoformat() if hand_in.at else None
    parts = entry.parts if entry is not None and not anonymous else ()
    files = "\n".join(part.found.location for part in parts)
    return {"handed_in_at": at, "late": hand_in.late, "files": as_text(files)}


def as_text(said: str) -> str:
    """The text as any database can store it: bytes of a name that are not text are escaped, and so is a NUL."""
    return utf8(said).decode().replace("\0", "\\x00")


def result_row(run: int, submission: str, *, status: str, **more: Any) -> dict[str, Any]:
    """The row of a run's result for one submission."""
    nothing = {"digest": None, "graded_in": None, "reason": "", "held_back": ""}
    values = {"run": run, "submission": submission, "status": status, **(nothing | more)}
    return values | {"reason": as_text(values["reason"])}


def shard_of(connection: Connection) -> Shard | None:
    """The shard that a record is for, or None for a whole class."""
    row = connection.execute(select(SHARD)).one_or_none()
    return None if row is None else Shard(row.shard, row.shards)


def keep_shard(connection: Connection, shard: Shard | None) -> Shard | None:
    """Stores the shard of a record that has no run yet; returns the shard of the record."""
    if shard is not None and not connection.execute(select(func.count()).select_from(RUNS)).scalar_one():
        connection.execute(insert(SHARD).values(shard=shard.number, shards=shard.count))
    return shard_of(connection)
