"""Creates Matplotlib's ticks only when they are first accessed. Untrusted side.

In the zygote, for all its guests. Matplotlib creates the first ticks of every axis, of five artists each, when it sets
their parameters, but most figures of a submission are summarised and never drawn. Here an axis records the parameters
of its first tick and the later changes to it. Code that accesses its ticks gets that tick, equal in every part.
"""

# ruff: noqa: SLF001 # all of it is about what Matplotlib keeps to itself
import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from math import inf
from typing import Any, ClassVar, NamedTuple, TypeAlias

import matplotlib as mpl
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.axis import Axis, Tick, XAxis, XTick, YAxis, YTick
from matplotlib.colors import is_color_like
from matplotlib.patches import Rectangle
from matplotlib.transforms import Bbox, Transform, TransformedBbox

from grader.guest.known_matplotlib import note_slots

_SWITCHES = frozenset(
    ["gridOn", "tick1On", "tick2On", "label1On", "label2On"]
    + [f"{what}{side}" for what in ("", "label") for side in ("left", "right", "top", "bottom")]
)
_LINES = frozenset({"-", "--", "-.", ":", "solid", "dashed", "dashdot", "dotted"})


def _is_size(value: Any) -> bool:
    return type(value) in {int, float} and 0 <= value < inf


def _is_colour(value: Any) -> bool:
    return type(value) is str and is_color_like(value)


_LOOKS: Mapping[str, Callable[[Any], bool]] = {
    "grid_alpha": lambda value: _is_size(value) and value <= 1,
    "grid_color": _is_colour,
    "grid_linestyle": lambda value: type(value) is str and value in _LINES,
    "grid_linewidth": _is_size,
    "labelcolor": _is_colour,
    "labelrotation": _is_size,
    "labelsize": _is_size,
    "rotation": _is_size,
}
_MADE = {True: "majorTicks", False: "minorTicks"}
_PUT_OFF = {True: "_put_off_major", False: "_put_off_minor"}
_PUTTING_OFF = "_putting_off"
_MAKERS = (Tick, XTick, YTick, Axis, XAxis, YAxis)
_set_tick_params = Axis.set_tick_params
_set_clip_path = Axis.set_clip_path
_get_state: Callable[[Any], dict[str, Any]] = Artist.__dict__["__getstate__"]


class _Clip(NamedTuple):
    """A rectangle for clipping, and its transform at that time."""

    path: Rectangle
    transform: Transform


_Step: TypeAlias = Mapping[str, Any] | _Clip


def defer_ticks() -> None:
    """Makes axes create their ticks on first access."""
    axis: Any = Axis
    artist: Any = Artist
    axis.majorTicks, axis.minorTicks = _Ticks(major=True), _Ticks(major=False)
    axis.set_tick_params, axis.set_clip_path, artist.__getstate__ = set_tick_params, set_clip_path, get_state
    note_slots(_MAKERS)
    _Ticks.makers = _definitions()


def set_tick_params(self: Any, which: str = "major", reset: bool = False, **kwargs: Any) -> None:  # noqa: FBT001, FBT002 # Matplotlib's signature
    """Matplotlib's own, which sets nothing on ticks that do not exist yet."""
    if reset or not _harmless(kwargs) or not _is_plain(self):
        _set_tick_params(self, which, reset, **kwargs)  # type: ignore[arg-type] # which is checked there
    else:
        with _putting_off(self):
            _set_tick_params(self, which, reset, **kwargs)  # type: ignore[arg-type] # likewise


def set_clip_path(self: Any, path: Any, transform: Any = None) -> None:
    """Likewise."""
    if type(path) is Rectangle and transform is None and _is_plain(self):
        with _putting_off(self):
            _set_clip_path(self, path, transform)
    else:
        _set_clip_path(self, path, transform)


def get_state(self: Any) -> dict[str, Any]:
    """Likewise, for copies and pickles, which must have the ticks of all axes of the figure, this artist's or not."""
    for axes in _axes_around(self):
        for axis, major in itertools.product((axes.xaxis, axes.yaxis), (True, False)):
            if _PUT_OFF[major] in vars(axis):
                getattr(axis, _MADE[major])
    return _get_state(self)


def _axes_around(artist: Any) -> Iterator[Any]:
    figure = artist.get_figure(root=True)
    found = [*(figure.axes if figure else ()), *filter(None, [vars(artist).get("_axes")])]
    for axes in found:
        yield axes
        found.extend(axes.child_axes)


def first_put_off(axis: Any) -> "_PutOff | None":
    """The first major tick of an axis, as long as it is not created."""
    found: _PutOff | None = vars(axis).get(_PUT_OFF[True])
    return found


def put_off(axis: Any) -> list["_PutOff"]:
    """The ticks of an axis that are not created yet."""
    return [vars(axis)[name] for name in _PUT_OFF.values() if name in vars(axis)]


