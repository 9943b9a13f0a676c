"""Grades the trials of an audit in worker processes, each with one exam at a time. Trusted side."""

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, as_completed
from contextlib import ExitStack
from functools import cache
from itertools import groupby
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from grader.assignment import Assignment, load_assignment
from grader.audit.subjects import Subject, SubjectKind
from grader.exam import Exam
from grader.model import CallStatus, Grade, ManualWork, Outcome

BATCH = 24
CALL_SECONDS = 1.0
TASK_SECONDS = 4.0
"""The time limit of a mutant. The reference needs hundredths of a second for a call; a mutant that needs a hundred
times as long runs forever, and waiting longer shows nothing."""

_Key = tuple[bool, str]
"""What distinguishes exams: whether there are short limits and no diagnosis, and the seed, empty for the secret one."""


class TaskOutcome(Struct, frozen=True, kw_only=True):
    """The result of one task in one trial.

    Attributes:
        id: The task.
        score: Its points.
        max_score: Its highest score.
        lost: The tests that did not pass.
        broken: Those of them that could not judge.
        named: The known mistakes that were named.
        followed: The tests that passed because they are consistent with a known mistake.
        late: The tests that ran out of time.
    """

    id: str
    score: float
    max_score: float
    lost: tuple[str, ...]
    broken: tuple[str, ...]
    named: tuple[str, ...]
    followed: tuple[str, ...]
    late: tuple[str, ...]

    @property
    def only_late(self) -> bool:
        """Whether points were lost, all of them by timeouts."""
        return bool(self.lost) and self.lost == self.late


class SubjectResult(Struct, frozen=True, kw_only=True):
    """The result of one trial: by task, with the time it took, and how much of that was spent on this side."""

    number: int
    tasks: tuple[TaskOutcome, ...]
    seconds: float
    busy_seconds: float


def grade_subjects(executor: Executor, subjects: Sequence[Subject], assignment: Assignment) -> Iterator[SubjectResult]:
    """Grades every trial and yields the results as they come, in any order; `number` is the index of the trial.

    A mutant that lost points only by timeouts is graded again at the end, with the limits of a student: on a busy
    machine a harmless one may be late.
    """
    numbered = sorted(enumerate(subjects), key=lambda pair: _exam_of(pair[1]))
    late = []
    for result in _grade_all(executor, numbered, assignment, _exam_of):
        if subjects[result.number].kind is SubjectKind.MUTANT and any(task.only_late for task in result.tasks):
            late.append((result.number, subjects[result.number]))
        else:
            yield result
    yield from _grade_all(executor, late, assignment, lambda subject: (False, subject.seed))


def _grade_all(
    executor: Executor,
    numbered: Sequence[tuple[int, Subject]],
    assignment: Assignment,
    exam_of: Callable[[Subject], _Key],
) -> Iterator[SubjectResult]:
    pending: list[Future[bytes]] = []
    for (short_limits, seed), group in groupby(numbered, key=lambda pair: exam_of(pair[1])):
        alike = list(group)
        batches = [alike[start : start + BATCH] for start in range(0, len(alike), BATCH)]
        pending.extend(executor.submit(_grade_batch, assignment.folder, seed, short_limits, batch) for batch in batches)
    for done in as_completed(pending):
        yield from msgspec.msgpack.decode(done.result(), type=list[SubjectResult])


def _exam_of(subject: Subject) -> _Key:
    return subject.kind is SubjectKind.MUTANT, subject.seed


def _grade_batch(folder: Path, seed: str, short_limits: bool, batch: Sequence[tuple[int, Subject]]) -> bytes:  # noqa: FBT001 # an executor passes by position
    """Runs in a worker; all trials of a batch are for the same exam."""
    exam = _worker().exam(folder, seed, short_limits=short_limits)
    return msgspec.msgpack.encode([_grade(exam, number, subject) for number, subject in batch])


def _grade(exam: Exam, number: int, subject: Subject) -> SubjectResult:
    started, busy = time.perf_counter(), time.process_time()
    grade = exam.grade(subject.submission, subject.only)
    return SubjectResult(
        number=number,
        tasks=_task_outcome(grade),
        seconds=time.perf_counter() - started,
        busy_seconds=time.process_time() - busy,
    )


def _task_outcome(grade: Grade) -> tuple[TaskOutcome, ...]:
    return tuple(
        TaskOutcome(
            id=task.id,
            score=task.score,
            max_score=task.max_score,
            lost=tuple(test.name for test in task.tests if test.outcome is not Outcome.PASSED),
            broken=tuple(test.name for test in task.tests if test.outcome is Outcome.ERROR),
            late=tuple(test.name for test in task.tests if test.call_status is CallStatus.TIMED_OUT),
            named=tuple(sorted({mistake.id for test in task.tests for mistake in test.misconceptions})),
            followed=tuple(test.name for test in task.tests if test.follows),
        )
        for task in grade.tasks
        if not isinstance(task.manual, ManualWork)  # which has no tests
    )


class _Worker:
    """The one exam that a worker process has open; it is replaced when another one is needed."""

    def __init__(self) -> None:
        self._open = ExitStack()
        self._key: object = None
        self._exam: Exam | None = None

    def exam(self, folder: Path, seed: str, *, short_limits: bool) -> Exam:
        """The exam of an assignment with this seed, opened if necessary."""
        if self._exam is None or self._key != (folder, seed, short_limits):
            self._open.close()
            assignment = load_assignment(folder)
            exam = Exam(
                _with_short_limits(assignment) if short_limits else assignment,
                seed=seed or None,
                diagnose=not short_limits,
            )
            self._exam = self._open.enter_context(exam)
            self._key = (folder, seed, short_limits)
        return self._exam


@cache
def _worker() -> _Worker:
    return _Worker()


def _with_short_limits(assignment: Assignment) -> Assignment:
    limits = assignment.manifest.limits
    limits = replace(
        limits,
        call_seconds=min(limits.call_seconds, CALL_SECONDS),
        task_seconds=min(limits.task_seconds, TASK_SECONDS),
    )
    return replace(assignment, manifest=replace(assignment.manifest, limits=limits))
