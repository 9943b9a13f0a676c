"""The fixtures of hidden tests: the student's module, the author's beside it, the reference, generators. Trusted side.

The reference is imported here, so this process must never import student code.
"""

from collections.abc import Callable, Mapping
from functools import cache, partial
from pathlib import PurePosixPath
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from grader.assignment import Assignment
from grader.errors import AssignmentError
from grader.exam.checks.measured_growth import measured_growth
from grader.exam.checks.measuring import Measurement
from grader.exam.diagnosis.reference_modules import reference_of
from grader.exam.running.marks import is_pure, name_of, task_of
from grader.exam.running.seeds import named_generator
from grader.exam.running.stage import Stage
from grader.host.proxy import Proxy
from grader.toml_faults import nearest
from grader.wire.surroundings import LoadModule
from grader.wire.values import Value


class ExamFixtures:
    """A pytest plugin with the fixtures of hidden tests."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._references = cache(reference_of)  # helpers of tests compare them by identity

    def examine(self, stage: Stage) -> None:
        """Goes on with another assignment, if this stage is of one."""
        if stage is not self._stage:
            self._stage, self._references = stage, cache(reference_of)

    @pytest.fixture
    def student(self) -> Any:
        """The student's module of this task, as a proxy."""
        run, seed = self._stage.run, self._stage.guest_seed(self._stage.test)
        return run.open_cached({}, seed) if self._stage.rerunning or is_pure(self._stage.test) else run.student(seed)

    @pytest.fixture
    def open_student(self) -> Callable[[Mapping[str, Mapping[str, Value]]], Any]:
        """Opens the student's module in a guest of the test's own, with stand-ins for other modules."""
        run = self._stage.run
        opened = run.open_cached if self._stage.rerunning else run.open_student
        return partial(opened, seed=self._stage.guest_seed(self._stage.test))

    @pytest.fixture
    def guest_module(self, student: Any) -> Callable[[str], Any]:
        """Loads a module of the author's beside the student's code, by its file in `guest_modules/`."""

        def load(name: str) -> Any:
            return load_beside(student, name, self._stage.assignment)

        return load

    @pytest.fixture
    def growth(self) -> Callable[..., list[Measurement]]:
        """Requires that what a call takes grows no faster than what the reference's takes."""
        return measured_growth

    @pytest.fixture
    def reference(self) -> ModuleType:
        """The reference module of this task, or its several as one; during diagnosis, a known mistake instead."""
        if self._stage.reference is not None:
            return self._stage.reference
        return self._references(task_of(self._stage.test, self._stage.assignment))

    @pytest.fixture
    def rng(self) -> np.random.Generator:
        """A generator seeded by the secret seed and the test's name."""
        return named_generator(self._stage.seed, name_of(self._stage.test))

    @pytest.fixture
    def task_rng(self) -> np.random.Generator:
        """A generator seeded by the secret seed and the task: each of its tests draws the same from it.

        A test whose feedback shows its inputs must not use it, or it would show those of others.
        """
        return named_generator(self._stage.seed, f"task {task_of(self._stage.test, self._stage.assignment).id}")


def load_beside(student: Proxy, name: str, assignment: Assignment) -> Any:
    """A proxy of the author's module of this name, loaded where `student` runs.

    The student's process can read it, so it must contain nothing that a handout could not contain.

    Raises:
        AssignmentError: There is no such module.
    """
    __tracebackhide__ = True
    modules = assignment.guest_modules()
    if name not in modules:
        place = assignment.guest_module_folder
        said = nearest(name, modules, "there are") if modules else "it holds none."
        raise AssignmentError(f"There is no guest module {name!r} in {place.name}/: {said}")
    found, _, _ = Proxy.perform(student, LoadModule(name=PurePosixPath(name).stem, source=modules[name]))
    if not isinstance(found, Proxy):
        raise Proxy.protocol_error(student)
    return found
