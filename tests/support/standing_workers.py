"""Workers that stay after a class is graded or an audit is over, and serve the next: starting one takes most time.

They are real workers. Each run opens new exams, but with zygotes that stay in the worker. Tests about workers
themselves start their own.
"""

import os
from collections.abc import Callable, Hashable, Iterator, Sequence
from concurrent.futures import Executor, Future, wait
from contextlib import ExitStack, contextmanager
from functools import cache
from itertools import count
from typing import Any

import pytest

from grader.audit import engine, grading
from grader.exam.running import pool
from grader.exam.running.fork_server import ForkServer
from grader.gradebook import bulk, class_run, class_workers, preload, standing_exam
from grader.gradebook.preload import PRELOAD
from grader.host import processors
from tests.support.standing import standing_zygotes

USERS = (bulk, engine, class_workers)
COUNTERS = (class_run, processors)
CHANGES_WITH_EACH_TEST = "PYTEST_CURRENT_TEST"


class _Lent(Executor):
    """Standing workers in the hands of one run."""

    def __init__(self, workers: Executor, run: int) -> None:
        self._workers = workers
        self._run = run
        self._asked: list[Future[Any]] = []

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        self._asked.append(self._workers.submit(_in_worker, self._run, fn, args, kwargs))
        return self._asked[-1]

    def give_back(self) -> None:
        """Begins nothing more, and waits for what is in hand."""
        wait([each for each in self._asked if not each.cancel()])


@contextmanager
def standing_workers() -> Iterator[None]:
    """While it lasts, whoever opens a pool of workers gets standing ones; those with another environment are others.

    Who does not say how many gets one: each of a pool's workers opens an exam of its own, which takes longer than the
    works of a test. Tests about several workers ask for them.
    """
    running: dict[tuple[int, Hashable], pool.WorkerPool] = {}
    numbers = count(1)

    @contextmanager
    def lend(workers: int, _preload: Sequence[str] = (), _server: object = None) -> Iterator[_Lent]:
        environment = {name: value for name, value in os.environ.items() if name != CHANGES_WITH_EACH_TEST}
        wanted = workers, frozenset(environment.items())
        if wanted not in running:
            for other in [other for other in running if other[1] != wanted[1]]:
                running.pop(other).end(now=False)
            running[wanted] = pool.WorkerPool(workers, ForkServer(PRELOAD))
        lent = _Lent(running[wanted], next(numbers))
        try:
            yield lent
        finally:
            lent.give_back()

    with pytest.MonkeyPatch.context() as patch:
        for user in USERS:
            patch.setattr(user, "worker_pool", lend)
        patch.setattr(preload, "ForkServer", lambda _preload: None)
        for counter in COUNTERS:
            patch.setattr(counter, "usable_processors", lambda: 1)
        yield
    for executor in running.values():
        executor.end(now=False)


@contextmanager
def own_workers() -> Iterator[None]:
    """While it lasts, whoever opens a pool of workers starts one."""
    with pytest.MonkeyPatch.context() as patch:
        for user in USERS:
            patch.setattr(user, "worker_pool", pool.worker_pool)
        patch.setattr(preload, "ForkServer", ForkServer)
        yield


class _Worker:
    """What a worker has open for the run that it serves. Lives in the process of the worker."""

    def __init__(self) -> None:
        self._run = 0
        self._standing = ExitStack()
        self._standing.enter_context(standing_zygotes())

    def serve(self, run: int) -> None:
        """Closes what an earlier run left open."""
        if run != self._run:
            standing_exam.standing().close()
            grading._worker()._open.close()
            bulk._open_archives().__exit__()
            caches = standing_exam.standing, standing_exam.worker_assignment, bulk._drawings, bulk._open_archives
            for kept in (*caches, grading._worker):
                kept.cache_clear()
            self._run = run


@cache
def _worker() -> _Worker:
    return _Worker()


def _in_worker(run: int, function: Callable[..., Any], args: tuple[Any, ...], keywords: dict[str, Any]) -> Any:
    _worker().serve(run)
    return function(*args, **keywords)
