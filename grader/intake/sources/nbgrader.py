"""nbgrader: the folder `submitted` of a course, or one from `zip_collect`. Trusted side.

`submitted/student/assignment/files`, with `timestamp.txt` beside the files, for all assignments of the course.
"""

import re
from collections.abc import Collection, Iterator
from datetime import datetime

from grader.assignment import Assignment
from grader.errors import UsageError
from grader.intake.naming import is_work
from grader.intake.sources.records import FileOwner, HandInTime, Student
from grader.intake.sources.times import parsed
from grader.intake.sources.tree import Tree
from grader.sanitize import listed, quoted

_SUBMITTED, _TIME = "submitted", "timestamp.txt"
_STAMPED = re.compile(rf"^[^/]+/[^/]+/{re.escape(_TIME)}$")
_TIME_BYTES = 200
_FORMS = ("%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S")
_UNLIKE = re.compile(r"[\W_]+")


class NbgraderSource:
    """nbgrader's format."""

    name = "nbgrader"
    title = "nbgrader course"

    def recognises(self, tree: Tree) -> bool:
        """Whether there is a folder `submitted`, or timestamps are in nbgrader's places and no work is at the top."""
        if _is_course(tree):
            return True
        stamped = {path.partition("/")[0] for path in filter(_STAMPED.match, tree.files)}
        return 2 * len(stamped) > len(tree.top_folders) and not any(map(is_work, tree.top_files))

    def file_owners(self, tree: Tree) -> Iterator[tuple[str, FileOwner]]:
        """The files that each student has handed in for the assignment."""
        inside = f"{_SUBMITTED}/" if _is_course(tree) else ""
        folders = {tuple(path.removeprefix(inside).split("/")[:2]) for path in _paths(tree, inside)}
        chosen = _chosen({folder[1] for folder in folders}, tree.assignment, tree.name)
        for path in _paths(tree, inside):
            student, name, *rest = path.removeprefix(inside).split("/")
            if name == chosen:
                at = _time(tree, f"{inside}{student}/{name}/{_TIME}")
                file = "/".join(rest)
                own = "" if file == _TIME else file
                yield path, FileOwner(key=student, who=Student(login=student), file=own, hand_in=HandInTime(at=at))
            else:
                yield path, FileOwner(key="", unused=f"it belongs to another assignment, {name}")


def _is_course(tree: Tree) -> bool:
    return any(path.startswith(f"{_SUBMITTED}/") and path.count("/") > 1 for path in tree.found)


def _paths(tree: Tree, inside: str) -> list[str]:
    """The paths in the folder of a student's assignment, or the folder itself."""
    return sorted(path for path in tree.found if path.startswith(inside) and path.removeprefix(inside).count("/") > 0)


def _chosen(names: Collection[str], assignment: Assignment, course: str) -> str:
    """The folder of the assignment: the only one, or the one with its name. Raises UsageError."""
    if len(names) == 1:
        return min(names)
    wanted = {_plain(assignment.slug), _plain(assignment.manifest.title), _plain(assignment.manifest.notebook[:-6])}
    found = [name for name in names if _plain(name) in wanted]
    if len(found) != 1:
        raise UsageError(
            f"{quoted(course)} has several assignments, {listed(names)}, and none is called {assignment.slug}: "
            "say which with --student-pattern '(?:submitted/)?(?P<student>[^/]+)/NAME/'."
        )
    return found[0]


def _plain(name: str) -> str:
    return _UNLIKE.sub("", name).casefold()


def _time(tree: Tree, path: str) -> datetime | None:
    return parsed(tree.read(path, _TIME_BYTES).decode("ascii", "replace").strip(), _FORMS)
