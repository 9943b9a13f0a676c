"""A launcher of its own: enters the jail under a policy and tells on its descriptor what went there.

Called as `launcher.py POLICY SCRATCH SECRET`, where the policy NONE means to stay outside.
"""

import os
import socket
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec
import numpy as np

from grader.guest.jail import landlock, paths, policy
from grader.guest.jail.enter import CONNECTION
from grader.guest.jail.launch import run_jailed
from grader.guest.jail.libraries import entries_of
from grader.wire.zygote_messages import Layer, Spawn

LAYERS = (Layer.LANDLOCK, Layer.SECCOMP)
LIBRARIES = entries_of(("numpy", "msgspec"))


def main(name: str, scratch: str, secret: str) -> None:
    if name == "NONE":
        os.chdir(scratch)
        report(1, secret)
        return
    if version := os.environ.get("LANDLOCK_VERSION"):
        landlock.abi = lambda: int(version)
    paths.HIDDEN = Path(msgspec.__file__).resolve().parent  # as if the grader were installed in its place
    order = Spawn(scratch=scratch, sockets=scratch, memory_bytes=1 << 30, file_bytes=1 << 20, cpu_seconds=10)
    run_jailed(lambda: report(CONNECTION, secret), getattr(policy, name), LAYERS, order, 1, LIBRARIES)


def report(descriptor: int, secret: str) -> None:
    attempts: dict[str, Callable[[], object]] = {
        "scratch": lambda: Path("file").write_text("x"),
        "library": lambda: Path(np.__file__).read_text(),
        "package": lambda: Path(msgspec.__file__).read_text(),
        "secret": lambda: Path(secret).read_text(),
        "fork": fork,
        "unix": listen,
        "connect": connect,
        "inet": lambda: socket.socket(socket.AF_INET).close(),
    }
    for name, attempt in attempts.items():
        os.write(descriptor, f"{name} {outcome(attempt)}\n".encode())


def outcome(attempt: Callable[[], object]) -> str:
    try:
        attempt()
    except OSError:
        return "refused"
    return "went"


def fork() -> None:
    pid = os.fork()
    if pid == 0:
        os._exit(0)
    os.waitpid(pid, 0)


def listen() -> None:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket")
        server.listen()


def connect() -> None:
    """To a socket that listens, where the policy lets one."""
    with socket.socket(socket.AF_UNIX) as server, socket.socket(socket.AF_UNIX) as client:
        server.bind("other")
        server.listen()
        client.connect("other")


if __name__ == "__main__":
    main(*sys.argv[1:])
