"""The process that guests are forked from: libraries imported, one thread, no secrets. Untrusted side.

`start` becomes the zygote once the layers of its jail are known to be available; it reads orders until the end of its
connection, then kills what it forked. It is the subreaper of its guests, so that processes that a guest leaves behind
become its children and are ended. The jail is prepared here once, and each guest enters it before it reads a byte of
the submission.
"""

import gc
import importlib
import os
import signal
import socket
import sys
import time
import traceback
from pathlib import Path
from typing import NoReturn

from grader.guest import huge_pages, plots
from grader.guest.copies import can_copy
from grader.guest.drawing import NoMatplotlib, needed_paths, prepare_matplotlib, way_of_drawing
from grader.guest.forking import fork
from grader.guest.jail import kernel
from grader.guest.jail.enter import CONNECTION, ON_LINUX, Entry, Jail, JailError
from grader.guest.jail.libraries import ALWAYS, FOR_PUBLIC_TESTS, LibraryGate, entries_of, preload
from grader.guest.jail.paths import import_path
from grader.guest.jupyter import install
from grader.guest.loops import use_loops_without_sockets
from grader.guest.server import Server
from grader.guest.unused_matplotlib import UnusedMatplotlib
from grader.wire.frames import Channel, ChannelClosedError
from grader.wire.messages import Decoder
from grader.wire.parent import end_with_parent
from grader.wire.values import encode
from grader.wire.zygote_messages import Adopt, End, Ended, Layer, Order, Prepare, Prepared, Spawn, Spawned

ORDER_BYTES = 1 << 16
POLL_SECONDS = 0.002
_OF_ANY_KIND = 0x4000_0000 if ON_LINUX else 0
"""The kernel's __WALL: children that do not report their end with SIGCHLD count too."""
COLLECT_AFTER = 20_000
"""New objects before a guest collects garbage. A figure consists of thousands: collecting after each 700 takes a fifth
of the time of creating one."""


class ZygoteServer:
    """Carries out orders until the exam closes its end of the connection."""

    def __init__(self, control: socket.socket) -> None:
        self._control = control
        self._channel = Channel(control)
        self._decoder = Decoder(Order)
        self._jail: Jail | None = None
        self._server: Server | None = None
        self._latest: tuple[Spawn, Entry] | None = None
        self._guests: set[int] = set()
        self._copying: set[int] = set()  # the guests that can copy themselves

    def run(self, order: Prepare) -> None:
        """Prepares as ordered and serves until end of file, then ends everything that still runs."""
        try:
            self._prepare(order)
            sys.dont_write_bytecode = True  # the libraries' bytecode exists for the next zygote now; guests write none
            while True:
                self._carry_out(self._decoder.decode(self._channel.receive(ORDER_BYTES), Spawn | Adopt | End))  # type: ignore[arg-type] # a union serves isinstance
        except ChannelClosedError:
            for pid in tuple(self._guests):
                self._end(End(pid, 0.0))

    def _prepare(self, order: Prepare) -> None:
        if order.public_tests and (fault := _prepare_public_tests()):
            self._channel.send(encode(Prepared(fault=fault)))
            return
        libraries = entries_of((*ALWAYS, *order.libraries, *(FOR_PUBLIC_TESTS if order.public_tests else ())))
        sys.meta_path.insert(0, LibraryGate(libraries))
        preload(order.libraries)  # behind the gate, so that they find no more libraries than in a guest
        try:
            jail = Jail(order.layers, extra=needed_paths(draws=order.draws), libraries=libraries)
            memory = huge_pages.movable()
            jail.separate()
        except JailError as problem:
            self._channel.send(encode(Prepared(str(problem))))
            return
        self._jail = jail
        install()  # in front of the gate: the stand-ins for IPython belong to no library
        if not order.draws:
            sys.meta_path.insert(0, UnusedMatplotlib() if order.public_tests else NoMatplotlib())
        if Layer.NAMESPACES not in order.layers:  # with namespaces, another process has taken this one's place
            end_with_parent(wanted=False)  # the end of the connection counts now, whichever thread has created it
        self._server = Server(socket.socket(fileno=CONNECTION))  # a number that is taken until a guest has its own
        gc.freeze()
        huge_pages.move(memory)  # last, since memory that is written afterwards is split off again at a fork
        self._channel.send(encode(Prepared(figures=way_of_drawing(draws=order.draws), copies=can_copy())))

    def _carry_out(self, order: Spawn | Adopt | End) -> None:
        match order:
            case Spawn():
                self._spawn(order)
            case Adopt():
                self._take_on(order.pid if self._copying and self._is_new_child(order.pid) else 0)
            case End():
                self._channel.send(encode(self._end(order)))

    def _spawn(self, order: Spawn) -> None:
        _, descriptors, _, _ = socket.recv_fds(self._control, 1, 1)
        if self._jail is None or self._server is None:
            raise JailError("guests were ordered before anything was prepared for them")
        if self._jail.user and order.scratch:
            os.chown(order.scratch, self._jail.user, self._jail.user)
        entry = self._entry(self._jail, order)
        pid = fork()
        if pid == 0:
            _become_guest(self._jail, self._server, entry, descriptors[0])
        os.close(descriptors[0])
        if order.copies:
            self._copying.add(pid)
        self._take_on(pid)

    def _entry(self, jail: Jail, order: Spawn) -> Entry:
        """How a guest enters its jail; most orders are equal to the one before."""
        if self._latest is None or self._latest[0] != order:
            self._latest = order, jail.prepare(order)
        return self._latest[1]

    def _take_on(self, pid: int) -> None:
        """Answers with the id of a child, which is then one of the guests, or with 0."""
        if pid == 0:
            self._channel.send(encode(Spawned(0)))
            return
        self._guests.add(pid)
        watch = _watch(pid)
        self._channel.send(encode(Spawned(pid, watched=bool(watch))))
        if watch:
            socket.send_fds(self._control, [b"\0"], watch)
            os.close(watch[0])

    def _end(self, order: End) -> Ended:
        if order.pid not in self._guests:
            return Ended(order.pid, 0)
        died_of = _death_signal(order.pid, order.grace_seconds)
        if died_of is None:
            _kill(order.pid)
            died_of = _own_death(os.waitpid(order.pid, 0)[1])
        _kill_group(order.pid)
        self._guests.discard(order.pid)
        self._sweep(order.pid if order.pid in self._copying else None)
        self._copying.discard(order.pid)
        return Ended(order.pid, died_of)

    def _sweep(self, copied: int | None) -> None:
        """Ends stray processes; after a guest that could copy itself, also those that only a search by pid finds."""
        if not self._guests:
            if _childless():
                return
            if self._jail:
                self._jail.kill_strays(copied=copied is not None)
        while orphans := (_children() - self._guests) | (self._copies_of(copied) if copied else set()):
            for pid in orphans:
                _kill(pid)
                os.waitpid(pid, 0)

    def _copies_of(self, pid: int) -> set[int]:
        """Children that were not reported. Process ids grow, so theirs are between the process's own and a new one."""
        newest = fork()
        if newest == 0:
            os._exit(0)
        os.waitpid(newest, 0)
        return {number for number in range(pid + 1, newest) if self._is_new_child(number)}

    def _is_new_child(self, pid: int) -> bool:
        return pid > 0 and pid not in self._guests and _is_child(pid)


