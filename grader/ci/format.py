"""A result format: one class, which says where it is read and what goes into it. Trusted side; pure.

Your own format is a subclass of `ResultFormat` that your package names as entry point `grader.formats`.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import ClassVar, TypeAlias

from grader.ci.results import Results
from grader.errors import GraderError


class System(StrEnum):
    """Where a command runs, by the documented variables of that system. Gradescope sets none."""

    GITHUB = "GitHub"
    GITLAB = "GitLab"
    CLASSROOM50 = "Classroom 50"
    OTHER = "everywhere else"

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> "System":
        """The system that set these variables."""
        if environment.get("CLASSROOM50_BUNDLE_DIR"):
            return cls.CLASSROOM50  # whose runner is a step on GitHub
        if environment.get("GITHUB_ACTIONS") == "true":
            return cls.GITHUB
        return cls.GITLAB if environment.get("GITLAB_CI") == "true" else cls.OTHER

    def submission_id(self, environment: Mapping[str, str]) -> str | None:
        """Whose work it is, if the system says so: the name of the repository, or the student's."""
        match self:
            case System.GITHUB:
                found = environment.get("GITHUB_REPOSITORY", "").rpartition("/")[2]
            case System.GITLAB:
                found = environment.get("CI_PROJECT_NAME", "")
            case System.CLASSROOM50:
                found = environment.get("USERNAME", "")
            case System.OTHER:
                found = ""
        return found or None


@dataclass(frozen=True)
class Job:
    """What a format may need to know about the run.

    Attributes:
        environment: The variables of the system.
        output: The folder for files.
        min_score: The score below which the run ends with 1.
        now: When it is.
    """

    environment: Mapping[str, str]
    output: Path
    min_score: float
    now: datetime


@dataclass(frozen=True)
class OutputFile:
    """A file in the folder for results."""

    name: str
    content: bytes


@dataclass(frozen=True)
class CheckoutFile:
    """A file in the current folder, which is the checkout."""

    name: str
    content: bytes


@dataclass(frozen=True)
class AppendedText:
    """Text at the end of one of the system's files."""

    file: Path
    text: str


@dataclass(frozen=True)
class LoggedText:
    """Text on standard output, where the system reads it."""

    text: str


Output: TypeAlias = OutputFile | CheckoutFile | AppendedText | LoggedText


class ResultFormat(ABC):
    """A format that some system reads. Students can read all of it: it is made from `Results` alone.

    Attributes:
        name: Its name for `--format`.
        about: What it is, for the documentation.
        systems: Where it is written by default.
        files: The files that it may leave in the folder for results; whatever is in their place before is removed.
        checkout_files: The same in the checkout.
    """

    name: ClassVar[str]
    about: ClassVar[str]
    systems: ClassVar[frozenset[System]] = frozenset()
    files: ClassVar[tuple[str, ...]] = ()
    checkout_files: ClassVar[tuple[str, ...]] = ()

    def check(self, job: Job) -> None:  # noqa: B027 # most can be made of everything
        """Raises UsageError before grading if this format could not be written afterwards."""

    def begin(self, said: str, job: Job) -> Iterable[Output]:  # noqa: ARG002 # most are read when all is done
        """What is made before the grading, if people may be watching: `said` is what is graded."""
        return ()

    @abstractmethod
    def render(self, results: Results, job: Job) -> Iterable[Output]:
        """What is made from the results. No points are shown for a withheld grade."""

    def refuse(self, fault: GraderError, job: Job) -> Iterable[Output]:  # noqa: ARG002 # most say nothing then
        """What is made if there is no grade."""
        return ()
