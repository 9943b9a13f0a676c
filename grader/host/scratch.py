"""The private directory that a guest may write to, created before it starts and removed after its end. Trusted side.

What a student created in it is never followed and never opened as a file, and removing it works for any depth, name
or permission.
"""

import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

from grader.host.temp_folders import make_locked_folder, stale_folders

_DIRECTORY = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_MAX_OPEN = 64
_BLOCK = 512
_ATTEMPTS = 3


class Scratch:
    """A fresh directory for one guest. Its parent is ours, so that nobody can put a link in its place."""

    def __init__(self, taken_over: Path | None = None) -> None:
        """Creates it, unless it is the path of one that this process takes over."""
        if taken_over is not None:
            self.path, self._parent, self._lock = taken_over, taken_over.parent, None
            return
        self._parent, self._lock = make_locked_folder()
        self._parent.chmod(0o711)  # the zygote may give what is inside to another user, who has to pass through here
        self.path = self._parent / "work"
        self.path.mkdir(mode=0o700)

    def clear(self) -> None:
        """Removes it with everything in it and beside it; nothing may run in it any longer.

        At level process a guest may put files beside it, put a link in its place, or remove even its parent; and
        if something that it left running keeps adding to it, a part of it stays behind.
        """
        _remove_patiently(self._parent.name, self._parent.parent)
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def used(self, maximum: int) -> tuple[int, int]:
        """How many bytes and how many entries it contains; stops counting beyond `maximum` entries.

        Raises:
            OSError: It cannot be opened as a directory.
        """
        seen = allocated = 0
        try:
            pending = [os.open(self.path, _DIRECTORY)]
        except FileNotFoundError:  # at level process a guest can take it away
            return 0, 0
        while pending:
            directory = pending.pop()
            try:
                with os.scandir(directory) as entries:
                    for entry in entries:
                        seen += 1
                        if seen <= maximum:
                            allocated += _allocated(entry, directory, pending)
            finally:
                os.close(directory)
        return allocated, seen


def sweep() -> None:
    """Removes what killed processes of this user have left behind."""
    for name in stale_folders():
        _remove_patiently(name, Path(tempfile.gettempdir()))


def _remove_patiently(name: str, parent: Path) -> None:
    above = os.open(parent, _DIRECTORY)
    try:
        for _ in range(_ATTEMPTS):
            with suppress(OSError):
                _remove(name, above)
                return
    finally:
        os.close(above)


def _allocated(entry: os.DirEntry[str], directory: int, pending: list[int]) -> int:
    try:
        status = entry.stat(follow_symlinks=False)
        if stat.S_ISDIR(status.st_mode) and len(pending) < _MAX_OPEN:
            pending.append(os.open(entry.name, _DIRECTORY, dir_fd=directory))
    except OSError:  # it is gone already, or closed to its own owner
        return 0
    return status.st_blocks * _BLOCK


def _remove(name: str, parent: int) -> None:
    """Removes a directory tree without recursion: directories inside are moved to its top before they are removed."""
    top = _open(name, parent)
    try:
        number = 0
        while inner_names := _remove_files(top):
            for inner_name in inner_names:
                inner = _open(inner_name, top)
                try:
                    for child in _remove_files(inner):
                        os.close(_open(child, inner))  # to move a directory its owner must be able to write to it
                        number += 1
                        os.rename(child, f"{os.urandom(8).hex()}.{number:x}", src_dir_fd=inner, dst_dir_fd=top)
                finally:
                    os.close(inner)
                os.rmdir(inner_name, dir_fd=top)
    finally:
        os.close(top)
    os.rmdir(name, dir_fd=parent)


def _remove_files(directory: int) -> list[str]:
    """Unlinks everything but the directories; returns their names."""
    with os.scandir(directory) as entries:
        found = [(entry.name, entry.is_dir(follow_symlinks=False)) for entry in entries]
    for name, is_directory in found:
        if not is_directory:
            os.unlink(name, dir_fd=directory)
    return [name for name, is_directory in found if is_directory]


def _open(name: str, parent: int) -> int:
    """Opens a directory to list and change it, even if its owner had closed it to everybody."""
    try:
        opened = os.open(name, _DIRECTORY, dir_fd=parent)
    except PermissionError:
        _unlock(name, parent)
        return os.open(name, _DIRECTORY, dir_fd=parent)
    if os.fstat(opened).st_mode & stat.S_IRWXU != stat.S_IRWXU:
        os.fchmod(opened, stat.S_IRWXU)
    return opened


def _unlock(name: str, parent: int) -> None:
    if not hasattr(os, "O_PATH"):
        os.chmod(name, stat.S_IRWXU, dir_fd=parent, follow_symlinks=False)
        return
    handle = os.open(name, os.O_PATH | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=parent)
    try:
        Path(f"/proc/self/fd/{handle}").chmod(stat.S_IRWXU)
    finally:
        os.close(handle)
