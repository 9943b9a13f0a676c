"""What the comparison needs of a grader: its environment, its files for the checks, its command and its scores."""

import os
import subprocess
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import ClassVar

from tests.benchmarks.peers.course import Check

NEAR = (
    "def near(a, b): return type(a) is type(b) and (all(map(near, a, b)) if isinstance(a, list) else abs(a - b) < 1e-9)"
)


class Grader(ABC):
    """One grader.

    Attributes:
        name: What it is called.
        packages: What is installed for it.
        whole: Whether one call grades the class; otherwise it is one for each student.
    """

    name: ClassVar[str]
    packages: ClassVar[tuple[str, ...]]
    whole: ClassVar[bool]

    @abstractmethod
    def prepare(self, place: Path, checks: Sequence[Check], work: Mapping[str, str]) -> None:
        """Writes the tests and the class into an empty folder; not timed."""

    def finish(self, place: Path, environment: Path | None) -> None:  # noqa: B027 # most have nothing to do there
        """What of that only its own commands can do."""

    @abstractmethod
    def command(self, student: str) -> list[str]:
        """What grades one student, or the class where none is named; run in a folder by `folder`."""

    def folder(self, place: Path, student: str) -> Path:  # noqa: ARG002 # where all is in one
        """Where that is run."""
        return place

    def collect(self, place: Path, environment: Path | None) -> None:  # noqa: B027 # likewise
        """Has its scores written where they can be read; not timed."""

    @abstractmethod
    def score(self, place: Path, student: str) -> float:
        """What it gave, read after it ran."""


def run(command: Sequence[str], folder: Path, environment: Path | None) -> None:
    """Runs a command, with the programs of an environment first; what it prints is of no interest unless it fails."""
    path = f"{environment / 'bin'}{os.pathsep}{os.environ['PATH']}" if environment else os.environ["PATH"]
    variables = {**os.environ, "PATH": path, "OPENBLAS_NUM_THREADS": "1"}
    done = subprocess.run(command, cwd=folder, env=variables, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):  # pytest and others end with 1 where a check failed
        raise SystemExit(f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout}\n{done.stderr}")


class PerStudent(Grader):
    """What graders have in common that are started once for each student, in a folder with the student's module."""

    whole: ClassVar[bool] = False
    module = "work.py"

    def folder(self, place: Path, student: str) -> Path:
        """The student's."""
        return place / student

    def lay_out(self, place: Path, work: Mapping[str, str], files: Mapping[str, str]) -> None:
        """Writes each student's folder: the module, and the tests beside it."""
        for student, source in work.items():
            for name, text in {self.module: source, **files}.items():
                (place / student / name).parent.mkdir(parents=True, exist_ok=True)
                (place / student / name).write_text(text)


def listed(checks: Sequence[Check]) -> str:
    return repr([(each.function, each.arguments, each.expected) for each in checks])
