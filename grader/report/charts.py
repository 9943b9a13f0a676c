"""Numbers -> their positions in a chart; the templates draw it, and the table behind it. Trusted side; pure."""

from collections.abc import Iterator, Sequence
from itertools import count as count_from
from math import ceil, floor, isfinite, log10

from msgspec import Struct

from grader.model import Profile
from grader.sanitize import clean_line

WIDTH = 420.0
HEIGHT = 200.0
LEFT = 54.0
RIGHT = 12.0
TOP = 12.0
BOTTOM = 34.0
MAX_TICKS = 6


class Mark(Struct, frozen=True):
    """A tick or a point: its position and its label."""

    at: float
    text: str


class Point(Struct, frozen=True):
    """A point of a line."""

    x: float
    y: float


class ChartLine(Struct, frozen=True):
    """One line, in unbroken segments: a number that has no place on a logarithmic scale leaves a gap."""

    name: str
    kind: str
    stretches: tuple[tuple[Point, ...], ...]


class ProfileChart(Struct, frozen=True, kw_only=True):
    """A series of numbers on a logarithmic scale, with the table behind it."""

    what: str
    per: str
    x_ticks: tuple[Mark, ...]
    y_ticks: tuple[Mark, ...]
    series: tuple[ChartLine, ...]
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    gaps: bool


class HistogramBar(Struct, frozen=True):
    """One bar of a histogram: its position, its label, its count, and the mark of its members in the table."""

    x: float
    y: float
    width: float
    height: float
    label: str
    count: int
    mark: str


class Histogram(Struct, frozen=True, kw_only=True):
    """Counts in equal ranges."""

    bars: tuple[HistogramBar, ...]
    y_ticks: tuple[Mark, ...]
    marks: tuple[Mark, ...]


def profile_chart(profile: Profile) -> ProfileChart | None:
    """The chart of a profile, or None if no number of it has a place on a logarithmic scale."""
    lines = [("yours", "mine", profile.actual), ("reference", "theirs", profile.expected)]
    shown = [line for line in lines if line[2]]
    usable = [value for _, _, values in shown for value in values if _positive(value)]
    if not usable:
        return None
    low, high = floor(log10(min(usable))), ceil(log10(max(usable)))
    high = max(high, low + 1)
    count = max(len(values) for _, _, values in shown)
    xs = [LEFT + 14 + (WIDTH - LEFT - RIGHT - 28) * index / max(count - 1, 1) for index in range(count)]
    step = max(1, ceil((high - low) / MAX_TICKS))
    return ProfileChart(
        what=clean_line(profile.what, 60),
        per=clean_line(profile.per, 30),
        x_ticks=tuple(Mark(round(x, 1), str(index)) for index, x in enumerate(xs, start=1)),
        y_ticks=tuple(Mark(_at(power, low, high), f"{power}") for power in range(low, high + 1, step)),
        series=tuple(ChartLine(name, kind, _stretches(values, xs, low, high)) for name, kind, values in shown),
        headings=tuple(name for name, _, _ in shown),
        rows=tuple(
            (str(index + 1), *(f"{values[index]:.4g}" if index < len(values) else "" for _, _, values in shown))
            for index in range(count)
        ),
        gaps=any(not _positive(value) for _, _, values in shown for value in values),
    )


def bin_of(share: float, bins: int = 10) -> int:
    """Which of the equal ranges from 0 to 1 a share is in; the last includes its upper end."""
    return min(max(int(share * bins + 1e-9), 0), bins - 1)


def band(number: int) -> str:
    """The mark of the members of a bar."""
    return f"b{number}"


def histogram(shares: Sequence[float], marks: Sequence[tuple[float, str]], bins: int = 10) -> Histogram:
    """Counts shares from 0 to 1 in equal ranges; the last includes its upper end. `marks` are shares with a label."""
    counts = [0] * bins
    for share in shares:
        counts[bin_of(share, bins)] += 1
    top = _nice(max(counts, default=0))
    room, floor_y = (WIDTH - LEFT - RIGHT) / bins, HEIGHT - BOTTOM
    bars = []
    for index, count in enumerate(counts):
        height = (floor_y - TOP) * count / top
        label = f"{100 * index // bins} to {100 * (index + 1) // bins} %"
        bars.append(
            HistogramBar(round(LEFT + room * index + 1.5, 1), round(floor_y - height, 1), round(room - 3, 1),
                         round(height, 1), label, count, band(index))
        )  # fmt: skip
    ticks = tuple(
        Mark(round(floor_y - (floor_y - TOP) * value / top, 1), str(value))
        for value in range(0, top + 1, max(1, top // 4))
    )
    placed = tuple(Mark(round(LEFT + room * bins * min(share, 1.0), 1), text) for share, text in marks)
    return Histogram(bars=tuple(bars), y_ticks=ticks, marks=placed)


def _stretches(values: Sequence[float], xs: Sequence[float], low: int, high: int) -> tuple[tuple[Point, ...], ...]:
    found: list[list[Point]] = [[]]
    for value, x in zip(values, xs, strict=False):
        if _positive(value):
            found[-1].append(Point(round(x, 1), _at(log10(value), low, high)))
        elif found[-1]:
            found.append([])
    return tuple(tuple(stretch) for stretch in found if stretch)


def _at(power: float, low: int, high: int) -> float:
    """The position of a power of ten. It takes the exponent, since `10.0 ** x` is 0 for the smallest numbers."""
    return round(TOP + (HEIGHT - TOP - BOTTOM) * (high - power) / (high - low), 1)


def _positive(value: float) -> bool:
    return isfinite(value) and value > 0


def _nice(count: int) -> int:
    """The next count that four equal steps lead to, each 1, 2 or 5 times a power of ten."""
    steps: Iterator[int] = (digit * 10**zeros for zeros in count_from(0) for digit in (1, 2, 5))
    return next(4 * step for step in steps if 4 * step >= count)
