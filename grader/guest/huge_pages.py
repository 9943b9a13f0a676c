"""Moves a zygote's memory into huge pages, if the kernel can: each fork copies an entry for every page, and its end
clears it, which is most of what an idle guest costs. Untrusted side; Linux 6.1 and later.
"""

import ctypes
from collections.abc import Iterator
from pathlib import Path

SIZE = 2 << 20
"""The size of a huge page on x86_64, and on aarch64 with pages of 4 KiB. Elsewhere nothing is moved."""
_COLLAPSE = 25
_MAPS = Path("/proc/self/maps")


def movable() -> tuple[int, ...]:
    """The addresses at which a huge page could begin, as long as /proc can be seen."""
    try:
        lines = _MAPS.read_text().splitlines()
    except OSError:  # another system
        return ()
    return tuple(address for line in lines for address in _inside(*line.split()))


def _inside(
    place: str, rights: str, _offset: str, _device: str, _node: str, name: str = "", *_deleted: str
) -> Iterator[int]:
    """The huge pages that lie wholly in a mapping, if it is memory of this process alone."""
    if rights.startswith("rw") and rights.endswith("p") and name in {"", "[heap]"}:
        first, end = (int(address, 16) for address in place.split("-"))
        yield from range(-(-first // SIZE) * SIZE, end - SIZE + 1, SIZE)


def move(addresses: tuple[int, ...]) -> int:
    """Moves what is there into huge pages; returns how many it took. Refused while nothing is there yet."""
    advise = ctypes.CDLL(None).madvise if addresses else None
    return sum(advise(ctypes.c_void_p(each), ctypes.c_size_t(SIZE), _COLLAPSE) == 0 for each in addresses if advise)
