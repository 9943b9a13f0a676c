"""PNG files from student code -> what an <img> may show. Trusted side: reads only the fixed header."""

import base64
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

MAX_BYTES = 256 << 10
MAX_PIXELS = 4_000
MAX_PICTURES = 4

_HEADER = struct.Struct(">8sI4sII")
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_IHDR_LENGTH = 13


@dataclass(frozen=True)
class Picture:
    """A PNG as a `data:` URI, with its width and height in pixels."""

    uri: str
    width: int
    height: int


def pictures(files: Iterable[bytes]) -> tuple[Picture, ...]:
    """The first few files that are PNG and small enough to send and to decode; the others are left out."""
    usable = (picture for picture in map(_picture, files) if picture is not None)
    return tuple(islice(usable, MAX_PICTURES))


def _picture(png: bytes) -> Picture | None:
    if not _HEADER.size <= len(png) <= MAX_BYTES:
        return None
    signature, length, kind, width, height = _HEADER.unpack_from(png)
    if (signature, length, kind) != (_SIGNATURE, _IHDR_LENGTH, b"IHDR"):
        return None
    if not (0 < width <= MAX_PIXELS and 0 < height <= MAX_PIXELS):
        return None
    return Picture(f"data:image/png;base64,{base64.b64encode(png).decode('ascii')}", width, height)
