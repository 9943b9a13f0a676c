"""Hidden tests of Task 3.2. Trusted side. A figure is judged by the summary of its artists, not by its pixels.

Panels are found by what they show, and by their place only where nothing in them tells. What they should show is read
off the reference's figure, except for the values behind its histogram, which a histogram does not give back.
"""

import pickle
import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pytest
from activations import FloatArray
from hidden_tests.artists import has, look_alike, named, shown_bars, shows_layer
from hidden_tests.flow_cases import CENTRES, NEAR, SPREAD, Data, flow, flows
from hidden_tests.helpers import close
from matplotlib.colors import to_rgba
from msgspec import Struct

from grader.exam import VALUE, Area, Axes, Bar, Figure, Line, axes_grid, check, method

pytestmark = [pytest.mark.task("3.2"), pytest.mark.pure, pytest.mark.call_seconds(8)]
# Each call draws four axes, and work that saves its figure took 2.4 s for one of them on a busy machine.

OpenStudent = Callable[[Mapping[str, Any]], Any]

NAME = "visualize_gradient_flow"


@pytest.fixture
def data(task_rng: np.random.Generator) -> Data:
    """What most of the tests draw; a figure of it need be made only once."""
    return flows(task_rng)


@pytest.fixture
def with_elm(task_rng: np.random.Generator, data: Data) -> Data:
    """The same with a network of one layer."""
    return {"elm": flow(task_rng, 1, None, None), **data}


def drawn(student: Any, data: Data) -> Figure:
    """The figure that the student draws of the data, with at least four axes."""
    figure = method(student, NAME)(data)
    check.instance(figure, Figure, "the result")
    check.true(len(figure.axes) >= 4, "The figure should have 4 axes.")
    found: Figure = figure
    return found


def drawn_after(earlier: Sequence[Data], student: Any, open_student: OpenStudent, data: Data) -> Figure:
    """The same once the student has drawn what the tests before ask for: then one process draws for all of them.

    If any of that fails, which costs no other test, this one gets a process of its own.
    """
    try:
        for each in earlier:
            method(student, NAME)(each)
    except Exception:  # noqa: BLE001 # however it ended
        return drawn(open_student({}), data)
    return drawn(student, data)


class Expected(Struct, frozen=True):
    """What the reference's figure shows in its first two axes: lines by network, and bars from low to high."""

    lines: dict[str, tuple[FloatArray, FloatArray]]
    magnitude_scale: str
    heights: list[float]
    colours: list[Any]
    ratio_scale: str


def expected(reference: Any, data: Data) -> Expected:
    """What the reference draws of the data."""
    return _expected(reference, pickle.dumps(data))


@lru_cache(maxsize=256)  # a class draws the same data again and again, and each known mistake stands in with its figure
def _expected(reference: Any, pickled: bytes) -> Expected:
    figure = reference.visualize_gradient_flow(pickle.loads(pickled))  # noqa: S301 # our own data
    plt.close(figure)
    magnitudes, ratios = figure.axes[:2]
    bars = sorted(ratios.patches, key=lambda bar: float(bar.get_height()))
    return Expected(
        lines={str(line.get_label()): (line.get_xdata(), line.get_ydata()) for line in magnitudes.lines},
        magnitude_scale=magnitudes.get_yscale(),
        heights=[float(bar.get_height()) for bar in bars],
        colours=[to_rgba(bar.get_facecolor()) for bar in bars],
        ratio_scale=ratios.get_yscale(),
    )


def expected_layers(reference: Any, data: Data) -> dict[int, FloatArray]:
    """What the reference shows of the layers of the deepest network, by their numbers."""
    layers = reference.layers_of(data[reference.deepest_network(data)])
    return {int(label.split()[-1]): values for label, values in layers.items()}


def panel(figure: Figure, place: int, shows: Callable[[Axes], object]) -> Axes:
    """The axes that show something, or else those at this place, row by row."""
    return next((axes for axes in figure.axes if shows(axes)), figure.axes[place])


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
    found = [line for label, lines in named(axes.lines) for line in lines if has(label, name)]
    check.true(found, "There should be a line labelled with the name of each network.")
    return found


