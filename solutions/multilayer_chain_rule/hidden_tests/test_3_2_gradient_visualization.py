"""Hidden tests of Task 3.2. Trusted side. A figure is judged by the summary of its artists, not by its pixels.

Panels are found by what they show, and by their place only where nothing in them tells.
"""

import colorsys
import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

import numpy as np
import pytest
from activations import FloatArray

from grader.exam import check
from grader.host.proxy import Proxy
from grader.wire.figures import Area, Axes, Bar, Colour, Figure, Line

pytestmark = pytest.mark.task("3.2")

Artist = TypeVar("Artist", Bar, Line)
Data = dict[str, dict[str, Any]]

RATIOS = {
    "severe vanishing": (0.001, 0.005),
    "moderate vanishing": (0.02, 0.08),
    "exploding": (15.0, 60.0),
    "healthy": (0.5, 3.0),
}
HUES = {"severe vanishing": (-25, 18), "moderate vanishing": (14, 56), "exploding": (250, 332), "healthy": (72, 172)}
"""Degrees on the colour circle, wide enough for every colour that Matplotlib names red, orange, purple or green."""
CENTRES = (0.1, 0.37, 0.63, 0.9)
"""Means of the activations in the layers of the deepest network, in some order."""
NEAR = 0.13
"""Half of the distance between two centres: what a bin's width may move a distribution by."""


@pytest.fixture
def data(rng: np.random.Generator) -> Data:
    """One network of each diagnosis, in some order; the deepest has four layers and is neither first nor last."""
    diagnoses = [str(word) for word in rng.permutation(list(RATIOS))]
    names, layers = ["ant", "beech", "cedar", "dune"], [2, 4, 3, 2]
    return {
        name: flow(rng, count, rng.uniform(*RATIOS[word]), word)
        for name, count, word in zip(names, layers, diagnoses, strict=True)
    }


def flow(rng: np.random.Generator, layers: int, ratio: float | None, diagnosis: str | None) -> dict[str, Any]:
    """What Task 3.1 returns for one network."""
    widths = [*rng.choice([11, 13, 17, 19], layers - 1, replace=False), 1]
    centres = rng.permutation(CENTRES)[:layers]
    hidden = [centre + rng.uniform(-0.04, 0.04, width) for centre, width in zip(centres, widths, strict=True)]
    output = rng.uniform(0.2, 0.6)
    first = [] if ratio is None else [ratio * output]
    between = rng.uniform(0.7, 0.9, max(layers - 2, 0)).tolist()
    return {
        "magnitudes": [*first, *between, output],
        "num_layers": layers,
        "activations": [np.array([4.0, 6.0, 5.0]), *hidden],
        "z_values": [np.log(a / (1.0 - a)) for a in hidden],
        "decay_ratio": ratio,
        "diagnosis": diagnosis,
        "saturated_layers": [],
    }


def method(owner: object, name: str) -> Any:
    """Something of the student's to call; a failed check where it is anything else."""
    found = getattr(owner, name) if isinstance(owner, Proxy) else None
    check.true(isinstance(found, Proxy), f"{name} should be something to call.")
    return found


def drawn(student: Any, data: Data) -> Figure:
    """The figure that the student draws of the data, with at least four axes."""
    figure = method(student, "visualize_gradient_flow")(data)
    check.true(isinstance(figure, Figure), "The function should return the Matplotlib figure.")
    check.true(len(figure.axes) >= 4, "The figure should have 4 axes.")
    found: Figure = figure
    return found


def panel(figure: Figure, place: int, shows: Callable[[Axes], object]) -> Axes:
    """The axes that show something, or else those at this place, row by row."""
    return next((axes for axes in figure.axes if shows(axes)), figure.axes[place])


def has(text: str, wanted: str) -> bool:
    """Whether a label names something, as a word of its own."""
    return re.search(rf"(?<!\w){re.escape(wanted.casefold())}", text.casefold()) is not None


def texts(axes: Axes) -> list[str]:
    """Every label in these axes."""
    artists: tuple[Line | Bar | Area, ...] = (*axes.lines, *axes.bars, *axes.areas)
    return [*(artist.label for artist in artists), *axes.legend]


def magnitudes_panel(figure: Figure, data: Data) -> Axes:
    """The axes with a line for every network."""
    return panel(figure, 0, lambda axes: axes.lines and all(any(has(t, name) for t in texts(axes)) for name in data))


def ratios_panel(figure: Figure, data: Data) -> Axes:
    """The axes with bars, and without layers or lines of networks."""
    layers, lines = layers_panel(figure), magnitudes_panel(figure, data)
    return panel(figure, 1, lambda axes: axes.bars and axes is not layers and axes is not lines)


