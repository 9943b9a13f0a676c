"""The process that guests are forked from: libraries imported, one thread, no secret. Untrusted side.

Started as `python -m grader.guest.zygote CONTROL_FD`; reads orders on that socket until its end of file, then kills
what it forked. It is the subreaper of its guests, so whatever a guest leaves behind becomes its child and is swept.
"""

import ctypes
import gc
import os
import signal
import socket
import sys
import time
from pathlib import Path

import matplotlib.pyplot as plt  # MPLBACKEND is Agg in the environment that the host gives

from grader.guest import server
from grader.guest.figures import defer_layout
from grader.guest.limits import enter
from grader.wire.frames import Channel, ChannelClosedError
from grader.wire.messages import Decoder, End, Ended, Order, Spawn, Spawned
from grader.wire.values import encode

PR_SET_PDEATHSIG = 1
PR_SET_CHILD_SUBREAPER = 36
ORDER_BYTES = 1 << 16
POLL_SECONDS = 0.002


class Zygote:
    """Carries out orders until the exam closes its end."""

    def __init__(self, control: socket.socket) -> None:
        self._control = control
        self._channel = Channel(control)
        self._decoder = Decoder(Order)
        self._guests: set[int] = set()

    def run(self) -> None:
        """Serves until end of file, then leaves nothing running."""
        try:
            while True:
                self._carry_out(self._decoder.decode(self._channel.receive(ORDER_BYTES), Spawn | End))  # type: ignore[arg-type] # a union serves isinstance
        except ChannelClosedError:
            for pid in tuple(self._guests):
                self._end(End(pid, 0.0))

    def _carry_out(self, order: Spawn | End) -> None:
        match order:
            case Spawn():
                self._channel.send(encode(Spawned(self._fork(order))))
            case End():
                self._channel.send(encode(self._end(order)))

    def _fork(self, order: Spawn) -> int:
        _, descriptors, _, _ = socket.recv_fds(self._control, 1, 1)
        pid = os.fork()
        if pid == 0:
            _become_guest(order, descriptors[0])
        os.close(descriptors[0])
        self._guests.add(pid)
        return pid

    def _end(self, order: End) -> Ended:
        if order.pid not in self._guests:
            return Ended(order.pid, 0)
        died_of = _death_signal(order.pid, order.grace_seconds)
        if died_of is None:
            _kill(order.pid)
            os.waitpid(order.pid, 0)
        _kill_group(order.pid)
        self._guests.discard(order.pid)
        self._sweep()
        return Ended(order.pid, died_of or 0)

    def _sweep(self) -> None:
        while orphans := _children() - self._guests:
            for pid in orphans:
                _kill(pid)
                os.waitpid(pid, 0)


def _become_guest(order: Spawn, descriptor: int) -> None:
    """Turns the freshly forked process into a guest; never returns."""
    try:
        connection = enter(order, descriptor)
        _die_with_parent()
        server.serve(Channel(connection))
    finally:
        os._exit(0)


def _death_signal(pid: int, grace_seconds: float) -> int | None:
    """The signal that ended the guest (0 for an exit), or None where it still lives after the grace."""
    deadline = time.monotonic() + grace_seconds
    while True:
        reaped, status = os.waitpid(pid, os.WNOHANG)
        if reaped:
            return os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
        if time.monotonic() >= deadline:
            return None
        time.sleep(POLL_SECONDS)


def _kill(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def _kill_group(pid: int) -> None:
    try:
        os.killpg(pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return


def _children() -> set[int]:
    listing = Path(f"/proc/self/task/{os.getpid()}/children")
    try:
        return {int(pid) for pid in listing.read_text().split()}
    except OSError:  # no /proc: orphans of a killed group are all that can be found there
        return set()


def _die_with_parent() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def main() -> None:
    """Runs the zygote on the control socket whose descriptor is the only argument."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1)
    _die_with_parent()
    plt.switch_backend("Agg")
    defer_layout()
    # A guest must not import the checkout's other folders, only what is installed.
    checkout = str(Path(__file__).resolve().parents[2])
    sys.path[:] = [entry for entry in sys.path if entry and (entry != checkout or "site-packages" in entry)]
    plt.close(plt.figure())  # builds the font cache once, not once per guest
    gc.collect()
    gc.freeze()
    Zygote(socket.socket(fileno=int(sys.argv[1]))).run()


if __name__ == "__main__":
    main()
