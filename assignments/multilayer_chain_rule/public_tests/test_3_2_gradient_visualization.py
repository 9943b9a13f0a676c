"""Task 3.2: what is on the figure. Your Task 3.1 is not needed here."""

import re
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.legend import Legend
from matplotlib.patches import Rectangle

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


def labels(axes: Axes) -> list[str]:
    """What the lines, bars and areas are labelled, and what legends say."""
    legends = [child for child in axes.get_children() if isinstance(child, Legend)]
    return axes.get_legend_handles_labels()[1] + [text.get_text() for legend in legends for text in legend.get_texts()]


def unnamed(axes: Axes, wanted: list[str]) -> list[str]:
    """What no label names; it may say more, and in capitals."""
    return [each for each in wanted if not any(re.search(rf"\b{each}\b", text, re.IGNORECASE) for text in labels(axes))]


def test_a_figure_of_four_axes(student: ModuleType) -> None:
    """The figure comes back, and everything on it says what it is."""
    figure = student.visualize_gradient_flow(GRADIENT_DATA)
    assert isinstance(figure, Figure), f"return the figure, not {type(figure).__name__}"
    assert len(figure.axes) == 4, f"the figure should have 4 axes; it has {len(figure.axes)}"
    for number, axes in enumerate(figure.axes, start=1):
        assert any(axes.get_title(place) for place in ("center", "left", "right")), f"picture {number} has no title"
        assert axes.get_xlabel(), f"picture {number} has no x label"
        assert axes.get_ylabel(), f"picture {number} has no y label"


@pytest.mark.parametrize("number", [1, 2, 4])
def test_logarithmic_axes(student: ModuleType, number: int) -> None:
    """A gradient that vanishes is lost on a linear axis."""
    figure = student.visualize_gradient_flow(GRADIENT_DATA)
    assert figure.axes[number - 1].get_yscale() == "log", f"picture {number} should have a logarithmic y axis"


def test_one_line_per_network(student: ModuleType) -> None:
    """Picture 1 has labelled lines that start at layer 1."""
    axes = student.visualize_gradient_flow(GRADIENT_DATA).axes[0]
    missing = unnamed(axes, list(GRADIENT_DATA))
    assert not missing, f"picture 1 has no line labelled {missing}"
    shown = [list(np.asarray(line.get_xdata())) for line in axes.lines]
    assert [1, 2, 3] in shown, f"the line of 'deep' should run over the layers [1, 2, 3]; there are lines over {shown}"
    assert axes.get_legend() is not None, "picture 1 has no legend"


def test_one_coloured_bar_per_network_with_two_layers_or_more(student: ModuleType) -> None:
    """Picture 2 leaves out the network with one layer."""
    axes = student.visualize_gradient_flow(GRADIENT_DATA).axes[1]
    shown = [patch for patch in axes.patches if isinstance(patch, Rectangle) and patch.get_height() > 0]
    bars = sorted(shown, key=lambda bar: bar.get_height())
    assert len(bars) == 2, f"picture 2 should have 2 bars; it has {len(bars)}"
    for bar, colour in zip(bars, ["red", "green"], strict=True):
        red, green, blue = to_rgb(bar.get_facecolor())
        right = green > max(red, blue) if colour == "green" else red > 2 * max(green, blue)
        assert right, f"the bar of height {bar.get_height()} should be {colour}"


@pytest.mark.parametrize(
    "number,names",
    [(3, ["Layer 1", "Layer 2", "Layer 3"]), (4, ["1 layer", "2 layers", "3 layers", "4 layers", "5 layers"])],
)
def test_labels(student: ModuleType, number: int, names: list[str]) -> None:
    """Pictures 3 and 4 name their layers."""
    axes = student.visualize_gradient_flow(GRADIENT_DATA).axes[number - 1]
    missing = unnamed(axes, names)
    assert not missing, f"picture {number} has nothing labelled {missing}; its labels are {labels(axes)}"
