"""A folder or archive from an instructor -> the class: its format, an entry per student, missing students, stray files.

Trusted side; it reads names, and only those files that platforms write. It grades nothing.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from msgspec import Struct
from msgspec.structs import replace

from grader.assignment import Assignment
from grader.errors import UsageError
from grader.intake.class_folder import ClassEntry
from grader.intake.naming import ARCHIVE_NAME, MatchQuality, is_module, is_notebook, is_work, match_name
from grader.intake.sources.grouping import ReceivedEntry, group
from grader.intake.sources.listing import list_class
from grader.intake.sources.matching import Matcher
from grader.intake.sources.pattern import Pattern
from grader.intake.sources.records import SourceFormat, Student
from grader.intake.sources.registry import PLAIN, named, sources
from grader.intake.sources.roster import RosterLine, read_roster_lines
from grader.intake.sources.tree import Tree, UnusedFile
from grader.model.options import READING, ReadingOptions
from grader.sanitize import listed, quoted

_NESTED = 4
_SEVERAL = 2
_WIDTH = 200
_BY_HAND = frozenset({"plain", "prefixed", "drive", "pattern"})
"""Formats in which people choose the names."""
_OWN_LOGINS = frozenset({"github"})
"""Formats in which people choose the logins."""


class ReceivedClass(Struct, frozen=True, kw_only=True):
    """A class as it arrived.

    Attributes:
        title: The recognised format.
        received: An entry for each student, sorted by id.
        strays: Files without an owner.
        hidden: Folders in which nobody's work is looked for, since a dot is before their names.
        missing: Students on the roster who have not handed in anything.
        unknown: Ids of entries that are not on the roster; empty without a roster.
        anonymous: Whether names must be kept out of results.
    """

    title: str
    received: tuple[ReceivedEntry, ...]
    strays: tuple[UnusedFile, ...] = ()
    hidden: tuple[str, ...] = ()
    missing: tuple[Student, ...] = ()
    unknown: tuple[str, ...] = ()
    anonymous: bool = False

    @property
    def entries(self) -> list[ClassEntry]:
        """The submissions."""
        return [each.entry for each in self.received]


def read_class(source: Path, assignment: Assignment, scratch: Path, options: ReadingOptions = READING) -> ReceivedClass:
    """Recognises the format of a class and groups its files by student.

    Args:
        source: The platform's download, or a folder.
        assignment: The assignment that was handed in.
        scratch: A folder that exists as long as the entries.
        options: How to read it.

    Raises:
        UsageError: It cannot be read, has another format, contains no work, or looks like the work of one student.
    """
    source_format, tree = _format_of(list_class(source, assignment, scratch), options, source)
    table = read_roster_lines(options.roster) if options.roster else ()
    roster = [line.student for line in table]
    matcher = Matcher(roster, by_words=source_format.name in _BY_HAND, own_logins=source_format.name in _OWN_LOGINS)
    found = group(source_format, tree, matcher.members, anonymous=options.anonymous)
    if not found.received:
        raise UsageError(_nobody(source, source_format, options))
    lines = {each.line for each in found.received}
    return ReceivedClass(
        title=source_format.title,
        received=tuple(_timed(each, table) for each in found.received),
        strays=found.unused,
        hidden=tuple(tree.top_hidden),
        missing=tuple(student for line, student in enumerate(roster) if line not in lines),
        anonymous=options.anonymous,
        unknown=tuple(each.entry.id for each in found.received if roster and each.line < 0),
    )


def _timed(received: ReceivedEntry, table: Sequence[RosterLine]) -> ReceivedEntry:
    """An entry with the time of its line on the roster, if the platform has none."""
    entry = received.entry
    if received.line < 0 or entry.hand_in.at is not None or not entry.parts:
        return received
    hand_in = replace(entry.hand_in, at=table[received.line].handed_in)
    return replace(received, entry=replace(entry, hand_in=hand_in))


def refuse_class(path: Path, assignment: Assignment) -> None:
    """Refuses a path that looks like the work of several students, if that of one is expected.

    Raises:
        UsageError: It looks like that.
    """
    try:
        tree = list_class(path, assignment, None)
    except UsageError:
        return  # reading it as a submission will say what is wrong with it
    if recognised := _recognised(tree):
        source_format, root = recognised
        students = _students(source_format, root)
        if source_format.name not in _BY_HAND and students != 1:
            raise UsageError(_several(path, f"a {source_format.title} of {students or 'several'} students"))
        return
    for root in _roots(tree):
        alike = _named_folders(root)
        packed = [name for name in root.top_files if ARCHIVE_NAME.search(name)]
        found = alike if len(alike) > _SEVERAL else packed if len(packed) >= _SEVERAL and not alike else []
        if found and not any(is_module(name) or is_notebook(name) for name in root.top_files):
            raise UsageError(_several(path, f"the work of {len(found)} students ({listed(found)})"))


def _students(source_format: SourceFormat, tree: Tree) -> int:
    """How many students a class has; 0 if the assignment is not clear."""
    try:
        return len({owner.key for _, owner in source_format.file_owners(tree) if owner.key})
    except UsageError:
        return 0


def _several(path: Path, what: str) -> str:
    return (
        f"{quoted(str(path), _WIDTH)} looks like {what}: grade a class with `grader bulk`, or name the folder or "
        "file of one student."
    )


def _format_of(whole: Tree, options: ReadingOptions, source: Path) -> tuple[SourceFormat, Tree]:
    """The format, and the folder to read: below folders that contain only one folder."""
    if options.student_pattern or options.source_format:
        source_format: SourceFormat = (
            Pattern(options.student_pattern) if options.student_pattern else named(options.source_format)
        )
        fitting = [root for root in _roots(whole) if source_format.recognises(root)]
        if not fitting:
            raise UsageError(
                f"Nothing in {quoted(str(source), _WIDTH)} is named as in a {source_format.title}: --dry-run tells all "
                "names."
            )
        return source_format, fitting[0]
    if recognised := _recognised(whole):
        return recognised
    tree = _plain_root(whole)
    if exact := _exact(tree):
        raise UsageError(
            f"{quoted(str(source), _WIDTH)} looks like the work of one student, for {listed(exact)} lies at its "
            "top: grade it with `grader grade`, or give the folder that holds one folder per student."
        )
    return PLAIN, tree


def _recognised(whole: Tree) -> tuple[SourceFormat, Tree] | None:
    """The platform's format, and the folder to read; None if no platform is recognised."""
    for source_format in sources():
        for root in _roots(whole):
            if source_format is not PLAIN and source_format.recognises(root):
                return source_format, root
    return None


