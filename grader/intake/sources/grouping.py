"""Files with their owners -> one entry per student: the latest attempt, earlier attempts, and unused files.

Trusted side; looks at names only.
"""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from msgspec import Struct

from grader.errors import SubmissionError
from grader.intake.archive import safe_path
from grader.intake.class_folder import ClassEntry, unique_ids
from grader.intake.naming import ignored, is_work, safe_id, why_no_work, why_unused
from grader.intake.sources.matching import MatchedStudent
from grader.intake.sources.records import FileOwner, HandInTime, SourceFormat, Student
from grader.intake.sources.tree import EntryKind, FilePart, Tree, UnusedFile
from grader.sanitize import quoted

_ID_WIDTH = 112  # leaves room for a number that makes it unique
_KEY_DIGITS = 10
_LISTED = 3

Members = Callable[[FileOwner], Sequence[MatchedStudent]]


class EarlierAttempt(Struct, frozen=True):
    """An earlier attempt of a student, which is not graded: its name and its files."""

    called: str
    files: tuple[str, ...]


class ReceivedEntry(Struct, frozen=True, kw_only=True):
    """One student's entry, with the line on the roster (or -1) and what is known besides the files to grade."""

    entry: ClassEntry
    line: int = -1
    earlier: tuple[EarlierAttempt, ...] = ()
    unused: tuple[UnusedFile, ...] = ()


class Grouped(Struct, frozen=True):
    """The entries of a class, sorted by id, and the files without an owner."""

    received: tuple[ReceivedEntry, ...]
    unused: tuple[UnusedFile, ...]


class _Work(Struct, frozen=True):
    """The files of one student that are graded, and those that are not."""

    parts: tuple[FilePart, ...]
    earlier: tuple[EarlierAttempt, ...]
    unused: tuple[UnusedFile, ...]
    problem: str
    hand_in: HandInTime


def group(source_format: SourceFormat, tree: Tree, members: Members, *, anonymous: bool = False) -> Grouped:
    """Groups all files of a class by student.

    Args:
        source_format: Finds the owner of a file.
        tree: The class.
        members: Finds the students who own a file.
        anonymous: Whether ids and entries have no names.
    """
    file_owners, strays = _by_owner(source_format, tree)
    wanted, held = [], []
    for _, own in sorted(file_owners.items()):
        work, first = _work(tree, own), own[0][1]
        behind = members(first)
        for each in behind:
            alone = len(behind) == 1
            called = (
                _anonymous(source_format, first, behind, each)
                if anonymous
                else _called(first, each.student, alone=alone)
            )
            wanted.append(safe_id(called, _ID_WIDTH))
            held.append((MatchedStudent(Student(number=first.who.number), each.line) if anonymous else each, work))
    received = [
        _received(unique, tree, source_format, each, work)
        for unique, (each, work) in zip(unique_ids(wanted), held, strict=True)
    ]
    return Grouped(tuple(sorted(received, key=lambda each: each.entry.id)), tuple(strays))


def _by_owner(
    source_format: SourceFormat, tree: Tree
) -> tuple[dict[str, list[tuple[str, FileOwner]]], list[UnusedFile]]:
    """The files of each owner, by key, and those that are nobody's."""
    file_owners: defaultdict[str, list[tuple[str, FileOwner]]] = defaultdict(list)
    strays: list[UnusedFile] = list(tree.rejected)
    known: set[str] = set()
    for path, owner in source_format.file_owners(tree):
        known.add(path)
        if owner.key:
            file_owners[owner.key].append((path, owner))
        elif owner.unused and _is_there(tree, path):
            strays.append(UnusedFile(path, owner.unused))
    strays += [UnusedFile(path, _stray(source_format, path)) for path in tree.files if path not in known]
    return file_owners, strays


def _stray(source_format: SourceFormat, path: str) -> str:
    return why_unused(path) or f"its name does not say whose it is ({source_format.title.casefold()})"


def _called(owner: FileOwner, who: Student, *, alone: bool) -> str:
    """The name of a student's results: the same however often the student hands in."""
    if alone and owner.called:
        return owner.called
    source = owner.who if alone else who
    parts = (source.name, source.number or source.login)
    return "_".join(filter(None, parts)) or source.email.partition("@")[0] or owner.key


def _anonymous(
    source_format: SourceFormat, first: FileOwner, behind: Sequence[MatchedStudent], which: MatchedStudent
) -> str:
    """The platform's number or, without one, a digest: the same in every run, and not a name."""
    if len(behind) == 1 and first.who.number:
        return first.who.number
    text = f"{source_format.name}\n{first.key}" + (f"\n{which.student}" if len(behind) > 1 else "")
    return f"student-{hashlib.sha256(text.encode('utf-8', 'surrogateescape')).hexdigest()[:_KEY_DIGITS]}"


