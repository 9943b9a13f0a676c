"""What the functions of the public face share: how paths and assignments are given, and how progress is shown."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeAlias, TypeVar

if TYPE_CHECKING:
    from grader.assignment import Assignment

PathLike: TypeAlias = str | Path
_T = TypeVar("_T")


class Progress(Protocol):
    """Passes results on as they come, and may show how many of how many there were."""

    def __call__(self, results: Iterable[_T], total: int, /) -> Iterator[_T]:
        """The same results."""


def in_silence(results: Iterable[_T], _total: int) -> Iterator[_T]:
    """Passes results on and shows nothing."""
    return iter(results)


def as_path(given: PathLike | None) -> Path | None:
    """A path, where one is given."""
    return None if given is None else Path(given)


def chosen_assignment(given: PathLike | None) -> "Assignment":
    """The assignment of this folder or name, the one that is worked in, or the only one under `assignments/`.

    Raises:
        UsageError: There is none, or there are several.
        AssignmentError: It is broken.
    """
    from grader.assignment import find_assignment, surrounding_assignment

    return find_assignment(as_path(given) or surrounding_assignment(Path.cwd()))


def assignment_for(work: PathLike, given: PathLike | None) -> "Assignment":
    """The assignment of a folder, or of those under `assignments/` the one that a work or a class belongs to.

    Raises:
        UsageError: There is none, or several and nothing tells which.
        AssignmentError: It is broken.
    """
    from grader.intake.belonging import assignment_of

    return assignment_of(Path(work), as_path(given))


def keep_apart(assignment: "Assignment", submissions: Path) -> None:
    """Raises UsageError where a student could have written the assignment, or a module that would be imported here."""
    from grader.safe_path import keep_out

    assignment.keep_outside(submissions)
    keep_out(submissions)
