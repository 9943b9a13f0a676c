"""Grades a class on several worker processes. Trusted side; only ids, paths and encoded grades cross between them.

Each worker holds one standing exam, so hidden tests are collected once per worker and not once per submission.
"""

import multiprocessing
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, as_completed
from functools import cache, partial
from pathlib import Path

import msgspec
from msgspec import Struct

from grader.assignment import Assignment, load_assignment
from grader.errors import HarnessError, SubmissionError
from grader.exam import Exam
from grader.host.levels import open_at
from grader.intake import ClassEntry, read_submission
from grader.model import Grade, Isolation


class Ungraded(Struct, frozen=True):
    """A submission that could not be graded as a whole, and why."""

    submission: str
    reason: str


class _Envelope(Struct, frozen=True, omit_defaults=True):
    """One of the two; a union of them would need a tag, and a tag would stand in grade.json."""

    grade: Grade | None = None
    ungraded: Ungraded | None = None


def grade_class(
    entries: Sequence[ClassEntry],
    assignment: Assignment,
    *,
    workers: int,
    isolation: Isolation,
    seed: str | None = None,
) -> Iterator[Grade | Ungraded]:
    """Grades each entry at exactly this level of isolation and yields the results as they come, in any order."""
    context = multiprocessing.get_context("spawn")  # nothing of this process is inherited by the exams
    with ProcessPoolExecutor(max_workers=workers, mp_context=context) as executor:
        yield from _collect(executor, entries, assignment, isolation, seed)


def _collect(
    executor: Executor, entries: Sequence[ClassEntry], assignment: Assignment, isolation: Isolation, seed: str | None
) -> Iterator[Grade | Ungraded]:
    pending = [
        executor.submit(_grade_entry, entry.id, entry.path, assignment.folder, isolation, seed) for entry in entries
    ]
    for done in as_completed(pending):
        envelope = msgspec.msgpack.decode(done.result(), type=_Envelope)
        result = envelope.grade or envelope.ungraded
        if result is None:
            raise HarnessError("A worker gave neither a grade nor a reason.")
        yield result


def _grade_entry(submission_id: str, path: Path, folder: Path, isolation: Isolation, seed: str | None) -> bytes:
    """Runs in a worker; gives the encoded result."""
    exam, assignment = _standing_exam(folder, isolation, seed)
    try:
        envelope = _Envelope(grade=exam.grade(read_submission(path, assignment, submission_id=submission_id)))
    except SubmissionError as error:
        envelope = _Envelope(ungraded=Ungraded(submission_id, str(error)))
    return msgspec.msgpack.encode(envelope)


@cache
def _standing_exam(folder: Path, isolation: Isolation, seed: str | None) -> tuple[Exam, Assignment]:
    """The exam of this worker; its zygote ends with the worker, whose end of the socket then closes."""
    assignment = load_assignment(folder)
    return Exam(assignment, seed=seed, open_zygote=partial(open_at, isolation)).__enter__(), assignment
