"""Pictures from students -> what an <img> may show: a fixed media type and base64. Trusted side: reads only headers."""

import base64
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from grader.pictures import Header, picture_fault, read_header

MAX_BYTES = 256 << 10
MAX_PIXELS = 4_000
MAX_PICTURES = 4


@dataclass(frozen=True)
class Picture:
    """A PNG or JPEG as a `data:` URI, with its width and height in pixels."""

    uri: str
    width: int
    height: int


def pictures(files: Iterable[bytes]) -> tuple[Picture, ...]:
    """The first few files that are PNG and small enough to send and to decode; the others are left out."""
    usable = (picture for picture in map(_picture, files) if picture is not None)
    return tuple(islice(usable, MAX_PICTURES))


def handed_in(content: bytes) -> Picture | None:
    """A PNG or JPEG that was handed in for a person to judge; None if it is not to be shown."""
    header = read_header(content)
    return None if header is None or picture_fault(content) else _shown(content, header)


def _picture(png: bytes) -> Picture | None:
    header = read_header(png) if len(png) <= MAX_BYTES else None
    if header is None or header.media != "image/png":
        return None
    if not (0 < header.width <= MAX_PIXELS and 0 < header.height <= MAX_PIXELS):
        return None
    return _shown(png, header)


def _shown(content: bytes, header: Header) -> Picture:
    uri = f"data:{header.media};base64,{base64.b64encode(content).decode('ascii')}"
    return Picture(uri, header.width, header.height)
