"""A folder or an archive with a class in it -> its `Tree`. Trusted side; believes no name and no size, unpacks nothing.

One hostile name costs itself here, and not the class: the archive is the platform's, what is in it the students'.
"""

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from grader.assignment import Assignment
from grader.errors import SubmissionError, UsageError
from grader.intake.archive import safe_path
from grader.intake.folder import open_regular
from grader.intake.installed import environments, installed_folder, is_environment, is_packages, is_part
from grader.intake.limits import CLASS_ENTRIES, DEPTH
from grader.intake.members import CORRUPT, ArchiveMember, MemberKind
from grader.intake.naming import ARCHIVE_NAME, hidden_folder, ignored, ignored_file, ignored_folder
from grader.intake.sources.containers import Container, open_container
from grader.intake.sources.tree import EntryKind, Tree, TreeEntry, UnusedFile
from grader.sanitize import quoted

_GIT = ".git"
_KINDS = {MemberKind.FILE: EntryKind.FILE, MemberKind.FOLDER: EntryKind.FOLDER, MemberKind.LINK: EntryKind.LINK}
_PATH_WIDTH = 200


@dataclass(frozen=True)
class _Aside:
    """What is seen on the way and not listed: which folders are checkouts, and which are hidden."""

    repositories: set[str] = field(default_factory=set)
    hidden: set[str] = field(default_factory=set)

    def see(self, parts: list[str], *, is_folder: bool) -> None:
        """Looks at the path of a member of an archive."""
        if _GIT in parts:
            self.repositories.add("/".join(parts[: parts.index(_GIT)]))
        folders = parts if is_folder else parts[:-1]
        first = next((depth for depth, name in enumerate(folders) if ignored_folder(name)), None)
        if first is not None and hidden_folder(folders[first]):
            self.hidden.add("/".join(folders[: first + 1]))


def list_class(source: Path, assignment: Assignment, scratch: Path | None) -> Tree:
    """What a class consists of.

    Args:
        source: The folder or the archive, zip or tar.
        assignment: What the class has handed it in for.
        scratch: A folder that lives as long as the tree: a compressed tar is uncompressed there, to be read at random.
            Without one it is refused.

    Raises:
        UsageError: It is neither, or cannot be read.
    """
    name = quoted(str(source), _PATH_WIDTH)
    try:
        mode = source.stat().st_mode  # a link to the class is the instructor's own
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "no such file"
        raise UsageError(f"{name} cannot be read as a class: {why}.") from error
    source = source.absolute()  # for it is read by other processes, which stand elsewhere
    if stat.S_ISDIR(mode):
        return _list_folder(source, assignment)
    if not stat.S_ISREG(mode):
        raise UsageError(f"{name} is neither a folder nor an archive: give what the platform gave you.")
    try:
        with open_container(source, scratch) as container:
            return _list_archive(container, assignment, ARCHIVE_NAME.sub("", source.name))
    except SubmissionError as error:
        raise UsageError(f"{name} cannot be read as a class. {error}") from error
    except CORRUPT as error:
        raise UsageError(f"{name} is damaged and cannot be read: download it again.") from error


def _list_folder(source: Path, assignment: Assignment) -> Tree:
    found: dict[str, TreeEntry] = {}
    aside = _Aside()
    try:
        for number, (path, entry) in enumerate(_walk(source, "", aside)):
            if number == CLASS_ENTRIES:
                raise UsageError(_too_many(source))
            found[path] = entry
    except OSError as error:
        name = quoted(str(source), _PATH_WIDTH)
        raise UsageError(f"{name} cannot be read as the folder of a class: {error.strerror}.") from error
    read, repositories = partial(_read_file, source), frozenset(aside.repositories)
    return Tree(assignment, source, source.resolve().name, found, read, repositories, hidden=frozenset(aside.hidden))


