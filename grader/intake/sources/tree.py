"""The files of a class: the paths in a folder or an archive, and where the bytes of each are. Trusted side.

Nothing is unpacked: files are read in place. Noise is left out, and links are never followed.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from msgspec import Struct

from grader.assignment import Assignment
from grader.intake.sources.git_commits import commit_time


class EntryKind(StrEnum):
    """The kind of an entry; only a file has content."""

    FILE = "file"
    FOLDER = "folder"
    LINK = "link"
    SPECIAL = "special"
    INSTALLED = "installed"
    MISNAMED = "misnamed"
    UNREADABLE = "unreadable"


class TreeEntry(Struct, frozen=True, kw_only=True):
    """One path of a class.

    Attributes:
        kind: Its kind.
        location: Its path below the source in the file system.
        size: Its size according to the archive.
        index: The position of the member in an archive.
        why: Why it cannot be read, if so.
    """

    kind: EntryKind
    location: str
    size: int = 0
    index: int = -1
    why: str = ""


class FilePart(Struct, frozen=True, kw_only=True):
    """One file of a submission: the path under which it is graded, and where its bytes are.

    Attributes:
        name: The relative path under which it is graded.
        source: The file itself, or the archive that contains it.
        found: The entry; with an index if `source` is an archive.
    """

    name: str
    source: Path
    found: TreeEntry


class UnusedFile(Struct, frozen=True):
    """A file that is not graded, and why."""

    path: str
    reason: str


class Tree:
    """The paths of a class, relative to the folder that is read.

    Args:
        assignment: The assignment.
        source: The folder or archive.
        name: The name of the folder that is read.
        found: The entries by path, including folders.
        read: Returns the first bytes of a file, up to a maximum.
        repositories: Folders that are checkouts of Git.
        rejected: Entries that are refused: members with names that lead out of the archive, and the like.
        hidden: Folders that are left out for the dot before their names, and that no system makes.
    """

    def __init__(
        self,
        assignment: Assignment,
        source: Path,
        name: str,
        found: Mapping[str, TreeEntry],
        read: Callable[[TreeEntry, int], bytes],
        repositories: frozenset[str] = frozenset(),
        rejected: tuple[UnusedFile, ...] = (),
        hidden: frozenset[str] = frozenset(),
    ) -> None:
        self.assignment = assignment
        self.source = source
        self.name = name
        self.found = found
        self.repositories = repositories
        self.rejected = rejected
        self.hidden = hidden
        self._read = read

    @cached_property
    def files(self) -> list[str]:
        """The paths of all files, sorted; including links and the like, since they belong to somebody."""
        return sorted(path for path, found in self.found.items() if found.kind is not EntryKind.FOLDER)

    @cached_property
    def top_folders(self) -> list[str]:
        """The folders at the top."""
        folders = {path.partition("/")[0] for path in self.found if "/" in path}
        alone = {path for path, found in self.found.items() if found.kind is EntryKind.FOLDER and "/" not in path}
        return sorted(folders | alone)

    @cached_property
    def top_files(self) -> list[str]:
        """The files at the top."""
        return [path for path in self.files if "/" not in path]

    @cached_property
    def top_hidden(self) -> list[str]:
        """The hidden folders at the top."""
        return sorted(path for path in self.hidden if "/" not in path)

    def mostly(self, paths: Iterable[str]) -> bool:
        """Whether at least half of the top-level entries have these paths: one such name is not enough."""
        named = {path.partition("/")[0] for path in paths}
        return bool(named) and 2 * len(named) >= len(self.top_files) + len(self.top_folders)

    def below(self, folder: str) -> "Tree":
        """The tree of a folder in it."""
        prefix = f"{folder}/"
        inside = {path.removeprefix(prefix): found for path, found in self.found.items() if path.startswith(prefix)}
        repositories, hidden = (
            frozenset(path.removeprefix(prefix) for path in paths if path.startswith(prefix))
            for paths in (self.repositories, self.hidden)
        )
        name = folder.rpartition("/")[2]
        return Tree(self.assignment, self.source, name, inside, self._read, repositories, self.rejected, hidden)

    def read(self, path: str, maximum: int) -> bytes:
        """The first bytes of a file; empty if it is not a file or is unreadable."""
        found = self.found.get(path)
        return self._read(found, maximum) if found is not None and found.kind is EntryKind.FILE else b""

    def commit_time(self, folder: str) -> datetime | None:
        """The time of the current commit of a Git checkout; unknown in an archive."""
        found = self.found.get(folder)
        if folder not in self.repositories or found is None or found.index >= 0:
            return None
        return commit_time(self.source / found.location)

    def part(self, path: str, name: str) -> FilePart:
        """The entry at a path as a part of a submission."""
        found = self.found[path]
        source = self.source if found.index >= 0 else self.source / found.location
        return FilePart(name=name, source=source, found=found)
