"""Grades a class on several worker processes. Trusted side; only ids, paths, digests and encoded grades cross over.

Each worker holds one standing exam, so hidden tests are collected once per worker and not once per submission.
"""

import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future
from contextlib import suppress
from functools import cache
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING

from msgspec.structs import replace

from grader.assignment import Assignment
from grader.errors import HarnessError, SubmissionError
from grader.exam.running.pool import run_in_new_process, worker_pool
from grader.exam.running.resource_limits import ResourceLimits, explain_exit, limit_resources
from grader.exam.running.worker import WorkerEndedError
from grader.gradebook.bulk_messages import (
    NOTHING_KNOWN,
    Answer,
    EntryResult,
    GradingOptions,
    Known,
    SubmittedWork,
    Unchanged,
    decoded,
    encoded,
)
from grader.gradebook.preload import PRELOAD
from grader.gradebook.standing_exam import standing, worker_assignment
from grader.gradebook.task_works import TaskWorks, works_by_task
from grader.intake import ClassEntry, OpenArchives, arrival_digest, collect_entry, entry_submission
from grader.model import Grade, Isolation, Ungraded
from grader.notebook_execution import with_executed_notebook

if TYPE_CHECKING:
    from grader.exam import Exam  # which brings pytest: only workers need it
    from grader.report.diagrams import Drawings

GATHERING_SECONDS = 0.1
"""What comes within this time is recorded together, which takes the coordinator much less than one by one; no worker
waits for it meanwhile."""


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
) -> Iterator[EntryResult]:
    """Grades each entry at exactly this level of isolation and yields the results as they come, in any order.

    Args:
        entries: The submissions.
        assignment: The assignment to grade by.
        workers: How many are graded at a time.
        isolation: The isolation level of guests, which was tried here.
        seed: The seed for hidden inputs, if not the secret one.
        run: Whether to execute notebooks for display too, once they are graded.
        resource_limits: What each submission may cost the process that grades it; one that exceeds them has no grade.
        known: Digests of works that were graded before, by submission; a work with one of them is `Unchanged`.
    """
    options = GradingOptions(assignment.folder, isolation, seed, run, resource_limits or ResourceLimits())
    known_works = {submission: Known(frozenset(digests)) for submission, digests in (known or {}).items()}
    if not entries:
        return
    with worker_pool(workers, PRELOAD) as executor:
        for together in answer_entries(entries, options, executor, known_works):
            yield from (answer.result for answer in together)


def answer_entries(
    entries: Sequence[ClassEntry], options: GradingOptions, executor: Executor, known: Mapping[str, Known]
) -> Iterator[list[Answer]]:
    """The same on these workers, with everything to store for each, running only the tests of tasks that are not known.

    Yields in one list all answers that have come since the last list.
    """
    done = SimpleQueue[Future[bytes]]()  # drops those that were taken: the grades of a class would fill the memory
    asked: dict[Future[bytes], ClassEntry] = {}
    for entry in entries:
        begun = executor.submit(_grade_entry, _absolute(entry), options, known.get(entry.id, NOTHING_KNOWN))
        asked[begun] = entry
        begun.add_done_callback(done.put)
    while asked:
        together = [(asked.pop(each), each) for each in _all_there(done, len(asked))]
        if answers := [decoded(each.result()) for _, each in together if each.exception() is None]:
            yield answers  # which count, whatever one of the others raises
        for entry, each in together:
            if isinstance(each.exception(), WorkerEndedError):
                yield [_grade_alone(entry, options, known)]
            else:
                each.result()


def _grade_alone(entry: ClassEntry, options: GradingOptions, known: Mapping[str, Known]) -> Answer:
    """Grades one entry in a separate process, so that no other entry is lost with it."""
    answer = run_in_new_process(_grade_entry, _absolute(entry), options, known.get(entry.id, NOTHING_KNOWN))
    return decoded(answer) if isinstance(answer, bytes) else ended_early(entry.id, answer, options)


