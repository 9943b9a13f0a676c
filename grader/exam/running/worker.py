"""One worker: the connection to it, and what it does at the other end. Trusted side, at both ends.

It calls what it is sent, one function after another, and sends back what each returns or raises. It ends when the other
end of its connection is closed, and soon even if it is busy then.
"""

import os
import pickle
import signal
import socket
import time
import traceback
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.reduction import ForkingPickler
from queue import SimpleQueue
from threading import Thread
from typing import Any

from grader.errors import GraderError, HarnessError

STOP_SECONDS = 1.0
"""What a worker gets to end by itself once nobody listens; one that waits for student code is ended then."""
_RETURNED, _RAISED = "returned", "raised"


class WorkerEndedError(Exception):
    """A worker ended before it had answered. Its exit code is negative if a signal ended it."""

    def __init__(self, exit_code: int) -> None:
        super().__init__(f"A worker process ended with {exit_code} before it answered.")
        self.exit_code = exit_code


class Worker:
    """A worker, seen from the process that gives it work."""

    def __init__(self, ours: socket.socket, exit_code: Callable[[], int]) -> None:
        self._socket = ours
        self._connection = Connection(os.dup(ours.fileno()))
        self._exit_code = exit_code
        self.ended = False

    def ask(self, function: Callable[..., Any], arguments: Sequence[object], keywords: Mapping[str, object]) -> Any:
        """What the function returns there. Raises what it raises, or WorkerEndedError."""
        try:
            self._connection.send((function, arguments, keywords))
            what, answer = self._connection.recv()
        except (EOFError, OSError) as error:
            self.ended = True
            raise WorkerEndedError(self._exit_code()) from error
        if what == _RAISED:
            raise answer
        return answer

    def hang_up(self) -> None:
        """Makes it end, and whoever waits for its answer wait no longer."""
        with suppress(OSError):  # it may have ended
            self._socket.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Closes this end of the connection."""
        self._connection.close()
        self._socket.close()


def serve(descriptor: int) -> None:
    """Works for the process at the other end of this socket until that end is closed."""
    connection, asked = Connection(descriptor), SimpleQueue[bytes | None]()
    Thread(target=_listen, args=(connection, asked), name="end-with-parent", daemon=True).start()
    with suppress(OSError):  # nobody wants the answer any more
        while (request := asked.get()) is not None:
            connection.send_bytes(_answered(request))


def ignore_keyboard() -> None:
    """Lets Ctrl-C pass: it reaches the process that gives work as well, which decides.

    A signal that is ignored, and not handled, would be ignored by all that this process starts.
    """
    signal.signal(signal.SIGINT, lambda _number, _frame: None)


def _listen(connection: Connection, asked: "SimpleQueue[bytes | None]") -> None:
    """Ends this process after its present work, or before if that takes long; its guests end with its zygote."""
    with suppress(EOFError, OSError):
        while True:
            asked.put(connection.recv_bytes())
    asked.put(None)
    time.sleep(STOP_SECONDS)
    os._exit(1)


def _answered(request: bytes) -> bytes:
    try:
        function, arguments, keywords = pickle.loads(request)  # noqa: S301 # from the process that this one works for
        return _packed(_RETURNED, function(*arguments, **keywords))
    except GraderError as error:
        return _packed(_RAISED, error)
    except Exception as error:  # noqa: BLE001 # it is raised again where the work came from
        error.add_note(f"In a worker process:\n{traceback.format_exc()}")  # which --debug prints
        return _packed(_RAISED, error)


def _packed(what: str, answer: object) -> bytes:
    try:
        return bytes(ForkingPickler.dumps((what, answer)))
    except Exception as error:  # noqa: BLE001 # whatever cannot be sent, the other end waits for an answer
        unsent = HarnessError(f"What a worker process answered could not be sent ({type(error).__name__}: {error}).")
        return bytes(ForkingPickler.dumps((_RAISED, unsent)))
