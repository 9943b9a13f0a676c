"""Gives a copy of a process its own open files instead of those that it shares with all other copies.

Untrusted side. A fork shares open files with their positions: one copy could see what another writes or reads.
"""

import fcntl
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from grader.guest.jail.enter import CONNECTION

_MADE_ONCE = os.O_CREAT | os.O_EXCL | os.O_TRUNC
_Identity = tuple[int, int]


def replace_shared(run: Path, own: Path, maximum: int) -> None:
    """Reopens every file below `run` as its copy below `own`, at the same position; closes off all others.

    Args:
        run: The directory of the files that may be open.
        own: Its copy.
        maximum: All descriptors are below this number.
    """
    paths = dict(_identities(run))
    null = os.open(os.devnull, os.O_RDWR)
    for descriptor in range(CONNECTION + 1, maximum):
        if descriptor == null:
            continue
        try:
            status = os.fstat(descriptor)
        except OSError:  # not open
            continue
        path = paths.get((status.st_dev, status.st_ino))
        if path is None or not _reopen(descriptor, own / path.relative_to(run)):
            os.dup2(null, descriptor)
    os.close(null)


def _reopen(descriptor: int, path: Path) -> bool:
    try:
        flags = fcntl.fcntl(descriptor, fcntl.F_GETFL)
        again = os.open(path, flags & ~_MADE_ONCE)
        os.lseek(again, os.lseek(descriptor, 0, os.SEEK_CUR), os.SEEK_SET)
    except OSError:
        return False
    os.dup2(again, descriptor)
    os.close(again)
    return True


def _identities(folder: Path) -> Iterator[tuple[_Identity, Path]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            status = entry.stat(follow_symlinks=False)
            if stat.S_ISDIR(status.st_mode):
                yield from _identities(Path(entry.path))
            elif stat.S_ISREG(status.st_mode):
                yield (status.st_dev, status.st_ino), Path(entry.path)
