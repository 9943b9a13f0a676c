"""The known mistakes of an assignment, graded for real, with what their tests keep to themselves; once a run."""

from collections.abc import Sequence
from pathlib import Path
from typing import Self

import msgspec
import pytest
from msgspec import Struct

from grader.assignment import Assignment
from grader.exam import Exam
from grader.exam.misconceptions import KnownMistake, load_misconceptions
from grader.model import Grade, Submission
from tests.support.leaks import Secrets
from tests.support.once import made_once


class Graded(Struct, frozen=True):
    """The grades of the mistakes of one task, in that task, and the numbers that the tests may not show and may."""

    grades: tuple[Grade, ...]
    hidden: frozenset[float]
    shown: frozenset[float]

    @classmethod
    def of(cls, assignment: Assignment, mistakes: Sequence[KnownMistake]) -> Self:
        """Grades each as the one mistake of somebody who has all else right."""
        secrets = Secrets()
        with secrets.watching(), Exam(assignment) as exam:
            grades = [exam.grade(_handed_in(assignment, each), (each.task.id,)) for each in mistakes]
        return cls(tuple(grades), frozenset(secrets.hidden), frozenset(secrets.shown))


def graded_mistakes(factory: pytest.TempPathFactory, assignment: Assignment, task: str) -> Graded:
    """Grades all of a task, unless another test of this run did."""

    def make(folder: Path) -> None:
        graded = Graded.of(assignment, mistakes_of(assignment, task))
        (folder / "graded.msgpack").write_bytes(msgspec.msgpack.encode(graded))

    folder = made_once(factory, f"mistakes-{assignment.slug}-{task}", make)
    return msgspec.msgpack.decode((folder / "graded.msgpack").read_bytes(), type=Graded)


def mistakes_of(assignment: Assignment, task: str) -> list[KnownMistake]:
    """The catalogue of one task."""
    return [mistake for mistake in load_misconceptions(assignment) if mistake.task.id == task]


def _handed_in(assignment: Assignment, mistake: KnownMistake) -> Submission:
    files = {f"{each.module}.py": (assignment.solution / f"{each.module}.py").read_bytes() for each in assignment.tasks}
    files[f"{mistake.task.module}.py"] = mistake.source.encode()
    return Submission(id=mistake.misconception.id, digest="sha256:0", files=files, problems={})