def _received(
    unique: str, tree: Tree, source_format: SourceFormat, behind: MatchedStudent, work: _Work
) -> ReceivedEntry:
    entry = ClassEntry(unique, tree.source, work.parts, behind.student, work.hand_in, work.problem, source_format.name)
    return ReceivedEntry(entry=entry, line=behind.line, earlier=work.earlier, unused=work.unused)


def _work(tree: Tree, file_owners: Sequence[tuple[str, FileOwner]]) -> _Work:
    """The files of a student that are graded: those of the latest attempt, and of each path the latest version."""
    latest = max(owner.attempt for _, owner in file_owners)
    current = sorted(
        ((path, owner) for path, owner in file_owners if owner.attempt == latest),
        key=lambda each: (each[1].version, each[0]),
    )
    chosen = {_name(path, owner): path for path, owner in current if owner.file and _is_there(tree, path)}
    replaced = [path for path, owner in current if owner.file and path not in chosen.values() and _is_there(tree, path)]
    earlier = _earlier([(path, owner) for path, owner in file_owners if owner.attempt != latest], replaced)
    noise = [name for name in chosen if ignored(name)]
    names = {name: path for name, path in chosen.items() if name not in noise}
    typed = {path: owner.unused for path, owner in current if owner.unused}
    parts = [tree.part(path, name) for name, path in names.items()]
    also = {owner.also: path for path, owner in current if owner.also and path in chosen.values()}
    parts += [tree.part(path, name) for name, path in also.items() if name not in chosen]
    reasons = {path: why for name, path in names.items() if (why := _reason(name, names)) and _is_file(tree, path)}
    unused = {**typed, **reasons, **{chosen[name]: "a file of the operating system" for name in noise}}
    return _Work(
        tuple(parts),
        earlier,
        tuple(UnusedFile(path, why) for path, why in unused.items()),
        _problem(tree, names, unused, earlier),
        HandInTime(at=current[-1][1].hand_in.at, late=any(owner.hand_in.late for _, owner in current)),
    )


def _is_there(tree: Tree, path: str) -> bool:
    """Whether there is something other than a folder at a path: folders are claimed so that nobody is forgotten."""
    return path in tree.found and tree.found[path].kind is not EntryKind.FOLDER


def _is_file(tree: Tree, path: str) -> bool:
    return tree.found[path].kind is EntryKind.FILE


def _name(path: str, owner: FileOwner) -> str:
    """The path under which a file is graded: the student's own or, without one, the platform's."""
    try:
        return safe_path(owner.file) or path.rpartition("/")[2]
    except SubmissionError:
        return path.rpartition("/")[2]


def _reason(name: str, names: Iterable[str]) -> str:
    return why_unused(name) if any(map(is_work, names)) else why_no_work(name)


def _earlier(file_owners: Iterable[tuple[str, FileOwner]], replaced: Sequence[str]) -> tuple[EarlierAttempt, ...]:
    attempts: defaultdict[str, list[str]] = defaultdict(list)
    for path, owner in file_owners:
        if owner.file:
            attempts[owner.attempt].append(path)
    found = [EarlierAttempt(called, tuple(sorted(files))) for called, files in sorted(attempts.items())]
    return (*found, EarlierAttempt("replaced", tuple(replaced))) if replaced else tuple(found)


def _problem(tree: Tree, names: Mapping[str, str], unused: Mapping[str, str], earlier: Sequence[EarlierAttempt]) -> str:
    """Why there is nothing to grade of a student, or nothing; what cannot be told by names is intake's to tell."""
    kinds = {tree.found[path].kind for path in names.values()}
    if kinds == {EntryKind.LINK}:
        return f"{quoted(min(names))} is a link, and links are never followed: put the folder or file itself there."
    if any(map(is_work, names)) or kinds - {EntryKind.FILE}:
        return ""
    before = " An earlier attempt has files, but only the latest one counts." if earlier else ""
    if not unused:
        return f"Nothing was handed in.{before}"
    own = {path: name for name, path in names.items()}
    said = [f"{quoted(own.get(path, path))} is {why}" for path, why in unused.items()]
    more = f", and {len(said) - _LISTED} more files" if len(said) > _LISTED else ""
    return f"There is nothing to grade: {', '.join(said[:_LISTED])}{more}.{before}"
