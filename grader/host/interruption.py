"""Ends a computation in an author's function that does not end by itself. Trusted side.

Only Python code can be ended this way, between two of its instructions: a single endless call of a library goes on.
"""

import ctypes
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Lock, Thread, get_ident

POLL_SECONDS = 0.1
LINGER_POLLS = 20
"""How many idle polls the watching thread makes before it ends: one thread serves many calls in a row."""
STRETCH = 30.0
"""Wall time for a second of processor time, for a function that waits and computes nothing."""

INSTRUCTIONS = 1000
"""Within this many instructions, a pending exception is raised: Python checks at each repetition of a loop."""


class OutOfTimeError(BaseException):
    """Is raised within the function; no `except Exception` in it can catch it as one of its own errors."""


class _Watched:
    """One run, and when it is over."""

    def __init__(self, seconds: float) -> None:
        self.thread = get_ident()
        self._seconds = seconds
        self._began = self._now(), time.monotonic()
        self.interrupted = False

    def _now(self) -> float:
        """The processor time of its thread, or wall time if the system does not report it."""
        if not hasattr(time, "pthread_getcpuclockid"):
            return time.monotonic()
        return time.clock_gettime(time.pthread_getcpuclockid(self.thread))

    def is_over(self) -> bool:
        """Whether it has taken longer than it may."""
        computed, waited = self._now() - self._began[0], time.monotonic() - self._began[1]
        return computed > self._seconds or waited > STRETCH * self._seconds


class Watch:
    """Watches one run after another, from a thread that exists while there are any."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._watched: _Watched | None = None
        self._thread: Thread | None = None

    @contextmanager
    def at_most(self, seconds: float) -> Iterator[None]:
        """Interrupts the computation inside as soon as it has taken this long.

        Raises:
            OutOfTimeError: It has.
        """
        watched = _Watched(max(seconds, 0.0))
        with self._lock:
            self._watched = watched
            if self._thread is None:
                self._thread = Thread(target=self._look, name="interruption", daemon=True)
                self._thread.start()
        try:
            yield
        finally:
            try:
                self._watched = None
            finally:  # it may have been raised in the line before
                self._watched = None
                with self._lock:  # whoever has just found that it is over has interrupted by now
                    pass
                if watched.interrupted:
                    _let_come()

    def _look(self) -> None:
        idle = 0
        while idle < LINGER_POLLS:
            time.sleep(POLL_SECONDS)
            with self._lock:
                watched = self._watched
                idle = idle + 1 if watched is None else 0
                if watched is not None and watched.is_over():
                    watched.interrupted = True
                    _raise_in(watched.thread, OutOfTimeError)
                if idle == LINGER_POLLS:
                    self._thread = None


def _raise_in(thread: int, error: type[BaseException]) -> None:
    """Raises an exception in another thread, at the next Python instruction where that is possible."""
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), ctypes.py_object(error))


def _let_come() -> None:
    """Takes what was to be raised in this thread and was not yet, so that it does not come up later.

    Python has a call that takes it back, but goes on looking for it at every instruction, and where somebody traces
    never gets past one.
    """
    with suppress(OutOfTimeError):
        for _ in range(INSTRUCTIONS):
            pass
