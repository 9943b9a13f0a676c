"""Summarises a Matplotlib figure by its artists, whichever calls drew them. Untrusted side."""

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, TypeAlias, TypeVar

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes as PlotAxes
from matplotlib.collections import Collection, PathCollection, QuadMesh
from matplotlib.colors import to_rgba
from matplotlib.container import ErrorbarContainer
from matplotlib.contour import ContourSet
from matplotlib.figure import Figure as PlotFigure
from matplotlib.image import AxesImage
from matplotlib.legend import Legend
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Polygon, Rectangle, StepPatch
from matplotlib.patches import Wedge as PlotWedge
from matplotlib.ticker import LogFormatterSciNotation, ScalarFormatter

from grader.guest.tick_labels import major_labels
from grader.wire.figures import (
    MAX_ARTISTS,
    MAX_AXES,
    MAX_FIGURES,
    MAX_PNG_BYTES,
    MAX_POINTS,
    Area,
    Axes,
    Bar,
    Colour,
    Figure,
    Image,
    Line,
    Wedge,
)

DPI = 80
TABLE = 2
"""Dimensions: a picture in colours of its own has three."""
NUMBERS = frozenset({ScalarFormatter, LogFormatterSciNotation})
INVISIBLE: Colour = (0.0, 0.0, 0.0, 0.0)
_Artist = TypeVar("_Artist")
_Style: TypeAlias = tuple[Colour, str, str] | tuple[Colour] | tuple[()]


def open_figures() -> list[PlotFigure]:
    """The figures that pyplot holds open, in the order of their numbers; of very many only the last."""
    return [plt.figure(number) for number in plt.get_fignums()[-MAX_FIGURES:]]


def close_figures() -> None:
    """Closes the figures that earlier calls left open."""
    plt.close("all")


def summarise(figure: PlotFigure, handle: int) -> Figure:
    """Summarises a figure without drawing it; what exceeds the limits is left out."""
    room = _ArtistLimit(MAX_ARTISTS)
    visible = [axes for axes in figure.axes if axes.get_visible()]
    axes = tuple(_axes(each, figure.legends, room) for each in visible[:MAX_AXES])
    return Figure(axes, figure.get_suptitle(), handle)


class _ArtistLimit:
    """How many more artists and texts of a figure are summarised."""

    def __init__(self, left: int) -> None:
        self._left = left

    def take(self, artists: Iterable[_Artist]) -> tuple[_Artist, ...]:
        """As many of them as still fit."""
        taken = tuple(islice(artists, self._left))
        self._left -= len(taken)
        return taken


def draw(figure: PlotFigure) -> bytes:
    """The figure as PNG; empty if an artist of the student's raises or the picture is too large."""
    buffer = io.BytesIO()
    try:
        figure.savefig(buffer, format="png", dpi=DPI, metadata={"Software": None})
    except Exception:  # noqa: BLE001 # any artist of the student's may raise here; the summary still counts
        return b""
    png = buffer.getvalue()
    return png if len(png) <= MAX_PNG_BYTES else b""


def _axes(axes: PlotAxes, shared: Sequence[Legend], room: _ArtistLimit) -> Axes:
    place = axes.get_subplotspec()
    own = axes.get_legend()
    legends = [*([own] if own else []), *shared]
    called = _called(legends)
    return Axes(
        row=place.rowspan.start if place else -1,
        column=place.colspan.start if place else -1,
        title=" ".join(filter(None, (axes.get_title(where) for where in ("center", "left", "right")))),
        x_label=axes.get_xlabel(),
        y_label=axes.get_ylabel(),
        x_scale=axes.get_xscale(),
        y_scale=axes.get_yscale(),
        lines=room.take(_lines(axes, called)),
        bars=room.take(_bars(axes, called)),
        areas=room.take(_areas(axes)),
        legend=room.take(text for legend in legends for text in _texts(legend.get_texts())),
        x_ticks=room.take(major_labels(axes.xaxis)),
        y_ticks=room.take(_names(axes.yaxis)),
        images=room.take(_images(axes)),
        wedges=room.take(_wedges(axes)),
        error_bars=room.take(_error_bars(axes)),
        levels=room.take(_levels(axes)),
        texts=room.take(_texts(axes.texts)),
    )


