"""A class without a platform: a folder, archive, module or notebook per student. Trusted side; reads names only."""

import re
from collections.abc import Iterator, Sequence

from grader.assignment import Assignment
from grader.intake.naming import default_id, is_module, is_work, match_name, plain_name
from grader.intake.sources.records import FileOwner
from grader.intake.sources.tree import EntryKind, Tree

_SEPARATOR = r"[ _-]+"


class PlainSource:
    """The format of everything that no platform made."""

    name = "plain"
    title = "Class folder"

    def recognises(self, tree: Tree) -> bool:
        """Always: it is tried last."""
        return bool(tree.found)

    def file_owners(self, tree: Tree) -> Iterator[tuple[str, FileOwner]]:
        """All files in a folder belong to one student, and so does each archive, module, notebook or link beside it."""
        for path in (*tree.files, *tree.top_folders):
            top, _, file = path.partition("/")
            called = default_id(top)
            if file or path in tree.top_folders:
                yield path, FileOwner(key=f"{top}/", called=called, file=file)
            elif is_work(path) or tree.found[path].kind is not EntryKind.FILE:
                yield path, FileOwner(key=top, called=called, file=top)


class PrefixedSource:
    """Modules side by side whose names begin with the student's name: `ada_momentum.py`, `ada_helpers.py`."""

    name = "prefixed"
    title = "Folder of modules"

    def recognises(self, tree: Tree) -> bool:
        """Whether there are any, and no folder that belongs to another platform."""
        return bool(prefixes(tree.top_files, tree.assignment)) and not tree.top_folders

    def file_owners(self, tree: Tree) -> Iterator[tuple[str, FileOwner]]:
        """The files of each student who has a module of a task; all other work counts as that of another student."""
        owners = sorted(prefixes(tree.top_files, tree.assignment), key=len, reverse=True)
        known = re.compile(rf"(?P<who>{'|'.join(map(re.escape, owners))}){_SEPARATOR}(?P<file>.+)$")
        for path, owner in PlainSource().file_owners(tree):
            if not known.match(path):
                yield path, owner
        for path in tree.top_files:
            if found := known.match(path):
                yield path, FileOwner(key=f"{found['who']}_", called=found["who"], file=found["file"])


def prefixes(names: Sequence[str], assignment: Assignment) -> set[str]:
    """The prefixes of the names of tasks' modules in these names."""
    modules = "|".join(re.escape(part.module) for part in assignment.parts)
    pattern = re.compile(rf"(?P<who>.+?){_SEPARATOR}(?:{modules})\.py$", re.IGNORECASE)
    titles = [part.module for part in assignment.parts]
    found = (pattern.match(plain_name(name)) for name in names if is_module(name) and not match_name(name, titles))
    return {match["who"] for match in found if match}
