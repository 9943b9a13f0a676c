"""A tar's bytes, compressed or not -> its members. Trusted side; what it declares is passed on, not believed.

Nothing is extracted, yet tar is read only where Python's data filter is safe: older releases have holes in reading too.
"""

import bz2
import gzip
import io
import lzma
import sys
import tarfile
from collections.abc import Callable, Iterator
from functools import partial
from typing import IO

from grader.errors import SubmissionError
from grader.intake.kinds import Kind
from grader.intake.limits import TOTAL_BYTES, size
from grader.intake.members import CORRUPT, DAMAGED, Member, MemberKind

# CVE-2024-12718, CVE-2025-4138, -4330, -4435 and -4517 were mended in these; later versions never had them.
_SAFE_SINCE = {(3, 11): 13, (3, 12): 11, (3, 13): 4}
_UNPACKED_BYTES = 2 * TOTAL_BYTES  # headers and ignored files come on top of what is taken
_BLOCK = 512
_UNPACK: dict[Kind, Callable[[io.BytesIO], io.BufferedIOBase]] = {
    Kind.GZIP: lambda packed: gzip.GzipFile(fileobj=packed),
    Kind.BZIP2: bz2.BZ2File,
    Kind.XZ: lzma.LZMAFile,
}


def tar_is_safe(major: int, minor: int, micro: int) -> bool:
    """Whether the data filter of this Python's tarfile is safe."""
    return micro >= _SAFE_SINCE.get((major, minor), 0)


def require_safe_tar() -> None:
    """Checks the running Python.

    Raises:
        SubmissionError: Its tarfile is not safe.
    """
    version = sys.version_info[:3]
    if not tar_is_safe(*version):
        number = ".".join(map(str, version))
        raise SubmissionError(f"Tar archives cannot be read safely by this Python ({number}): hand in a zip.")


def decompress(data: bytes, kind: Kind) -> bytes:
    """What a gzip, bzip2 or xz file holds; the bytes themselves if they are none of these.

    Raises:
        SubmissionError: It is damaged, or unpacks to more than any submission may hold.
    """
    unpack = _UNPACK.get(kind)
    if unpack is None:
        return data
    try:
        with unpack(io.BytesIO(data)) as stream:
            plain = stream.read(_UNPACKED_BYTES + 1)
    except CORRUPT as error:
        raise SubmissionError(DAMAGED) from error
    if len(plain) > _UNPACKED_BYTES:
        raise SubmissionError(f"The archive unpacks to more than {size(_UNPACKED_BYTES)}: hand in your own files only.")
    return plain


def tar_members(plain: bytes) -> Iterator[Member]:
    """The members of a tar that is not compressed (any more), in order.

    Raises:
        tarfile.TarError: And a number of others, if it is damaged.
    """
    with tarfile.open(fileobj=io.BytesIO(plain), mode="r:", encoding="utf-8", errors="surrogateescape") as archive:
        for info in archive:
            if info.size < 0:  # leads back to an earlier header, for ever
                raise tarfile.ReadError("negative size")
            yield Member(info.name, _kind(info), info.size, partial(_open, archive, info))
        # A header that makes no sense ends the loop as quietly as the end of the archive does.
        if plain[archive.offset : archive.offset + _BLOCK].strip(b"\0"):
            raise tarfile.ReadError("damaged header")


def _open(archive: tarfile.TarFile, info: tarfile.TarInfo) -> IO[bytes]:
    stream = archive.extractfile(info)
    if stream is None:
        raise tarfile.ReadError("not an ordinary file")
    return stream


def _kind(info: tarfile.TarInfo) -> MemberKind:
    if info.issym() or info.islnk():
        return MemberKind.LINK
    if info.isdir():
        return MemberKind.FOLDER
    return MemberKind.FILE if info.isreg() else MemberKind.SPECIAL
