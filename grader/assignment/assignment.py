"""An assignment on disk: its manifest, and where its tests and reference are. Trusted side.

Runs neither of them.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Protocol, TypeVar

from msgspec import Struct

from grader.assignment.author_files import read_author_text
from grader.assignment.manifest import DIAGRAMS, GUEST_MODULES, SEED_FILE, Manifest, Part, Task
from grader.errors import UsageError
from grader.model import PUBLIC_TESTS, Diagram


class OfTask(Protocol):
    """What is about one task."""

    @property
    def id(self) -> str:
        """The id of the task."""


_T = TypeVar("_T", bound=OfTask)


class Assignment(Struct, frozen=True):
    """An assignment on disk: its manifest, what students get (`folder`) and what they never get (`solution`).

    `order` are the ids of all tasks as the manifest lists them, including those that a person judges.
    """

    manifest: Manifest
    folder: Path
    solution: Path
    order: tuple[str, ...] = ()

    @property
    def slug(self) -> str:
        """The assignment's name in paths and results."""
        return self.manifest.slug

    @property
    def tasks(self) -> tuple[Task, ...]:
        """The tasks, in the order of the handout."""
        return self.manifest.tasks

    def in_order(self, tasks: Iterable[_T]) -> tuple[_T, ...]:
        """What is about tasks, in the order in which the manifest lists them."""
        places = {task: place for place, task in enumerate(self.order)}
        return tuple(sorted(tasks, key=lambda task: places.get(task.id, len(places))))

    @property
    def parts(self) -> tuple[Part, ...]:
        """The modules that are handed in, in the order in which tasks ask for them."""
        return self.manifest.parts

    @property
    def hidden_tests(self) -> Path:
        """The folder of the hidden tests."""
        return self.solution / "hidden_tests"

    @property
    def seed_file(self) -> Path:
        """The file of the secret seed, from which hidden inputs are drawn."""
        return self.solution / SEED_FILE

    def public_tests(self) -> dict[str, bytes]:
        """The public tests and the files beside them, by path in the handout; empty if there are none."""
        files = (path for path in sorted((self.folder / PUBLIC_TESTS).rglob("*")) if path.is_file())
        found = {path.relative_to(self.folder): path for path in files}
        return {name.as_posix(): path.read_bytes() for name, path in found.items() if "__pycache__" not in name.parts}

    @property
    def extra_files(self) -> frozenset[str]:
        """The files that are handed in beside modules, for any task."""
        return frozenset(name for task in self.tasks for name in task.extra_files)

    def given_files(self) -> dict[str, bytes]:
        """The pristine given files, by name."""
        return {name: (self.folder / name).read_bytes() for name in self.manifest.given}

    @property
    def guest_module_folder(self) -> Path:
        """The folder of the author's modules that run beside the student's code."""
        return self.solution / GUEST_MODULES

    def guest_modules(self) -> dict[str, bytes]:
        """These modules, by file name. Student code can read them, as it can read the handout."""
        return {file.name: file.read_bytes() for file in sorted(self.guest_module_folder.glob("*.py"))}

    def diagrams(self) -> tuple[Diagram, ...]:
        """The diagram of each step."""
        folder = self.folder / DIAGRAMS
        return tuple(
            Diagram(step=name, title=step.title, caption=step.caption, source=read_author_text(folder / step.diagram))
            for name, step in self.manifest.steps.items()
        )

    @property
    def libraries(self) -> tuple[str, ...]:
        """The names of the libraries that students may use besides the standard library, NumPy and Matplotlib."""
        if not self.manifest.requires:
            return ()
        from grader.assignment.requirements import library_names  # noqa: PLC0415 # most assignments require none

        return library_names(self.manifest.requires)

    def require_libraries(self) -> None:
        """Requires that the libraries in the manifest's `requires` are installed. Raises AssignmentError."""
        if self.manifest.requires:
            from grader.assignment.requirements import require_installed  # noqa: PLC0415 # likewise

            require_installed(self.slug, self.manifest.requires)

    def keep_outside(self, submissions: Path) -> None:
        """Requires that no student can have written the assignment, whose tests run outside the jail.

        Raises:
            UsageError: It is inside these submissions, or they are inside it.
        """
        for folder in (self.folder, self.solution):
            if folder.resolve().is_relative_to(submissions.resolve()):
                raise UsageError(
                    f"{folder} lies within {submissions}, where a student could have changed it: "
                    "keep the assignment and its solution elsewhere, and name it with --assignment PATH."
                )

    def stub(self, module: str) -> bytes:
        """The untouched stub of a module, as it was handed out."""
        return (self.folder / f"{module}.py").read_bytes()

    def stubs(self) -> dict[str, bytes]:
        """All stubs, by file name."""
        return {f"{part.module}.py": self.stub(part.module) for part in self.parts}
