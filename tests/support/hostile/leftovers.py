"""What attackers may leave behind on a machine, and how to detect it from outside: processes, files, IPC, sockets."""

import ctypes
import os
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

PLACES = (Path("/dev/shm"), Path("/tmp"), Path("/var/tmp"))  # noqa: S108 # where attackers leave things
IPC_REMOVE = 0


class Trail(Struct, frozen=True):
    """How to tell what one run of the corpus leaves from everything else on the machine.

    Attributes:
        root: The place of the vault.
        temporary: The folder for temporary files of the graders.
        token: What every name contains that attackers give.
        key: Under which they make System V objects.
        pid: The process of the arena, whose zygotes are no leftovers; 0 after its end.
    """

    root: Path
    temporary: Path
    token: str
    key: int
    pid: int = 0


def leftovers(trail: Trail) -> list[str]:
    """What there is of the corpus outside of the arena's own processes."""
    return [*_processes(trail), *_files(trail), *_ipc(trail), *_sockets(trail)]


def sweep(trail: Trail) -> None:
    """Removes what a level that promises less has let attackers leave."""
    for path in _planted(trail):
        path.unlink(missing_ok=True)
    libc = ctypes.CDLL(None)
    libc.shmctl(libc.shmget(trail.key, 0, 0), IPC_REMOVE, None)
    libc.semctl(libc.semget(trail.key, 0, 0), 0, IPC_REMOVE)
    libc.msgctl(libc.msgget(trail.key, 0), IPC_REMOVE, None)


def _processes(trail: Trail) -> Iterator[str]:
    """Whatever has the environment of these zygotes and is not one of them: an environment survives every fork."""
    for pid in _pids():
        ours = pid == trail.pid or (trail.pid and _is_zygote(pid, trail.pid))
        if not ours and str(trail.temporary).encode() in _read(f"/proc/{pid}/environ"):
            yield f"process {pid}: {_read(f'/proc/{pid}/cmdline')!r}, child of {_parent(pid)}"


def _is_zygote(pid: int, arena: int) -> bool:
    """With namespaces a zygote is a child of itself, once more removed."""
    parent = _parent(pid)
    return parent == arena or (_parent(parent) == arena and not _read(f"/proc/{pid}/status").count(b"Seccomp:\t2"))


def _files(trail: Trail) -> Iterator[str]:
    yield from (f"scratch directory {path}" for path in trail.temporary.iterdir() if path.name.startswith("grader-"))
    yield from (f"file {path}" for path in _planted(trail))


def _planted(trail: Trail) -> Iterator[Path]:
    for folder in (*PLACES, trail.temporary, trail.root, trail.root / "home", trail.root / "out", trail.root / "tmp"):
        if folder.is_dir():
            yield from (path for path in folder.iterdir() if "hostile" in path.name and trail.token in path.name)


def _ipc(trail: Trail) -> Iterator[str]:
    for kind in ("shm", "sem", "msg"):
        for line in _read(f"/proc/sysvipc/{kind}").decode().splitlines()[1:]:
            if int(line.split()[0]) & 0xFFFF_FFFF == trail.key:
                yield f"System V {kind}: {line}"


def _sockets(trail: Trail) -> Iterator[str]:
    for line in _read("/proc/net/unix").decode("utf-8", "replace").splitlines():
        if trail.token in line:
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
