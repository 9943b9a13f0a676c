"""A folder -> its files, read through directory descriptors, so that no link swapped in is followed. Trusted side."""

import errno
import os
import stat
from io import BufferedReader
from pathlib import Path

from grader.errors import UnreadableError
from grader.intake.collect import CollectedFiles, Collector
from grader.intake.installed import is_environment, is_packages, is_part
from grader.intake.naming import ignored_file, ignored_folder
from grader.sanitize import quoted

_OPEN_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
# Non-blocking, because opening a pipe in the place of a file would otherwise wait for a writer.
_OPEN_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


def collect_folder(path: Path) -> CollectedFiles:
    """Reads all files below a folder.

    Raises:
        SubmissionError: The folder cannot be opened, or its contents exceed a limit.
    """
    collector = Collector()
    try:
        _walk(os.open(path, _OPEN_FOLDER), "", collector)
    except OSError as error:
        raise UnreadableError(f"The folder {quoted(str(path))} cannot be read: {error.strerror}.") from error
    return collector.collected()


def open_regular(name: str | Path, folder: int | None = None) -> BufferedReader:
    """Opens a regular file and nothing else: no link is followed, and no pipe is waited for.

    Raises:
        OSError: It cannot be opened, or is not a regular file.
    """
    descriptor = os.open(name, _OPEN_FILE, dir_fd=folder)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(errno.EINVAL, "not an ordinary file")
    return os.fdopen(descriptor, "rb")


def _walk(folder: int, prefix: str, collector: Collector) -> None:
    """Collects the contents of an open folder, and closes it."""
    try:
        names = _names(folder, collector)
        environment = is_environment(names)
        for name in names:
            if environment and is_part(name):
                collector.skip_installed(prefix.removesuffix("/") or name)
            else:
                _take_entry(folder, name, prefix + name, collector)
    finally:
        os.close(folder)


def _names(folder: int, collector: Collector) -> list[str]:
    names = []
    with os.scandir(folder) as entries:
        for entry in entries:
            collector.count_entry()
            names.append(entry.name)
    return sorted(names)


def _take_entry(folder: int, name: str, path: str, collector: Collector) -> None:
    try:
        mode = os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode
        if ignored_folder(name) if stat.S_ISDIR(mode) else ignored_file(name):
            return
        if is_packages(name) and not stat.S_ISREG(mode):
            collector.skip_installed(path)
        elif stat.S_ISLNK(mode):
            collector.skip_link(path)
        elif not (stat.S_ISDIR(mode) or stat.S_ISREG(mode)):
            collector.skip_special(path)
        elif not collector.admits(path):
            return
        elif stat.S_ISDIR(mode):
            _walk(os.open(name, _OPEN_FOLDER, dir_fd=folder), path + "/", collector)
        else:
            with open_regular(name, folder) as file:
                collector.take(path, file.read, os.fstat(file.fileno()).st_size)
    except FileNotFoundError:
        return  # it has just been deleted, like an editor's temporary files
    except OSError as error:
        collector.skip_unreadable(path, error.strerror or "unknown error")
