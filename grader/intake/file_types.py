"""The type of a file by its first bytes, regardless of its name. Trusted side; opens nothing."""

import re
from enum import StrEnum


class FileType(StrEnum):
    """A file type; the value is its name in a sentence."""

    ZIP = "a zip archive"
    TAR = "a tar archive"
    GZIP = "a gzip-compressed file"
    BZIP2 = "a bzip2-compressed file"
    XZ = "an xz-compressed file"
    SEVEN_ZIP = "a 7z archive"
    RAR = "a rar archive"
    ZSTD = "a zstd-compressed file"
    PDF = "a PDF document"
    WORD = "an old Office document"
    RTF = "an RTF document"
    HTML = "a web page (HTML)"
    PNG = "a PNG image"
    JPEG = "a JPEG image"
    NOTEBOOK = "a notebook"
    TEXT = "a text file"
    EMPTY = "an empty file"
    UNKNOWN = "a file of an unknown kind"


_SIGNATURES = (
    (b"PK\x03\x04", FileType.ZIP),
    (b"PK\x05\x06", FileType.ZIP),
    (b"\x1f\x8b", FileType.GZIP),
    (b"\xfd7zXZ\x00", FileType.XZ),
    (b"7z\xbc\xaf\x27\x1c", FileType.SEVEN_ZIP),
    (b"Rar!\x1a\x07", FileType.RAR),
    (b"\x28\xb5\x2f\xfd", FileType.ZSTD),
    (b"%PDF-", FileType.PDF),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", FileType.WORD),
    (b"{\\rtf", FileType.RTF),
    (b"\x89PNG\r\n", FileType.PNG),
    (b"\xff\xd8\xff", FileType.JPEG),
)
_BZIP2 = re.compile(rb"BZh[1-9]1AY&SY")
_HTML = re.compile(rb"(?:\xef\xbb\xbf)?\s{0,64}<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_NOTEBOOK = re.compile(rb"(?:\xef\xbb\xbf)?\s{0,64}\{\s{0,64}\"(?:cells|metadata|nbformat|worksheets)\"\s*:")
_TAR_MAGIC = slice(257, 262)

ARCHIVES = frozenset(
    {
        FileType.ZIP,
        FileType.TAR,
        FileType.GZIP,
        FileType.BZIP2,
        FileType.XZ,
        FileType.SEVEN_ZIP,
        FileType.RAR,
        FileType.ZSTD,
    }
)
COMPRESSED = frozenset({FileType.GZIP, FileType.BZIP2, FileType.XZ})


def signature(data: bytes) -> FileType | None:
    """The file type by its signature, or None: then it may be text, such as Python."""
    for mark, kind in _SIGNATURES:
        if data.startswith(mark):
            return kind
    if data[_TAR_MAGIC] == b"ustar":
        return FileType.TAR
    for pattern, kind in ((_BZIP2, FileType.BZIP2), (_HTML, FileType.HTML), (_NOTEBOOK, FileType.NOTEBOOK)):
        if pattern.match(data):
            return kind
    return None


def identify(data: bytes) -> FileType:
    """The file type of these bytes."""
    if not data:
        return FileType.EMPTY
    return signature(data) or (FileType.TEXT if _is_text(data) else FileType.UNKNOWN)


def _is_text(data: bytes) -> bool:
    if b"\0" in data:
        return False
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True
