"""PNG and JPEG files of students -> their type and size, read from the header alone. Trusted side; decodes nothing.

A file is what its bytes say, whatever its name; what is neither of the two, such as SVG, has no header here.
"""

import struct
from dataclasses import dataclass
from pathlib import PurePath
from typing import Literal

_SUFFIXES = frozenset({".png", ".jpg", ".jpeg"})
MAX_BYTES = 2 << 20
MAX_PIXELS = 6_000
"""Of a side: a browser decodes the whole of it."""

_PNG = struct.Struct(">8sI4sII")
_PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_PNG_HEADER_LENGTH = 13
_JPEG_SIGNATURE = b"\xff\xd8\xff"
_JPEG_SEGMENT = struct.Struct(">BBH")
_JPEG_FRAME = struct.Struct(">BBHBHH")
_JPEG_MARK = 0xFF
_JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_JPEG_SCAN = 0xDA
_MAX_SEGMENTS = 1_000


@dataclass(frozen=True)
class Header:
    """What the header of a picture says: its media type, and its width and height in pixels."""

    media: Literal["image/png", "image/jpeg"]
    width: int
    height: int


def is_picture(name: str) -> bool:
    """Whether what is asked for under this name of a file is a picture."""
    return PurePath(name).suffix.lower() in _SUFFIXES


def read_header(content: bytes) -> Header | None:
    """The header of a PNG or JPEG file; None for everything else."""
    return _png(content) if content.startswith(_PNG_SIGNATURE) else _jpeg(content)


def picture_fault(content: bytes) -> str:
    """Why a picture that was handed in cannot be shown, as what a sentence says of its file; empty if it can be."""
    if len(content) > MAX_BYTES:
        return f"has {len(content):,} bytes, and a picture may have up to {MAX_BYTES:,}: save it smaller"
    header = read_header(content)
    if header is None:
        return "is not a PNG or JPEG picture, whatever its name: save it as one of the two"
    if not (0 < header.width <= MAX_PIXELS and 0 < header.height <= MAX_PIXELS):
        size = f"{header.width:,} by {header.height:,} pixels"
        return f"has {size}, and a picture may have from 1 to {MAX_PIXELS:,} on each side: save it in another size"
    return ""


def _png(content: bytes) -> Header | None:
    if len(content) < _PNG.size:
        return None
    _, length, kind, width, height = _PNG.unpack_from(content)
    return Header("image/png", width, height) if (length, kind) == (_PNG_HEADER_LENGTH, b"IHDR") else None


def _jpeg(content: bytes) -> Header | None:
    """Goes from segment to segment up to the one of the frame, which has to come before the picture's data."""
    if not content.startswith(_JPEG_SIGNATURE):
        return None
    at = 2
    for _ in range(_MAX_SEGMENTS):
        if at + _JPEG_FRAME.size > len(content):
            return None
        mark, kind, length = _JPEG_SEGMENT.unpack_from(content, at)
        if mark != _JPEG_MARK or kind == _JPEG_SCAN:
            return None
        if kind in _JPEG_FRAMES:
            *_, height, width = _JPEG_FRAME.unpack_from(content, at)
            return Header("image/jpeg", width, height)
        at += 1 if kind == _JPEG_MARK else 2 + length  # a mark may be filled up with more of its first byte
    return None
