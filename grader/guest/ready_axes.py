"""Axes that are created in advance, in the zygote, for each of its guests to use. Untrusted side.

Creating a figure spends most of its time on its empty axes, which are always the same. Here `Axes(...)` returns
prepared axes and gives them their figure and position, as long as they would be created with the parameters and the
code of the zygote. They are indistinguishable from newly created ones, down to the objects that their parts share.
"""

# ruff: noqa: SLF001 # all of it is about what Matplotlib keeps to itself
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import wraps
from itertools import islice
from typing import Any

import matplotlib as mpl
from matplotlib import cbook, colors
from matplotlib.axes import Axes
from matplotlib.axis import XTick, YTick
from matplotlib.figure import Figure
from matplotlib.gridspec import SubplotSpec
from matplotlib.lines import Line2D
from matplotlib.markers import MarkerStyle

from grader.guest.known_matplotlib import note_slots
from grader.guest.ticks import put_off

COUNT = 30
"""Five figures of six axes: few guests draw more than that."""
_READY = "_ready"


class _Maker:
    """A class or a module as it was at some time."""

    def __init__(self, maker: Any) -> None:
        self._namespace: Mapping[str, Any] = vars(maker)
        self._before = list(self._namespace.values())
        # New attributes of a class precede those that it inherits; a module inherits none.
        self._compared = None if isinstance(maker, type) else len(self._before)

    def is_unchanged(self) -> bool:
        """Whether all its names have the same values; a cache may have been filled."""
        now = list(islice(self._namespace.values(), self._compared))
        if not _equal(now, self._before):
            filled = zip(now, self._before, strict=False)
            self._before = [one if other is None else other for one, other in filled]
        return _equal(now, self._before)


def _equal(now: list[Any], before: list[Any]) -> bool:
    try:
        return now == before
    except ValueError:  # it contains something incomparable, which a student has put there
        return False


class _Ready:
    """The prepared axes, with the parameters and the code that created them."""

    def __init__(self, count: int) -> None:
        figure = Figure()
        self._axes = [Axes(figure, 1, 1, 1) for _ in range(count)]
        self._parameters = _parameters()
        self._makers: list[_Maker] = []

    def note_makers(self) -> None:
        """Records the code that creates such axes, as it is now."""
        makers = _makers(self._axes[0])
        note_slots(makers)
        self._makers = [_Maker(each) for each in makers]

    def take(self, arguments: Sequence[Any], keywords: Mapping[str, Any]) -> Axes | None:
        """Prepared axes, if a call with these arguments would create the same."""
        fits = self._axes and _is_usual(arguments, keywords) and _parameters() == self._parameters
        if not fits or not all(maker.is_unchanged() for maker in self._makers):
            return None
        taken = self._axes.pop()
        vars(taken)[_READY] = True
        return taken


def prepare_axes(count: int = COUNT) -> None:
    """Prepares this many axes, for this process and all that are forked from it."""
    changed: Any = Axes
    make: Callable[..., None] = Axes.__init__
    ready = _Ready(count)

    @wraps(make)
    def init(self: Any, fig: Any, *args: Any, **kwargs: Any) -> None:
        if vars(self).pop(_READY, False):
            place: Any = SubplotSpec
            _put_into(self, fig, place._from_subplot_args(fig, args))
        else:
            make(self, fig, *args, **kwargs)

    @wraps(make)  # for its signature
    def new(cls: type[Axes], *args: Any, **kwargs: Any) -> Any:
        taken = ready.take(args, kwargs) if cls is Axes else None
        further = super(Axes, cls).__new__
        return taken or (further(cls) if further is object.__new__ else further(cls, *args, **kwargs))

    changed.__init__, changed.__new__ = init, new
    ready.note_makers()


def _is_usual(arguments: Sequence[Any], keywords: Mapping[str, Any]) -> bool:
    """Whether axes are requested in a figure, at a position of a grid, without any other arguments."""
    kinds = [type(argument) for argument in arguments]
    placed = kinds in ([Figure, SubplotSpec], [Figure, int, int, int])
    return placed and keywords.keys() <= {"sharex", "sharey"} and set(keywords.values()) <= {None}


def _parameters() -> list[Any]:
    return list(dict.values(mpl.rcParams))


def _makers(axes: Axes) -> set[Any]:
    """The classes of all parts of axes and their ticks, and the modules of these classes."""
    found, seen, pending = set[Any]([cbook, colors]), set[int](), [axes]
    for cls in (XTick, YTick, Line2D, MarkerStyle):
        found.update(_own(cls))
    while pending:
        part = pending.pop()
        if id(part) not in seen:
            seen.add(id(part))
            pending.extend(_parts(part))
            found.update(_own(type(part)))
    return found


def _own(cls: type) -> Iterator[Any]:
    """Matplotlib's part of a class: itself, its bases, and their modules."""
    for each in cls.__mro__:
        if each.__module__.startswith("matplotlib."):
            yield from (each, sys.modules[each.__module__])


def _parts(whole: Any) -> list[Any]:
    match whole:
        case dict():
            return list(whole.values())
        case list() | tuple() | set():
            return list(whole)
        case _:
            return (
                list(getattr(whole, "__dict__", {}).values())
                if type(whole).__module__.startswith("matplotlib.")
                else []
            )


def _put_into(axes: Any, figure: Any, place: Any) -> None:
    """Gives axes their figure and their position."""
    for artist in _artists(axes):
        artist._parent_figure = figure
    for axis in (axes.xaxis, axes.yaxis):
        for each in put_off(axis):
            each.figure = figure
    axes.bbox._transform = figure.transSubfigure
    axes.bbox.set_children(axes.bbox._bbox, figure.transSubfigure)
    axes.titleOffsetTrans._scale_trans = figure.dpi_scale_trans
    axes.titleOffsetTrans.set_children(figure.dpi_scale_trans)
    axes.bbox.invalidate()
    axes.titleOffsetTrans.invalidate()
    axes.set_subplotspec(place)


def _artists(axes: Any) -> Iterator[Any]:
    yield from (axes, axes.patch, axes.title, axes._left_title, axes._right_title)
    yield from axes.spines.values()
    for axis in (axes.xaxis, axes.yaxis):
        yield from (axis, axis.label, axis.offsetText)
