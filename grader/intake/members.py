"""What a zip's and a tar's member have in common. Trusted side; reads nothing itself."""

import lzma
import struct
import tarfile
import zlib
from collections.abc import Callable
from enum import Enum, auto
from typing import IO
from zipfile import BadZipFile

from msgspec import Struct

# What the standard library raises on damaged archives, documented or found by the property tests.
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
    """What an archive says a member is."""

    FILE = auto()
    FOLDER = auto()
    LINK = auto()
    SPECIAL = auto()


class Member(Struct, frozen=True):
    """One member of an archive, as declared and not yet verified.

    Attributes:
        name: Its name as written in the archive.
        kind: What it is.
        declared: Its length as written in the archive.
        open: Opens its content.
        refusal: Why it cannot be read, to be read after its name, or nothing.
    """

    name: str
    kind: MemberKind
    declared: int
    open: Callable[[], IO[bytes]]
    refusal: str = ""
