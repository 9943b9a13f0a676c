"""A downloaded folder of Google Drive: notebooks side by side, named by hand or `Copy of ...`. Trusted side.

Only its name shows whose a notebook is: each belongs to one student, and none counts as a second attempt.
"""

import posixpath
import re
from collections.abc import Iterator

from grader.intake.naming import is_notebook, is_work, plain_name, why_unused
from grader.intake.sources.records import FileOwner, Student
from grader.intake.sources.tree import Tree

_COPY = re.compile(r"^(?:(?:Copy of|Kopie von|Kopie van|Copia de|Copia di|Copie de|Cópia de)\s+)+", re.IGNORECASE)
_NUMBER = re.compile(r"(?:\s*\(\d{1,4}\))+$")
_STUBS = (".gdoc", ".gsheet", ".gslides")
_EDGES = " -_.,"


class DriveSource:
    """Google Drive's format."""

    name = "drive"
    title = "Google Drive folder"

    def recognises(self, tree: Tree) -> bool:
        """Whether all files are side by side, and some name follows a pattern that only Drive has."""
        marked = [name for name in tree.top_files if _COPY.match(name) or name.casefold().endswith(_STUBS)]
        return bool(marked) and not tree.top_folders and any(map(is_notebook, tree.top_files))

    def file_owners(self, tree: Tree) -> Iterator[tuple[str, FileOwner]]:
        """Each file as the work of the student it is named after."""
        for path in tree.top_files:
            if not (is_work(path) or why_unused(path)):
                continue
            stem = posixpath.splitext(plain_name(path))[0]
            called = _NUMBER.sub("", _COPY.sub("", stem))
            baseline = posixpath.splitext(tree.assignment.manifest.notebook)[0]
            name = re.sub(re.escape(baseline), " ", called, flags=re.IGNORECASE).strip(_EDGES)
            yield path, FileOwner(key=path, who=Student(name=" ".join(name.split())), called=stem, file=path)