def nearest(lines: Sequence[Line], x: Sequence[float], y: Sequence[float]) -> Line:
    """The line with these points, or else the first: a network may have several, drawn in any order."""
    fitting = (line for line in lines if line.x == tuple(x) and len(line.y) == len(y))
    return next((line for line in fitting if np.allclose(line.y, y, rtol=VALUE.relative)), lines[0])


@pytest.mark.points(1)
def test_four_axes_with_texts(student: Any, data: Data) -> None:
    """The figure has 2 by 2 axes, each with a title, both labels and something in it, and names the networks."""
    figure = drawn(student, data)
    check.true(len(figure.axes) == 4, "The figure should have exactly 4 axes.")
    # Fewer where a grid inside a grid, or a figure inside the figure, counts for itself.
    taken = set(axes_grid(figure, 2))
    square = taken <= {(0, 0), (0, 1), (1, 0), (1, 1)}
    check.true(square, "The axes should stand in 2 rows and 2 columns.")
    for axes in figure.axes:
        check.true(axes.title.strip(), "Each of the axes should have a title.")
        check.true(axes.x_label.strip() and axes.y_label.strip(), "Each of the axes should have an x and a y label.")
        check.true(axes.lines or axes.bars or axes.areas, "Each of the axes should show something.")
    words = " ".join(text for axes in figure.axes for text in (*texts(axes), *axes.x_ticks, axes.title))
    check.true(all(has(words, name) for name in data), "The figure should name each network.")


@pytest.mark.points(2)
def test_magnitudes_of_every_network(
    student: Any, open_student: OpenStudent, reference: Any, data: Data, with_elm: Data
) -> None:
    """The first axes show the magnitudes of each network against the layers 1 to L."""
    axes = magnitudes_panel(drawn_after([data], student, open_student, with_elm), with_elm)
    for name, (x, y) in expected(reference, with_elm).lines.items():
        mine = nearest(network_lines(axes, name), x, y)
        close(mine.x, x, "the x values of a network's line")
        close(mine.y, y, "the y values of a network's line")


