"""The common view of the members of zip and tar archives. Trusted side; reads nothing itself."""

import lzma
import struct
import tarfile
import zlib
from collections.abc import Callable
from enum import Enum, auto
from typing import IO
from zipfile import BadZipFile

from msgspec import Struct

# The exceptions of the standard library for damaged archives, documented or found by the property tests.
CORRUPT = (
    BadZipFile,
    tarfile.TarError,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    OSError,
    OverflowError,
    ValueError,
    RuntimeError,
    IndexError,
    MemoryError,
)
DAMAGED = "The archive is damaged and cannot be read: pack it again."


class MemberKind(Enum):
    """The kind of a member, according to the archive."""

    FILE = auto()
    FOLDER = auto()
    LINK = auto()
    SPECIAL = auto()


class ArchiveMember(Struct, frozen=True):
    """One member of an archive, as declared and not yet verified.

    Attributes:
        name: Its name as written in the archive.
        kind: Its kind.
        declared: Its length as written in the archive.
        open: Opens its content.
        refusal: Why it cannot be read, as the rest of a sentence after its name, or empty.
    """

    name: str
    kind: MemberKind
    declared: int
    open: Callable[[], IO[bytes]]
    refusal: str = ""