def _walk(folder: Path, prefix: str, aside: _Aside) -> Iterator[tuple[str, TreeEntry]]:
    """All paths in and below a folder, in order, except noise. Raises OSError if it cannot be listed."""
    with os.scandir(folder) as entries:
        listed = sorted(entries, key=lambda entry: entry.name)
    names = [entry.name for entry in listed]
    if _GIT in names:
        aside.repositories.add(prefix.removesuffix("/"))
    environment = is_environment(names)
    for entry in listed:
        path = prefix + entry.name
        kind = _kind(entry)
        if kind is EntryKind.FOLDER and hidden_folder(entry.name):
            aside.hidden.add(path)
        if ignored_folder(entry.name) if kind is EntryKind.FOLDER else ignored_file(entry.name):
            continue
        if (environment and is_part(entry.name)) or (is_packages(entry.name) and kind is not EntryKind.FILE):
            yield path, TreeEntry(kind=EntryKind.INSTALLED, location=path)
        elif kind is EntryKind.FOLDER:
            yield from _inside(Path(entry.path), path, aside)
        else:
            yield path, TreeEntry(kind=kind, location=path)


def _inside(folder: Path, path: str, aside: _Aside) -> Iterator[tuple[str, TreeEntry]]:
    if path.count("/") > DEPTH:
        yield path, TreeEntry(kind=EntryKind.MISNAMED, location=path)
        return
    try:
        inside = list(_walk(folder, f"{path}/", aside))
    except OSError as error:
        why = error.strerror or "unknown error"
        yield path, TreeEntry(kind=EntryKind.UNREADABLE, location=path, why=why)
        return
    yield path, TreeEntry(kind=EntryKind.FOLDER, location=path)
    yield from inside


def _kind(entry: os.DirEntry[str]) -> EntryKind:
    if entry.is_symlink():
        return EntryKind.LINK
    if entry.is_dir(follow_symlinks=False):
        return EntryKind.FOLDER
    return EntryKind.FILE if entry.is_file(follow_symlinks=False) else EntryKind.SPECIAL


def _read_file(source: Path, found: TreeEntry, maximum: int) -> bytes:
    try:
        with open_regular(source / found.location) as file:
            return file.read(maximum)
    except OSError:
        return b""


def _list_archive(container: Container, assignment: Assignment, name: str) -> Tree:
    found: dict[str, TreeEntry] = {}
    rejected: list[UnusedFile] = []
    aside = _Aside()
    safe = list(_safe(_bounded(container), rejected))
    known = environments(path for path, _, _ in safe)
    for path, index, member in safe:
        is_folder = member.kind is MemberKind.FOLDER
        aside.see(path.split("/"), is_folder=is_folder)
        if not path or ignored(f"{path}/" if is_folder else path):
            continue
        if installed := installed_folder(path, known):
            found[installed] = TreeEntry(kind=EntryKind.INSTALLED, location=installed, index=index)
        elif path in found and member.kind is not MemberKind.FOLDER:
            rejected.append(UnusedFile(path, "it is in the archive twice, and the first one was taken"))
        elif path not in found:
            found[path] = _found(path, index, member)
    read = partial(_read_member, container.path)
    repositories, hidden = frozenset(aside.repositories), frozenset(aside.hidden)
    return Tree(assignment, container.path, name, found, read, repositories, tuple(rejected), hidden)


def _found(path: str, index: int, member: ArchiveMember) -> TreeEntry:
    kind = _KINDS.get(member.kind, EntryKind.SPECIAL)
    if kind is EntryKind.FILE and member.refusal:
        kind = EntryKind.UNREADABLE
    return TreeEntry(kind=kind, location=path, size=member.declared, index=index, why=member.refusal)


def _bounded(container: Container) -> Iterator[tuple[int, ArchiveMember]]:
    for index, member in enumerate(container.members()):
        if index == CLASS_ENTRIES:
            raise UsageError(_too_many(container.path))
        yield index, member


def _safe(
    members: Iterable[tuple[int, ArchiveMember]], rejected: list[UnusedFile]
) -> Iterator[tuple[str, int, ArchiveMember]]:
    for index, member in members:
        try:
            yield safe_path(member.name), index, member
        except SubmissionError:
            rejected.append(UnusedFile(member.name, "its name is empty or leads out of the archive"))


def _read_member(path: Path, found: TreeEntry, maximum: int) -> bytes:
    try:
        with open_container(path) as container, container.open(found.index) as stream:
            return stream.read(maximum)
    except CORRUPT:
        return b""


def _too_many(source: Path) -> str:
    return (
        f"{quoted(str(source), _PATH_WIDTH)} lists more than {CLASS_ENTRIES:,} files and folders: give one assignment."
    )
