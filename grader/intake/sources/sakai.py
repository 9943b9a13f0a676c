"""Sakai: "Download All" of an assignment. Trusted side.

`Last, First(login)/Submission attachment(s)/files` in a folder for the assignment, with `grades.csv`; beside the
attachments are `timestamp.txt`, typed text and comments. Sakai's own file names are in the site's language.
"""

import re
from collections.abc import Iterator

from grader.intake.sources.records import FileOwner, HandInTime, Student
from grader.intake.sources.times import parsed
from grader.intake.sources.tree import Tree

_STUDENT = re.compile(r"^(?P<last>[^/(),]+)(?:, (?P<first>[^/()]*))?\((?P<login>[^/()]+)\)$")
_TIME, _TEXT = "timestamp.txt", "_submissionText.html"
_GRADES = re.compile(r"^grades\.(?:csv|xls|xlsx)$")
_TYPED = "a text that was typed into Sakai, and no file"
_TIME_BYTES = 200
_FRACTION = 14  # the length of the time up to the seconds


class SakaiSource:
    """Sakai's format."""

    name = "sakai"
    title = "Sakai download"

    def recognises(self, tree: Tree) -> bool:
        """Whether there are students' folders, and the files that Sakai writes beside or into them."""
        students = [folder for folder in tree.top_folders if _STUDENT.match(folder)]
        marked = any(_GRADES.match(name) for name in tree.top_files)
        return bool(students) and (marked or any(f"{folder}/{_TIME}" in tree.found for folder in students))

    def file_owners(self, tree: Tree) -> Iterator[tuple[str, FileOwner]]:
        """The files of each student; students who have not handed in anything have a folder too."""
        for folder in tree.top_folders:
            if found := _STUDENT.match(folder):
                yield folder, _student(found, HandInTime())
        for path in tree.files:
            folder, _, rest = path.partition("/")
            if found := _STUDENT.match(folder):
                yield path, _owner(tree, path, rest, _student(found, _hand_in(tree, folder)))
            elif _GRADES.match(path):
                yield path, FileOwner(key="")


def _student(found: re.Match[str], hand_in: HandInTime) -> FileOwner:
    name = f"{found['first'] or ''} {found['last']}".strip()
    return FileOwner(key=found["login"], who=Student(name=name, login=found["login"]), hand_in=hand_in)


def _owner(tree: Tree, path: str, rest: str, whose: FileOwner) -> FileOwner:
    part, _, file = rest.partition("/")
    if file and "feedback" not in part.casefold():
        return FileOwner(key=whose.key, who=whose.who, hand_in=whose.hand_in, file=file)
    typed = part.endswith(_TEXT) and tree.read(path, _TIME_BYTES).strip()
    return FileOwner(key=whose.key, who=whose.who, hand_in=whose.hand_in, unused=_TYPED if typed else "")


def _hand_in(tree: Tree, folder: str) -> HandInTime:
    """The time, `20260303235959123`, in the time zone of the server, which is unknown."""
    text = tree.read(f"{folder}/{_TIME}", _TIME_BYTES).decode("ascii", "replace").strip()
    return HandInTime(at=parsed(text[:_FRACTION], ["%Y%m%d%H%M%S"]))
