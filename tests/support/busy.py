"""Keeps processors of this machine busy during a test, and stops by itself."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

LOOP = """
import os, time
end = time.monotonic() + float({seconds})
while time.monotonic() < end and os.getppid() == {parent}: pass
"""


def processors() -> int:
    """How many processors there are."""
    return os.cpu_count() or 1


@contextmanager
def one_processor() -> Iterator[None]:
    """Has this thread, and what it starts meanwhile, share a single processor, and leaves the others to other tests."""
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    allowed = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(allowed)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, allowed)


@contextmanager
def busy(count: int, max_seconds: float) -> Iterator[None]:
    """So many loops beside, each in a session that gets a share of its own; at the end, or after that time, none."""
    command = [sys.executable, "-I", "-c", LOOP.format(seconds=max_seconds, parent=os.getpid())]
    loops = [subprocess.Popen(command, start_new_session=True) for _ in range(count)]
    try:
        yield
    finally:
        for loop in loops:
            loop.kill()
            loop.wait()