def layers_panel(figure: Figure) -> Axes:
    """The axes with something for every layer."""
    return panel(
        figure, 2, lambda axes: any(re.fullmatch(r"\W*layer \d+\b.*", text.casefold()) for text in texts(axes))
    )


def chains_panel(figure: Figure) -> Axes:
    """The axes with chains of sigmoid derivatives."""
    return panel(figure, 3, lambda axes: any(has(text, "5 layers") for text in texts(axes)))


def network_lines(axes: Axes, name: str) -> list[Line]:
    """The lines that a label or the legend gives to a network; a failed check where there is none."""
    found = [line for label, lines in named(axes.lines, axes.legend) for line in lines if has(label, name)]
    check.true(found, "There should be a line labelled with the name of each network.")
    return found


def named(artists: Iterable[Artist], legend: Sequence[str]) -> list[tuple[str, list[Artist]]]:
    """Groups of artists with their labels. One `hist` labels only its first bar, and the others follow in its colour.

    Groups without labels take the texts of the legend in order.
    """
    groups: list[tuple[str, list[Artist]]] = []
    for artist in artists:
        if groups and isinstance(artist, Bar) and _follows(artist, *groups[-1]):
            groups[-1][1].append(artist)
        else:
            groups.append((artist.label, [artist]))
    if not any(label for label, _ in groups) and len(groups) == len(legend):
        return [(text, members) for text, (_, members) in zip(legend, groups, strict=True)]
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


def mean(positions: Sequence[float], weights: Sequence[float]) -> float:
    """The centre of gravity; NaN where nothing weighs anything."""
    where, weight = np.array(positions), np.array(weights)
    with np.errstate(all="ignore"):
        return float(np.sum(where * weight) / np.sum(weight))


def shows_bars(bars: Sequence[Bar], values: FloatArray) -> bool:
    """Whether the bars of a histogram gather around the mean of these values."""
    centre = mean([bar.x + bar.width / 2 for bar in bars], [bar.height for bar in bars])
    return abs(centre - float(values.mean())) < NEAR


def shows_line(line: Line, values: FloatArray) -> bool:
    """Whether a line is a density of these values, their cumulative curve, or the values themselves."""
    density, cumulative, plain = (
        mean(line.x, line.y),
        mean(line.x, [1.0] * len(line.x)),
        mean(line.y, [1.0] * len(line.y)),
    )
    return any(abs(centre - float(values.mean())) < NEAR for centre in (density, cumulative, plain))


def shows_area(area: Area, values: FloatArray) -> bool:
    """Whether an outlined histogram, of which only the bounds are known, reaches over these values."""
    return area.x_min - NEAR <= float(values.min()) and float(values.max()) <= area.x_max + NEAR


def shows_layer(axes: Axes, number: int, values: FloatArray) -> bool:
    """Whether something in these axes that is labelled with a layer shows the layer's activations."""
    label = re.compile(rf"(?<!\w)layer {number}(?!\d)", re.IGNORECASE)
    bars = [bars for text, bars in named(axes.bars, axes.legend) if label.search(text)]
    lines = [line for text, lines in named(axes.lines, axes.legend) for line in lines if label.search(text)]
    areas = [area for area in axes.areas if label.search(area.label)]
    return (
        any(shows_bars(group, values) for group in bars)
        or any(shows_line(line, values) for line in lines)
        or any(shows_area(area, values) for area in areas)
    )


@pytest.mark.points(1)
def test_four_axes_with_texts(student: Any, data: Data) -> None:
    """The figure has 2 by 2 axes, each with a title, both labels and something in it."""
    figure = drawn(student, data)
    check.true(len(figure.axes) == 4, "The figure should have exactly 4 axes.")
    places = {(axes.row, axes.column) for axes in figure.axes if axes.row >= 0}
    check.true(len(places) in {0, 4}, "The axes should stand in 2 rows and 2 columns.")
    for axes in figure.axes:
        check.true(axes.title.strip(), "Each of the axes should have a title.")
        check.true(axes.x_label.strip() and axes.y_label.strip(), "Each of the axes should have an x and a y label.")
        check.true(axes.lines or axes.bars or axes.areas, "Each of the axes should show something.")


@pytest.mark.points(2)
def test_magnitudes_of_every_network(student: Any, rng: np.random.Generator, data: Data) -> None:
    """The first axes show the magnitudes of each network against the layers 1 to L."""
    networks = {**data, "elm": flow(rng, 1, None, None)}
    axes = magnitudes_panel(drawn(student, networks), networks)
    for name, report in networks.items():
        line = network_lines(axes, name)[0]
        layers = np.arange(1.0, report["num_layers"] + 1)
        check.close(line.x, layers, "the x values of a network's line")
        check.close(line.y, np.array(report["magnitudes"]), "the y values of a network's line")


