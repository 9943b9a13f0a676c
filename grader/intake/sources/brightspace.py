"""Brightspace: "Download" of the submissions of an assignment. Trusted side; reads names only.

A folder for each attempt, `number-number - Full Name - Mar 3, 2026 1159 PM`, or flat files of that name and ` - file`,
and an `index.html` beside them. One of the numbers is the student's, the other one the assignment's.
"""

import re
from collections.abc import Iterable, Iterator

from grader.intake.sources.records import FileOwner, HandInTime, Student
from grader.intake.sources.times import parsed
from grader.intake.sources.tree import Tree

_TIME = r"[^/]*?\d{4},? \d{1,2}[:.]?\d{2}(?: ?[AP]M)?"
_NAME = re.compile(
    rf"^(?P<first>\d+)-(?P<second>\d+) - (?P<name>[^/]+?) - (?P<time>{_TIME})(?:/(?P<path>.+)| - (?P<flat>[^/]+))?$"
)
_FORMS = ("%b %d, %Y %I%M %p", "%B %d, %Y %I%M %p", "%d %b, %Y %I%M %p", "%d %B, %Y %I%M %p", "%d %B, %Y %H%M")
_OWN = "index.html"


class BrightspaceSource:
    """Brightspace's format."""

    name = "brightspace"
    title = "Brightspace download"

    def recognises(self, tree: Tree) -> bool:
        """Whether most top-level names follow Brightspace's pattern."""
        return tree.mostly(filter(_NAME.match, (*tree.top_folders, *tree.top_files)))

    def file_owners(self, tree: Tree) -> Iterator[tuple[str, FileOwner]]:
        """The files of each student."""
        everything = (*tree.files, *tree.top_folders)
        found = {path: match for path in everything if (match := _NAME.match(path))}
        number = _students_number(found.values())
        for path, match in found.items():
            yield path, _owner(match, number)
        if _OWN in tree.top_files:
            yield _OWN, FileOwner(key="")


def _students_number(found: Iterable[re.Match[str]]) -> str:
    """Which of the two numbers is the student's: the one that differs for each name. Neither if none does."""
    seen = {(match["first"], match["second"], match["name"]) for match in found}
    names = len({name for _, _, name in seen})
    for group, position in (("first", 0), ("second", 1)):
        numbers = {each[position] for each in seen}
        pairs = {(each[position], each[2]) for each in seen}
        if len(numbers) == len(pairs) >= names:
            return group
    return ""


def _owner(found: re.Match[str], number: str) -> FileOwner:
    name = " ".join(found["name"].split())
    own = found[number] if number else ""
    time = re.sub(r"(\d)[:.](\d\d)", r"\1\2", found["time"])
    time = re.sub(r"\b(\d{3})(?= ?[AP]M|$)", r"0\1", time)
    at = parsed(time, _FORMS)
    return FileOwner(
        key=own or name,
        who=Student(name=name, number=own),
        file=found["path"] or found["flat"] or "",
        attempt=at.isoformat() if at else time,
        hand_in=HandInTime(at=at),
    )
