"""Sends the submissions of a class to a Dask cluster, and receives the answers. Trusted side.

Only ids, bytes of submissions, digests and encoded grades cross over, in Dask's own pickles: anybody who can reach the
scheduler can run code at all ends. If a worker dies, Dask retries.
"""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from queue import Empty, SimpleQueue
from uuid import uuid4

import dask
from dask.typing import Key
from distributed import Client, Future, KilledWorker
from msgspec.structs import replace

from grader.assignment import Assignment
from grader.errors import UsageError
from grader.gradebook.bulk import read_work
from grader.gradebook.bulk_messages import NOTHING_KNOWN, Answer, GradingOptions, Known, SubmittedWork, decoded
from grader.gradebook.cluster.examiner import ExamOptions
from grader.gradebook.cluster.shipment import packed_assignment
from grader.gradebook.cluster.worker import ShippedExam, grade_shipped
from grader.gradebook.depends import Sources
from grader.gradebook.own_rules import NO_RULES
from grader.intake import ClassEntry, OpenArchives
from grader.model import Ungraded
from grader.sanitize import quoted

CONNECT_SECONDS = 10.0
PATIENCE_SECONDS = 60.0
"""How long a cluster may be without workers: Dask restarts one within seconds."""
_IN_HAND_PER_THREAD = 2
_QUIET = {"distributed.admin.large-graph-warning-threshold": "1 GiB"}
"""A submission is larger than the arguments that Dask expects."""


def answers(
    entries: Sequence[ClassEntry],
    assignment: Assignment,
    options: GradingOptions,
    sources: Sources,
    address: str,
    known: Mapping[str, Known],
) -> Iterator[list[Answer]]:
    """See `grader.gradebook.cluster.cluster_answers`."""
    with (
        dask.config.set(_QUIET),
        _connected(address) as client,
        _shipped(client, assignment, ExamOptions(options, sources)) as name,
        OpenArchives() as archives,
    ):
        out = _HandedOut(client, name, address)
        for entry in entries:
            found = read_work(entry, assignment, archives, known.get(entry.id, NOTHING_KNOWN))
            if isinstance(found, Answer):
                yield [found]
                continue
            while out.is_enough:
                yield out.take_back()
            out.hand_out(found)
        while out.is_any:
            yield out.take_back()


class _HandedOut:
    """The submissions that workers have, only a few at a time: all others wait on disk."""

    def __init__(self, client: Client, name: str, address: str) -> None:
        self._client = client
        self._name = name
        self._address = address
        self._done = SimpleQueue[Future[bytes]]()
        self._submissions: dict[Key, str] = {}
        self._room = self._look()

    @property
    def is_any(self) -> bool:
        """Whether workers have any submissions."""
        return bool(self._submissions)

    @property
    def is_enough(self) -> bool:
        """Whether every worker has one submission in progress and one waiting."""
        return len(self._submissions) >= self._room

    def hand_out(self, work: SubmittedWork) -> None:
        """Sends one more to the next free worker, without data on the student that the exam does not need."""
        future = self._client.submit(grade_shipped, self._name, replace(work, rules=NO_RULES), pure=False)
        self._submissions[future.key] = work.submission.id
        future.add_done_callback(self._done.put)

    def take_back(self) -> list[Answer]:
        """The answers that have come since the last call; waits for at least one."""
        together = [self._next()]
        with suppress(Empty):
            while True:
                together.append(self._done.get_nowait())
        answers = [self._answer(future) for future in together]
        self._room = self._look()
        return answers

    def _next(self) -> "Future[bytes]":
        while True:
            with suppress(Empty):
                return self._done.get(timeout=PATIENCE_SECONDS)
            if not self._look():
                raise UsageError(
                    f"The cluster at {quoted(self._address)} has no worker any more: start one with `dask worker` and "
                    "run it again to continue."
                )

    def _answer(self, future: "Future[bytes]") -> Answer:
        submission = self._submissions.pop(future.key)
        try:
            return decoded(future.result())
        except KilledWorker:
            reason = "Each worker of the cluster that had it in hand ended; grade it by itself to see why."
            return Answer(Ungraded(submission, reason, withheld=True))
        except CancelledError as error:
            raise _lost(self._address) from error

    def _look(self) -> int:
        """How many submissions the present workers may have at a time."""
        try:
            threads: dict[str, int] = self._client.nthreads()
        except (OSError, TimeoutError) as error:
            raise _lost(self._address) from error
        return _IN_HAND_PER_THREAD * sum(threads.values())


@contextmanager
def _connected(address: str) -> Iterator[Client]:
    """A client of a scheduler that has a worker; TLS is set up by Dask's own configuration."""
    try:
        client = Client(address, timeout=CONNECT_SECONDS, set_as_default=False, name="grader")
    except (OSError, TimeoutError, TypeError, ValueError) as error:  # the last two: a bad address, or TLS settings
        raise UsageError(f"No scheduler of Dask can be reached at {quoted(address)}: {quoted(str(error))}.") from error
    with client:
        try:
            client.wait_for_workers(1, timeout=PATIENCE_SECONDS)
        except TimeoutError as error:
            raise UsageError(
                f"The cluster at {quoted(address)} has no worker: start one with `dask worker {address}`."
            ) from error
        yield client


@contextmanager
def _shipped(client: Client, assignment: Assignment, exam_options: ExamOptions) -> Iterator[str]:
    """Sends the assignment to every worker, including later ones; yields the name of the run there."""
    name = f"grader-{uuid4().hex}"
    try:
        client.register_plugin(ShippedExam(name, packed_assignment(assignment), exam_options))
    except ImportError as error:
        raise UsageError("A worker of the cluster has no such grader: install the same there.") from error
    try:
        yield name
    finally:
        with suppress(OSError, ValueError):  # the cluster may have ended, with everything that it had
            client.unregister_worker_plugin(name)


def _lost(address: str) -> UsageError:
    return UsageError(f"The cluster at {quoted(address)} was lost: run it again to continue.")
