"""What crosses the wire for a figure: a summary of its artists, and a handle for drawing it. Both sides."""

from msgspec import Struct

MAX_FIGURES = 100
"""In one answer: more than honest code leaves open."""
MAX_AXES = 64
MAX_ARTISTS = 20_000
"""Lines, bars, areas and texts of one figure: some histograms have thousands of bars."""
MAX_POINTS = 100_000
"""Of one line, and cells of one image."""
MAX_PNG_BYTES = 256 << 10
"""The largest picture that a report shows."""

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


class Image(Struct, frozen=True):
    """A table of numbers drawn in colours, as by `imshow`, `matshow` and `pcolormesh`.

    Attributes:
        rows: The number of rows, in order of increasing y.
        columns: The number of columns, in order of increasing x.
        values: One row after the other; NaN where nothing is drawn.
        low: The value that has the first colour.
        high: The value that has the last one.
    """

    rows: int
    columns: int
    values: tuple[float, ...]
    low: float
    high: float

    @property
    def table(self) -> tuple[tuple[float, ...], ...]:
        """The values row by row."""
        starts = range(0, len(self.values), max(self.columns, 1))
        return tuple(self.values[start : start + self.columns] for start in starts)


class Wedge(Struct, frozen=True):
    """A slice of a pie: its label, and the share of the circle that it takes, from 0 to 1."""

    label: str
    share: float
    colour: Colour


class Axes(Struct, frozen=True, kw_only=True):
    """One coordinate system: its texts, scales and artists; legend and tick labels as they are drawn.

    `row` and `column` are its place in the figure's grid, or -1 if it has none. `y_ticks` are present if they are
    names or set explicitly, but not if Matplotlib writes numbers there by itself. `error_bars` are the extents of each
    bar, `levels` those of contour lines or bands, and `texts` what is written into the axes.
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
    y_ticks: tuple[str, ...] = ()
    images: tuple[Image, ...] = ()
    wedges: tuple[Wedge, ...] = ()
    error_bars: tuple[Area, ...] = ()
    levels: tuple[float, ...] = ()
    texts: tuple[str, ...] = ()


class Figure(Struct, frozen=True, tag="figure"):
    """A Matplotlib figure that stays in the guest under `handle`; `Draw` asks for its picture."""

    axes: tuple[Axes, ...]
    title: str
    handle: int


def figure_fault(figure: Figure) -> str:
    """Why no honest guest would send this figure, or empty."""
    if len(figure.axes) > MAX_AXES:
        return f"a figure with {len(figure.axes)} axes"
    if artists(figure) > MAX_ARTISTS:
        return f"a figure of more than {MAX_ARTISTS:,} artists"
    lines = [line for axes in figure.axes for line in axes.lines]
    if any(len(line.x) != len(line.y) or len(line.x) > MAX_POINTS for line in lines):
        return "a line whose coordinates are too many or do not match"
    images = [image for axes in figure.axes for image in axes.images]
    if any(min(image.rows, image.columns) < 1 or not _fits(image) for image in images):
        return "an image whose cells are too many or do not match"
    return ""


def _fits(image: Image) -> bool:
    return image.rows * image.columns == len(image.values) <= MAX_POINTS


def artists(figure: Figure) -> int:
    """How many artists and texts a figure has."""
    return sum(sum(map(len, _parts(axes))) for axes in figure.axes)


def _parts(axes: Axes) -> tuple[tuple[object, ...], ...]:
    drawn = axes.lines, axes.bars, axes.areas, axes.images, axes.wedges, axes.error_bars, axes.levels
    return (*drawn, axes.legend, axes.x_ticks, axes.y_ticks, axes.texts)


def points(figure: Figure) -> int:
    """How many points and cells its lines and images have."""
    return sum(
        sum(len(line.x) for line in axes.lines) + sum(len(image.values) for image in axes.images)
        for axes in figure.axes
    )
