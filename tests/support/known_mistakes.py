"""Known mistakes of an assignment, really graded, with the parts of results that students do not see; once per run.

`grader audit` grades the whole catalogue. Here it is a few mistakes of each task, and of those with special rules.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Self

import msgspec
import pytest
from msgspec import Struct

from grader.assignment import Assignment, Task, load_assignment
from grader.exam import Exam
from grader.exam.diagnosis.misconceptions import CatalogueEntry, load_misconceptions
from grader.model import Grade, Submission
from tests.support.draw import Draw
from tests.support.leaks import Secrets
from tests.support.once import made_once

EACH = 1
"""How many of each task, and how many more of it by each special rule."""
TASKS = 2
"""Of how many tasks."""


class Graded(Struct, frozen=True):
    """The grades of mistakes of one task, in that task, and the numbers that the tests may not show and may."""

    grades: tuple[Grade, ...]
    hidden: frozenset[float]
    shown: frozenset[float]

    @classmethod
    def of(cls, exam: Exam, mistakes: Sequence[CatalogueEntry]) -> Self:
        """Grades each as the one mistake of somebody who has all else right."""
        secrets = Secrets()
        with secrets.watching():
            grades = [exam.grade(_handed_in(exam.assignment, each), (each.task.id,)) for each in mistakes]
        return cls(tuple(grades), frozenset(secrets.hidden), frozenset(secrets.shown))


def graded_mistakes(
    factory: pytest.TempPathFactory, draw: Draw, assignment: Assignment, opened: Callable[[], Exam]
) -> Mapping[str, Graded]:
    """Grades what is drawn of the tasks that are drawn, by task, unless another test of this run did.

    Args:
        factory: Where the grades are kept.
        draw: What draws.
        assignment: Whose mistakes.
        opened: Gives an exam of it, if one is needed.
    """

    def make(folder: Path) -> None:
        drawn = drawn_mistakes(draw, assignment)
        exam = opened()
        graded = {
            task.id: Graded.of(exam, [mistake for mistake in drawn if mistake.task == task])
            for task in drawn_tasks(draw, assignment)
        }
        (folder / "graded.msgpack").write_bytes(msgspec.msgpack.encode(graded))

    folder = made_once(factory, f"mistakes-{assignment.slug}", make)
    return msgspec.msgpack.decode((folder / "graded.msgpack").read_bytes(), type=dict[str, Graded])


def drawn_tasks(draw: Draw, assignment: Assignment) -> list[Task]:
    """Those of which mistakes are drawn."""
    return draw.few(assignment.tasks, TASKS, lambda _: "mistakes")


def drawn_mistakes(draw: Draw, assignment: Assignment) -> list[CatalogueEntry]:
    """Of each such task, and of those of it with a rule of their own: a family, one that is followed, a dear one."""
    tasks = drawn_tasks(draw, assignment)
    return draw.few((each for each in _catalogue(assignment.folder) if each.task in tasks), EACH, _kind)


def mistakes_of(assignment: Assignment, task: str) -> list[CatalogueEntry]:
    """The catalogue of one task."""
    return [mistake for mistake in _catalogue(assignment.folder) if mistake.task.id == task]


@cache
def _catalogue(folder: Path) -> tuple[CatalogueEntry, ...]:
    """Which takes a third of a second to read."""
    return load_misconceptions(load_assignment(folder))


def _kind(mistake: CatalogueEntry) -> tuple[str, bool, bool, bool]:
    rules = mistake.parameter is not None, mistake.follow_through, bool(mistake.costs_more_than_half)
    return mistake.task.id, *rules


def _handed_in(assignment: Assignment, mistake: CatalogueEntry) -> Submission:
    files = {f"{each.module}.py": (assignment.solution / f"{each.module}.py").read_bytes() for each in assignment.tasks}
    files[f"{mistake.task.module}.py"] = mistake.source.encode()
    return Submission(id=mistake.misconception.id, digest="sha256:0", files=files, problems={})
