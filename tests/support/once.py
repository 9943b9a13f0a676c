"""Results that take long and that several tests read: made by the first that needs them, once for all workers."""

import fcntl
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """A folder that `make` has filled; who asks while it is being made waits.

    Where `make` fails, its error is the caller's, and the next caller tries again.
    """
    shared = _of_the_run(factory)
    folder, partial = shared / f"once-{name}", shared / f"once-{name}.partial"
    with (shared / f"once-{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # ends with its process, so that a worker that dies keeps nobody waiting
        if not folder.is_dir():
            shutil.rmtree(partial, ignore_errors=True)
            partial.mkdir()
            make(partial)
            partial.rename(folder)
    return folder


def _of_the_run(factory: pytest.TempPathFactory) -> Path:
    """The folder that all workers of this run share, and no other run."""
    own = factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