@pytest.mark.points(1)
@pytest.mark.feedback("values")
def test_magnitudes_are_marked_on_a_log_axis(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """The lines of the networks have markers, a logarithmic y axis and a legend with each name.

    It gives its own data away, for a figure says more than words about a figure; the other tests draw others.
    """
    data = flows(rng)
    with check.attach_figure(lambda: reference.visualize_gradient_flow(data)):
        axes = magnitudes_panel(drawn(student, data), data)
        for name in data:
            heights = {line.y for line in network_lines(axes, name)}
            marked = any(other.marker and other.y in heights for other in axes.lines)
            check.true(marked, "The line of each network should have markers.")
            check.true(any(has(text, name) for text in axes.legend), "The legend should name each network.")
        logarithmic = axes.y_scale == expected(reference, data).magnitude_scale
        check.true(logarithmic, "The y axis of the magnitudes should be logarithmic.")


def compare_heights(figure: Figure, reference: Any, networks: Data) -> Axes:
    """Compares the heights of the bars, and gives the axes that they stand in."""
    axes = ratios_panel(figure, networks)
    heights = expected(reference, networks).heights
    close([bar.height for bar in shown_bars(axes)], heights, "the heights of the bars, sorted,")
    return axes


@pytest.mark.points(1.5)
def test_bars_are_as_high_as_the_ratios(student: Any, reference: Any, data: Data) -> None:
    """The second axes have one bar per network, as high as its decay ratio, on a logarithmic y axis."""
    axes = compare_heights(drawn(student, data), reference, data)
    logarithmic = axes.y_scale == expected(reference, data).ratio_scale
    check.true(logarithmic, "The y axis of the decay ratios should be logarithmic.")


@pytest.mark.points(1)
def test_bars_have_the_colours_of_their_diagnoses(student: Any, reference: Any, data: Data) -> None:
    """Each bar has the colour of its network's diagnosis."""
    bars = shown_bars(ratios_panel(drawn(student, data), data))
    colours = expected(reference, data).colours
    check.items(bars, len(colours), "the bars of the second axes")
    for bar, colour in zip(bars, colours, strict=True):
        coloured = look_alike(bar.colour, colour)
        check.true(coloured, "A bar has a colour that does not belong to its diagnosis.")


@pytest.mark.points(0.5)
@pytest.mark.needs("test_bars_are_as_high_as_the_ratios")
def test_one_layer_has_no_bar(
    student: Any, open_student: OpenStudent, reference: Any, data: Data, with_elm: Data
) -> None:
    """A network of one layer has no decay ratio and gets no bar."""
    compare_heights(drawn_after([data], student, open_student, with_elm), reference, with_elm)


def layer_numbers(axes: Axes) -> set[int]:
    """The layers that a label or the legend names."""
    found = (re.search(r"(?<!\w)layer (\d{1,3})", text.casefold()) for text in texts(axes))
    return {int(match[1]) for match in found if match}


@pytest.mark.points(1)
def test_layers_of_the_deepest_network_are_labelled(
    student: Any,
    open_student: OpenStudent,
    reference: Any,
    rng: np.random.Generator,
    data: Data,
    with_elm: Data,
) -> None:
    """The third axes label each layer of the deepest network, from 1 to L, and no other."""
    shallow = {
        name: report if report["num_layers"] < len(CENTRES) else flow(rng, 2, 1.0, "healthy")
        for name, report in data.items()
    }
    # As many networks, with an even and an odd number of layers.
    for networks, earlier in ((data, []), (shallow, [with_elm])):
        numbers = layer_numbers(layers_panel(drawn_after(earlier, student, open_student, networks)))
        right = numbers == set(expected_layers(reference, networks))
        check.true(right, "The labels should be Layer 1 to Layer L of the deepest network.")


@pytest.mark.points(1)
def test_activations_are_distributed_as_given(student: Any, reference: Any, data: Data) -> None:
    """The third axes show how the activations of each layer of the deepest network are distributed."""
    axes, layers = layers_panel(drawn(student, data)), expected_layers(reference, data)
    near = NEAR * np.ptp(np.concatenate(list(layers.values()))) / SPREAD
    for number, values in layers.items():
        shown = shows_layer(axes, number, values, near)
        check.true(shown, "What is labelled with a layer does not show the activations of that layer.")


@pytest.mark.points(1)
def test_chains_are_powers_of_the_derivative(student: Any, reference: Any, data: Data) -> None:
    """The fourth axes show the powers 1 to 5 of the sigmoid derivative over [-3, 3] on a logarithmic y axis."""
    axes = chains_panel(drawn(student, data))
    groups = named(axes.lines)
    for depth, label in enumerate(("1 layer", "2 layers", "3 layers", "4 layers", "5 layers"), start=1):
        found = [line for text, lines in groups for line in lines if has(text, label)]
        check.true(found, "There should be a line for each number of layers, from 1 layer to 5 layers.")
        line = max(found, key=lambda line: len(line.x))  # a marker at its end may bear the label too
        z = np.array(line.x)
        check.true(z.size > 10 and np.isfinite(z).all(), "A chain of derivatives should be drawn over [-3, 3].")
        check.true(np.abs([z.min() + 3, z.max() - 3]).max() < 0.15, "A chain should be drawn over [-3, 3].")
        close(line.y, reference.sigmoid_chain(z, depth), "a chain of derivatives")
    check.true(axes.y_scale == "log", "The y axis of the chains should be logarithmic.")
    others = {text for text in texts(axes) if re.fullmatch(r"\W*([06-9]|\d{2,}) layers?\W*", text.casefold())}
    check.true(not others, "There should be no chain of more than 5 layers, nor of none.")
