"""A PostgreSQL server for tests: started by an ordinary user on a socket in its own folder, and ended after them."""

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

DEBIANS = Path("/usr/lib/postgresql")
"""Where Debian keeps them, one folder for each version, and on nobody's path."""
ORDINARY = "nobody"
PATIENCE_SECONDS = 60.0


def programs() -> Path | None:
    """The folder of the newest one here."""
    on_path = shutil.which("initdb")
    folders = [*sorted(DEBIANS.glob("*/bin"), key=lambda path: int(path.parent.name)), Path(on_path or "").parent]
    return next((folder for folder in folders[::-1] if (folder / "initdb").is_file()), None)


def needs_postgresql() -> Path:
    """The same; where there is none CI fails and others skip."""
    found = programs()
    if found is None and os.environ.get("CI") == "true":
        pytest.fail("CI must have PostgreSQL: install Debian's package postgresql")
    if found is None:
        pytest.skip("no PostgreSQL here: install Debian's package postgresql")
    if not _is_known_user():
        pytest.skip("PostgreSQL starts for no user without an entry in passwd")
    return found


def _is_known_user() -> bool:
    try:
        pwd.getpwuid(os.geteuid())
    except KeyError:
        return False
    return True


@contextmanager
def running_server() -> Iterator[str]:
    """Its address, up to where the options begin; each schema is a database for itself."""
    bin_folder, user = needs_postgresql(), _ordinary_user()
    place = Path(
        tempfile.mkdtemp(prefix="pg-")
    )  # not among those of pytest, whose paths are longer than a socket's may be
    try:
        if user:
            shutil.chown(place, ORDINARY)
        data = place / "data"
        made = ("--username=grader", "--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C")
        subprocess.run([bin_folder / "initdb", "-D", data, *made], check=True, capture_output=True, cwd=place, **user)
        options = ("-k", place, "-c", "listen_addresses=", "-c", "fsync=off", "-c", "max_connections=20")
        with (
            (place / "log").open("wb") as log,
            subprocess.Popen(
                [bin_folder / "postgres", "-D", data, *options], stdout=log, stderr=log, cwd=place, **user
            ) as server,
        ):
            try:
                _wait_for(place, server)
                yield f"postgresql://grader@/postgres?host={place}"
            finally:
                server.send_signal(2)  # which ends it at once, whoever is connected
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _ordinary_user() -> dict[str, Any]:
    """PostgreSQL refuses to run as root."""
    return {"user": ORDINARY, "group": "nogroup", "extra_groups": []} if os.geteuid() == 0 else {}


def _wait_for(place: Path, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    status = place / "data" / "postmaster.pid"
    while not (status.is_file() and status.read_text().rstrip().endswith("ready")):
        assert server.poll() is None, (place / "log").read_text()
        assert time.monotonic() < deadline, (place / "log").read_text()
        time.sleep(0.02)