@pytest.mark.points(1)
def test_magnitudes_are_marked_on_a_log_axis(student: Any, data: Data) -> None:
    """The lines of the networks have markers, a logarithmic y axis and a legend with each name."""
    axes = magnitudes_panel(drawn(student, data), data)
    for name in data:
        line = network_lines(axes, name)[0]
        marked = any(other.marker and other.y == line.y for other in axes.lines)
        check.true(marked, "The line of each network should have markers.")
        check.true(any(has(text, name) for text in axes.legend), "The legend should name each network.")
    check.true(axes.y_scale == "log", "The y axis of the magnitudes should be logarithmic.")


@pytest.mark.points(1.5)
def test_bars_are_as_high_as_the_ratios(student: Any, data: Data) -> None:
    """The second axes have one bar per network, as high as its decay ratio, on a logarithmic y axis."""
    axes = ratios_panel(drawn(student, data), data)
    ratios = sorted(report["decay_ratio"] for report in data.values())
    check.close([bar.height for bar in shown_bars(axes)], ratios, "the heights of the bars, sorted,")
    check.true(axes.y_scale == "log", "The y axis of the decay ratios should be logarithmic.")


@pytest.mark.points(1)
def test_bars_have_the_colours_of_their_diagnoses(student: Any, data: Data) -> None:
    """Each bar has the colour of its network's diagnosis."""
    bars = shown_bars(ratios_panel(drawn(student, data), data))
    check.items(bars, len(data), "the bars of the second axes")
    for bar, report in zip(bars, sorted(data.values(), key=lambda each: float(each["decay_ratio"])), strict=True):
        coloured = is_coloured(bar.colour, HUES[report["diagnosis"]])
        check.true(coloured, "A bar has a colour that does not belong to its diagnosis.")


@pytest.mark.points(0.5)
def test_one_layer_has_no_bar(student: Any, rng: np.random.Generator, data: Data) -> None:
    """A network of one layer has no decay ratio and gets no bar."""
    networks = {"elm": flow(rng, 1, None, None), **data}
    bars = shown_bars(ratios_panel(drawn(student, networks), networks))
    ratios = sorted(report["decay_ratio"] for report in data.values())
    check.close([bar.height for bar in bars], ratios, "the heights of the bars, sorted,")


@pytest.mark.points(1)
def test_layers_of_the_deepest_network_are_labelled(student: Any, data: Data) -> None:
    """The third axes label each layer of the deepest network, from 1 to L, and no other."""
    axes = layers_panel(drawn(student, data))
    numbers = {
        int(found[1]) for text in texts(axes) if (found := re.search(r"(?<!\w)layer (\d{1,3})", text.casefold()))
    }
    check.true(numbers == {1, 2, 3, 4}, "The labels should be Layer 1 to Layer L of the deepest network.")


@pytest.mark.points(1)
def test_activations_are_distributed_as_given(student: Any, data: Data) -> None:
    """The third axes show how the activations of each layer of the deepest network are distributed."""
    axes = layers_panel(drawn(student, data))
    deepest = max(data.values(), key=lambda report: int(report["num_layers"]))
    for number, values in enumerate(deepest["activations"][1:], start=1):
        shown = shows_layer(axes, number, values)
        check.true(shown, "What is labelled with a layer does not show the activations of that layer.")


@pytest.mark.points(1)
def test_chains_are_powers_of_the_derivative(student: Any, data: Data) -> None:
    """The fourth axes show the powers 1 to 5 of the sigmoid derivative over [-3, 3] on a logarithmic y axis."""
    axes = chains_panel(drawn(student, data))
    groups = named(axes.lines, axes.legend)
    for power, label in enumerate(("1 layer", "2 layers", "3 layers", "4 layers", "5 layers"), start=1):
        found = [line for text, lines in groups for line in lines if has(text, label)]
        check.true(found, "There should be a line for each number of layers, from 1 layer to 5 layers.")
        z = np.array(found[0].x)
        check.true(z.size > 10 and np.isfinite(z).all(), "A chain of derivatives should be drawn over [-3, 3].")
        check.true(np.abs([z.min() + 3, z.max() - 3]).max() < 0.15, "A chain should be drawn over [-3, 3].")
        sigmoid = 1.0 / (1.0 + np.exp(-z))
        check.close(found[0].y, (sigmoid * (1.0 - sigmoid)) ** power, "a chain of derivatives")
    check.true(axes.y_scale == "log", "The y axis of the chains should be logarithmic.")
