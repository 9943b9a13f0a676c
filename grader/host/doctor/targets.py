"""The targets of the attempts: a secret file, listening sockets, the grader itself; and which were touched. Trusted."""

import os
import secrets
import socket
from contextlib import ExitStack
from pathlib import Path
from typing import Self

import numpy as np

from grader.assignment import Limits

_TIMES = (1_000_000_000, 1_000_000_000)


class Targets:
    """The targets, in a folder of their own while attempts are made. Use as a context manager."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._secret = folder / "secret.txt"
        self._content = secrets.token_hex(16)
        self._abstract = f"grader-doctor-{secrets.token_hex(4)}"
        self._stack = ExitStack()
        self._streams: list[socket.socket] = []

    def __enter__(self) -> Self:
        self._folder.chmod(0o755)  # open to everybody: it is the jail that must keep guests out
        self._secret.write_text(self._content)
        self._restore()
        kind = socket.SOCK_STREAM
        self._tcp = self._listen(socket.AF_INET, kind, ("127.0.0.1", 0))
        self._udp = self._listen(socket.AF_INET, socket.SOCK_DGRAM, ("127.0.0.1", 0))
        self._listen(socket.AF_UNIX, kind, str(self._folder / "socket"))
        (self._folder / "socket").chmod(0o777)
        self._listen(socket.AF_UNIX, kind, f"\0{self._abstract}")
        return self

    def __exit__(self, *_error: object) -> None:
        self._stack.close()

    def described(self, limits: Limits) -> dict[str, str]:
        """Where everything is, for a guest to try."""
        return {
            "secret": str(self._secret),
            "folder": str(self._folder),
            "package": str(Path(__file__).resolve().parents[2] / "errors.py"),
            "library": str(Path(np.__file__)),
            "grader": str(os.getpid()),
            "tcp": str(self._tcp.getsockname()[1]),
            "udp": str(self._udp.getsockname()[1]),
            "unix": str(self._folder / "socket"),
            "abstract": self._abstract,
            "scratch_bytes": str(limits.scratch_bytes),
            "memory_bytes": str(limits.memory_bytes),
        }

    def trace(self) -> str:
        """What the last attempt left behind outside, undone for the next; empty if nothing."""
        found = self._touched()
        self._restore()
        return found

    def _touched(self) -> str:
        status = self._secret.stat()
        if self._secret.read_text() != self._content:
            return "the file was changed"
        if status.st_mode & 0o777 != 0o644 or status.st_mtime != _TIMES[1] or status.st_nlink != 1:  # noqa: PLR2004 # as `_restore` left it
            return "the file's mode, times or links were changed"
        if {path.name for path in self._folder.iterdir()} != {"secret.txt", "socket"}:
            return "a file was planted"
        return "a message came through" if any(map(_heard, self._streams)) else ""

    def _restore(self) -> None:
        for path in self._folder.iterdir():
            if path.name not in ("secret.txt", "socket"):
                path.unlink()
        self._secret.write_text(self._content)
        self._secret.chmod(0o644)
        os.utime(self._secret, _TIMES)

    def _listen(self, family: int, kind: int, address: object) -> socket.socket:
        made = self._stack.enter_context(socket.socket(family, kind))
        made.bind(address)  # type: ignore[arg-type] # an address of that family
        if kind == socket.SOCK_STREAM:
            made.listen()
        made.settimeout(0)
        self._streams.append(made)
        return made


def _heard(listener: socket.socket) -> bool:
    """Whether something arrived since the last time."""
    try:
        if listener.type == socket.SOCK_DGRAM:
            listener.recv(1)
        else:
            listener.accept()[0].close()
    except BlockingIOError:
        return False
    return True