def ended_early(submission: str, exit_code: int, options: GradingOptions) -> Answer:
    """The result of a submission whose process died twice, the second time with no other submission."""
    if reason := explain_exit(exit_code, options.resource_limits):
        return Answer(Ungraded(submission, reason))
    reason = "The process that graded it ended before it was done; grade it by itself to see why."
    return Answer(Ungraded(submission, reason, withheld=True))


def _all_there(done: SimpleQueue[Future[bytes]], left: int) -> list[Future[bytes]]:
    """All that have come since the last call; waits for at least one of those `left`, and a moment for others."""
    found = [done.get()]
    until = time.monotonic() + GATHERING_SECONDS
    with suppress(Empty):
        while len(found) < left:
            found.append(done.get(timeout=max(0.0, until - time.monotonic())))
    return found


def _absolute(entry: ClassEntry) -> ClassEntry:
    return replace(entry, path=entry.path.absolute())


def _grade_entry(entry: ClassEntry, options: GradingOptions, known: Known) -> bytes:
    """Runs in a worker; returns the encoded answer. If nothing is new, no exam is started."""
    found = read_work(entry, worker_assignment(options.folder), _open_archives(), known)
    return encoded(found) if isinstance(found, Answer) else grade_submitted(found, options)


def read_work(
    entry: ClassEntry, assignment: Assignment, archives: OpenArchives, known: Known
) -> SubmittedWork | Answer:
    """The work of an entry, or its result if that needs no exam."""
    try:
        collected = collect_entry(entry, archives)
        arrived = arrival_digest(collected)
        work = entry_submission(entry, collected, assignment)
    except (SubmissionError, HarnessError) as error:
        return _ungraded(entry.id, error)
    if work.digest in known.digests:
        return Answer(Unchanged(entry.id, work.digest), arrived=arrived)
    return SubmittedWork(work, arrived, known.tasks, known.rules)


def grade_submitted(work: SubmittedWork, options: GradingOptions, given: "Exam | None" = None) -> bytes:
    """Grades it in this exam or the standing one of this process; returns the encoded answer."""
    try:
        return encoded(replace(_graded(work, options, given or standing().at(options)), arrived=work.arrived))
    except (SubmissionError, HarnessError) as error:
        return encoded(_ungraded(work.submission.id, error))


def _graded(work: SubmittedWork, options: GradingOptions, standing: "Exam") -> Answer:
    works = works_by_task(work.submission, standing.assignment)
    found = {task: work.tasks.get(task, {}).get(digest) for task, digest in works.items()}
    scores = {task: score for task, score in found.items() if score is not None}
    with limit_resources(options.resource_limits):
        grade = standing.grade(work.submission, known=scores)
    if options.run and not scores:  # if one task is known, so is the run of the notebook
        grade = with_executed_notebook(grade, work.submission, standing.assignment)
    laid = "" if scores or options.ready is None else _lay(work.rules.standing(grade), options, options.ready)
    return Answer(grade=grade, works=TaskWorks(works, tuple(scores)), laid=laid)


def _lay(standing: Grade, options: GradingOptions, ready: Path) -> str:
    """Prepares the files of a complete grade; returns the digest of their contents."""
    from grader.output.ready import lay_ready  # noqa: PLC0415 # only workers render, and only if files are written

    return lay_ready(standing, ready, _drawings(options.folder))


def _ungraded(submission: str, error: SubmissionError | HarnessError) -> Answer:
    """An error that affects only this submission; problems of the assignment or the machine end the run."""
    return Answer(Ungraded(submission, str(error), withheld=isinstance(error, HarnessError)))


@cache
def _open_archives() -> OpenArchives:
    """The class, if it is an archive, for as long as this worker lives."""
    return OpenArchives()


@cache
def _drawings(folder: Path) -> "Drawings":
    from grader.output.folder import open_drawings  # noqa: PLC0415 # likewise

    return open_drawings(worker_assignment(folder).diagrams())
