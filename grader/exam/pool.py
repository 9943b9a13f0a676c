"""Worker processes that hold exams. Trusted side.

A worker inherits nothing that could lead it to a student's file: it is started with Python's safe path, and works in
the root folder, where nobody plants anything. It ends with the process that started it, however that ends.
"""

import multiprocessing
import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing.connection import wait
from threading import Thread

SAFE_PATH = "PYTHONSAFEPATH"


@contextmanager
def worker_pool(workers: int) -> Iterator[ProcessPoolExecutor]:
    """So many worker processes. Their paths have to be absolute.

    The variable stands for the option -P, which a new process takes from the one that starts it only where that has it.
    """
    before = os.environ.get(SAFE_PATH)
    os.environ[SAFE_PATH] = "1"
    context = multiprocessing.get_context("spawn")  # nothing of this process's memory is inherited by the exams
    try:
        with ProcessPoolExecutor(max_workers=workers, mp_context=context, initializer=_begin) as executor:
            yield executor
    finally:
        if before is None:
            del os.environ[SAFE_PATH]
        else:
            os.environ[SAFE_PATH] = before


def _begin() -> None:
    os.chdir("/")
    Thread(target=_end_with_parent, name="end-with-parent", daemon=True).start()


def _end_with_parent() -> None:
    """Ends this process as soon as the one that started it is gone; its guests then end with its zygote."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
