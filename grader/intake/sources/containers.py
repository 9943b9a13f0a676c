"""A zip or tar on disk that contains a class: its members, each read in place. Trusted side; unpacks no member.

A class may be larger than memory, so nothing is read as a whole. A compressed tar has no random access and is
uncompressed first, into a folder that the caller provides.
"""

import bz2
import gzip
import lzma
import mmap
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from io import BufferedIOBase
from pathlib import Path
from typing import IO, BinaryIO, Self
from zipfile import ZipFile

from grader.errors import SubmissionError
from grader.intake.file_types import FileType, identify
from grader.intake.limits import CHUNK, CLASS_BYTES, CLASS_DIRECTORY_BYTES, size
from grader.intake.members import ArchiveMember
from grader.intake.tar_members import tar_members
from grader.intake.zip_members import zip_members_in

_HEAD = 1024
_UNPACK: dict[FileType, Callable[[BinaryIO], BufferedIOBase]] = {
    FileType.GZIP: lambda packed: gzip.GzipFile(fileobj=packed),
    FileType.BZIP2: bz2.BZ2File,
    FileType.XZ: lzma.LZMAFile,
}


class _LimitedFile:
    """A file whose single reads are limited to what a directory of reasonable size needs."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.seek, self.tell, self.close, self.seekable = file.seek, file.tell, file.close, file.seekable

    def read(self, count: int = -1, /) -> bytes:
        """Reads like the file, within the limit."""
        maximum = CLASS_DIRECTORY_BYTES
        content = self._file.read(maximum + 1 if count < 0 else min(count, maximum + 1))
        if len(content) > maximum:
            raise SubmissionError("The archive lists more files than the work of a class has.")
        return content


class Container:
    """An archive that is open for reading.

    Attributes:
        path: The uncompressed archive, which is opened to read members again.
    """

    def __init__(self, path: Path, members: Callable[[], Iterator[ArchiveMember]]) -> None:
        self.path = path
        self._members = members
        self._known: list[ArchiveMember] | None = None

    def members(self) -> Iterator[ArchiveMember]:
        """The members, in order."""
        return self._members()

    def open(self, index: int) -> IO[bytes]:
        """The content of one member."""
        if self._known is None:
            self._known = list(self._members())
        return self._known[index].open()


@contextmanager
def open_container(path: Path, scratch: Path | None = None) -> Iterator[Container]:
    """Opens a zip or an uncompressed tar, or, given a folder for it, any tar.

    Raises:
        SubmissionError: It is not one of these.
    """
    with ExitStack() as held:
        file = held.enter_context(path.open("rb"))
        kind = identify(file.read(_HEAD))
        file.seek(0)
        if kind in _UNPACK and scratch is not None:
            path = _uncompressed(file, kind, scratch)
            file = held.enter_context(path.open("rb"))
            kind = identify(file.read(_HEAD))
        if kind is FileType.ZIP:
            archive = held.enter_context(ZipFile(_LimitedFile(file)))
            yield Container(path, lambda: zip_members_in(archive))
        elif kind is FileType.TAR:
            plain = held.enter_context(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
            yield Container(path, lambda: tar_members(plain))
        else:
            raise SubmissionError(f"It is {kind}: give a folder, a zip or a tar.")


class OpenArchives:
    """Archives that stay open across submissions, since listing a class takes long. A context manager."""

    def __init__(self) -> None:
        self._held = ExitStack()
        self._open: dict[tuple[Path, int, int, int], Container] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._open.clear()
        self._held.close()

    def open(self, path: Path) -> Container:
        """An archive, opened at the first request. Raises SubmissionError if it is not an archive."""
        now = path.stat()
        key = (path, now.st_ino, now.st_size, now.st_mtime_ns)  # another archive may take its place
        if key not in self._open:
            self._open[key] = self._held.enter_context(open_container(path))
        return self._open[key]


def _uncompressed(packed: BinaryIO, kind: FileType, scratch: Path) -> Path:
    """Uncompresses a file into a folder. Raises SubmissionError if it becomes larger than any class."""
    with (
        _UNPACK[kind](packed) as stream,
        tempfile.NamedTemporaryFile(dir=scratch, suffix=".tar", delete=False) as plain,
    ):
        while chunk := stream.read(CHUNK):
            plain.write(chunk)
            if plain.tell() > CLASS_BYTES:
                raise SubmissionError(f"It unpacks to more than {size(CLASS_BYTES)}: unpack it, and give the folder.")
    return Path(plain.name)
