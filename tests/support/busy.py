"""Keeps the processors of this machine busy beside whatever is tested, and stops by itself."""

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
