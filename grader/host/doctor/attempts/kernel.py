"""Attempts on what the kernel offers, as the package describes. Runs in a guest only."""

import os
from pathlib import Path

Targets = dict[str, str]


def make_memory_file(_targets: Targets) -> str:
    """Makes a file in memory, which no limit on memory counts."""
    os.close(os.memfd_create("hoard"))
    return "memory was had"


def share_memory(_targets: Targets) -> str:
    """Leaves memory for the next student to find."""
    Path("/dev/shm/grader-canary").write_text("x")  # noqa: S108 # the point
    Path("/dev/shm/grader-canary").unlink()  # noqa: S108
    return "memory was shared"


def become_root(_targets: Targets) -> str:
    """Becomes root."""
    os.setuid(0)
    return "it is root"
