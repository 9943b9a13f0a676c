"""Opens the record of a class: one writer at a time, with the present schema, and intact; or says why not.

Trusted side. A database with a problem is left unchanged.
"""

import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import Connection, Engine, NullPool, create_engine, delete, event, func, insert, inspect, select
from sqlalchemy.exc import DatabaseError, NoSuchModuleError, OperationalError

from grader.errors import UsageError
from grader.gradebook.store.address import STORE, Address, address_of
from grader.gradebook.store.migrations import MIGRATIONS
from grader.gradebook.store.tables import METADATA, SCHEMA, SCHEMA_VERSION
from grader.output.files import make_private_file

__all__ = ["STORE", "compact", "database_errors_explained", "only_writer", "opened_for_reading", "opened_for_writing"]

_FIRST_FORMAT = {"grades", "last_run"}
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC


@contextmanager
def only_writer(folder: Path) -> Iterator[None]:
    """Locks a folder of results against other writers; the kernel releases the lock when the process ends.

    Raises:
        UsageError: Another process has locked it, or there is no such folder.
    """
    try:
        lock = os.open(folder, _FOLDER)
    except OSError as error:
        raise UsageError(
            f"{folder} cannot be opened ({error.strerror}): give the folder that `grader bulk` wrote."
        ) from error
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
    """The database, created if necessary, for its only writer: this file, or the database whose address is beside it.

    Raises:
        UsageError: Another process writes it, it is damaged or of a newer version, or it cannot be written.
    """
    with only_writer(file.parent):
        address = address_of(file)
        if address.file is not None:
            make_private_file(address.file)
        with _opened(address) as connection:
            _hold(connection, address)
            _bring_up_to_date(connection, address)
            yield connection


@contextmanager
def opened_for_reading(file: Path) -> Iterator[Connection]:
    """The database as it is; one of an earlier version is migrated first.

    Raises:
        UsageError: There is none, or it is damaged, or of a newer version.
    """
    address = address_of(file)
    if not address.is_begun:
        raise UsageError(f"{address.file} is not there: give the folder that `grader bulk` wrote.")
    with _opened(address) as connection:
        present = _version(connection) == SCHEMA_VERSION
        if present:
            yield connection
    if not present:
        with opened_for_writing(file) as connection:
            yield connection


@contextmanager
def database_errors_explained(address: Address) -> Iterator[None]:
    """Turns a database error into a UsageError with a sentence."""
    try:
        yield
    except OperationalError as error:
        raise UsageError(
            f"{address} cannot be read or written ({_said(error)}): {_remedy(address)}; what was graded before is kept."
        ) from error
    except DatabaseError as error:
        if address.file is None:
            raise UsageError(
                f"{address} cannot be used ({_said(error)}): give the address of an empty database of your own."
            ) from error
        raise UsageError(
            f"{address} is damaged ({_said(error)}) and was left as it is: put a copy of it back, or move it away and "
            "run `grader bulk` again, which then grades everybody. Give the folder that `grader bulk` wrote."
        ) from error


def compact(connection: Connection) -> None:
    """Rewrites SQLite's file so that it has its data but no trace of the order of writing; outside of any transaction.

    That needs as much free space again as the file; without it the file stays as it is.
    """
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("COMMIT")
        with suppress(OperationalError):
            connection.exec_driver_sql("VACUUM")
        connection.rollback()  # of the transaction that SQLAlchemy assumes


def _said(error: DatabaseError) -> str:
    """The message of the database, in one line."""
    return " ".join(str(error.orig).split())


def _remedy(address: Address) -> str:
    return "make room or give another --output" if address.file is not None else "see that it runs and lets you in"


@contextmanager
def _opened(address: Address) -> Iterator[Connection]:
    engine = _engine(address)
    try:
        with database_errors_explained(address), engine.connect() as connection:
            if address.file is not None:
                _require_whole(connection, address)
            yield connection
    finally:
        engine.dispose()


def _engine(address: Address) -> Engine:
    """One connection, whose transactions begin where they are begun here, not where the driver would begin them."""
    if address.url is not None:
        return _engine_elsewhere(address)
    file = f"{(address.file or Path()).resolve().as_uri()}?mode=rw"
    engine = create_engine(
        "sqlite://", creator=lambda: sqlite3.connect(file, uri=True, isolation_level=None), poolclass=NullPool
    )
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
    return engine


def _engine_elsewhere(address: Address) -> Engine:
    try:
        return create_engine(address.url or "", poolclass=NullPool)
    except ModuleNotFoundError as error:
        raise UsageError(
            f"{address} needs the Python package {error.name}: install it beside the grader; for PostgreSQL that is "
            "`pip install 'grader-harness[postgresql]'`."
        ) from error
    except NoSuchModuleError as error:
        raise UsageError(f"{address} is of a kind that SQLAlchemy does not know here ({error}).") from error


def _hold(connection: Connection, address: Address) -> None:
    """Locks a database that can be reached from other machines; the lock ends with the connection, however that ends.

    PostgreSQL has locks for that, used here for each schema. Others are locked only by the folder of results.
    """
    if connection.dialect.name != "postgresql":
        return
    key = func.hashtextextended(func.concat("grader ", func.current_schema()), 0)
    held = connection.execute(select(func.pg_try_advisory_lock(key))).scalar_one()
    connection.rollback()
    if not held:
        raise UsageError(f"Another grader is writing into {address}: wait until it has ended, or give another one.")


def _require_whole(connection: Connection, address: Address) -> None:
    found = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one()
    connection.rollback()
    if found != "ok":
        raise UsageError(
            f"{address} is damaged and was left as it is: put a copy of it back, or move it away and run `grader bulk` "
            "again, which then grades everybody."
        )


def _bring_up_to_date(connection: Connection, address: Address) -> None:
    """Creates the tables, or migrates those of an earlier version: all of it or nothing."""
    version = _version(connection)
    if version > SCHEMA_VERSION:
        raise UsageError(
            f"{address} was written by a newer version of the grader: install that version, or a newer one."
        )
    if version == SCHEMA_VERSION:
        return
    with connection.begin():
        tables = set(inspect(connection).get_table_names())
        ours = tables if address.file is not None else tables & METADATA.tables.keys()
        if ours and not version and not (address.file is not None and tables >= _FIRST_FORMAT):
            raise UsageError(f"{address} is a database of something else: give another --output.")
        if ours:
            for step in MIGRATIONS[version:]:
                step(connection, address.file or Path())
        else:
            METADATA.create_all(connection)
        connection.execute(delete(SCHEMA))
        connection.execute(insert(SCHEMA).values(version=SCHEMA_VERSION))


def _version(connection: Connection) -> int:
    """The version of the schema; 0 for the first format and for an empty file."""
    known = inspect(connection).has_table(SCHEMA.name)
    version = connection.execute(select(SCHEMA.c.version)).scalar_one() if known else 0
    connection.rollback()
    return int(version)