def _called(legends: Iterable[Legend]) -> dict[_Style, str]:
    """The legend label for each style; empty if two entries look alike."""
    found: dict[_Style, str] = {}
    for legend in legends:
        for handle, text in zip(legend.legend_handles, _texts(legend.get_texts()), strict=False):
            style = _style(handle)
            if style:
                found[style] = "" if style in found else text
    return found


def _style(artist: object) -> _Style:
    """What distinguishes an artist in a legend; None for kinds that have no entry."""
    match artist:
        case Line2D():
            return _colour(artist.get_color()), _mark(artist.get_marker()), _mark(artist.get_linestyle())
        case PathCollection():
            return _first_colour(artist.get_facecolor()), "o", ""
        case Patch():
            return (_colour(artist.get_facecolor()),)
        case _:
            return ()


def _lines(axes: PlotAxes, called: Mapping[_Style, str]) -> Iterator[Line]:
    group_labels = _group_labels(axes)
    for line in axes.lines:
        x, y = (_numbers(data) for data in line.get_data(orig=False))
        label = _label(line) or group_labels.get(id(line), "") or called.get(_style(line), "")
        yield Line(label, x, y, _colour(line.get_color()), _mark(line.get_marker()), _mark(line.get_linestyle()))
    for points in axes.collections:
        if isinstance(points, PathCollection):
            offsets: Any = np.ma.filled(np.ma.asarray(points.get_offsets(), dtype=float), np.nan)[:MAX_POINTS]
            x, y = _numbers(offsets[:, 0]), _numbers(offsets[:, 1])
            label = _label(points) or called.get(_style(points), "")
            yield Line(label, x, y, _first_colour(points.get_facecolor()), "o", "")


def _group_labels(axes: PlotAxes) -> dict[int, str]:
    """The common label of the artists of bar charts, error bars and stems."""
    return {
        id(artist): _visible(container.get_label())
        for container in axes.containers
        for artist in container.get_children()
    }


def _bars(axes: PlotAxes, called: Mapping[_Style, str]) -> Iterator[Bar]:
    group_labels = _group_labels(axes)
    for patch in axes.patches:
        if isinstance(patch, Rectangle):
            label = _label(patch) or group_labels.get(id(patch), "") or called.get(_style(patch), "")
            x, y = (float(corner) for corner in patch.get_xy())
            yield Bar(label, x, y, float(patch.get_width()), float(patch.get_height()), _colour(patch.get_facecolor()))
        elif isinstance(patch, StepPatch):
            yield from _steps(patch)


def _steps(patch: StepPatch) -> Iterator[Bar]:
    """The bars that `stairs` draws the outline of."""
    data: Any = patch.get_data()  # without a baseline it is None, whatever the annotation says
    values, edges, baseline = data
    colour = _colour(patch.get_facecolor() if patch.get_fill() else patch.get_edgecolor())
    lows = np.broadcast_to(0.0 if baseline is None else baseline, np.shape(values))
    for x, width, low, high in zip(edges[:-1], np.diff(edges), lows, values, strict=True):
        yield Bar(_label(patch), float(x), float(low), float(width), float(high - low), colour)


def _areas(axes: PlotAxes) -> Iterator[Area]:
    for patch in axes.patches:
        if isinstance(patch, Polygon):
            yield _area(patch, patch.get_xy(), _colour(patch.get_facecolor()))
    for collection in axes.collections:
        if not isinstance(collection, PathCollection) and collection.get_paths():
            vertices = np.concatenate([path.vertices for path in collection.get_paths()])
            yield _area(collection, vertices, _first_colour(collection.get_facecolor()))