def _roots(tree: Tree) -> Iterator[Tree]:
    """The top, and below it each folder that is the only entry of its parent."""
    yield tree
    for _ in range(_NESTED):
        if tree.top_files or len(tree.top_folders) != 1:
            return
        tree = tree.below(tree.top_folders[0])
        yield tree


def _plain_root(tree: Tree) -> Tree:
    """The folder with the students' folders: a single folder may be the class's, or the only student's."""
    around = tree
    for root in _roots(tree):
        if _exact(root):
            return around
        if len(_working_folders(root)) >= _SEVERAL or sum(map(is_work, root.top_files)) >= _SEVERAL:
            return root
        around = root
    return tree


def _named_folders(tree: Tree) -> list[str]:
    """The top-level folders that contain files with the names of the work."""
    return sorted({path.partition("/")[0] for path in tree.files if "/" in path and _match_name(path, tree.assignment)})


def _working_folders(tree: Tree) -> list[str]:
    """The same or, if there are none, the folders with any work."""
    return _named_folders(tree) or sorted(
        {path.partition("/")[0] for path in tree.files if "/" in path and is_work(path)}
    )


def _exact(tree: Tree) -> list[str]:
    """The top-level files with the exact names of one student's work, of which a class would have many."""
    match_quality = {name: found for name in tree.top_files if (found := _match_name(name, tree.assignment))}
    exact = [name for name, (_, found) in match_quality.items() if found in {MatchQuality.EXACT, MatchQuality.CASE}]
    tasks = {task for task, _ in match_quality.values()}
    return exact if len(exact) == len(match_quality) or len(tasks) >= _SEVERAL else []


def _match_name(path: str, assignment: Assignment) -> tuple[str, MatchQuality] | None:
    name = path.rpartition("/")[2]
    notebook = PurePosixPath(assignment.manifest.notebook).stem
    return match_name(name, [part.module for part in assignment.parts]) or match_name(name, [notebook], "ipynb")


def _nobody(source: Path, source_format: SourceFormat, options: ReadingOptions) -> str:
    if options.student_pattern or options.source_format:
        return f"Nothing in {quoted(str(source), _WIDTH)} belongs to a student, read as a {source_format.title}."
    return (
        f"{quoted(str(source), _WIDTH)} has no submissions in it: give what the platform gave you, or the folder that "
        "holds one per student."
    )
