"""Canvas: "Download Submissions" of an assignment. Trusted side; reads names only.

A flat archive, `name[_LATE]_student_attachment_file`, with a file for each upload; the name is the student's full name
in lower case without spaces, and is missing if grading is anonymous. Files that are handed in again get `-1`, `-2`, ...
"""

import re
from collections.abc import Collection, Iterator

from msgspec.structs import replace

from grader.intake.naming import is_work
from grader.intake.sources.records import FileOwner, HandInTime, Student
from grader.intake.sources.tree import Tree

_WHO = r"^(?:(?P<name>.+?)_)??(?:(?P<late>LATE)_)?(?P<number>\d+|anon_[A-Za-z0-9]+)_"
_UPLOADED = re.compile(rf"{_WHO}(?P<attachment>\d+)_(?P<file>.+)$")
_WRITTEN = re.compile(rf"{_WHO}(?P<kind>text|link)\.html$")
_AGAIN = re.compile(r"^(?P<stem>.+)-(?P<number>[1-9][0-9]?)(?P<suffix>(?:\.[A-Za-z]\w*)*)$")
_UNUSED = {"text": "a text that was typed into Canvas, and no file", "link": "a link to a web page, and no file"}


class CanvasSource:
    """Canvas's format."""

    name = "canvas"
    title = "Canvas download"

    def recognises(self, tree: Tree) -> bool:
        """Whether most top-level names follow Canvas's pattern."""
        known = sum(_match(name) is not None for name in tree.top_files)
        return known > 0 and 2 * known >= len(tree.top_files) and not tree.top_folders

    def file_owners(self, tree: Tree) -> Iterator[tuple[str, FileOwner]]:
        """The files of each student."""
        found = {path: match for path in tree.top_files if (match := _match(path))}
        named = {(match["number"], match.groupdict().get("file")) for match in found.values()}
        for path, match in found.items():
            yield path, _owner(match, named)


def _match(name: str) -> re.Match[str] | None:
    # Uploaded files first: a student may name one `1002_text.html`, which is not a text of student 1002.
    return _UPLOADED.match(name) or _WRITTEN.match(name)


def _owner(found: re.Match[str], named: Collection[tuple[str, str | None]]) -> FileOwner:
    groups = found.groupdict()
    who = Student(name=groups["name"] or "", number=groups["number"])
    owner = FileOwner(key=who.number, who=who, hand_in=HandInTime(late=bool(groups["late"])))
    if "kind" in groups:
        return replace(owner, unused=_UNUSED[groups["kind"]])
    again = _AGAIN.match(groups["file"])
    attachment = int(groups["attachment"][:20])
    plain = again["stem"] + again["suffix"] if again else ""
    # A number is never part of a module's name, but may be part of a data file's, which is kept under both names.
    also = "" if is_work(plain) else groups["file"]
    if again is None or (also and (who.number, plain) in named):
        return replace(owner, file=groups["file"], version=(0, attachment))
    return replace(owner, file=plain, also=also, version=(int(again["number"]), attachment))
