"""What crosses the wire of a drawn figure: a summary of its artists, and a handle to have it drawn. Both sides."""

from msgspec import Struct

Colour = tuple[float, float, float, float]
"""Red, green, blue and alpha, each from 0 to 1."""


class Line(Struct, frozen=True):
    """A polyline, or with `marker` and no `linestyle` a set of points. `x` and `y` are equally long."""

    label: str
    x: tuple[float, ...]
    y: tuple[float, ...]
    colour: Colour
    marker: str
    linestyle: str


class Bar(Struct, frozen=True):
    """A rectangle in data coordinates, as `bar`, `barh` and `hist` draw it."""

    label: str
    x: float
    y: float
    width: float
    height: float
    colour: Colour


class Area(Struct, frozen=True):
    """A filled or outlined polygon or collection of them (step histogram, `fill_between`), by its bounds."""

    label: str
    x_min: float
    x_max: float
    y_min: float
    y_max: float
    colour: Colour


class Axes(Struct, frozen=True, kw_only=True):
    """One coordinate system: its texts, scales and artists; legend and tick labels as they are drawn.

    `row` and `column` are its place in the figure's grid, or -1 where it has none.
    """

    row: int
    column: int
    title: str
    x_label: str
    y_label: str
    x_scale: str
    y_scale: str
    lines: tuple[Line, ...]
    bars: tuple[Bar, ...]
    areas: tuple[Area, ...]
    legend: tuple[str, ...]
    x_ticks: tuple[str, ...]


class Figure(Struct, frozen=True, tag="figure"):
    """A Matplotlib figure that stays in the guest under `handle`; `Draw` asks for its picture."""

    axes: tuple[Axes, ...]
    title: str
    handle: int
