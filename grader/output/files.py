"""Result files: each appears whole or not at all, by a rename that replaces what was there. Trusted side.

Files with hidden inputs or expected values are readable by their owner only, from the moment they are created.
"""

import os
import shutil
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import chain
from pathlib import Path

from grader.errors import UsageError

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
_OLD_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_PUBLIC, _PRIVATE, _PRIVATE_FOLDER = 0o666, 0o600, 0o700


def make_folder(output: Path) -> None:
    """Makes a folder for results. Raises UsageError if something else is in its place, or it cannot be made."""
    try:
        output.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError) as error:
        raise UsageError(f"{output} is not a folder: --output takes a folder.") from error
    except OSError as error:
        raise UsageError(f"{output} cannot be made ({error.strerror}): --output takes a folder to write to.") from error


def make_private_folder(path: Path) -> None:
    """Makes a folder that only its owner can enter, or restricts an existing one. Raises UsageError."""
    with explaining(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileExistsError):
            path.mkdir(mode=_PRIVATE_FOLDER)
        descriptor = os.open(path, _FOLDER | os.O_NOFOLLOW)
        try:
            os.fchmod(descriptor, _PRIVATE_FOLDER)
        finally:
            os.close(descriptor)


def make_private_file(path: Path) -> None:
    """Makes an empty file that only its owner can read, or restricts an existing one. Raises UsageError."""
    with explaining(path):
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, _PRIVATE)
        try:
            os.fchmod(descriptor, _PRIVATE)
        finally:
            os.close(descriptor)


def write_file(path: Path, content: bytes, *, private: bool = False) -> None:
    """Writes a file whole or not at all; a link in its place is replaced, not followed.

    Raises:
        UsageError: It cannot be written; the previous file is unchanged.
    """
    partial = f".{path.name}.partial"
    with explaining(path):
        discard(path.with_name(partial))
        folder = os.open(path.parent, _FOLDER)
        try:
            descriptor = os.open(partial, _NEW_FILE, _PRIVATE if private else _PUBLIC, dir_fd=folder)
            try:
                with os.fdopen(descriptor, "wb") as file:
                    file.write(content)
                os.replace(partial, path.name, src_dir_fd=folder, dst_dir_fd=folder)
            except OSError:
                with suppress(OSError):
                    os.unlink(partial, dir_fd=folder)
                raise
        finally:
            os.close(folder)


def read_own_file(path: Path | str) -> bytes | None:
    """The content of a file of ours, or None if there is none; links are not followed."""
    try:
        with os.fdopen(os.open(path, _OLD_FILE), "rb") as file:
            return file.read()
    except OSError:
        return None


def discard(path: Path) -> None:
    """Removes whatever is at a path: a link itself, a folder with its contents. Raises OSError if it cannot."""
    try:
        mode = path.lstat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return
    try:
        _remove(path, mode)
    except PermissionError:  # of a folder that belongs to us, so that we may open it
        for folder in chain((path.parent,), _folders(path, mode)):  # each is opened before it is looked into
            folder.chmod(folder.stat().st_mode | _PRIVATE_FOLDER)
        _remove(path, mode)


def _remove(path: Path, mode: int) -> None:
    remove: Callable[[Path], None] = shutil.rmtree if stat.S_ISDIR(mode) else Path.unlink
    remove(path)


def _folders(path: Path, mode: int) -> Iterator[Path]:
    """A folder and those below it, each before its contents, so that it can be opened first."""
    if stat.S_ISDIR(mode):
        yield path
        for below in path.iterdir():
            yield from _folders(below, below.lstat().st_mode)


@contextmanager
def explaining(path: Path) -> Iterator[None]:
    """Turns a file system error into a UsageError with a sentence."""
    try:
        yield
    except OSError as error:
        raise UsageError(
            f"{path} cannot be written ({error.strerror}): make room there or give another place; "
            "what was written before is kept."
        ) from error
