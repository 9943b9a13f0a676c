"""Gradescope: "Export Submissions" of a programming assignment. Trusted side.

`submission_<id>/files` for each submission, and `submission_metadata.yml` with its submitters, several for a group,
with names, ids and addresses, the time, and all grading results, which are ignored.
"""

import re
from collections.abc import Iterator

from grader.intake.sources.records import FileOwner, HandInTime, Student
from grader.intake.sources.tree import Tree

_METADATA = "submission_metadata.yml"
_METADATA_BYTES = 64 << 20
_FOLDER = re.compile(r"^submission_\d+$")
_EXPORT = re.compile(r"^assignment_\d+_export$")


class GradescopeSource:
    """Gradescope's format."""

    name = "gradescope"
    title = "Gradescope export"

    def recognises(self, tree: Tree) -> bool:
        """Whether there are metadata, or folder names follow Gradescope's pattern."""
        folders = [folder for folder in tree.top_folders if _FOLDER.match(folder)]
        return _METADATA in tree.top_files or (bool(folders) and _EXPORT.match(tree.name) is not None)

    def file_owners(self, tree: Tree) -> Iterator[tuple[str, FileOwner]]:
        """The files of each submitter."""
        from grader.intake.sources.gradescope_metadata import (  # noqa: PLC0415 # only this format needs YAML
            ToldSubmission,
            told_by,
        )

        told = told_by(tree.read(_METADATA, _METADATA_BYTES))
        if _METADATA in tree.top_files:
            yield _METADATA, FileOwner(key="")
        for path in (*tree.files, *tree.top_folders):
            name, _, file = path.partition("/")
            if _FOLDER.match(name) or name in told:
                held = told.get(name, ToldSubmission())
                for who in held.submitters or (Student(),):
                    yield path, _owner(name, path, file, who, held.hand_in)


def _owner(name: str, path: str, file: str, who: Student, hand_in: HandInTime) -> FileOwner:
    flat = "/" not in path and "." in path  # `123.pdf`, of an assignment for which documents are handed in
    key = f"{who.number}\n{who.email}\n{who.name}" if who != Student() else name
    at = hand_in.at.isoformat() if hand_in.at else ""
    return FileOwner(
        key=key,
        who=who,
        called="" if who.name or who.number else who.email.partition("@")[0] or name,
        file=path if flat else file,
        attempt=f"{at} {name}",
        hand_in=hand_in,
    )