class _PutOff:
    """The parameters that the first tick of an axis would be created with, and the later changes to it."""

    def __init__(self, axis: Any, *, major: bool) -> None:
        self._axis = axis
        self._major = major
        self._made_of = dict(axis._major_tick_kw if major else axis._minor_tick_kw)
        self._parameters = list(dict.values(mpl.rcParams))
        self.figure = axis.axes._parent_figure
        self._places = {name: spine._position for name, spine in axis.axes.spines.items()}
        self._steps: list[_Step] = []

    def _apply_params(self, **parameters: Any) -> None:
        self._steps.append(parameters)

    def set_clip_path(self, path: Rectangle, _transform: None) -> None:
        """Records the clip path that the axis has just got."""
        self._steps.append(_Clip(path, self._axis.clipbox._transform))

    def switch(self, name: str, *, default: bool) -> bool:
        """Whether a part of the tick is visible."""
        parameters = [self._made_of, *(step for step in self._steps if not isinstance(step, _Clip))]
        return bool(next((each[name] for each in reversed(parameters) if name in each), default))

    def make(self) -> Tick:
        """The tick as it would be now if it had been created then."""
        axis = self._axis
        with _parameters(self._parameters), _as_it_was(axis.axes, self.figure, self._places):
            tick: Any = axis._tick_class(axis.axes, 0, major=self._major, **self._made_of)
            for step in self._steps:
                if isinstance(step, _Clip):
                    _clip(tick, step)
                else:
                    tick._apply_params(**step)
        return tick  # type: ignore[no-any-return] # of the axis's class


class _Ticks:
    """The list of an axis's major or minor ticks: with the first one once anything but the axis itself reads it."""

    makers: ClassVar[Sequence[Sequence[Any]]] = ()
    """The attributes of the classes that create ticks, when deferring began."""

    def __init__(self, *, major: bool) -> None:
        self._major = major
        self._made, self._put_off = _MADE[major], _PUT_OFF[major]

    def __get__(self, axis: Any, _owner: type | None = None) -> Any:
        if axis is None:
            return self
        held = vars(axis)
        if self._made in held:
            return held[self._made]
        if held.get(_PUTTING_OFF):
            return [held.get(self._put_off) or self._note(axis)]
        held[self._made] = []  # creating one may read the list
        first = held.pop(self._put_off, None)
        held[self._made] = [axis._get_tick(major=self._major) if first is None else first.make()]
        return held[self._made]

    def _note(self, axis: Any) -> _PutOff:
        """Defers the first tick. Creating it would position the spines, for which the axis is reset."""
        held = vars(axis)
        held[self._made] = []
        for end in ("tick1", "tick2"):
            _transform_at(axis, end)
        held.pop(self._made, None)
        held[self._put_off] = _PutOff(axis, major=self._major)
        return held[self._put_off]  # type: ignore[no-any-return] # it has just been put there

    def __set__(self, axis: Any, ticks: Any) -> None:
        vars(axis).pop(self._put_off, None)
        vars(axis)[self._made] = ticks

    def __delete__(self, axis: Any) -> None:
        held = vars(axis)
        if self._made not in held and self._put_off not in held:
            raise AttributeError(self._made)
        held.pop(self._made, None)
        held.pop(self._put_off, None)


def _is_plain(axis: Any) -> bool:
    """Whether nothing about this axis and its ticks is a student's, so that the time of creation cannot be observed."""
    if type(axis) not in {XAxis, YAxis} or type(axis.axes) is not Axes or _definitions() != _Ticks.makers:
        return False
    return _harmless(axis._major_tick_kw) and _harmless(axis._minor_tick_kw)


def _definitions() -> list[list[Any]]:
    return [list(vars(cls).values()) for cls in _MAKERS]


def _harmless(parameters: Mapping[str, Any]) -> bool:
    """Whether setting these on a tick can neither fail nor be observed."""
    return all(
        type(value) is bool if name in _SWITCHES else name in _LOOKS and _LOOKS[name](value)
        for name, value in parameters.items()
    )


def _clip(tick: Any, clip: _Clip) -> None:
    """Clips a tick at the rectangle's position then, even if it has moved since."""
    tick.set_clip_path(clip.path, None)
    if clip.path.get_transform() != clip.transform:
        for artist in (tick, tick.gridline):
            artist.clipbox = TransformedBbox(Bbox.unit(), clip.transform)


def _transform_at(axis: Any, end: str) -> Transform:
    """The transform of the ends of ticks, with the spine there in its position."""
    axes = axis.axes
    transform: Transform = (axes.get_xaxis_transform if type(axis) is XAxis else axes.get_yaxis_transform)(end)
    return transform


@contextmanager
def _putting_off(axis: Any) -> Iterator[None]:
    """Makes the axis find the recorded notes instead of its ticks."""
    before = vars(axis).get(_PUTTING_OFF)
    vars(axis)[_PUTTING_OFF] = True
    try:
        yield
    finally:
        if not before:
            del vars(axis)[_PUTTING_OFF]


@contextmanager
def _parameters(then: list[Any]) -> Iterator[None]:
    """Matplotlib's parameters as they were."""
    now = list(dict.values(mpl.rcParams))
    if now == then:
        yield
        return
    dict.update(mpl.rcParams, zip(dict.keys(mpl.rcParams), then, strict=True))
    try:
        yield
    finally:
        dict.update(mpl.rcParams, zip(dict.keys(mpl.rcParams), now, strict=True))


@contextmanager
def _as_it_was(axes: Any, figure: Any, places: Mapping[str, Any]) -> Iterator[None]:
    """The axes in the figure that they were in, and may have left, with their spines where they were."""
    now = axes._parent_figure, {name: spine._position for name, spine in axes.spines.items()}
    axes._parent_figure = figure
    _place(axes.spines, places)
    try:
        yield
    finally:
        axes._parent_figure = now[0]
        _place(axes.spines, now[1])


def _place(spines: Any, places: Mapping[str, Any]) -> None:
    for name in places.keys() & spines.keys():
        spines[name]._position = places[name]
