"""The handout as it is given away: which files go into the archive, and the same bytes from the same files. Trusted
side; reads the assignment's own folder.
"""

import io
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from grader.assignment import Assignment
from grader.errors import AssignmentError
from grader.handout import checking_page
from grader.intake.handed_out import RECORD, UnwrittenTest, record_of

CACHES = frozenset({"__pycache__"})
ARCHIVES = frozenset({".7z", ".gz", ".rar", ".tar", ".tgz", ".whl", ".zip"})
EARLIEST_ZIP_TIME = (1980, 1, 1, 0, 0, 0)  # that the format knows
READABLE = 0o100644 << 16  # an ordinary file, in the half of the attributes that is Unix's


class Handout(Struct, frozen=True):
    """The files of a handout by path, and those in its folder that are nobody's work: caches and hidden files."""

    files: Mapping[str, bytes]
    left_out: tuple[str, ...]


def read_handout(assignment: Assignment) -> Handout:
    """Everything in the assignment's folder, and a page on checking it.

    Raises:
        AssignmentError: A link is among it, which may lead anywhere, or an archive.
    """
    found = list(_below(assignment.folder))
    names = {path: path.relative_to(assignment.folder).as_posix() for path in found}
    files = {names[path]: path.read_bytes() for path in found if not _is_nobodys(path)}
    files[checking_page.NAME] = checking_page.checking_page(assignment)
    left_out = (names[path] for path in found if _is_nobodys(path))
    return Handout(dict(sorted(files.items())), tuple(sorted(left_out)))


def with_record(handout: Handout, unwritten: Mapping[str, tuple[UnwrittenTest, ...]]) -> Handout:
    """The handout with a record by which students' changes are told, and what public tests find without any."""
    files = {**handout.files, RECORD: record_of(handout.files, unwritten)}
    return Handout(dict(sorted(files.items())), handout.left_out)


def _below(folder: Path) -> Iterator[Path]:
    """Every file, and what is nobody's work without what is in it."""
    for path in folder.iterdir():
        if _is_nobodys(path):
            yield path
        elif path.is_symlink():
            raise AssignmentError(f"{path} is a link: put the file itself there, or take it away.")
        elif path.suffix in ARCHIVES:
            raise AssignmentError(f"{path} is an archive, into which nobody looks: put what is in it there.")
        elif path.is_dir():
            yield from _below(path)
        else:
            yield path


def _is_nobodys(path: Path) -> bool:
    return path.name in CACHES or path.name.startswith(".")


def packed(handout: Handout, folder: str) -> bytes:
    """A zip of these files in a folder of this name; nothing of when, where or with what it was made is in it."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_STORED) as writer:
        for name, content in handout.files.items():
            entry = zipfile.ZipInfo(str(Path(folder, name)), EARLIEST_ZIP_TIME)
            entry.create_system = 3  # Unix, or the attributes mean something else
            entry.external_attr = READABLE
            writer.writestr(entry, content, zipfile.ZIP_STORED)
    return archive.getvalue()
