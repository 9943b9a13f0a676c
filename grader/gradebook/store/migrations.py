"""Migrates a database of an earlier version to the present one, with a function for each step. Trusted side.

A step runs within a transaction: it changes everything or nothing. It never drops data that somebody may need.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from sqlalchemy import Connection, insert, inspect, text

from grader.gradebook.store.tables import ASSIGNMENT, ATTEMPTS, GRADES, METADATA, RESULTS, ROSTER, RUNS, SHOWN, TASKS
from grader.model import Grade

Step = Callable[[Connection, Path], None]
_FIRST_RUN = 1
_OLD = "first_format_"


def _from_first_format(connection: Connection, file: Path) -> None:
    """The first format had one grade for each submission, and a list of those in the last run, which becomes run 1."""
    before = {"grades", "last_run", "shown", "students"} & set(inspect(connection).get_table_names())
    for table in sorted(before):
        connection.execute(text(f"ALTER TABLE {table} RENAME TO {_OLD}{table}"))
    METADATA.create_all(connection)
    rows = connection.execute(text(f"SELECT submission, digest, made_with, grade FROM {_OLD}grades")).all()  # noqa: S608 # names of ours
    finished = set(connection.execute(text(f"SELECT submission FROM {_OLD}last_run")).scalars())  # noqa: S608 # the same
    if rows:
        made_at = datetime.fromtimestamp(file.stat().st_mtime, UTC).isoformat(timespec="seconds")
        _take_assignment(connection, msgspec.msgpack.decode(rows[0].grade, type=Grade), made_at if finished else None)
    for row in rows:
        _take_grade(connection, row.made_with, row.grade, finished)
    if "shown" in before:
        _copy(connection, "shown", SHOWN.name, "submission, digest, made_with, day")
    if "students" in before:
        told = "submission, 'handed in', form, number, login, email, name, '', ''"
        _copy(connection, "students", ROSTER.name, told)
    for table in sorted(before):
        connection.execute(text(f"DROP TABLE {_OLD}{table}"))


def _copy(connection: Connection, old: str, new: str, columns: str) -> None:
    connection.execute(text(f"INSERT INTO {new} SELECT {columns} FROM {_OLD}{old}"))  # noqa: S608 # names of ours


def _take_assignment(connection: Connection, grade: Grade, finished_at: str | None) -> None:
    """Stores the assignment and the run, as far as they are known from a grade."""
    about = {"slug": grade.assignment, "title": grade.title, "max_score": grade.max_score}
    connection.execute(insert(ASSIGNMENT).values(**about, late_policy="", diagrams=b""))
    for position, task in enumerate(grade.tasks, start=1):
        values = {"task": task.id, "position": position, "title": task.title, "max_score": task.max_score}
        connection.execute(insert(TASKS).values(**values))
    made_with = grade.provenance
    told = (made_with.seed, made_with.grader, made_with.python, made_with.numpy) if made_with else ("", "", "", "")
    run = dict(zip(("seed", "grader", "python", "numpy"), told, strict=True))
    known = {"run": _FIRST_RUN, "started_at": finished_at or "", "finished_at": finished_at, "isolation": "", **run}
    unknown = {"source": "", "assignment_digest": "", "engine_digest": "", "made_with": ""}
    connection.execute(insert(RUNS).values(**known, **unknown))


def _take_grade(connection: Connection, made_with: str, content: bytes, finished: set[str]) -> None:
    grade = msgspec.msgpack.decode(content, type=Grade)
    key = {"submission": grade.submission, "digest": grade.digest}
    attempt = {"handed_in_at": None, "late": False, "files": "", "first_run": _FIRST_RUN, "last_run": _FIRST_RUN}
    connection.execute(insert(ATTEMPTS).values(**key, **attempt))
    told = {"score": grade.score, "max_score": grade.max_score, "withheld": False, "grade": content}
    connection.execute(insert(GRADES).values(**key, run=_FIRST_RUN, made_with=made_with, **told))
    if grade.submission in finished:
        result = {"status": "graded", "graded_in": _FIRST_RUN, "reason": "", "held_back": ""}
        connection.execute(insert(RESULTS).values(run=_FIRST_RUN, **key, **result))


def _with_arrivals(connection: Connection, _file: Path) -> None:
    """Version 2 stores what arrived for each work, and what its reports were made from, so that neither is repeated."""
    METADATA.create_all(connection)


def _with_tasks(connection: Connection, _file: Path) -> None:
    """Version 3 stores what each task depended on; for earlier grades, that is not known."""
    METADATA.create_all(connection)


def _with_shard(connection: Connection, _file: Path) -> None:
    """Version 4 stores whether the record is for a part of a class; all earlier ones are for whole classes."""
    METADATA.create_all(connection)


MIGRATIONS: Sequence[Step] = (_from_first_format, _with_arrivals, _with_tasks, _with_shard)
"""From version 0 to 1, and so on: the step at index n migrates from version n."""
