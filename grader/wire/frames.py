"""Length-prefixed frames over one stream socket, with a byte cap and a deadline for the whole exchange. Both sides."""

import select
import socket
import struct
import time
from collections.abc import Callable
from typing import TypeAlias

HEADER = struct.Struct(">I")
CHUNK = 1 << 16
SOON_MICROSECONDS = 5_000
"""Most answers come sooner. So long they are waited for in the reading call itself, without a look at the deadline,
which saves a system call; it is no longer than the time between two such looks."""
_TIMEVAL = struct.Struct("@ll")
Deadline: TypeAlias = float | Callable[[], float]
"""When to give up: a time on `time.monotonic()`, or a function that returns how long to wait until the next call, and
raises DeadlineError when enough was waited."""


class WireError(Exception):
    """The peer violated the protocol."""


class ChannelClosedError(WireError):
    """The peer is gone."""


class FrameTooLargeError(WireError):
    """A frame announced more bytes than the reader accepts."""


class DeadlineError(WireError):
    """The deadline passed before the frame was through."""


class Channel:
    """One end of a socketpair that carries frames. Deadlines are for a whole exchange.

    `peer` is a descriptor that becomes readable when the peer's process ends: with it, this end need not wait for an
    end of file that does not come while a child of the peer holds the other end. With `ahead`, everything that has
    arrived is read at once and not frame by frame, which halves the system calls; then no descriptor can come between
    frames.
    """

    def __init__(self, connection: socket.socket, peer: int | None = None, *, ahead: bool = False) -> None:
        self._socket = connection
        self._peer = peer
        self._ahead = ahead
        self._arrived = bytearray()
        self._arrival, self._room = select.poll(), select.poll()
        self._arrival.register(connection, select.POLLIN)
        self._room.register(connection, select.POLLOUT)
        if peer is not None:
            self._arrival.register(peer, select.POLLIN)
        if ahead:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, _TIMEVAL.pack(0, SOON_MICROSECONDS))

    def fileno(self) -> int:
        """The socket's descriptor."""
        return self._socket.fileno()

    def close(self) -> None:
        """Closes this end; the peer reads end of file."""
        self._socket.close()

    def send(self, payload: bytes, deadline: Deadline | None = None) -> None:
        """Sends one frame.

        Raises:
            ChannelClosedError: The peer is gone.
            DeadlineError: The peer did not read it in time.
        """
        unsent = memoryview(HEADER.pack(len(payload)) + payload)
        while unsent:
            left = None if deadline is None else _left(deadline) * 1000
            try:
                unsent = unsent[self._socket.send(unsent, socket.MSG_DONTWAIT) :]
            except (BlockingIOError, TimeoutError):
                self._room.poll(left)  # the next look at the deadline decides
            except OSError as error:
                raise ChannelClosedError(str(error)) from error

    def send_descriptor(self, descriptor: int) -> None:
        """Sends a copy of an open descriptor, between frames.

        Raises:
            ChannelClosedError: The peer is gone.
        """
        try:
            socket.send_fds(self._socket, [b"\0"], [descriptor])
        except OSError as error:
            raise ChannelClosedError(str(error)) from error

    def receive(self, cap: int, deadline: Deadline | None = None) -> bytes:
        """Receives one frame of at most `cap` bytes.

        Raises:
            ChannelClosedError: The peer is gone.
            FrameTooLargeError: The frame announces more than `cap` bytes; no more of it is read.
            DeadlineError: It was not complete in time, however steadily it dripped in.
        """
        (length,) = HEADER.unpack(self._exactly(HEADER.size, deadline))
        if length > cap:
            raise FrameTooLargeError(f"a frame of {length} bytes, where {cap} are the limit")
        return self._exactly(length, deadline)

    def _exactly(self, length: int, deadline: Deadline | None) -> bytes:
        # Grows with what has arrived, never with what was announced.
        arrived = self._arrived
        patient = deadline is None and self._peer is None
        soon = self._ahead
        while len(arrived) < length:
            if not patient and not soon:
                self._wait(deadline)
            flags = 0 if patient or soon else socket.MSG_DONTWAIT
            soon = False
            try:
                chunk = self._socket.recv(CHUNK if self._ahead else min(CHUNK, length - len(arrived)), flags)
            except (BlockingIOError, TimeoutError):
                continue  # the next look at the deadline decides
            except OSError as error:
                raise ChannelClosedError(str(error)) from error
            if not chunk:
                raise ChannelClosedError("end of file")
            arrived += chunk
        taken = bytes(arrived[:length])
        del arrived[:length]
        return taken

    def _wait(self, deadline: Deadline | None) -> None:
        """Waits until there is something to read; what a dead peer had still sent is read first."""
        if self._socket.fileno() < 0:  # its number may be another's by now
            raise ChannelClosedError("closed here")
        ready: list[tuple[int, int]] = []
        while not ready:
            ready = self._arrival.poll(None if deadline is None else _left(deadline) * 1000)
        only_peer = [descriptor for descriptor, _ in ready] == [self._peer]
        if only_peer and self._socket.fileno() not in dict(self._arrival.poll(0)):
            raise ChannelClosedError("the process has ended")


def _left(deadline: Deadline) -> float:
    """How many seconds are left to wait. Raises DeadlineError if none are."""
    left = deadline() if callable(deadline) else deadline - time.monotonic()
    if left <= 0:
        raise DeadlineError("no complete exchange in time")
    return left
