"""The handout as it is given away: which files go into the archive, and the same bytes from the same files. Trusted
side; reads the assignment's own folder.
"""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from grader.assignment import Assignment
from grader.errors import AssignmentError

CACHES = frozenset({"__pycache__"})
EARLIEST = (1980, 1, 1, 0, 0, 0)  # that the format knows
READABLE = 0o100644 << 16  # an ordinary file, in the half of the attributes that is Unix's


class Handout(Struct, frozen=True):
    """The files of a handout by path, and those in its folder that are nobody's work: caches and hidden files."""

    files: Mapping[str, bytes]
    left_out: tuple[str, ...]


def read_handout(assignment: Assignment) -> Handout:
    """Everything in the assignment's folder.

    Raises:
        AssignmentError: A link is among it, which may lead anywhere.
    """
    files, left_out = {}, []
    for path in sorted(assignment.folder.rglob("*")):
        name = path.relative_to(assignment.folder)
        if path.is_symlink():
            raise AssignmentError(f"{path} is a link: put the file itself there, or take it away.")
        if not path.is_file():
            continue
        if CACHES.intersection(name.parts) or any(part.startswith(".") for part in name.parts):
            left_out.append(name.as_posix())
        else:
            files[name.as_posix()] = path.read_bytes()
    return Handout(files, tuple(left_out))


def packed(handout: Handout, folder: str) -> bytes:
    """A zip of these files in a folder of this name; nothing of when, where or with what it was made is in it."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_STORED) as writer:
        for name, content in handout.files.items():
            entry = zipfile.ZipInfo(str(Path(folder, name)), EARLIEST)
            entry.create_system = 3  # Unix, or the attributes mean something else
            entry.external_attr = READABLE
            writer.writestr(entry, content, zipfile.ZIP_STORED)
    return archive.getvalue()
