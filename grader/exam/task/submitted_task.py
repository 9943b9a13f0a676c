"""One task of one submission, as it was handed in: what its guests load, and what is known about that. Trusted side."""

from collections.abc import Mapping
from functools import cached_property, partial

from msgspec import Struct

from grader.assignment import Assignment, Task
from grader.exam.explain import StudentCode
from grader.exam.explain.habits import shared
from grader.exam.explain.names import definitions
from grader.exam.task.first_loads import FirstLoads, why_unavailable
from grader.exam.task.notebook import absent_packages
from grader.host.notebook import NotebookRun
from grader.host.replies import CallFailure
from grader.model import Submission


class SubmittedTask(Struct, frozen=True, dict=True):
    """A task and the work that was handed in for it.

    Attributes:
        unavailable: Modules that cannot be loaded, and why; its guests add what they find out.
        notebook: The run of the notebook, if one was handed in.
        first_loads: Why modules did not load before any hidden input was sent; None if that was not tried.
        incidents: What went wrong in modules that its guests could use nevertheless; they add what they find out.
    """

    assignment: Assignment
    task: Task
    submission: Submission
    unavailable: dict[str, str]
    notebook: NotebookRun | None = None
    first_loads: FirstLoads | None = None
    incidents: dict[str, CallFailure] = {}

    @property
    def sources(self) -> list[str]:
        """Which of the student's files contain this task: its modules, or cells of the notebook."""
        return [source for module in self.task.modules for source in self._sources_of(module)]

    def _sources_of(self, module: str) -> list[str]:
        notebook = self.submission.notebook
        if notebook is None or module not in notebook.modules:
            return [f"{module}.py"]
        return [notebook.cell_name(number) for number in notebook.modules[module]]

    @cached_property
    def files(self) -> Mapping[str, bytes]:
        """The student's own files, as they were handed in, and the cells of the notebook."""
        notebook = self.submission.notebook
        return {**self.submission.files, **(notebook.cell_files() if notebook else {})}

    @cached_property
    def work(self) -> StudentCode:
        """The work that exceptions of the student's code are explained by."""
        others = {source for part in self.assignment.parts for source in self._sources_of(part.module)}
        return StudentCode(
            self.files,
            given=self.assignment.manifest.given,
            libraries=self.assignment.libraries,
            sources=self.sources,
            meant=partial(_meant, self.assignment, self.task, self.files),
            elsewhere=others.difference(self.sources),
            program=self.task.program,
        )

    @cached_property
    def shared_state(self) -> str:
        """What objects of a class or calls of a function unintentionally share, according to the source."""
        return shared(self.task.defined_names, self.sources, self.files)

    @property
    def missing_packages(self) -> tuple[str, ...]:
        """The packages that the student's code imports and that are missing."""
        of_cells = self.notebook.failures.values() if self.notebook is not None else ()
        known = self.first_loads.incidents if self.first_loads is not None else {}
        return absent_packages([*of_cells, *(known[module] for module in self.task.modules if module in known)])

    @property
    def absent_modules(self) -> str:
        """Which of several modules cannot be used, as known before any hidden input was sent; empty if all can."""
        unusable = (f"{name}.py could not be loaded." for name in self.unusable())
        problems = self.submission.problems
        return " ".join([*(problems[name] for name in self.task.several if name in problems), *unusable])

    def unusable(self) -> dict[str, str]:
        """Those of several modules that are known not to load, and why: only tests that need them fail."""
        failures = self.first_loads.failures if self.first_loads is not None else {}
        return {name: why_unavailable(name, failures[name]) for name in self.task.several if name in failures}


def _meant(assignment: Assignment, task: Task, files: Mapping[str, bytes]) -> frozenset[str]:
    """The names that are asked for, and those in the stubs.

    In a check, what lies in the handout's folder may be the work itself, or gone: then it says nothing about names.
    """
    places = {name: assignment.folder / name for name in (f"{module}.py" for module in task.modules)}
    stubs = {name: place.read_bytes() for name, place in places.items() if place.is_file()}
    handed_out = [definitions(stub) for name, stub in stubs.items() if stub != files.get(name)]
    return frozenset(task.defined_names).union(*handed_out)
