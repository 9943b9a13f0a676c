"""Grades a class on several worker processes. Trusted side; only ids, paths, digests and encoded grades cross over.

Each worker holds one standing exam, so hidden tests are collected once per worker and not once per submission.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from concurrent.futures import as_completed
from concurrent.futures.process import BrokenProcessPool
from functools import cache, partial
from pathlib import Path

import msgspec
from msgspec import Struct

from grader.assignment import Assignment, load_assignment
from grader.errors import HarnessError, SubmissionError
from grader.exam import Exam
from grader.exam.running.pool import run_in_new_process, worker_pool
from grader.exam.running.resource_limits import ResourceLimits, explain_exit, limit_resources
from grader.host.levels import open_at
from grader.intake import ClassEntry, read_entry
from grader.model import Grade, Isolation, Submission, Ungraded
from grader.notebook_execution import with_executed_notebook

SUSPECTS_PER_WORKER = 2
"""A broken pool does not tell which entry broke it: each worker had one in hand and one waiting."""


class Unchanged(Struct, frozen=True, tag="unchanged"):
    """A submission whose work is what it was when it was graded before."""

    submission: str
    digest: str


Result = Grade | Ungraded | Unchanged


class GradingOptions(Struct, frozen=True):
    """How the submissions of a class are graded: by which assignment, at exactly which level, from which seed.

    With `run`, notebooks are executed for display too. Each may cost its worker as much as `bounds` says.
    """

    folder: Path
    isolation: Isolation
    seed: str | None = None
    run: bool = False
    resource_limits: ResourceLimits = ResourceLimits()


class _Graded(Struct, frozen=True, tag="graded"):
    """A grade on its way to the coordinator. It has no tag of its own, since that would stand in grade.json."""

    grade: Grade


def grade_entries(
    entries: Sequence[ClassEntry],
    assignment: Assignment,
    *,
    workers: int,
    isolation: Isolation,
    seed: str | None = None,
    known: Mapping[str, Collection[str]] | None = None,
    run: bool = False,
    resource_limits: ResourceLimits | None = None,
) -> Iterator[Result]:
    """Grades each entry at exactly this level of isolation and yields the results as they come, in any order.

    Args:
        entries: The submissions.
        assignment: What they are graded by.
        workers: How many are graded at a time.
        isolation: The level that guests are isolated at.
        seed: What to draw the hidden inputs from, if not from the secret seed.
        run: Whether to execute notebooks for display too, once they are graded.
        resource_limits: What each submission may cost the process that grades it; only the one that takes more pays.
        known: Digests of works that were graded before, by submission; what has one of them is `Unchanged`.
    """
    options = GradingOptions(assignment.folder, isolation, seed, run, resource_limits or ResourceLimits())
    left = {entry.id: entry for entry in entries}
    while left:
        try:
            for result in _grade_all(list(left.values()), options, workers, known or {}):
                del left[result.submission]
                yield result
        except BrokenProcessPool:
            for suspect in list(left.values())[: SUSPECTS_PER_WORKER * workers]:
                del left[suspect.id]
                yield _grade_alone(suspect, options, known or {})


def _grade_alone(entry: ClassEntry, options: GradingOptions, known: Mapping[str, Collection[str]]) -> Result:
    """Grades one entry in a process of its own, which nobody else loses with it."""
    answer = run_in_new_process(_grade_entry, _absolute(entry), options, known.get(entry.id, ()))
    if isinstance(answer, bytes):
        return _decoded(answer)
    if reason := explain_exit(answer, options.resource_limits):
        return Ungraded(entry.id, reason)
    reason = "The process that graded it ended before it was done; grade it by itself to see why."
    return Ungraded(entry.id, reason, withheld=True)


def _grade_all(
    entries: Sequence[ClassEntry], options: GradingOptions, workers: int, known: Mapping[str, Collection[str]]
) -> Iterator[Result]:
    """Grades entries in one pool. Raises BrokenProcessPool where a worker died; what was yielded stands."""
    with worker_pool(workers) as executor:
        pending = {
            executor.submit(_grade_entry, _absolute(entry), options, known.get(entry.id, ())) for entry in entries
        }
        for done in as_completed(pending):
            pending.discard(done)  # or else the grades of a whole class would gather in memory
            yield _decoded(done.result())


def _decoded(answer: bytes) -> Result:
    found = msgspec.msgpack.decode(answer, type=_Graded | Ungraded | Unchanged)
    return found.grade if isinstance(found, _Graded) else found


def _absolute(entry: ClassEntry) -> ClassEntry:
    return msgspec.structs.replace(entry, path=entry.path.absolute())


def _grade_entry(entry: ClassEntry, options: GradingOptions, known: Collection[str]) -> bytes:
    """Runs in a worker; gives the encoded result. Where nothing is new, no exam begins."""
    answer: _Graded | Ungraded | Unchanged
    try:
        work = read_entry(entry, _assignment(options.folder))
        answer = Unchanged(entry.id, work.digest) if work.digest in known else _Graded(_grade_work(work, options))
    except SubmissionError as error:
        answer = Ungraded(entry.id, str(error))
    except HarnessError as error:  # costs this submission; what ails the assignment or the machine ends the run
        answer = Ungraded(entry.id, str(error), withheld=True)
    return msgspec.msgpack.encode(answer)


def _grade_work(work: Submission, options: GradingOptions) -> Grade:
    exam = _standing_exam(options)
    with limit_resources(options.resource_limits):
        grade = exam.grade(work)
    return with_executed_notebook(grade, work, exam.assignment) if options.run else grade


@cache
def _assignment(folder: Path) -> Assignment:
    return load_assignment(folder)


@cache
def _standing_exam(options: GradingOptions) -> Exam:
    """The exam of this worker; its zygote ends with the worker, whose end of the socket then closes."""
    open_zygote = partial(open_at, options.isolation)
    return Exam(_assignment(options.folder), seed=options.seed, open_zygote=open_zygote).__enter__()
