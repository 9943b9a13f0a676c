"""A standing exam in a separate process, started by a worker of a cluster; both ends of it. Trusted side.

A Dask worker cannot have children of `multiprocessing`, and should survive what a submission does to an exam. So the
exam starts like a zygote, in the root folder, and ends with the worker, when the worker's end of the socket closes.
"""

import os
import platform
import subprocess
import sys
from collections.abc import Callable
from contextlib import ExitStack, suppress
from functools import partial
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from grader.assignment import load_assignment
from grader.errors import GraderError, HarnessError, IsolationError, UsageError
from grader.gradebook.bulk import ended_early, grade_submitted
from grader.gradebook.bulk_messages import GradingOptions, SubmittedWork, encoded
from grader.gradebook.depends import Sources, sources_of
from grader.gradebook.standing_exam import new_exam
from grader.host.levels import how_to_reach, open_at
from grader.wire.parent import command, end_with_parent

if TYPE_CHECKING:
    from grader.exam import Exam  # which brings pytest: only the process of an exam needs it

IDLE_SECONDS = 600.0
"""An exam that is idle for this long ends, since a coordinator that was killed cannot report the end of the run. The
next request starts another one."""
_TRIES = 2


class ExamOptions(Struct, frozen=True):
    """How an exam grades, and the assignment and versions that it must have, the same as everywhere."""

    options: GradingOptions
    sources: Sources


class Examiner:
    """An exam that is started at the first request, and again after a submission that ended it."""

    def __init__(self, exam_options: ExamOptions) -> None:
        self._exam_options = exam_options
        self._exam: _Exam | None = None

    def grade(self, work: SubmittedWork) -> bytes:
        """The encoded answer. A submission that ends an exam is graded again, by an exam that has graded nothing else.

        Raises:
            GraderError: No exam can run here, or not with this assignment.
        """
        exit_code = 0
        for _ in range(_TRIES):
            exam = self._standing()
            try:
                return exam.ask(work)
            except _EndedError:
                exit_code = self.close()
        return encoded(ended_early(work.submission.id, exit_code, self._exam_options.options))

    def close(self) -> int:
        """Ends the exam; returns its exit code, if it had ended by itself."""
        ended, self._exam = self._exam, None
        return 0 if ended is None else ended.close()

    def _standing(self) -> "_Exam":
        if self._exam is None:
            self._exam = _Exam()
            try:
                self._exam.ask(self._exam_options)
            except GraderError:
                self.close()
                raise
            except _EndedError as error:
                message = f"The exam at {platform.node()} ended with {self.close()} before it began."
                raise HarnessError(message) from error
        return self._exam


class _EndedError(Exception):
    """The process of an exam has ended."""


class _Exam:
    """The process of an exam, seen from the worker that starts it."""

    def __init__(self) -> None:
        self._connection, theirs = Pipe()
        with theirs:
            call = command("grader.gradebook.cluster.examiner", theirs.fileno())
            # In a new session: Ctrl-C is for the worker, which decides what to do.
            self._process = subprocess.Popen(  # noqa: S603 # our own module
                call, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL, cwd="/", start_new_session=True
            )

    def ask(self, order: ExamOptions | SubmittedWork) -> bytes:
        """Its answer. Raises the exception that it raised, or _EndedError."""
        try:
            self._connection.send(order)
            answer: bytes | GraderError = self._connection.recv()
        except (EOFError, ConnectionError) as error:
            raise _EndedError from error
        if isinstance(answer, GraderError):
            raise answer
        return answer

    def close(self) -> int:
        """Ends it; returns its exit code."""
        self._connection.close()
        return self._process.wait()


def main() -> None:
    """Runs an exam for the process at the other end of the socket."""
    end_with_parent(wanted=False)  # for the kernel, the parent is the thread that started this process, not the worker
    descriptor = int(sys.argv[1])
    os.set_inheritable(descriptor, False)  # noqa: FBT003 # what the standard library has it called
    connection, asked = Connection(descriptor), SimpleQueue[Any]()
    Thread(target=_listen, args=(connection, asked), daemon=True).start()
    exam_options: ExamOptions = asked.get()
    try:
        exam = _begun(exam_options)
    except GraderError as error:
        connection.send(error)
        return
    connection.send(b"")
    with ExitStack() as held, suppress(Empty):
        held.push(exam)  # which is open already
        while True:
            work: SubmittedWork = asked.get(timeout=IDLE_SECONDS)
            connection.send(_answer(partial(grade_submitted, work, exam_options.options, exam)))


def _listen(connection: Connection, asked: SimpleQueue[Any]) -> None:
    """Ends this process as soon as the other end is closed, whatever it is doing; its guests end with its zygote."""
    with suppress(EOFError, ConnectionError):
        while True:
            asked.put(connection.recv())
    os._exit(1)


def _answer(action: Callable[[], bytes]) -> bytes | GraderError:
    try:
        return action()
    except GraderError as error:
        return error


def _begun(exam_options: ExamOptions) -> "Exam":
    """An exam whose grades are the same as the coordinator's would be. Raises an error that says why there is none."""
    found = sources_of(load_assignment(exam_options.options.folder))
    if found.engine != exam_options.sources.engine:
        raise UsageError(
            f"The worker of the cluster at {platform.node()} has another version of the grader, of Python or of NumPy: "
            "install the same everywhere."
        )
    if found != exam_options.sources:
        raise HarnessError(f"The assignment did not arrive whole at {platform.node()}: grade again.")
    level = exam_options.options.isolation
    try:
        return new_exam(exam_options.options, open_at).__enter__()
    except IsolationError as error:
        raise IsolationError(
            f"Guests cannot be isolated at level {level} at {platform.node()}, a worker of the cluster: {error}. "
            f"{how_to_reach(level)}"
        ) from error


if __name__ == "__main__":
    main()
