"""Blackboard: "Assignment File Download" of the grade centre. Trusted side.

Flat files `assignment_login_attempt_time_file`, and for each attempt a `.txt` of that name without a file, which has
the student's name and login and the original name of each file. The assignment's name and a login may contain `_`.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from msgspec import Struct

from grader.intake.sources.records import FileOwner, HandInTime, Student
from grader.intake.sources.times import parsed
from grader.intake.sources.tree import Tree

_NAME = re.compile(r"^(?P<stem>.+?)_attempt_(?P<time>\d{4}(?:-\d{1,2}){5})(?:_(?P<file>.+)|(?P<text>\.txt))$")
_WHO = re.compile(r"^Name:\s*(?P<name>.*?)\s*\((?P<login>[^()]+)\)\s*$")
_ORIGINAL, _FILE = "Original filename:", "Filename:"
_TEXT_BYTES = 1 << 20


class _Told(Struct, frozen=True):
    """What the text of an attempt says: who handed in, and the original names of the files by those in the archive."""

    name: str
    login: str
    originals: Mapping[str, str]


class BlackboardSource:
    """Blackboard's format."""

    name = "blackboard"
    title = "Blackboard download"

    def recognises(self, tree: Tree) -> bool:
        """Whether most top-level names follow Blackboard's pattern."""
        return tree.mostly(filter(_NAME.match, tree.top_files))

    def file_owners(self, tree: Tree) -> Iterator[tuple[str, FileOwner]]:
        """The files of each student."""
        found = {path: match for path in tree.top_files if (match := _NAME.match(path))}
        told = {match["stem"]: text for path, match in found.items() if match["text"] and (text := _told(tree, path))}
        prefixes = {stem.removesuffix(text.login) for stem, text in told.items() if stem.endswith(f"_{text.login}")}
        originals = {name: plain for text in _texts(tree, found) for name, plain in text.originals.items()}
        for path, match in found.items():
            yield path, _owner(match, _student(match["stem"], told, prefixes), originals.get(path, ""))


def _texts(tree: Tree, found: Mapping[str, re.Match[str]]) -> Iterator[_Told]:
    """The texts of all attempts; file names in a text count only if they belong to the same attempt."""
    for path, match in found.items():
        if match["text"] and (text := _told(tree, path)):
            own = {name: plain for name, plain in text.originals.items() if name.startswith(path.removesuffix(".txt"))}
            yield _Told(text.name, text.login, own)


def _told(tree: Tree, path: str) -> _Told | None:
    """Reads a text, whose first line is Blackboard's; below it a student may have written anything."""
    lines = tree.read(path, _TEXT_BYTES).decode("utf-8-sig", "replace").splitlines()
    who = _WHO.match(lines[0]) if lines else None
    if who is None:
        return None
    originals = {
        after.partition(_FILE)[2].strip(): line.partition(_ORIGINAL)[2].strip()
        for line, after in pairwise(line.strip() for line in lines)
        if line.startswith(_ORIGINAL) and after.startswith(_FILE)
    }
    return _Told(who["name"], who["login"], originals)


def _student(stem: str, told: Mapping[str, _Told], prefixes: set[str]) -> Student:
    """The student with the name and login from a text, or only the login, which follows the assignment's name."""
    if stem in told and stem.endswith(f"_{told[stem].login}"):
        return Student(name=told[stem].name, login=told[stem].login)
    for prefix in sorted(prefixes, key=len, reverse=True):
        if stem.startswith(prefix):
            return Student(login=stem.removeprefix(prefix))
    return Student(login=stem.rpartition("_")[2])


def _owner(found: re.Match[str], who: Student, original: str) -> FileOwner:
    time = "-".join(f"{int(part):02d}" for part in found["time"].split("-"))
    return FileOwner(
        key=found["stem"],
        who=who,
        called=f"{who.name}_{who.login}" if who.name else who.login,
        file="" if found["text"] else original.replace("/", "_") or found["file"],
        attempt=time,
        hand_in=HandInTime(at=parsed(time, ["%Y-%m-%d-%H-%M-%S"])),
    )
