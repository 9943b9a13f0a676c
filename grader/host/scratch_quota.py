"""Ends guests that fill their scratch directory, if its file system has no limit. Trusted side.

A limit on file sizes does not limit how many files there are. So a thread measures the directories of running guests
and the unlinked files that they hold open; what is written between two measurements is the most that a guest can
have beyond its limit.
"""

import errno
import os
import signal
from dataclasses import dataclass
from threading import Event, Lock, Thread

from grader.host.scratch import Scratch
from grader.host.unlinked_files import unlinked_bytes

POLL_SECONDS = 0.02
MAX_ENTRIES = 4096


@dataclass(frozen=True)
class WatchedScratch:
    """A running guest: its directory, its quota, and how to reach the process.

    `process` is its name in /proc, or empty if it cannot be inspected.
    """

    scratch: Scratch
    max_bytes: int
    pid: int
    watch: int | None
    process: str = ""


class ScratchQuota:
    """Watches the guests added to it, from a thread that starts with the first and lives until `close`."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._guests: list[WatchedScratch] = []
        self._overfull: list[WatchedScratch] = []
        self._rest = Event()
        self._thread: Thread | None = None

    def add(self, guest: WatchedScratch) -> None:
        """Watches a guest from now on."""
        with self._lock:
            self._guests.append(guest)
            if self._thread is None:
                self._rest.clear()
                self._thread = Thread(target=self._measure, name="scratch quota", daemon=True)
                self._thread.start()

    def remove(self, guest: WatchedScratch) -> bool:
        """Forgets a guest, whose descriptor may be closed afterwards; returns whether it had to be killed."""
        with self._lock:
            if guest in self._guests:
                self._guests.remove(guest)
            if guest in self._overfull:
                self._overfull.remove(guest)
                return True
            return False

    def close(self) -> None:
        """Ends the thread."""
        self._rest.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def _measure(self) -> None:
        while not self._rest.wait(POLL_SECONDS):
            with self._lock:
                for guest in [guest for guest in self._guests if _exceeds_quota(guest)]:
                    _kill(guest)
                    self._guests.remove(guest)
                    self._overfull.append(guest)


def _exceeds_quota(guest: WatchedScratch) -> bool:
    try:
        allocated, entries = guest.scratch.used(MAX_ENTRIES)
        allocated += unlinked_bytes(guest.process, guest.scratch.path)
    except OSError as error:
        # Its directory closed, or a link in its place: no honest code does that, and nothing could be measured. Any
        # other error is ours, such as too many open files, and the next measurement may work.
        return error.errno in (errno.EACCES, errno.ENOTDIR, errno.ELOOP)
    return allocated > guest.max_bytes or entries > MAX_ENTRIES


def _kill(guest: WatchedScratch) -> None:
    try:
        if guest.watch is None:  # it is not reaped before it is removed here, so that its id is still its own
            os.kill(guest.pid, signal.SIGKILL)
        else:
            signal.pidfd_send_signal(guest.watch, signal.SIGKILL)
    except ProcessLookupError:
        return
