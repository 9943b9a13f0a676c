"""The process of an execution's kernel: starts, identifies, limits and ends it. Trusted side.

With namespaces, the started process only waits for another one, which is the kernel. So the kernel itself reports when
it is in its jail, before it reads a byte of the student's, and the system adds the sender's process id to that message.
"""

import os
import signal
import socket
import struct
import subprocess
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from grader.host.scratch import Scratch
from grader.host.scratch_quota import ScratchQuota, WatchedScratch
from grader.host.zygote import LAYERS
from grader.model import Isolation
from grader.wire.frames import Channel, WireError
from grader.wire.parent import command
from grader.wire.values import encode
from grader.wire.zygote_messages import SCRATCH, Spawn, StartKernel

START_SECONDS = 120.0
_SENDER = struct.Struct("3i")
"""The credentials of a message: its sender's process, user and group."""


class KernelJail(Struct, frozen=True):
    """What the kernel is started with."""

    order: Spawn
    level: Isolation
    files: Mapping[str, bytes]
    libraries: tuple[str, ...]
    environment: Mapping[str, str]


class KernelProcess:
    """One kernel, from its start to its end.

    Attributes:
        pid: Its process id on this side, once it has started.
        overfull: Whether it had to be ended because it wrote too much, once it has ended.
    """

    def __init__(self, jail: KernelJail) -> None:
        self._jail = jail
        self._bounds = ScratchQuota()
        self._bounded: list[WatchedScratch] = []
        self._started: subprocess.Popen[bytes] | None = None
        self._life_line: socket.socket | None = None
        self._watch: int | None = None
        self.pid = 0
        self.overfull = False

    def start(self, connection_file: bytes) -> subprocess.Popen[bytes]:
        """Starts it and waits until it is in its jail; returns the process that ends when it does.

        Raises:
            WireError: It did not enter the jail.
        """
        ours, theirs = socket.socketpair()
        if hasattr(socket, "SO_PASSCRED"):
            ours.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
        with theirs:
            # No new session here: entering the jail creates one, and must be able to.
            self._started = subprocess.Popen(  # noqa: S603 # our own interpreter and module
                command("grader.guest.kernel", theirs.fileno()),
                env=dict(self._jail.environment),
                cwd="/",
                pass_fds=(theirs.fileno(),),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        self._life_line = ours
        Channel(ours).send(encode(self._orders(connection_file)), time.monotonic() + START_SECONDS)
        self.pid = _entered(ours) or self._started.pid
        self._watch = _watch(self.pid)
        self._keep_to_bounds()
        _let_go_on(ours)
        return self._started

    @property
    def folder(self) -> str:
        """Its scratch directory, as it appears in its own paths."""
        return self._jail.order.scratch or SCRATCH

    def send_signal(self, number: int) -> None:
        """Sends it a signal, unless it has ended."""
        with suppress(ProcessLookupError, PermissionError):
            if self._watch is not None:
                signal.pidfd_send_signal(self._watch, number)
            elif self._started is not None:
                self._started.send_signal(number)

    def kill(self) -> None:
        """Kills it with everything it started, and waits for its end."""
        if self._started is None:
            return
        self.send_signal(signal.SIGKILL)
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self._started.pid, signal.SIGKILL)
        self._started.wait()

    def end(self) -> None:
        """Kills it and releases its resources."""
        self.kill()
        self.overfull = any(self._bounds.remove(each) for each in self._bounded)
        self._bounds.close()
        if self._life_line is not None:
            self._life_line.close()
        if self._watch is not None:
            os.close(self._watch)
            self._watch = None

    def _orders(self, connection_file: bytes) -> StartKernel:
        return StartKernel(
            order=self._jail.order,
            layers=LAYERS[self._jail.level],
            connection_file=connection_file,
            files=dict(self._jail.files),
            libraries=self._jail.libraries,
        )

    def _keep_to_bounds(self) -> None:
        """Watches the directories on this side that it writes to, like a guest's."""
        order = self._jail.order
        # At level process, an ordinary user cannot see which files it has open, and no limit is promised.
        looked_into = str(self.pid) if self._jail.level is Isolation.JAILED else ""
        for folder, process in ((order.scratch, looked_into), (order.sockets, "")):
            if folder:
                bounded = WatchedScratch(Scratch(Path(folder)), order.file_bytes, self.pid, self._watch, process)
                self._bounds.add(bounded)
                self._bounded.append(bounded)


def _entered(connection: socket.socket) -> int:
    """Waits for the kernel's message that it is in its jail; returns its sender, or 0 if the system does not say."""
    connection.settimeout(START_SECONDS)
    try:
        message, additions, _, _ = connection.recvmsg(1, socket.CMSG_SPACE(_SENDER.size))
    except OSError as error:
        raise WireError(f"the kernel did not get into its jail: {error}") from error
    if not message:
        raise WireError("the kernel did not get into its jail")
    for _, kind, content in additions:
        if kind == socket.SCM_CREDENTIALS:
            return int(_SENDER.unpack(content)[0])
    return 0


def _let_go_on(connection: socket.socket) -> None:
    """Answers that message. A kernel that reads the end of the connection instead has lost its parent, and ends."""
    try:
        connection.send(b"\0")
    except OSError as error:
        raise WireError(f"the kernel ended as it started: {error}") from error


def _watch(pid: int) -> int | None:
    """A descriptor that refers to a process, if the system has these."""
    try:
        return os.pidfd_open(pid) if hasattr(os, "pidfd_open") else None
    except OSError as error:
        raise WireError("the kernel ended as it started") from error
