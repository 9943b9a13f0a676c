"""A zip's bytes -> its members. Trusted side; declared sizes, modes and offsets are passed on, not trusted."""

import stat
from collections.abc import Iterator
from functools import partial
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from grader.errors import SubmissionError
from grader.intake.limits import LISTED
from grader.intake.members import ArchiveMember, MemberKind

_MAX_READ = 16 << 20  # the central directory is read at once, and as many entries as may be listed fit in this
_ENCRYPTED = 0x1 | 0x40 | 0x2000  # the classic bit, strong encryption, and a masked directory
# The reader limits one step of decompression for deflate, but not for bzip2 or LZMA: a few bytes could fill the memory.
_METHODS = frozenset({ZIP_STORED, ZIP_DEFLATED})


class _LimitedBytes(BytesIO):
    """Bytes whose single reads are limited to what a directory of reasonable size needs."""

    def read(self, size: int | None = -1, /) -> bytes:
        content = super().read(_MAX_READ + 1 if size is None or size < 0 else min(size, _MAX_READ + 1))
        if len(content) > _MAX_READ:
            raise SubmissionError(f"The archive lists more than {LISTED:,} files: hand in your own files only.")
        return content


def zip_members(data: bytes) -> Iterator[ArchiveMember]:
    """The members of a zip, in the order of its directory.

    Raises:
        zipfile.BadZipFile: And several other exceptions, if it is damaged.
    """
    yield from zip_members_in(ZipFile(_LimitedBytes(data)))  # from bytes: no file is open, and members are read later


def zip_members_in(archive: ZipFile) -> Iterator[ArchiveMember]:
    """The members of an open zip, in the order of its directory."""
    for info in archive.infolist():
        # The standard library cuts a name at a NUL; the whole name must be seen to be refused.
        name = info.orig_filename if "\0" in info.orig_filename else info.filename
        yield ArchiveMember(name, _kind(info), info.file_size, partial(archive.open, info), _refusal(info))


def _kind(info: ZipInfo) -> MemberKind:
    file_type = stat.S_IFMT(info.external_attr >> 16)  # zero if the archive was not made on Unix
    if file_type == stat.S_IFLNK:
        return MemberKind.LINK
    if file_type not in {0, stat.S_IFREG, stat.S_IFDIR}:
        return MemberKind.SPECIAL
    return MemberKind.FOLDER if info.filename.endswith(("/", "\\")) else MemberKind.FILE


def _refusal(info: ZipInfo) -> str:
    if info.flag_bits & _ENCRYPTED:
        return "is encrypted: pack it without a password"
    if info.compress_type not in _METHODS:
        return "is compressed in an unusual way: pack an ordinary zip"
    return ""
