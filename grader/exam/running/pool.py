"""Worker processes that hold exams, and who of them does what. Trusted side.

Each is forked from a process that knows nothing of this one and has imported what it needs; see `fork_server`.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from queue import SimpleQueue
from typing import Any

from grader.errors import HarnessError
from grader.exam.running.fork_server import ForkServer
from grader.exam.running.worker import Worker, WorkerEndedError

OF_EXAMS = ("grader.exam.running.session",)
"""What every worker imports that holds an exam."""


class WorkerPool(Executor):
    """Workers, each of which does one thing at a time. Use `worker_pool`, which ends them."""

    def __init__(self, workers: int, server: ForkServer) -> None:
        self._server = server
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="worker")
        self._free = SimpleQueue[Worker]()
        self._living = set[Worker]()
        self._ending = False
        for _ in range(workers):
            self._free.put(self._new())

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> "Future[Any]":
        """Has it called by the next free worker. If that ends, this call alone raises WorkerEndedError."""
        return self._threads.submit(self._ask, fn, args, kwargs)

    def end(self, *, now: bool) -> None:
        """Begins nothing more, and ends the workers: once they have done what was asked, or soon if it is `now`."""
        self._threads.shutdown(wait=not now, cancel_futures=now)
        self._ending = True
        for worker in tuple(self._living):
            worker.hang_up()
        self._threads.shutdown()
        self._server.close()
        for worker in self._living:
            worker.close()

    def _ask(self, function: Callable[..., Any], arguments: Sequence[object], keywords: Mapping[str, object]) -> Any:
        worker = self._free.get()
        try:
            return worker.ask(function, arguments, keywords)
        finally:
            self._free.put(self._next(worker))

    def _next(self, worker: Worker) -> Worker:
        """The same, or a new one if it has ended and there can be another: nobody may wait for none."""
        if worker.ended and not self._ending:
            with suppress(HarnessError):
                new = self._new()
                self._living.remove(worker)
                worker.close()
                return new
        return worker

    def _new(self) -> Worker:
        worker = self._server.fork()
        self._living.add(worker)
        return worker


@contextmanager
def worker_pool(
    workers: int, preload: Sequence[str] = OF_EXAMS, server: ForkServer | None = None
) -> Iterator[Executor]:
    """A pool of worker processes that have imported the modules `preload`. Paths passed to them have to be absolute.

    They are forked by this server, which ends with them, or by one of their own. Whatever ends the run early, jobs that
    still wait for a worker are not started.
    """
    pool = WorkerPool(workers, server or ForkServer(preload))
    try:
        yield pool
        pool.end(now=False)
    except BaseException:  # nobody wants what they are at
        pool.end(now=True)
        raise


def run_in_new_process(function: Callable[..., bytes], *arguments: object) -> bytes | int:
    """Calls a function in a new process; returns its result, or the exit code of a process that died of it.

    Raises:
        GraderError: The function did.
    """
    with worker_pool(1) as pool:
        try:
            answer: bytes = pool.submit(function, *arguments).result()
        except WorkerEndedError as ended:
            return ended.exit_code
    return answer
