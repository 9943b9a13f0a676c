"""Where the record of a class is: an SQLite file among the results, or another database whose address is kept instead.

Trusted side. With the folder of results one finds the record, so that only the first run needs the address.
"""

from pathlib import Path

from msgspec import Struct
from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from grader.errors import UsageError
from grader.output.files import read_own_file, write_file

STORE = "grades.sqlite"
"""The file, in the folder for results."""
ADDRESS = "grades.url"
"""The file with the address of another database; only its owner can read it, since it may contain a password."""
_SQLITE = "sqlite"
_DRIVERS = {"postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}
"""What replaces an address that names no driver."""


class Address(Struct, frozen=True):
    """One record: an SQLite file, or a database at an address."""

    file: Path | None = None
    url: URL | None = None

    def __str__(self) -> str:
        """What people see: no password."""
        return str(self.file) if self.url is None else self.url.render_as_string(hide_password=True)

    @property
    def is_begun(self) -> bool:
        """Whether there may be something: another database has to be asked."""
        return self.file is None or self.file.is_file()


def address_of(file: Path) -> Address:
    """This file, unless there is an address beside it. Raises UsageError if that cannot be one."""
    said = read_own_file(file.with_name(ADDRESS))
    return Address(file) if said is None else _parsed(said.decode("utf-8", "replace").strip())


def use_address(results: Path, said: str) -> None:
    """Makes this address the place of the record of a folder of results from now on.

    Raises:
        UsageError: It is not an address, or the folder has its record elsewhere already.
    """
    wanted = _parsed(said)
    if read_own_file(results / ADDRESS) is None and (results / STORE).is_file():
        raise UsageError(f"{results} has its grades in {STORE}: leave --store out, or give another --output.")
    if read_own_file(results / ADDRESS) is not None and (known := address_of(results / STORE)) != wanted:
        raise UsageError(f"{results} has its grades elsewhere ({known}): leave --store out, or give another --output.")
    write_file(results / ADDRESS, f"{said.strip()}\n".encode(), private=True)


def _parsed(said: str) -> Address:
    try:
        url = make_url(said)
    except ArgumentError as error:
        raise UsageError(
            "That is no address of a database: give one like postgresql://host/grades or sqlite:////folder/file.sqlite."
        ) from error
    if url.get_backend_name() != _SQLITE:
        return Address(url=url.set(drivername=_DRIVERS.get(url.drivername, url.drivername)))
    if not url.database or url.database == ":memory:":
        raise UsageError("A record is to be kept: give the path of a file, as in sqlite:////folder/file.sqlite.")
    return Address(Path(url.database))
