"""Length-prefixed frames over one stream socket, with a byte cap and a deadline for the whole exchange. Both sides."""

import select
import socket
import struct
import time

HEADER = struct.Struct(">I")
CHUNK = 1 << 16


class WireError(Exception):
    """The peer did not keep to the wire."""


class ChannelClosedError(WireError):
    """The peer is gone."""


class FrameTooLargeError(WireError):
    """A frame announced more bytes than the reader accepts."""


class DeadlineError(WireError):
    """The deadline passed before the frame was through."""


class Channel:
    """One end of a socketpair that carries frames. Deadlines are absolute, on `time.monotonic()`.

    `peer` is a descriptor that becomes readable when the peer's process ends: who has it need not wait for an end of
    file that does not come while a child of the peer's holds the other end.
    """

    def __init__(self, connection: socket.socket, peer: int | None = None) -> None:
        self._socket = connection
        self._peer = peer

    def fileno(self) -> int:
        """The socket's descriptor."""
        return self._socket.fileno()

    def close(self) -> None:
        """Closes this end; the peer reads end of file."""
        self._socket.close()

    def send(self, payload: bytes, deadline: float | None = None) -> None:
        """Sends one frame.

        Raises:
            ChannelClosedError: The peer is gone.
            DeadlineError: The peer did not read it in time.
        """
        unsent = memoryview(HEADER.pack(len(payload)) + payload)
        while unsent:
            try:
                self._limit(deadline)
                unsent = unsent[self._socket.send(unsent) :]
            except TimeoutError as error:
                raise DeadlineError("the peer did not read in time") from error
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

    def readable(self, deadline: float) -> bool:
        """Waits until there is something to read or the peer has ended; whether that was so by the deadline."""
        waiting = select.poll()
        for descriptor in (self._socket, self._peer):
            if descriptor is not None:
                waiting.register(descriptor, select.POLLIN)
        return bool(waiting.poll(max(0.0, deadline - time.monotonic()) * 1000))

    def receive(self, cap: int, deadline: float | None = None) -> bytes:
        """Receives one frame of at most `cap` bytes.

        Raises:
            ChannelClosedError: The peer is gone.
            FrameTooLargeError: The frame announces more than `cap` bytes; nothing of it was read.
            DeadlineError: It was not complete in time, however steadily it dripped in.
        """
        (length,) = HEADER.unpack(self._exactly(HEADER.size, deadline))
        if length > cap:
            raise FrameTooLargeError(f"a frame of {length} bytes, where {cap} are the limit")
        return self._exactly(length, deadline)

    def _exactly(self, length: int, deadline: float | None) -> bytes:
        # Grows with what has arrived, never with what was announced.
        received = bytearray()
        while len(received) < length:
            self._limit(deadline)
            if self._peer is not None:
                self._wait(self._peer, deadline)
            try:
                chunk = self._socket.recv(min(CHUNK, length - len(received)))
            except TimeoutError as error:
                raise DeadlineError("no complete answer in time") from error
            except OSError as error:
                raise ChannelClosedError(str(error)) from error
            if not chunk:
                raise ChannelClosedError("end of file")
            received += chunk
        return bytes(received)

    def _wait(self, peer: int, deadline: float | None) -> None:
        """Waits until there is something to read; what a dead peer had still sent is read first."""
        waiting = select.poll()
        waiting.register(self._socket, select.POLLIN)
        waiting.register(peer, select.POLLIN)
        left = None if deadline is None else max(0.0, deadline - time.monotonic()) * 1000
        ready = {descriptor for descriptor, _ in waiting.poll(left)}
        if not ready:
            raise DeadlineError("no complete answer in time")
        if self._socket.fileno() not in ready and self._socket.fileno() not in dict(waiting.poll(0)):
            raise ChannelClosedError("the process has ended")

    def _limit(self, deadline: float | None) -> None:
        if deadline is None:
            self._socket.settimeout(None)
            return
        remaining = deadline - time.monotonic()
        if remaining <= 0:
            raise DeadlineError("the deadline has passed")
        self._socket.settimeout(remaining)
