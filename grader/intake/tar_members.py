"""A tar's bytes, compressed or not -> its members. Trusted side; declared values are passed on, not trusted.

The standard reader is safe only in the newest releases of Python, and a tar must not be read on one machine and refused
on another. So headers are parsed here: all formats that tar programs write, and nothing that only extraction needs.
"""

import bz2
import gzip
import io
import lzma
import mmap
import tarfile
from collections.abc import Callable, Iterator, Mapping
from functools import partial

from msgspec import Struct

from grader.errors import SubmissionError
from grader.intake.file_types import FileType
from grader.intake.limits import TOTAL_BYTES, size
from grader.intake.members import CORRUPT, DAMAGED, ArchiveMember, MemberKind

_UNPACKED_BYTES = 2 * TOTAL_BYTES  # headers and ignored files are in addition to what is collected
_BLOCK = 512
_EXTENSION_BYTES = 1 << 20  # a name, and other metadata of one file
_REGULAR = frozenset({b"0", b"\0", b"7"})
_WITHOUT_DATA = frozenset({b"1", b"2", b"3", b"4", b"5", b"6"})
_NEGATIVE = 0xFF
_BASE_256 = frozenset({0x80, _NEGATIVE})
_HALF = 127
_LONG_NAME, _LONG_TARGET, _EXTENDED, _GLOBAL, _SPARSE = b"L", b"K", (b"x", b"X"), b"g", b"S"
_UNPACK: dict[FileType, Callable[[io.BytesIO], io.BufferedIOBase]] = {
    FileType.GZIP: lambda packed: gzip.GzipFile(fileobj=packed),
    FileType.BZIP2: bz2.BZ2File,
    FileType.XZ: lzma.LZMAFile,
}


class _Header(Struct, frozen=True):
    """One header, with the position of the data after it."""

    name: str
    kind: bytes
    size: int
    start: int

    @property
    def next(self) -> int:
        """The position of the next header."""
        length = 0 if self.kind in _WITHOUT_DATA else self.size
        return self.start + -(-length // _BLOCK) * _BLOCK


def decompress(data: bytes, kind: FileType) -> bytes:
    """The uncompressed content of a gzip, bzip2 or xz file; other bytes are returned unchanged.

    Raises:
        SubmissionError: It is damaged, or unpacks to more than a submission may contain.
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


def tar_members(plain: bytes | mmap.mmap) -> Iterator[ArchiveMember]:
    """The members of an uncompressed tar, in order.

    Raises:
        tarfile.TarError: It is damaged. And ValueError.
    """
    position, said = 0, dict[str, str]()
    while plain[position : position + _BLOCK].strip(b"\0"):
        header = _header(plain, position)
        if header.kind == _LONG_NAME:
            said["path"] = _text(_extension(plain, header).partition(b"\0")[0])
        elif header.kind in _EXTENDED:
            said |= _records(_extension(plain, header))
        elif header.kind not in {_LONG_TARGET, _GLOBAL}:
            header = _as_said(header, said)
            yield _member(plain, header, sparse=any(key.startswith("GNU.sparse.") for key in said))
            said = {}
        position = header.next
        if min(position, header.start + header.size) > len(plain):
            raise tarfile.ReadError("truncated")


def _header(plain: bytes | mmap.mmap, position: int) -> _Header:
    raw = plain[position : position + _BLOCK]
    if len(raw) < _BLOCK or _number(raw[148:156]) not in _checksums(raw):
        raise tarfile.ReadError("damaged header")
    name = _text(raw[:100].partition(b"\0")[0])
    prefix = _text(raw[345:500].partition(b"\0")[0]) if raw[257:263] == b"ustar\0" else ""
    kind = raw[156:157]
    if kind == b"\0" and name.endswith("/"):  # how very old programs wrote folders
        kind = b"5"
    return _Header(f"{prefix}/{name}" if prefix else name, kind, _size(_number(raw[124:136])), position + _BLOCK)


def _checksums(raw: bytes) -> tuple[int, int]:
    """The sums of a header with spaces for its checksum: of unsigned bytes and, as in some programs, of signed ones."""
    unsigned = sum(raw[:148]) + sum(raw[156:]) + 8 * ord(" ")
    return unsigned, unsigned - 256 * sum(byte > _HALF for byte in raw[:148] + raw[156:])


def _number(field: bytes) -> int:
    """An octal number, or one in base 256 if the first byte says so."""
    if field[0] in _BASE_256:
        number = int.from_bytes(field[1:], "big")
        return number - (1 << 8 * (len(field) - 1)) if field[0] == _NEGATIVE else number
    return int(field.partition(b"\0")[0].strip() or b"0", 8)


def _size(declared: int) -> int:
    if declared < 0:
        raise tarfile.ReadError("negative size")
    return declared


def _extension(plain: bytes | mmap.mmap, header: _Header) -> bytes:
    """The metadata that a header gives for the next member."""
    if header.size > _EXTENSION_BYTES:
        raise tarfile.ReadError("too long a name")
    return plain[header.start : header.start + header.size]


def _records(extension: bytes) -> dict[str, str]:
    """The records of an extended header, each with its length, a keyword and a value: `25 path=a/b`."""
    found, position = dict[str, str](), 0
    while position < len(extension) and extension[position]:
        digits = extension[position : position + 8].partition(b" ")[0]
        end = position + int(digits)
        keyword, equals, value = extension[position + len(digits) + 1 : end - 1].partition(b"=")
        if end <= position or not equals or extension[end - 1 : end] != b"\n":
            raise tarfile.ReadError("damaged extended header")
        found[_text(keyword)] = _text(value)
        position = end
    return found


def _as_said(header: _Header, said: Mapping[str, str]) -> _Header:
    """A header with the name and the size from the headers before it."""
    declared = _size(int(said["size"])) if "size" in said else header.size
    return _Header(said.get("path", header.name), header.kind, declared, header.start)


def _member(plain: bytes | mmap.mmap, header: _Header, *, sparse: bool) -> ArchiveMember:
    content = partial(_open, plain, header)
    refusal = "is stored with holes: pack it without --sparse" if sparse or header.kind == _SPARSE else ""
    return ArchiveMember(header.name, MemberKind.FILE if refusal else _kind(header.kind), header.size, content, refusal)


def _open(plain: bytes | mmap.mmap, header: _Header) -> io.BytesIO:
    return io.BytesIO(plain[header.start : header.start + header.size])


def _kind(kind: bytes) -> MemberKind:
    if kind in {b"1", b"2"}:
        return MemberKind.LINK
    if kind in {b"5", b"D"}:
        return MemberKind.FOLDER
    return MemberKind.FILE if kind in _REGULAR else MemberKind.SPECIAL


def _text(name: bytes) -> str:
    return name.decode("utf-8", "surrogateescape")
