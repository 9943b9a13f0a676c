"""A standing exam in a process of its own, started by a worker of a cluster. Both ends of it. Trusted side.

A worker of Dask may have no children of `multiprocessing`, and should outlive what a submission does to an exam. So
the exam begins as zygotes do, works in the root folder, and ends with the worker, whose end of the socket then closes.
"""

import os
import platform
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any

from msgspec import Struct

from grader.assignment import load_assignment
from grader.errors import GraderError, HarnessError, IsolationError, UsageError
from grader.gradebook.bulk import ended_early, grade_work
from grader.gradebook.bulk_messages import GradingOptions, Work, encoded
from grader.gradebook.depends import Sources, sources_of
from grader.host.advice import how_to_reach
from grader.host.levels import open_at
from grader.wire.parent import command, end_with_parent

IDLE_SECONDS = 600.0
"""An exam that nobody asks any more ends: a coordinator that was killed cannot say that it is over. Whoever does ask
again starts another one."""
_TRIES = 2


class Terms(Struct, frozen=True):
    """How an exam grades, and what it has to grade by: the same assignment and the same versions as elsewhere."""

    options: GradingOptions
    sources: Sources


class Examiner:
    """An exam that is started when it is asked, and again after a submission that ended it."""

    def __init__(self, terms: Terms) -> None:
        self._terms = terms
        self._exam: _Exam | None = None

    def grade(self, work: Work) -> bytes:
        """The encoded answer. What ends an exam is given to another one, which has seen nothing else.

        Raises:
            GraderError: No exam can be held here, or not by this assignment.
        """
        exit_code = 0
        for _ in range(_TRIES):
            exam = self._standing()
            try:
                return exam.ask(work)
            except _EndedError:
                exit_code = self.close()
        return encoded(ended_early(work.submission.id, exit_code, self._terms.options))

    def close(self) -> int:
        """Ends the exam; gives its exit code, where it had ended by itself."""
        ended, self._exam = self._exam, None
        return 0 if ended is None else ended.close()

    def _standing(self) -> "_Exam":
        if self._exam is None:
            self._exam = _Exam()
            try:
                self._exam.ask(self._terms)
            except GraderError:
                self.close()
                raise
            except _EndedError as error:
                message = f"The exam at {platform.node()} ended with {self.close()} before it began."
                raise HarnessError(message) from error
        return self._exam


class _EndedError(Exception):
    """The process of an exam is gone."""


class _Exam:
    """The process of an exam, seen from the worker that starts it."""

    def __init__(self) -> None:
        self._connection, theirs = Pipe()
        with theirs:
            call = command("grader.gradebook.cluster.examiner", theirs.fileno())
            # In a session of its own: Ctrl-C is for the worker, which decides.
            self._process = subprocess.Popen(  # noqa: S603 # our own module
                call, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL, cwd="/", start_new_session=True
            )

    def ask(self, order: Terms | Work) -> bytes:
        """Its answer. Raises what it raised, or that it has ended."""
        try:
            self._connection.send(order)
            answer: bytes | GraderError = self._connection.recv()
        except (EOFError, ConnectionError) as error:
            raise _EndedError from error
        if isinstance(answer, GraderError):
            raise answer
        return answer

    def close(self) -> int:
        """Ends it; gives its exit code."""
        self._connection.close()
        return self._process.wait()


def main() -> None:
    """Holds an exam for whoever has the other end of the socket."""
    end_with_parent(wanted=False)  # the kernel means the thread that started this one, and not its process
    descriptor = int(sys.argv[1])
    os.set_inheritable(descriptor, False)  # noqa: FBT003 # what the standard library has it called
    connection, asked = Connection(descriptor), SimpleQueue[Any]()
    Thread(target=_listen, args=(connection, asked), daemon=True).start()
    terms: Terms = asked.get()
    connection.send(_answer(partial(_begin, terms)))
    with suppress(Empty):
        while True:
            work: Work = asked.get(timeout=IDLE_SECONDS)
            connection.send(_answer(partial(grade_work, work, terms.options)))


def _listen(connection: Connection, asked: SimpleQueue[Any]) -> None:
    """Ends this process as soon as nobody has the other end, whatever it is doing; its guests end with its zygote."""
    with suppress(EOFError, ConnectionError):
        while True:
            asked.put(connection.recv())
    os._exit(1)


def _answer(action: Callable[[], bytes]) -> bytes | GraderError:
    try:
        return action()
    except GraderError as error:
        return error


def _begin(terms: Terms) -> bytes:
    """Requires that grades made here are those that the coordinator would make. Raises what says why they are not."""
    found = sources_of(load_assignment(terms.options.folder))
    if found.engine != terms.sources.engine:
        raise UsageError(
            f"The worker of the cluster at {platform.node()} has another version of the grader, of Python or of NumPy: "
            "install the same everywhere."
        )
    if found != terms.sources:
        raise HarnessError(f"The assignment did not arrive whole at {platform.node()}: grade again.")
    level = terms.options.isolation
    try:
        open_at(level).close()
    except IsolationError as error:
        raise IsolationError(
            f"Guests cannot be isolated at level {level} at {platform.node()}, a worker of the cluster: {error}. "
            f"{how_to_reach(level)}"
        ) from error
    return b""


if __name__ == "__main__":
    main()
