"""A folder with the submissions of a class -> their entries and ids. Trusted side; looks at names only."""

import os
from collections.abc import Sequence
from itertools import count
from pathlib import Path

from msgspec import Struct

from grader.errors import UsageError
from grader.intake.installed import is_packages
from grader.intake.naming import (
    ARCHIVE_NAME,
    default_id,
    ignored_file,
    ignored_folder,
    is_module,
    is_notebook,
    twin_key,
)
from grader.intake.sources.records import HandInTime, Student
from grader.intake.sources.tree import FilePart
from grader.sanitize import quoted

RESERVED = ("index.html", "gradebook.csv", "grades.sqlite", "_instructor")
"""Names that the results of a class have in the folder where each submission gets one of its own."""
_DEVICES = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))}
)
"""Names that no file can have on Windows, where results may be handed on."""


class ClassEntry(Struct, frozen=True):
    """One submission of a class.

    id: The id it is graded under, unique in the class.
    path: Where it is, or where its parts are.
    parts: Its files, if it is not everything at the path.
    student: Who handed it in, as far as that is known.
    hand_in: When, as far as that is known.
    problem: Why there is nothing to grade in it, or empty.
    source_format: The format of the class's source, which says whose number the student's is; empty for a plain folder.
    """

    id: str
    path: Path
    parts: tuple[FilePart, ...] = ()
    student: Student = Student()
    hand_in: HandInTime = HandInTime()
    problem: str = ""
    source_format: str = ""


def discover_class(source: Path) -> list[ClassEntry]:
    """The submissions directly inside a folder, sorted by id: its sub-folders, archives, single modules and notebooks.

    A link is listed too, to be refused by name when it is read: nobody's work is passed over in silence.

    Raises:
        UsageError: The folder cannot be read or has no submission in it.
    """
    try:
        with os.scandir(source) as entries:
            names = sorted(entry.name for entry in entries if _is_submission(entry))
    except OSError as error:
        raise UsageError(
            f"{quoted(str(source), 200)} cannot be read as the folder of a class: {error.strerror}."
        ) from error
    if not names:
        raise UsageError(
            f"{quoted(str(source), 200)} has no submissions in it: give the folder that holds one per student."
        )
    entries_by_id = zip(unique_ids([default_id(name) for name in names]), names, strict=True)
    return sorted((ClassEntry(unique, source / name) for unique, name in entries_by_id), key=lambda entry: entry.id)


def _is_submission(entry: os.DirEntry[str]) -> bool:
    if entry.is_dir(follow_symlinks=False):
        return not (ignored_folder(entry.name) or is_packages(entry.name))
    if entry.name.startswith(".") or ignored_file(entry.name):
        return False
    if entry.is_symlink():
        return True
    return ARCHIVE_NAME.search(entry.name) is not None or is_module(entry.name) or is_notebook(entry.name)


def unique_ids(wanted: Sequence[str]) -> list[str]:
    """A unique id for each name; for duplicates all but the first get a number."""
    wanted = [f"{stem}-1" if stem.partition(".")[0].casefold() in _DEVICES else stem for stem in wanted]
    reserved = {twin_key(stem) for stem in wanted}
    used = {twin_key(name) for name in RESERVED}
    ids = []
    for stem in wanted:
        unique = stem
        if twin_key(stem) in used:
            numbered = (f"{stem}-{number}" for number in count(2))
            unique = next(each for each in numbered if twin_key(each) not in used and twin_key(each) not in reserved)
        used.add(twin_key(unique))
        ids.append(unique)
    return ids
