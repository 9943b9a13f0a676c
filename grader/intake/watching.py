"""Detects changes of the files of a student's work. Trusted side; reads no content.

It polls twice a second: unlike notifications of the system, that also works on network and shared folders, and however
an editor saves. Files that intake ignores are not watched.
"""

import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from grader.intake.installed import is_packages
from grader.intake.naming import ignored_file, ignored_folder

POLL_SECONDS = 0.5
SETTLE_SECONDS = 0.1

FileStamp = tuple[int, int]
Snapshot = Mapping[str, FileStamp]


def each_change(work: Path, results: Path) -> Iterator[None]:
    """Yields at once, and then whenever the work has changed since the last time, and is no longer changing.

    Args:
        work: A folder or a file.
        results: A folder whose files do not count.
    """
    while True:
        seen = _state(work, results)
        yield
        now = seen
        while now == seen:
            time.sleep(POLL_SECONDS)
            now = _state(work, results)
        while (later := _later_state(work, results)) != now:
            now = later


def _later_state(work: Path, results: Path) -> Snapshot:
    time.sleep(SETTLE_SECONDS)
    return _state(work, results)


def _state(work: Path, results: Path) -> Snapshot:
    """The modification time and the size of each existing file, by path."""
    return dict(_below(work, results) if work.is_dir() else _facts(work))


def _below(folder: Path, results: Path) -> Iterator[tuple[str, FileStamp]]:
    with suppress(OSError):  # it has just been deleted, or may not be read
        for path in folder.iterdir():
            if path.is_dir() and not path.is_symlink():
                if not (ignored_folder(path.name) or is_packages(path.name)) and path.resolve() != results:
                    yield from _below(path, results)
            elif not ignored_file(path.name):
                yield from _facts(path)


def _facts(path: Path) -> Iterator[tuple[str, FileStamp]]:
    with suppress(OSError):
        status = path.lstat()
        yield str(path), (status.st_mtime_ns, status.st_size)
