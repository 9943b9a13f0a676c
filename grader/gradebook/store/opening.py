"""Opens grades.sqlite: one writer at a time, brought to the present schema, and whole, or a sentence says why not.

Trusted side. A database of which something is wrong is left as it is.
"""

import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, NullPool, create_engine, delete, event, insert, inspect, select
from sqlalchemy.exc import DatabaseError, OperationalError

from grader.errors import UsageError
from grader.gradebook.store.migrations import MIGRATIONS
from grader.gradebook.store.tables import METADATA, SCHEMA, SCHEMA_VERSION
from grader.output.files import make_private_file

STORE = "grades.sqlite"
"""The file, in the folder for results."""
_FIRST_FORMAT = {"grades", "last_run"}
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC


@contextmanager
def only_writer(folder: Path) -> Iterator[None]:
    """Holds a folder of results against every other writer; the kernel lets go of it with the process.

    Raises:
        UsageError: Another process holds it.
    """
    lock = os.open(folder, _FOLDER)
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise UsageError(
                f"Another grader is writing into {folder}: wait until it has ended, or give another folder."
            ) from error
        yield
    finally:
        os.close(lock)


@contextmanager
def opened_for_writing(file: Path) -> Iterator[Connection]:
    """The database, made if need be, for its only writer.

    Raises:
        UsageError: Another process writes it, it is damaged or of a newer version, or it cannot be written.
    """
    with only_writer(file.parent):
        make_private_file(file)
        with _opened(file) as connection:
            _bring_up_to_date(connection, file)
            yield connection


@contextmanager
def opened_for_reading(file: Path) -> Iterator[Connection]:
    """The database as it is; one of an earlier version is brought to the present one first.

    Raises:
        UsageError: There is none, or it is damaged, or of a newer version.
    """
    if not file.is_file():
        raise UsageError(f"{file} is not there: give the folder that `grader bulk` wrote.")
    with _opened(file) as connection:
        present = _version(connection) == SCHEMA_VERSION
        if present:
            yield connection
    if not present:
        with opened_for_writing(file) as connection:
            yield connection


@contextmanager
def explained(file: Path) -> Iterator[None]:
    """Turns a fault of the database into a sentence."""
    try:
        yield
    except OperationalError as error:
        raise UsageError(
            f"{file} cannot be read or written ({error.orig}): make room or give another --output; "
            "what was graded before is kept."
        ) from error
    except DatabaseError as error:
        raise UsageError(
            f"{file} is damaged ({error.orig}) and was left as it is: put a copy of it back, or move it away and run "
            "`grader bulk` again, which then grades everybody. Give the folder that `grader bulk` wrote."
        ) from error


def compact(connection: Connection) -> None:
    """Has the file hold what is in it and no trace of how that came; outside of any transaction."""
    connection.exec_driver_sql("COMMIT")
    connection.exec_driver_sql("VACUUM")
    connection.rollback()  # of what SQLAlchemy thinks was begun


@contextmanager
def _opened(file: Path) -> Iterator[Connection]:
    engine = _engine(file)
    try:
        with explained(file), engine.connect() as connection:
            _require_whole(connection, file)
            yield connection
    finally:
        engine.dispose()


def _engine(file: Path) -> Engine:
    """One connection, for which transactions begin where they are begun here and not where the driver thinks so."""
    address = f"{file.resolve().as_uri()}?mode=rw"
    engine = create_engine(
        "sqlite://", creator=lambda: sqlite3.connect(address, uri=True, isolation_level=None), poolclass=NullPool
    )
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
    return engine


def _require_whole(connection: Connection, file: Path) -> None:
    found = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one()
    connection.rollback()
    if found != "ok":
        raise UsageError(
            f"{file} is damaged and was left as it is: put a copy of it back, or move it away and run `grader bulk` "
            "again, which then grades everybody."
        )


def _bring_up_to_date(connection: Connection, file: Path) -> None:
    """Makes the tables, or changes those of an earlier version: all of it or nothing."""
    version = _version(connection)
    if version > SCHEMA_VERSION:
        raise UsageError(f"{file} was written by a newer version of the grader: install that version, or a newer one.")
    if version == SCHEMA_VERSION:
        return
    with connection.begin():
        tables = set(inspect(connection).get_table_names())
        if tables and not version and not tables >= _FIRST_FORMAT:
            raise UsageError(f"{file} is a database of something else: give another --output.")
        if tables:
            for step in MIGRATIONS[version:]:
                step(connection, file)
        else:
            METADATA.create_all(connection)
        connection.execute(delete(SCHEMA))
        connection.execute(insert(SCHEMA).values(version=SCHEMA_VERSION))


def _version(connection: Connection) -> int:
    """The number of the schema; 0 for the first format and for an empty file."""
    known = inspect(connection).has_table(SCHEMA.name)
    version = connection.execute(select(SCHEMA.c.version)).scalar_one() if known else 0
    connection.rollback()
    return int(version)
