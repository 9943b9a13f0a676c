"""Task 3.2: the reference's figure shows what the contract asks for."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.colors import to_rgba
from matplotlib.container import BarContainer
from matplotlib.figure import Figure

DIAGNOSES = {
    "severe vanishing": (0.002, "red"),
    "moderate vanishing": (0.05, "orange"),
    "exploding": (40.0, "purple"),
    "healthy": (1.5, "green"),
}


def flow(layers: int, ratio: float | None = None, diagnosis: str | None = None) -> dict[str, Any]:
    return {
        "magnitudes": [0.1 * number for number in range(1, layers + 1)],
        "num_layers": layers,
        "activations": [np.linspace(0.1, 0.9, 3)] * (layers + 1),
        "z_values": [np.zeros(3)] * layers,
        "decay_ratio": ratio,
        "diagnosis": diagnosis,
        "saturated_layers": [],
    }


@pytest.fixture(scope="module")
def gradient_data() -> dict[str, Any]:
    """A network of one layer and one of each diagnosis; the deepest has five layers."""
    deep = {d: flow(number, ratio, d) for number, (d, (ratio, _)) in enumerate(DIAGNOSES.items(), start=2)}
    return {"single": flow(1), **deep}


@pytest.fixture(scope="module")
def figure(reference: SimpleNamespace, gradient_data: dict[str, Any]) -> Figure:
    """The figure that the reference draws of `gradient_data`; the tests only look at it."""
    drawn: Figure = reference.gradient_visualization.visualize_gradient_flow(gradient_data)
    drawn.canvas.draw()
    return drawn


def bars(axes: Axes) -> list[BarContainer]:
    return [container for container in axes.containers if isinstance(container, BarContainer)]


def labels(axes: Axes) -> list[str]:
    legend = axes.get_legend()
    return [text.get_text() for text in legend.get_texts()] if legend else []


def test_four_axes_in_two_rows_are_titled_and_labelled(figure: Figure) -> None:
    assert len(figure.axes) == 4
    specs = [axes.get_subplotspec() for axes in figure.axes]
    assert [(spec.rowspan.start, spec.colspan.start) for spec in specs if spec] == list(np.ndindex(2, 2))
    assert all(axes.get_title() and axes.get_xlabel() and axes.get_ylabel() for axes in figure.axes)


def test_magnitudes_run_from_layer_1_with_one_marked_line_per_network(
    figure: Figure, gradient_data: dict[str, Any]
) -> None:
    axes = figure.axes[0]
    assert (axes.get_yscale(), labels(axes)) == ("log", list(gradient_data))
    for line, (name, data) in zip(axes.lines, gradient_data.items(), strict=True):
        assert line.get_label() == name
        assert line.get_marker() not in {"None", None}
        assert np.asarray(line.get_xdata()).tolist() == list(range(1, data["num_layers"] + 1))
        assert np.asarray(line.get_ydata()).tolist() == data["magnitudes"]


def test_bars_show_ratios_in_the_colours_of_their_diagnoses(figure: Figure) -> None:
    axes = figure.axes[1]
    patches = [patch for container in bars(axes) for patch in container]
    assert axes.get_yscale() == "log"
    assert [patch.get_height() for patch in patches] == [ratio for ratio, _ in DIAGNOSES.values()]
    assert [patch.get_facecolor() for patch in patches] == [to_rgba(colour) for _, colour in DIAGNOSES.values()]
    assert [tick.get_text() for tick in axes.get_xticklabels()] == list(DIAGNOSES)


def test_activations_of_the_deepest_network_are_shown_layer_by_layer(figure: Figure) -> None:
    axes = figure.axes[2]
    assert sorted(labels(axes)) == [f"Layer {number}" for number in range(1, 6)]
    assert len(bars(axes)) == 5


def test_sigmoid_chains_are_powers_of_the_derivative(figure: Figure) -> None:
    axes = figure.axes[3]
    assert axes.get_yscale() == "log"
    assert [line.get_label() for line in axes.lines] == ["1 layer", "2 layers", "3 layers", "4 layers", "5 layers"]
    for power, line in enumerate(axes.lines, start=1):
        z = np.asarray(line.get_xdata(), dtype=float)
        assert (z.min(), z.max()) == (-3.0, 3.0)
        s = 1 / (1 + np.exp(-z))
        np.testing.assert_allclose(np.asarray(line.get_ydata(), dtype=float), (s * (1 - s)) ** power)


@pytest.mark.drawn(1)
@pytest.mark.parametrize(
    "data",
    [
        {"single": flow(1)},
        {"dead": {**flow(3, 0.0, "severe vanishing"), "magnitudes": [0.0, 0.0, 0.0]}},
        {"perfect": {**flow(2, np.nan, "healthy"), "magnitudes": [0.0, 0.0]}},
        {"thin": {**flow(2, 1.0, "healthy"), "activations": [np.ones(2), np.array([0.5]), np.array([0.5])]}},
    ],
    ids=["one layer", "no gradient", "undefined ratio", "one unit a layer"],
)
def test_degenerate_networks_are_drawn_without_a_warning(reference: SimpleNamespace, data: dict[str, Any]) -> None:
    figure = reference.gradient_visualization.visualize_gradient_flow(data)
    figure.canvas.draw()
    assert len(bars(figure.axes[2])) == max(flow["num_layers"] for flow in data.values())


def test_the_data_are_not_mutated(reference: SimpleNamespace, gradient_data: dict[str, Any]) -> None:
    before = repr(gradient_data)
    reference.gradient_visualization.visualize_gradient_flow(gradient_data)
    assert repr(gradient_data) == before
