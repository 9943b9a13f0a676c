"""What attackers may leave behind on a machine, and how to see it from outside: processes, files, IPC, sockets."""

import os
from collections.abc import Iterator
from pathlib import Path

from tests.hostile.arena import RemoteArena

SHM = Path("/dev/shm")  # noqa: S108 # where attackers would hide something
IPC_KEY = 0x486F7374
"""The key under which the corpus makes SysV objects."""


def leftovers(arena: RemoteArena) -> list[str]:
    """What there is of the corpus outside of the arena's own processes."""
    token = arena.vault.places["TOKEN"]
    return [*_processes(arena), *_files(arena, token), *_ipc(), *_sockets(token)]


def _processes(arena: RemoteArena) -> Iterator[str]:
    """Whatever runs with the environment of this arena's zygotes and is not a zygote of it."""
    for pid in _pids():
        environment = _read(f"/proc/{pid}/environ")
        if str(arena.cache).encode() in environment and _parent(pid) != arena.pid and pid != arena.pid:
            yield f"process {pid}: {_read(f'/proc/{pid}/cmdline')!r}, child of {_parent(pid)}"


def _files(arena: RemoteArena, token: str) -> Iterator[str]:
    temporary = arena.cache.parent
    for path in temporary.iterdir():
        if path.name.startswith("grader-"):
            yield f"scratch directory {path}"
    for folder in (temporary, arena.vault.root, arena.vault.root / "home", SHM, Path("/tmp"), Path("/var/tmp")):  # noqa: S108
        if folder.is_dir():
            yield from (f"file {path}" for path in folder.iterdir() if token in path.name)


def _ipc() -> Iterator[str]:
    for kind in ("shm", "sem", "msg"):
        for line in _read(f"/proc/sysvipc/{kind}").decode().splitlines()[1:]:
            if int(line.split()[0]) & 0xFFFFFFFF == IPC_KEY:
                yield f"System V {kind}: {line}"
    for queue in Path("/dev/mqueue").glob("*hostile*"):
        yield f"message queue {queue}"


def _sockets(token: str) -> Iterator[str]:
    for line in _read("/proc/net/unix").decode("utf-8", "replace").splitlines():
        if token in line:
            yield f"unix socket: {line}"


def _pids() -> Iterator[int]:
    return (int(name) for name in os.listdir("/proc") if name.isdigit())  # noqa: PTH208 # names are all it takes


def _parent(pid: int) -> int:
    status = _read(f"/proc/{pid}/status").decode("utf-8", "replace")
    return next((int(line.split()[1]) for line in status.splitlines() if line.startswith("PPid:")), 0)


def _read(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError:
        return b""
