"""Temporary folders, locked for as long as their process lives and removed once it is dead. Trusted side.

A process that is killed cannot clean up; the next one does. The kernel releases the lock with the process.
"""

import fcntl
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

PREFIX = "grader-held-"
YOUNG_SECONDS = 60.0
"""A folder is created before it is locked: a younger one may be just between the two."""
_DIRECTORY = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC


def make_locked_folder() -> tuple[Path, int]:
    """A new folder in the directory for temporary files, and the descriptor whose lock holds it until it is closed."""
    folder = Path(tempfile.mkdtemp(prefix=PREFIX))
    lock = os.open(folder, _DIRECTORY)
    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    return folder, lock


@contextmanager
def locked_folder() -> Iterator[Path]:
    """A temporary folder for as long as this is open."""
    folder, lock = make_locked_folder()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(lock)


def stale_folders() -> Iterator[str]:
    """The names of folders whose process is dead, each locked by this process meanwhile."""
    here = tempfile.gettempdir()
    with os.scandir(here) as entries:
        names = [entry.name for entry in entries if entry.name.startswith(PREFIX)]
    for name in names:
        with suppress(OSError), _opened(f"{here}/{name}") as lock:
            found = os.fstat(lock)
            if found.st_uid == os.geteuid() and time.time() - found.st_mtime > YOUNG_SECONDS:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                yield name


@contextmanager
def _opened(path: str) -> Iterator[int]:
    descriptor = os.open(path, _DIRECTORY)
    try:
        yield descriptor
    finally:
        os.close(descriptor)
