"""Built-in plugins and those that installed packages add by entry points, by name. Trusted side.

Packages are installed by the person who grades, and their code runs with the grader's rights. Names are known without
running it.
"""

import sys
from collections.abc import Sequence
from functools import lru_cache
from importlib import metadata
from importlib.metadata import EntryPoint, EntryPoints
from typing import Generic, Protocol, TypeVar

from grader.errors import UsageError


class Named(Protocol):
    """Anything that is found by its name."""

    @property
    def name(self) -> str:
        """Its name on the command line."""


T = TypeVar("T", bound=Named)


class Registry(Generic[T]):
    """All known plugins of one kind.

    Args:
        group: The group of entry points; each names a class, which is called without arguments.
        kind: The base class of such a class.
        built_in: The grader's own, in the order in which they are listed.
    """

    def __init__(self, group: str, kind: type[T], built_in: Sequence[T]) -> None:
        self._group = group
        self._kind = kind
        self.built_in = tuple(built_in)

    @property
    def names(self) -> tuple[str, ...]:
        """All names, the grader's own first; loads nothing."""
        return tuple(dict.fromkeys((*(each.name for each in self.built_in), *(point.name for point in self._added()))))

    def find(self, name: str) -> T:
        """The one with this name. Raises UsageError if there is none, or it cannot be used."""
        found = next((each for each in self.all() if each.name == name), None)
        if found is None:
            raise UsageError(f"There is no {name!r} among {', '.join(self.names)}.")
        return found

    def all(self) -> tuple[T, ...]:
        """All of them. Raises UsageError if one from a package cannot be used."""
        return (*self.built_in, *map(self._load, self._added()))

    def _added(self) -> list[EntryPoint]:
        return sorted(entry_points(group=self._group), key=lambda point: point.name)

    def _load(self, point: EntryPoint) -> T:
        try:
            made = point.load()()
        except Exception as error:  # whatever it is, it is not our code
            raise _unusable(point, f"{type(error).__name__}: {error}") from error
        if not isinstance(made, self._kind):
            raise _unusable(point, f"it is not derived from {self._kind.__module__}.{self._kind.__name__}")
        if made.name != point.name:
            raise _unusable(point, f"it calls itself {made.name!r}")
        if any(each.name == made.name for each in self.built_in):
            raise _unusable(point, "the grader has one of that name")
        return made


def entry_points(group: str) -> EntryPoints:
    """What installed packages add to a group."""
    return _installed(tuple(sys.path), group)


@lru_cache(maxsize=16)
def _installed(_places: tuple[str, ...], group: str) -> EntryPoints:
    """The entry points in these places, for which the files of every package there are read."""
    return metadata.entry_points(group=group)


def _unusable(point: EntryPoint, reason: str) -> UsageError:
    package = point.dist.name if point.dist else point.value
    return UsageError(f"{point.name} of the package {package} cannot be used ({reason}): fix or uninstall it.")
