"""The workers of one class: they find the level of isolation, grade the reference and then the class. Trusted side."""

from concurrent.futures import Executor
from contextlib import ExitStack
from types import TracebackType
from typing import Self

from grader.errors import HarnessError
from grader.exam.running.fork_server import ForkServer
from grader.exam.running.pool import worker_pool
from grader.exam.running.worker import WorkerEndedError
from grader.gradebook.bulk_messages import GradingOptions
from grader.gradebook.preload import PRELOAD
from grader.gradebook.standing_exam import level_found
from grader.model import Isolation


class ClassWorkers:
    """They are started when they are first needed, and end with the context."""

    def __init__(self, server: ForkServer | None = None) -> None:
        """Workers forked from this process, which ends with them, or from another one."""
        self._server = server
        self._started = ExitStack()
        self._executor: Executor | None = None
        self._number = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._executor = None
        self._started.__exit__(kind, error, at)
        if self._server is not None:
            self._server.close()

    def level(self, options: GradingOptions, number: int) -> Isolation:
        """The strongest level available here, at least that of the options. So many workers open their exams at it.

        Raises:
            AssignmentError: There can be no exam.
            IsolationError: The required isolation is not available here.
        """
        executor = self.executor(number)
        opening = [executor.submit(level_found, options) for _ in range(number)]
        try:
            return opening[0].result()
        except WorkerEndedError as error:
            raise HarnessError(f"No exam can be opened here: {error}") from error

    def executor(self, number: int) -> Executor:
        """So many workers, or more."""
        if self._executor is None or self._number < number:
            self._started.close()
            self._executor = self._started.enter_context(worker_pool(number, PRELOAD, self._server))
            self._server, self._number = None, number
        return self._executor
