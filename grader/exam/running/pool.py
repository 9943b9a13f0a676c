"""Worker processes that hold exams. Trusted side.

A worker inherits nothing that could lead it to a student's file: it is started with Python's safe path and without the
folders that the starting script has added, and works in the root folder, where nobody can plant anything. Nor does it
run that script again, which therefore needs no main guard. It ends with the process that started it, however that ends.
"""

import gc
import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnContext, SpawnProcess
from multiprocessing.process import BaseProcess
from threading import Thread
from types import ModuleType
from typing import Any

from grader.errors import GraderError
from grader.safe_path import worker_path

SAFE_PATH = "PYTHONSAFEPATH"
COLLECT_AFTER = 20_000
"""New objects before a worker collects garbage: what it imports makes a hundred thousand, and none of it is garbage."""
STOP_SECONDS = 1.0
"""What workers get to end by themselves when a run is stopped; one that waits for student code is killed then."""


class _Process(SpawnProcess):
    """A new process that learns nothing about the program that starts it."""

    @staticmethod
    def _Popen(process_obj: BaseProcess) -> Any:  # noqa: N802 # what the standard library calls it
        main, path = sys.modules["__main__"], sys.path
        sys.modules["__main__"], sys.path = ModuleType("__main__"), worker_path()
        try:
            return SpawnProcess._Popen(process_obj)  # noqa: SLF001 # there is no other place
        finally:
            sys.modules["__main__"], sys.path = main, path


class _Context(SpawnContext):
    """Starts such processes, and knows them."""

    def __init__(self) -> None:
        super().__init__()
        self.started: list[_Process] = []

    def Process(self, *arguments: Any, **keywords: Any) -> _Process:  # type: ignore[override] # noqa: N802 # likewise
        """Makes one that is not started yet."""
        self.started.append(_Process(*arguments, **keywords))
        return self.started[-1]


@contextmanager
def worker_pool(workers: int) -> Iterator[ProcessPoolExecutor]:
    """A pool of worker processes. Paths passed to them have to be absolute.

    Whatever ends the run early, jobs that still wait for a worker are not started.
    """
    with _safe_path() as context:
        executor = ProcessPoolExecutor(max_workers=workers, mp_context=context, initializer=_begin)
        try:
            yield executor
        except BaseException:  # nobody wants what they are at
            executor.shutdown(wait=False, cancel_futures=True)
            _end(context.started)
            raise
        finally:
            executor.shutdown(cancel_futures=True)


def run_in_new_process(function: Callable[..., bytes], *arguments: object) -> bytes | int:
    """Calls a function in a new process; returns its result, or the exit code of a process that died of it.

    Raises:
        GraderError: The function did.
    """
    with _safe_path() as context:
        ours, theirs = context.Pipe(duplex=False)
        process = context.Process(target=_answer, args=(theirs, function, arguments))
        process.start()
    theirs.close()
    with ours:
        try:
            answer = ours.recv()
        except EOFError:
            answer = None
        except BaseException:  # the caller was told to stop
            process.kill()
            raise
        finally:
            process.join()
    if isinstance(answer, GraderError):
        raise answer
    return answer if isinstance(answer, bytes) else process.exitcode or 0


def _end(processes: Sequence[BaseProcess]) -> None:
    """Kills those that have not ended by themselves in time; their guests end with them."""
    latest = time.monotonic() + STOP_SECONDS
    for process in processes:
        if process.pid is not None and not wait([process.sentinel], max(0.0, latest - time.monotonic())):
            process.kill()


@contextmanager
def _safe_path() -> Iterator[_Context]:
    """Within this context, processes are started that inherit nothing of this one's memory.

    The variable stands for the option -P, which a new process takes over only if the process that starts it has it.
    """
    before = os.environ.get(SAFE_PATH)
    os.environ[SAFE_PATH] = "1"
    try:
        yield _Context()
    finally:
        if before is None:
            del os.environ[SAFE_PATH]
        else:
            os.environ[SAFE_PATH] = before


def _answer(connection: Connection, function: Callable[..., bytes], arguments: Sequence[object]) -> None:
    _begin()
    try:
        connection.send(function(*arguments))
    except GraderError as error:
        connection.send(error)


def _begin() -> None:
    gc.set_threshold(COLLECT_AFTER)
    os.chdir("/")
    # Ctrl-C reaches the parent process as well, which decides: here it would stop an exam in the middle. A
    # signal that is ignored, and not handled, would be ignored by all that this process starts.
    signal.signal(signal.SIGINT, lambda _number, _frame: None)
    Thread(target=_end_with_parent, name="end-with-parent", daemon=True).start()


def _end_with_parent() -> None:
    """Ends this process as soon as its parent is gone; its guests then end with its zygote."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
