"""Which versions of Matplotlib are known well enough to be made quicker, and what is no change of its classes.

Untrusted side. Any other version draws as it does by itself.
"""

import copyreg
from collections.abc import Iterable
from typing import Any

import matplotlib as mpl

KNOWN = frozenset({(3, 10), (3, 11)})
"""The versions of Matplotlib whose way of making ticks was read; any other makes them its own way."""


def knows_matplotlib() -> bool:
    """Whether this version's ticks can be put off."""
    return tuple(mpl.__version_info__[:2]) in KNOWN


def way_of_drawing() -> str:
    """How figures are made here, for whoever wonders why it takes its time."""
    if knows_matplotlib():
        return "axes are ready, ticks are made when they are looked at"
    known = " and ".join(".".join(map(str, version)) for version in sorted(KNOWN))
    return f"as Matplotlib {mpl.__version__} makes them, which takes several times as long as with {known}"


def note_slots(makers: Iterable[Any]) -> None:
    """Has classes know the names of their slots, as the first copy of an object does: it is no change of the class."""
    for each in makers:
        if isinstance(each, type):
            copyreg._slotnames(each)  # type: ignore[attr-defined] # noqa: SLF001 # no other way is as quick
