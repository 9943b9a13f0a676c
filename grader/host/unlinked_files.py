"""How much a process holds in unlinked files that are still open or mapped. Trusted side; Linux only.

They appear in no directory listing, and take up space until the process ends.
"""

import ctypes
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_BLOCK = 512
_DELETED = " (deleted)"
MORE_THAN_ANY_LIMIT = 1 << 62


def unlinked_bytes(process: str, scratch: Path) -> int:
    """Bytes in unlinked files that a process has open; it is `process` in /proc, or not inspected if that is empty.

    If a process maps a file of its scratch directory, unlinks it and closes it too, nobody can measure it; no honest
    code does that, since Python's own maps keep their file open. It counts as more than any limit.

    Raises:
        PermissionError: The process cannot be inspected.
    """
    if not process:
        return 0
    with suppress(FileNotFoundError, ProcessLookupError), _as_owner_of(process):
        for thread in sorted(os.listdir(f"/proc/{process}/task"), key=int):  # noqa: PTH208 # names are all it takes
            place = f"/proc/{process}/task/{thread}"
            try:
                # Threads share all of it, but one that has ended has none: so may the first, while others go on.
                if _has_memory(place):
                    return _held(place, scratch)
            except PermissionError:
                if _has_memory(place):
                    raise
    return 0  # it has ended, or is about to: then its files are nobody's to inspect


def _held(place: str, scratch: Path) -> int:
    suspects = _mapped(place, scratch)
    opened = dict(_opened(place))
    hidden = suspects - set(opened)
    # What is mapped before and after has not just been closed in between.
    return MORE_THAN_ANY_LIMIT if hidden and hidden & _mapped(place, scratch) else sum(opened.values())


def _has_memory(place: str) -> bool:
    return not Path(place, "statm").read_bytes().startswith(b"0 ")


def _opened(place: str) -> Iterator[tuple[int, int]]:
    """The inodes of unlinked regular files that a thread has open, and how much each holds."""
    for name in os.listdir(f"{place}/fd"):  # noqa: PTH208 # the same
        with suppress(FileNotFoundError):
            found = os.stat(f"{place}/fd/{name}")  # noqa: PTH116 # the same
            if stat.S_ISREG(found.st_mode) and found.st_nlink == 0:
                yield found.st_ino, found.st_blocks * _BLOCK


def _mapped(place: str, scratch: Path) -> set[int]:
    """The inodes of unlinked files of a scratch directory that a thread has mapped."""
    lines = Path(place, "maps").read_text("utf-8", "replace").split("\n")
    return {int(line.split()[4]) for line in lines if line.endswith(_DELETED) and f" {scratch}/" in line}


@contextmanager
def _as_owner_of(process: str) -> Iterator[None]:
    """Makes this thread act as the user of the process, as root has to without the capability to trace."""
    owner = os.stat(f"/proc/{process}")  # noqa: PTH116 # the same
    libc = ctypes.CDLL(None)
    if os.geteuid() != 0 or owner.st_uid == 0 or _can_look(process):
        yield
        return
    libc.setfsgid(owner.st_gid)
    libc.setfsuid(owner.st_uid)
    try:
        yield
    finally:
        libc.setfsuid(os.geteuid())
        libc.setfsgid(os.getegid())


def _can_look(process: str) -> bool:
    with suppress(FileNotFoundError):  # its first thread has ended
        try:
            os.readlink(f"/proc/{process}/exe")  # noqa: PTH115 # the same; it is as closed as the open files are
        except PermissionError:
            return False
    return True
