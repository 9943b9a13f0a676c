"""The process that workers are forked from: it imports once what each of them needs. Trusted side, at both ends.

It is started with nothing of the memory of the process that wants workers, which may be any program: with Python's safe
path and without the folders that the starting script has added, in the root folder, where nobody can plant anything.
That script is not run again and therefore needs no main guard. Whatever forks has one thread, and has seen no
submission. It ends with the process that started it, however that ends, and so do the workers.
"""

import atexit
import gc
import os
import socket
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from importlib import import_module
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from multiprocessing.reduction import recv_handle, send_handle
from threading import Lock
from typing import NoReturn

from grader.errors import HarnessError
from grader.exam.running.worker import Worker, ignore_keyboard, serve
from grader.host.hardening import harden
from grader.safe_path import worker_path

SAFE_PATH = "PYTHONSAFEPATH"
"""Stands for the option -P in whatever the new process starts."""
COLLECT_AFTER = 20_000
"""New objects before a worker collects garbage: what it imports makes a hundred thousand, and none of it is garbage."""
LOST = 255
"""The exit code of a worker if nobody is left who knows it."""
_START = (
    "import sys, signal; signal.signal(signal.SIGINT, lambda *_: None); sys.path[:] = sys.argv[3:]; "
    "from grader.exam.running.fork_server import main; main(int(sys.argv[1]), sys.argv[2].split())"
)
_FORKED_LATE = sys.platform == "linux"
"""Elsewhere the libraries of the system may not work in a process that was forked after they were loaded."""


class ForkServer:
    """It, seen from the process that wants workers. Closing it ends them all."""

    def __init__(self, preload: Sequence[str]) -> None:
        harden()  # for what it knows of a class
        self._lock = Lock()
        self._forked = 0
        self._connection, theirs = Pipe()
        flags = ["-I" if sys.flags.isolated else "-P", *(("-X", "utf8") if sys.flags.utf8_mode else ())]
        modules = " ".join(preload) if _FORKED_LATE else ""
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 # our own interpreter and module
                [sys.executable, *flags, "-c", _START, str(theirs.fileno()), modules, *worker_path()],
                env={**os.environ, SAFE_PATH: "1"},
                cwd="/",
                pass_fds=(theirs.fileno(),),
                stdin=subprocess.DEVNULL,
            )

    def fork(self) -> Worker:
        """A new worker, which may still have to come to life. Raises HarnessError if there can be none."""
        ours, theirs = socket.socketpair()
        try:
            with self._lock, theirs:
                self._connection.send(None)
                send_handle(self._connection, theirs.fileno(), self._process.pid)
                number, self._forked = self._forked, self._forked + 1
        except OSError as error:
            ours.close()
            raise HarnessError("The process that workers are forked from has ended: run this again.") from error
        return Worker(ours, partial(self._exit_code, number))

    def close(self) -> None:
        """Waits for its workers, which have to end first, and ends it; at once if there never were any."""
        self._connection.close()
        if not self._forked:
            self._process.kill()
        self._process.wait()

    def _exit_code(self, number: int) -> int:
        try:
            with self._lock:
                self._connection.send(number)
                code: int = self._connection.recv()
        except (EOFError, OSError):
            return LOST
        return code


def main(descriptor: int, preload: Sequence[str]) -> None:
    """Imports these modules, and forks workers until the other end of the connection is closed."""
    os.set_inheritable(descriptor, False)  # noqa: FBT003 # what the standard library has it called
    harden()  # whoever could change this process would change every worker
    gc.set_threshold(COLLECT_AFTER)
    ignore_keyboard()
    for module in preload:
        with suppress(ImportError):  # what needs it says so, where it can be told
            import_module(module)
    gc.freeze()
    worker = _Forks(Connection(descriptor)).run()
    if worker is not None:
        serve(worker)
    _end()


def _end() -> NoReturn:
    """Ends this process as multiprocessing does one that it forked: nothing is taken down that ends with it anyway."""
    atexit._run_exitfuncs()  # noqa: SLF001 # which has no other name
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    os._exit(0)


class _Forks:
    """The processes that were forked, in the process that forks."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._pids: list[int] = []

    def run(self) -> int | None:
        """Forks what is ordered. Returns with the socket of its work in what was forked, and without in the end."""
        with suppress(EOFError, OSError):
            while True:
                order: int | None = self._connection.recv()
                if order is not None:
                    self._connection.send(_exit_code(self._pids[order]))
                elif (worker := self._fork()) is not None:
                    return worker
        for pid in self._pids:
            _exit_code(pid)
        return None

    def _fork(self) -> int | None:
        work = recv_handle(self._connection)
        try:
            pid = os.fork()
        except OSError:  # the closed socket says so
            pid = -1
        if pid == 0:
            self._connection.close()
            return work
        os.close(work)
        self._pids.append(pid)
        return None


def _exit_code(pid: int) -> int:
    """Waits for the end of a child, if nobody has yet."""
    try:
        return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) if pid > 0 else LOST
    except ChildProcessError:
        return LOST
