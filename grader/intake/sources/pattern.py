"""Any platform, by a regular expression from the instructor. Trusted side; reads names only."""

import re
from collections.abc import Iterator

from grader.errors import UsageError
from grader.intake.sources.records import FileOwner, HandInTime, Student
from grader.intake.sources.tree import Tree

_STUDENT = "student"
_KNOWN = frozenset({_STUDENT, "name", "file", "attempt", "late"})
_BETWEEN = "/_- "


class Pattern:
    """The format that a pattern describes: its groups are `student`, and optionally `name`, `file`, `attempt`, `late`.

    Args:
        pattern: It is matched with the beginning of each path; without a group `file`, the rest of the path is that.

    Raises:
        UsageError: It is not a regular expression, or lacks the group.
    """

    name = "pattern"
    title = "Files by the given pattern"

    def __init__(self, pattern: str) -> None:
        try:
            self._pattern = re.compile(pattern)
        except re.error as error:
            raise UsageError(f"--student-pattern is not a regular expression: {error}.") from error
        groups = set(self._pattern.groupindex)
        if _STUDENT not in groups or groups - _KNOWN:
            raise UsageError(
                "--student-pattern needs a group for the student, like '(?P<student>[^_]+)_', and knows besides "
                "(?P<name>), (?P<file>), (?P<attempt>) and (?P<late>)."
            )

    def recognises(self, tree: Tree) -> bool:
        """Whether any path matches."""
        return any(map(self._pattern.match, tree.files))

    def file_owners(self, tree: Tree) -> Iterator[tuple[str, FileOwner]]:
        """The files of each student."""
        for path in tree.files:
            found = self._pattern.match(path)
            if found and found[_STUDENT]:
                yield path, _owner(found, path[found.end() :].lstrip(_BETWEEN) or path.rpartition("/")[2])


def _owner(found: re.Match[str], rest: str) -> FileOwner:
    told = {group: value or "" for group, value in found.groupdict().items()}
    return FileOwner(
        key=told[_STUDENT],
        who=Student(name=told.get("name", ""), login=told[_STUDENT]),
        called=told[_STUDENT],
        file=told.get("file") or rest,
        attempt=told.get("attempt", ""),
        hand_in=HandInTime(late=bool(told.get("late"))),
    )
