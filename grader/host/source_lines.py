"""Lines of a student's source file, counted as Python counts them. Trusted side; reads no file."""

from collections.abc import Sequence
from functools import lru_cache

MAX_BYTES = 1 << 20
"""The maximum size of a module; no line of a longer file is quoted."""


@lru_cache(maxsize=8)
def source_lines(content: bytes) -> Sequence[str]:
    """The lines without their ends; none if the file is too long to be hand-written source.

    They are kept for the tracebacks and excerpts that follow, which are usually from the same few files.
    """
    if not 0 < len(content) <= MAX_BYTES:
        return ()
    text = content.decode("utf-8", "backslashreplace")
    # A line ends at a line feed, and nowhere else once Python has read the file: not at a form feed or U+2028.
    return tuple(text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n").split("\n"))
