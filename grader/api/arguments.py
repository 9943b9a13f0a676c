"""What the functions of the public API share: how paths and assignments are given, and how progress is shown."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeAlias, TypeVar

if TYPE_CHECKING:
    from grader.assignment import Assignment

PathLike: TypeAlias = str | Path
_T = TypeVar("_T")


class Progress(Protocol):
    """Passes results on as they arrive, and may show how many of the total there are so far."""

    def __call__(self, results: Iterable[_T], total: int, /) -> Iterator[_T]:
        """Yields the same results."""


def in_silence(results: Iterable[_T], _total: int) -> Iterator[_T]:
    """Passes results on without showing anything."""
    return iter(results)


def as_path(given: PathLike | None) -> Path | None:
    """The given path as a Path, or None."""
    return None if given is None else Path(given)


def chosen_assignment(given: PathLike | None) -> "Assignment":
    """The assignment of this folder or name, else the one around the current folder, else the only one there is.

    Raises:
        UsageError: There is none, or there are several.
        AssignmentError: The assignment is broken.
    """
    from grader.assignment import find_assignment, surrounding_assignment

    return find_assignment(as_path(given) or surrounding_assignment(Path.cwd()))


def assignment_for(work: PathLike, given: PathLike | None) -> "Assignment":
    """The assignment of a folder, or the one under `assignments/` that a work or a class belongs to.

    Raises:
        UsageError: There is none, or there are several and the files do not tell which.
        AssignmentError: The assignment is broken.
    """
    from grader.intake.belonging import choose_assignment

    return choose_assignment(Path(work), as_path(given))


def keep_apart(assignment: "Assignment", submissions: Path) -> None:
    """Raises UsageError if students could have written the assignment, or a module that would be imported here."""
    from grader.safe_path import keep_out

    assignment.keep_outside(submissions)
    keep_out(submissions)
