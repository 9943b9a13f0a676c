"""Frames arrive whole, one after another, however the bytes come; what is read ahead changes nothing of that."""

import os
import socket
import time
from collections.abc import Iterator
from contextlib import suppress
from threading import Thread

import pytest

from grader.wire.frames import CHUNK, HEADER, Channel, ChannelClosedError, DeadlineError, FrameTooLargeError

SOON = 0.05


@pytest.fixture(params=[False, True], ids=["frame by frame", "ahead"])
def ends(request: pytest.FixtureRequest) -> Iterator[tuple[Channel, socket.socket]]:
    """A channel, and the other end of its socket."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield Channel(ours, ahead=request.param), theirs


def framed(payload: bytes) -> bytes:
    return HEADER.pack(len(payload)) + payload


def test_frames_that_come_together_are_told_apart(ends: tuple[Channel, socket.socket]) -> None:
    channel, theirs = ends
    payloads = [b"one", b"", b"three" * 1000]
    theirs.sendall(b"".join(map(framed, payloads)))
    assert [channel.receive(10_000, time.monotonic() + 5) for _ in payloads] == payloads
    with pytest.raises(DeadlineError):
        channel.receive(10_000, time.monotonic() + SOON)


def test_a_frame_that_comes_in_pieces_is_one(ends: tuple[Channel, socket.socket]) -> None:
    channel, theirs = ends
    whole = framed(b"piece by piece")

    def drip() -> None:
        for byte in whole:
            time.sleep(0.001)
            theirs.sendall(bytes([byte]))

    sender = Thread(target=drip)
    sender.start()
    assert channel.receive(100, time.monotonic() + 5) == b"piece by piece"
    sender.join()


def test_what_is_too_large_is_not_read_whatever_came_before(ends: tuple[Channel, socket.socket]) -> None:
    channel, theirs = ends
    theirs.settimeout(0.0)
    theirs.send(framed(b"first") + HEADER.pack(1 << 30))
    with suppress(BlockingIOError):
        for _ in range(16):
            theirs.send(bytes(CHUNK))
    assert channel.receive(100, time.monotonic() + 5) == b"first"
    with pytest.raises(FrameTooLargeError):
        channel.receive(1 << 20, time.monotonic() + 5)
    assert len(channel._arrived) <= CHUNK


def test_what_a_peer_sent_before_it_hung_up_is_read_first(ends: tuple[Channel, socket.socket]) -> None:
    channel, theirs = ends
    theirs.sendall(framed(b"last") + framed(b"cut off")[:-1])
    theirs.close()
    assert channel.receive(100, time.monotonic() + 5) == b"last"
    with pytest.raises(ChannelClosedError):
        channel.receive(100, time.monotonic() + 5)


def test_a_descriptor_comes_through_between_frames() -> None:
    """To a guest, which does not read ahead."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        Channel(ours).send(b"a descriptor follows")
        Channel(ours).send_descriptor(ours.fileno())
        Channel(ours).send(b"and this")
        channel = Channel(theirs)
        assert channel.receive(100) == b"a descriptor follows"
        _, descriptors, _, _ = socket.recv_fds(theirs, 1, 1)
        assert len(descriptors) == 1
        os.close(descriptors[0])
        assert channel.receive(100) == b"and this"