def _prepare_public_tests() -> str:
    """Imports pytest, before the jail, which hides the grader's own package from the guests; says what is missing."""
    try:
        importlib.import_module("grader.guest.public_tests")
        importlib.import_module("grader.guest.pytest_sessions").prepare()
    except (ImportError, AttributeError, TypeError) as problem:
        found = getattr(sys.modules.get("pytest"), "__version__", "that is installed")
        return (
            f"Public tests cannot be run with the pytest {found} ({problem}): install the grader again, which brings a "
            "pytest that it knows."
        )
    return ""


def _become_guest(jail: Jail, server: Server, entry: Entry, descriptor: int) -> None:
    """Turns the freshly forked process into a guest; never returns."""
    try:
        refused = jail.enter_prepared(entry, descriptor)
        server.serve(jail, entry.place(), refused)
    except Exception:  # noqa: BLE001 # for the host to read, if it went wrong before stderr was closed
        traceback.print_exc()
    finally:
        os._exit(0)


def _watch(pid: int) -> list[int]:
    """A descriptor with which others can detect the end of a child, if the system has these."""
    try:
        return [os.pidfd_open(pid)] if hasattr(os, "pidfd_open") else []
    except OSError:
        return []


def _death_signal(pid: int, grace_seconds: float) -> int | None:
    """The signal that ended the guest (0 for an exit), or None if it still lives after the grace period."""
    deadline = time.monotonic() + grace_seconds
    while True:
        reaped, status = os.waitpid(pid, os.WNOHANG)
        if reaped:
            return _signal_of(status)
        if time.monotonic() >= deadline:
            return None
        time.sleep(POLL_SECONDS)


def _own_death(status: int) -> int:
    """What ended a guest that was killed: one that was already dying keeps the signal that it was dying of.

    So the report of a death does not depend on how long a busy machine takes to complete it.
    """
    died_of = _signal_of(status)
    return 0 if died_of == signal.SIGKILL else died_of


def _signal_of(status: int) -> int:
    return os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0


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


def _is_child(pid: int) -> bool:
    if not hasattr(os, "waitid"):  # Python on macOS before 3.13, on which no guest can copy itself either
        return False
    try:
        os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT)
    except (ChildProcessError, OverflowError):  # a guest may report any number
        return False
    return True


def _childless() -> bool:
    """Whether this process has no children: then nothing is left of any guest, whose orphans are its children."""
    if not hasattr(os, "waitid"):  # as above
        return False
    try:
        os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT | _OF_ANY_KIND)
    except ChildProcessError:
        return True
    return False


def _children() -> set[int]:
    listing = Path(f"/proc/self/task/{os.getpid()}/children")
    try:
        return {int(pid) for pid in listing.read_text().split()}
    except OSError:  # no /proc: only orphans of a killed group can be found
        return set()


def become_zygote(control: socket.socket, order: Prepare) -> NoReturn:
    """Imports the rest, prepares, and serves on the control socket until its end of file."""
    if ON_LINUX:
        kernel.prctl(kernel.PR_SET_CHILD_SUBREAPER, 1)
        kernel.prctl(kernel.PR_SET_PDEATHSIG, signal.SIGKILL)
    if order.draws:  # a zygote for public tests has few guests, of which one draws
        prepare_matplotlib(axes=not order.public_tests)
    plots.prepare()
    use_loops_without_sockets()
    sys.path[:] = import_path()  # a guest must not import from the checkout, only installed packages
    if not order.public_tests:
        gc.collect()
    gc.freeze()
    gc.set_threshold(COLLECT_AFTER)
    gc.enable()
    ZygoteServer(control).run(order)
    os._exit(0)  # nothing is left to clean up, and unloading the libraries takes longer than killing a guest
