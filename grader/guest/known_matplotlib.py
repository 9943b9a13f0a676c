"""Which versions of Matplotlib are known well enough to be accelerated, and what does not count as a change of a class.

Untrusted side. Any other version draws in its own way.
"""

import copyreg
from collections.abc import Iterable
from typing import Any

import matplotlib as mpl

KNOWN = frozenset({(3, 10), (3, 11)})
"""The versions of Matplotlib whose creation of ticks was examined; any other creates them in its own way."""


def knows_matplotlib() -> bool:
    """Whether this version's ticks can be deferred."""
    return tuple(mpl.__version_info__[:2]) in KNOWN


def way_of_drawing() -> str:
    """How figures are made here, to explain how long it takes."""
    if knows_matplotlib():
        return "axes are ready, ticks are made when they are looked at"
    known = " and ".join(".".join(map(str, version)) for version in sorted(KNOWN))
    return f"as Matplotlib {mpl.__version__} makes them, which takes several times as long as with {known}"


def note_slots(makers: Iterable[Any]) -> None:
    """Caches the slot names in classes, as the first copy of an object does, so that this is no change of the class."""
    for each in makers:
        if isinstance(each, type):
            copyreg._slotnames(each)  # type: ignore[attr-defined] # noqa: SLF001 # no other way is as quick
