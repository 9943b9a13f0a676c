"""Moodle: "Download all submissions" of an assignment. Trusted side; reads names only.

A folder for each student, `Full Name_number_assignsubmission_file[_]`, or files with this prefix and their own name;
typed text is in a folder `..._onlinetext`. The number is the participant's; in blind marking
the name is the word for participant, and if teams hand in, name and number are the team's.
"""

import re
from collections.abc import Iterable, Iterator

from grader.intake.sources.records import FileOwner, Student
from grader.intake.sources.tree import Tree

_NAME = re.compile(
    r"^(?P<name>[^/]*?)_?(?P<number>\d+)_assignsubmission_(?P<kind>[a-z]+)(?:_?/(?P<path>.+)|_(?P<flat>[^/]+))$"
)
_FILE = "file"
_SEVERAL = 2


class MoodleSource:
    """Moodle's format."""

    name = "moodle"
    title = "Moodle download"

    def recognises(self, tree: Tree) -> bool:
        """Whether most top-level names follow Moodle's pattern."""
        return tree.mostly(filter(_NAME.match, tree.files))

    def file_owners(self, tree: Tree) -> Iterator[tuple[str, FileOwner]]:
        """The files of each participant."""
        found = {path: match for path in tree.files if (match := _NAME.match(path))}
        blind = _is_blind(found.values())
        for path, match in found.items():
            yield path, _owner(match, "" if blind else match["name"].replace("_", " ").strip())


def _is_blind(found: Iterable[re.Match[str]]) -> bool:
    """Whether all participants have the same name, which is then the site's word for a participant."""
    pairs = {(match["name"], match["number"]) for match in found}
    return len({name for name, _ in pairs}) == 1 and len(pairs) >= _SEVERAL


def _owner(found: re.Match[str], name: str) -> FileOwner:
    number, kind = found["number"], found["kind"]
    who = Student(name=name, number=number)
    called = "" if name else f"{found['name']}_{number}"
    if kind != _FILE:
        what = "a text that was typed into Moodle" if kind == "onlinetext" else f"no file, but of Moodle's {kind}"
        return FileOwner(key=number, who=who, called=called, unused=what)
    return FileOwner(key=number, who=who, called=called, file=found["path"] or found["flat"])
