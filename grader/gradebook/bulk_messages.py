"""The messages between the coordinator and the workers that grade a class: data only. Trusted side, on both ends."""

from collections.abc import Mapping
from pathlib import Path

import msgspec
from msgspec import Struct

from grader.exam.running.resource_limits import ResourceLimits
from grader.gradebook.known_tasks import KnownTasks
from grader.gradebook.own_rules import NO_RULES, OwnRules
from grader.gradebook.task_works import NO_WORKS, TaskWorks
from grader.model import Grade, Isolation, Submission, Ungraded


class Unchanged(Struct, frozen=True, tag="unchanged"):
    """A submission whose work is the same as when it was graded in an earlier run."""

    submission: str
    digest: str


class Known(Struct, frozen=True):
    """What is known about a submission before it is read.

    Attributes:
        digests: The digests of its works whose grades would be the same again.
        tasks: The scores of tasks that would be the same again, by task and by the digest of its work.
        rules: The rules that change its grade after grading.
    """

    digests: frozenset[str] = frozenset()
    tasks: Mapping[str, Mapping[str, float]] = {}
    rules: OwnRules = NO_RULES


NOTHING_KNOWN = Known()
EntryResult = Grade | Ungraded | Unchanged


class GradingOptions(Struct, frozen=True):
    """How the submissions of a class are graded: by which assignment, at exactly which level, from which seed.

    With `run`, notebooks are executed for display too. Each submission may cost its worker at most `resource_limits`.
    The result files are prepared in the folder `ready`, if there is one.
    """

    folder: Path
    isolation: Isolation
    seed: str | None = None
    run: bool = False
    resource_limits: ResourceLimits = ResourceLimits()
    ready: Path | None = None


class SubmittedWork(Struct, frozen=True):
    """The submission of an entry, the digest of what arrived, and what is known about it."""

    submission: Submission
    arrived: str
    tasks: Mapping[str, Mapping[str, float]]
    rules: OwnRules = NO_RULES


class Answer(Struct, frozen=True):
    """The result of an entry, on its way to the coordinator.

    Attributes:
        other: The result, if it is not a grade.
        grade: The grade, which has no tag, since that would appear in grade.json.
        arrived: A digest of what arrived, if it could be read.
        works: The digests of the graded work, task by task; known tasks have no tests in the grade.
        laid: A digest of the prepared files, if there are any.
    """

    other: Ungraded | Unchanged | None = None
    grade: Grade | None = None
    arrived: str = ""
    works: TaskWorks = NO_WORKS
    laid: str = ""

    @property
    def result(self) -> EntryResult:
        """The result."""
        result = self.grade or self.other
        if result is None:
            raise ValueError("an answer that says nothing")
        return result


def known_by_submission(digests: Mapping[str, frozenset[str]], tasks: Mapping[str, KnownTasks]) -> dict[str, Known]:
    """What is known about each submission, for the workers."""
    known: dict[str, Known] = {}
    for submission in digests.keys() | tasks.keys():
        scores: dict[str, dict[str, float]] = {}
        for (task, work), found in tasks.get(submission, {}).items():
            scores.setdefault(task, {})[work] = found.score
        known[submission] = Known(digests.get(submission, frozenset()), scores)
    return known


def encoded(answer: Answer) -> bytes:
    """An answer, encoded for the coordinator."""
    return msgspec.msgpack.encode(answer)


def decoded(answer: bytes) -> Answer:
    """An answer, decoded by the coordinator."""
    return msgspec.msgpack.decode(answer, type=Answer)
