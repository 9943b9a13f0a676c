"""Where the files of a submission are in the repository. Trusted side; checks whether files exist, reads none."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from grader.assignment import Assignment
from grader.feedback.causes import SourceLocation
from grader.model import Submission
from grader.sanitize import clean_line

_CELL = re.compile(r", cell \d+$")


@dataclass(frozen=True)
class RepoLocation:
    """A file, by its path from the root of the repository, and a line of it; 0 means the whole file."""

    path: str
    line: int = 0


@dataclass(frozen=True)
class RepoLocations:
    """All known locations.

    Attributes:
        paths: Name among the submission's files -> path from the root of the repository.
        solved_in: Id of a task -> name of the file from which it was graded.
    """

    paths: Mapping[str, str] = field(default_factory=dict)
    solved_in: Mapping[str, str] = field(default_factory=dict)

    def find(self, task: str, location: SourceLocation | None) -> RepoLocation | None:
        """The place of a source location, or else the file of the task; None if that was not handed in."""
        if location is not None and location.file in self.paths:
            return RepoLocation(self.paths[location.file], location.line)
        # Line numbers in a cell are not those of the notebook's file.
        name = _CELL.sub("", location.file) if location is not None else self.solved_in.get(task, "")
        path = self.paths.get(name)
        return None if path is None else RepoLocation(path)


def find_locations(work: Submission, assignment: Assignment, received: Path) -> RepoLocations:
    """Finds the files of a submission that arrived at a path: none for an archive, and none with unprintable names."""
    base = (received if received.is_dir() else received.parent).resolve()
    root = next((folder for folder in (base, *base.parents) if (folder / ".git").exists()), base)
    notebook = work.notebook
    paths: dict[str, str] = {}
    for name in (*work.files, *([notebook.name] if notebook else [])):
        file = base / work.origins.get(name, name)
        if file.is_file():
            path = file.relative_to(root).as_posix()
            paths |= {name: path} if path == clean_line(path) else {}
    solved_in = {
        task.id: notebook.name if notebook and task.modules[0] in notebook.modules else f"{task.modules[0]}.py"
        for task in assignment.tasks
    }
    return RepoLocations(paths, solved_in)
