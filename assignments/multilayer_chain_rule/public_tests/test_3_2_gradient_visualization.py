"""Task 3.2: what is on the figure. Your Task 3.1 is not needed here."""

from types import ModuleType
from typing import Any

import numpy as np
import pytest
from matplotlib.colors import same_color
from matplotlib.figure import Figure

GRADIENT_DATA: dict[str, dict[str, Any]] = {
    name: {
        "magnitudes": magnitudes,
        "num_layers": len(magnitudes),
        "activations": [np.array([2.0, 1.0, 1.0])] + [np.array([0.3, 0.6])] * len(magnitudes),
        "z_values": [np.array([-0.8, 0.4])] * len(magnitudes),
        "decay_ratio": ratio,
        "diagnosis": diagnosis,
        "saturated_layers": [],
    }
    for name, magnitudes, ratio, diagnosis in [
        ("shallow", [0.5], None, None),
        ("fine", [0.3, 0.5], 0.6, "healthy"),
        ("deep", [0.002, 0.03, 0.5], 0.004, "severe vanishing"),
    ]
}


def test_a_figure_of_four_axes(student: ModuleType) -> None:
    """The figure comes back, and everything on it says what it is."""
    figure = student.visualize_gradient_flow(GRADIENT_DATA)
    assert isinstance(figure, Figure), f"return the figure, not {type(figure).__name__}"
    assert len(figure.axes) == 4, f"the figure should have 4 axes; it has {len(figure.axes)}"
    for number, axes in enumerate(figure.axes, start=1):
        assert axes.get_title(), f"picture {number} has no title"
        assert axes.get_xlabel(), f"picture {number} has no x label"
        assert axes.get_ylabel(), f"picture {number} has no y label"


@pytest.mark.parametrize("number", [1, 2, 4])
def test_logarithmic_axes(student: ModuleType, number: int) -> None:
    """A gradient that vanishes is lost on a linear axis."""
    figure = student.visualize_gradient_flow(GRADIENT_DATA)
    assert figure.axes[number - 1].get_yscale() == "log", f"picture {number} should have a logarithmic y axis"


def test_one_line_per_network(student: ModuleType) -> None:
    """Picture 1 has labelled lines that start at layer 1."""
    figure = student.visualize_gradient_flow(GRADIENT_DATA)
    lines = {line.get_label(): line for line in figure.axes[0].lines}
    missing = [name for name in GRADIENT_DATA if name not in lines]
    assert not missing, f"picture 1 has no line labelled {missing}"
    layers = list(np.asarray(lines["deep"].get_xdata()))
    assert layers == [1, 2, 3], f"the line of 'deep' should run over the layers [1, 2, 3], not {layers}"
    assert figure.axes[0].get_legend() is not None, "picture 1 has no legend"


def test_one_coloured_bar_per_network_with_two_layers_or_more(student: ModuleType) -> None:
    """Picture 2 leaves out the network with one layer."""
    figure = student.visualize_gradient_flow(GRADIENT_DATA)
    bars = [bar for container in figure.axes[1].containers for bar in container]
    assert len(bars) == 2, f"picture 2 should have 2 bars; it has {len(bars)}"
    for bar, colour in zip(bars, ["green", "red"], strict=True):
        assert same_color(bar.get_facecolor(), colour), f"the bar of height {bar.get_height()} should be {colour}"


@pytest.mark.parametrize(
    "number,labels",
    [(3, ["Layer 1", "Layer 2", "Layer 3"]), (4, ["1 layer", "2 layers", "3 layers", "4 layers", "5 layers"])],
)
def test_labels(student: ModuleType, number: int, labels: list[str]) -> None:
    """Pictures 3 and 4 name their layers."""
    figure = student.visualize_gradient_flow(GRADIENT_DATA)
    found = figure.axes[number - 1].get_legend_handles_labels()[1]
    missing = [label for label in labels if label not in found]
    assert not missing, f"picture {number} has nothing labelled {missing}; its labels are {found}"
