"""The handout as students get it: which files go into the archive, and the page about checking that joins them.

Trusted side; reads the assignment's own folder. The same files give the same bytes.
"""

import io
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from grader.assignment import Assignment
from grader.errors import AssignmentError
from grader.intake.handed_out import RECORD, UnwrittenTest, handout_record

CACHES = frozenset({"__pycache__"})
ARCHIVES = frozenset({".7z", ".gz", ".rar", ".tar", ".tgz", ".whl", ".zip"})
EARLIEST_ZIP_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest that the format has
READABLE = 0o100644 << 16  # a regular file, in the Unix half of the attributes
CHECKING_PAGE = "CHECKING.md"
_TEMPLATE = Path(__file__).with_name("pages") / CHECKING_PAGE


class Handout(Struct, frozen=True):
    """The files of a handout by path, and the paths in its folder that are left out: caches and hidden files."""

    files: Mapping[str, bytes]
    left_out: tuple[str, ...]


def read_handout(assignment: Assignment) -> Handout:
    """Everything in the assignment's folder, and a page on checking it.

    Raises:
        AssignmentError: It contains a link, which may lead anywhere, or an archive.
    """
    found = list(_below(assignment.folder))
    names = {path: path.relative_to(assignment.folder).as_posix() for path in found}
    files = {names[path]: path.read_bytes() for path in found if not _is_nobodys(path)}
    files[CHECKING_PAGE] = checking_page(assignment)
    left_out = (names[path] for path in found if _is_nobodys(path))
    return Handout(dict(sorted(files.items())), tuple(sorted(left_out)))


def with_record(handout: Handout, unwritten: Mapping[str, tuple[UnwrittenTest, ...]]) -> Handout:
    """The handout with a record that shows students' changes, and what public tests find without any."""
    files = {**handout.files, RECORD: handout_record(handout.files, unwritten)}
    return Handout(dict(sorted(files.items())), handout.left_out)


def _below(folder: Path) -> Iterator[Path]:
    """Every file, and each cache or hidden folder without its contents."""
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


def zipped(handout: Handout, folder: str) -> bytes:
    """A zip of these files in a folder of this name, without the time, the place or the program of its creation."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_STORED) as writer:
        for name, content in handout.files.items():
            entry = zipfile.ZipInfo(str(Path(folder, name)), EARLIEST_ZIP_TIME)
            entry.create_system = 3  # Unix; otherwise the attributes mean something else
            entry.external_attr = READABLE
            writer.writestr(entry, content, zipfile.ZIP_STORED)
    return archive.getvalue()


def checking_page(assignment: Assignment) -> bytes:
    """The page for this assignment; the same for the same manifest."""
    manifest = assignment.manifest
    text = _TEMPLATE.read_text("utf-8")
    server = (
        "Or push them to the course's git server in one step:\n\n    grader submit\n\n"
        if manifest.hand_in.remote
        else ""
    )
    words = {
        "PACKAGE": manifest.student_package,
        "LIBRARIES": "".join(map(_quoted, manifest.requires)),
        "NOTEBOOK": manifest.notebook,
        "SLUG": manifest.slug,
        "SUBMIT": server,
    }
    for word, meaning in words.items():
        text = text.replace(f"@{word}@", meaning)
    return text.encode()


def _quoted(requirement: str) -> str:
    """A requirement as a command names it on every system; its own quotes, of a condition, may be of either kind."""
    return ' "{}"'.format(requirement.replace('"', "'"))