def _images(axes: PlotAxes) -> Iterator[Image]:
    """What is drawn of tables of numbers; a picture in its own colours has none, and a photograph is not a table."""
    for image in axes.images:
        if isinstance(image, AxesImage):
            left, right, bottom, top = image.get_extent()
            first, last = (top, bottom) if image.origin == "upper" else (bottom, top)
            yield from _table(image, first <= last, left <= right)
    for mesh in axes.collections:
        if isinstance(mesh, QuadMesh):
            corners: Any = mesh.get_coordinates()
            upright, onward = corners[0, 0, 1] <= corners[-1, 0, 1], corners[0, 0, 0] <= corners[0, -1, 0]
            yield from _table(mesh, upright, onward)


def _wedges(axes: PlotAxes) -> Iterator[Wedge]:
    for patch in axes.patches:
        if isinstance(patch, PlotWedge):
            turn = (float(patch.theta2) - float(patch.theta1)) / 360.0
            yield Wedge(_label(patch), turn, _colour(patch.get_facecolor()))


def _error_bars(axes: PlotAxes) -> Iterator[Area]:
    for container in axes.containers:
        if isinstance(container, ErrorbarContainer):
            for bars in container.lines[2]:
                for segment in bars.get_segments():
                    area = _area(bars, segment, _first_colour(bars.get_color()))
                    yield Area(
                        _visible(container.get_label()), area.x_min, area.x_max, area.y_min, area.y_max, area.colour
                    )


def _levels(axes: PlotAxes) -> Iterator[float]:
    for contours in axes.collections:
        if isinstance(contours, ContourSet):
            yield from _numbers(contours.levels)


def _table(artist: AxesImage | QuadMesh, upright: bool, onward: bool) -> Iterator[Image]:  # noqa: FBT001 # of rows and columns
    """The table, its rows by rising y and its columns by rising x."""
    data: Any = artist.get_array()
    if data is None or data.ndim != TABLE or not 0 < data.size <= MAX_POINTS:
        return
    ordered = data[:: 1 if upright else -1, :: 1 if onward else -1]
    rows, columns = data.shape
    limits: Any = artist.get_clim()  # None where nothing was scaled yet, whatever the annotation says
    low, high = (float("nan") if limit is None else float(limit) for limit in limits)
    yield Image(rows, columns, _numbers(ordered), low, high)


def _names(axis: Any) -> tuple[str, ...]:
    """The labels of the major ticks, unless they are the numbers that Matplotlib writes by itself."""
    return () if type(axis.get_major_formatter()) in NUMBERS else major_labels(axis)


def _area(artist: Patch | Collection, vertices: Any, colour: Colour) -> Area:
    points = np.asarray(vertices, dtype=float).reshape(-1, 2)
    low, high = (np.nanmin(points, axis=0), np.nanmax(points, axis=0)) if points.size else (np.zeros(2), np.zeros(2))
    return Area(_label(artist), float(low[0]), float(high[0]), float(low[1]), float(high[1]), colour)


def _numbers(data: Any) -> tuple[float, ...]:
    filled: Any = np.ma.filled(np.ma.asarray(data, dtype=float), np.nan)
    return tuple(filled.ravel()[:MAX_POINTS].tolist())


def _label(artist: Line2D | Patch | Collection) -> str:
    return _visible(artist.get_label())


def _visible(label: object) -> str:
    # Matplotlib's own names for unlabelled artists begin with an underscore.
    return label if isinstance(label, str) and not label.startswith("_") else ""


def _mark(name: object) -> str:
    return "" if name in (None, "None", "none", " ", "") else str(name)


def _colour(colour: Any) -> Colour:
    red, green, blue, alpha = to_rgba(colour)
    return float(red), float(green), float(blue), float(alpha)


def _first_colour(colours: Any) -> Colour:
    rows = np.atleast_2d(np.asarray(colours, dtype=float))
    return _colour(rows[0]) if rows.size else INVISIBLE


def _texts(artists: Iterable[Any]) -> tuple[str, ...]:
    return tuple(text.get_text() for text in artists)
