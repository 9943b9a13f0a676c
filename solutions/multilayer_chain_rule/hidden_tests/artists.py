"""Reads what a figure shows off the summary of its artists, whichever calls drew them. Trusted side."""

import colorsys
import re
from collections.abc import Iterable, Sequence
from typing import TypeVar

import numpy as np
from activations import FloatArray

from grader.exam import Area, Axes, Bar, Colour, Line

Artist = TypeVar("Artist", Bar, Line)

HUES = {"severe vanishing": (-25, 18), "moderate vanishing": (14, 56), "exploding": (250, 332), "healthy": (72, 172)}
"""Degrees on the colour circle, wide enough for every colour that Matplotlib names red, orange, purple or green."""


def has(text: str, wanted: str) -> bool:
    """Whether a label names something, as a word of its own."""
    return re.search(rf"(?<!\w){re.escape(wanted.casefold())}", text.casefold()) is not None


def named(artists: Iterable[Artist]) -> list[tuple[str, list[Artist]]]:
    """Groups of artists with their labels. One `hist` labels only its first bar, and the others follow in its colour.

    What a legend alone names has that name already: by how it looks, and not by when it was drawn.
    """
    groups: list[tuple[str, list[Artist]]] = []
    for artist in artists:
        if groups and isinstance(artist, Bar) and _follows(artist, *groups[-1]):
            groups[-1][1].append(artist)
        else:
            groups.append((artist.label, [artist]))
    return groups


def _follows(bar: Bar, label: str, members: Sequence[Bar | Line]) -> bool:
    return bar.label in {"", label} and members[-1].colour == bar.colour


def shown_bars(axes: Axes) -> list[Bar]:
    """The bars with a height, the smallest first."""
    return sorted((bar for bar in axes.bars if bar.height > 0), key=lambda bar: bar.height)


def is_coloured(colour: Colour, hues: tuple[int, int]) -> bool:
    """Whether a visible colour has a hue in this range of degrees."""
    red, green, blue, alpha = (min(max(part, 0.0), 1.0) for part in colour)
    hue, saturation, value = colorsys.rgb_to_hsv(red, green, blue)
    low, high = hues
    in_range = any(low <= 360 * hue + turn <= high for turn in (-360, 0))
    return in_range and saturation >= 0.2 and value >= 0.2 and alpha > 0


def look_alike(colour: Colour, theirs: Colour) -> bool:
    """Whether two colours may stand for the same diagnosis."""
    return any(is_coloured(colour, hues) and is_coloured(theirs, hues) for hues in HUES.values())


def mean(positions: Sequence[float], weights: Sequence[float]) -> float:
    """The centre of gravity; NaN where nothing weighs anything."""
    where, weight = np.array(positions), np.array(weights)
    with np.errstate(all="ignore"):
        return float(np.sum(where * weight) / np.sum(weight))


def shows_bars(bars: Sequence[Bar], values: FloatArray, near: float) -> bool:
    """Whether the bars of a histogram gather around the mean of these values."""
    centre = mean([bar.x + bar.width / 2 for bar in bars], [bar.height for bar in bars])
    return abs(centre - float(values.mean())) < near


def shows_line(line: Line, values: FloatArray, near: float) -> bool:
    """Whether a line is a density of these values, their cumulative curve, or the values themselves."""
    density, cumulative, plain = (
        mean(line.x, line.y),
        mean(line.x, [1.0] * len(line.x)),
        mean(line.y, [1.0] * len(line.y)),
    )
    return any(abs(centre - float(values.mean())) < near for centre in (density, cumulative, plain))


def shows_area(area: Area, values: FloatArray, near: float) -> bool:
    """Whether an outlined histogram, of which only the bounds are known, reaches over these values."""
    return area.x_min - near <= float(values.min()) and float(values.max()) <= area.x_max + near


def shows_layer(axes: Axes, number: int, values: FloatArray, near: float) -> bool:
    """Whether something in these axes that is labelled with a layer shows the layer's activations."""
    label = re.compile(rf"(?<!\w)layer {number}(?!\d)", re.IGNORECASE)
    bars = [bars for text, bars in named(axes.bars) if label.search(text)]
    lines = [line for text, lines in named(axes.lines) for line in lines if label.search(text)]
    areas = [area for area in axes.areas if label.search(area.label)]
    return (
        any(shows_bars(group, values, near) for group in bars)
        or any(shows_line(line, values, near) for line in lines)
        or any(shows_area(area, values, near) for area in areas)
    )
