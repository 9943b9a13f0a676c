"""Reference for Task 3.2: four pictures of a flowing gradient. Trusted side; never handed out."""

from collections.abc import Iterable, Mapping

import matplotlib.pyplot as plt
import numpy as np
from activations import FloatArray, sigmoid_derivative
from gradient_flow import Flow
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

COLOURS = {
    "severe vanishing": "red",
    "moderate vanishing": "orange",
    "exploding": "purple",
    "healthy": "green",
}
BINS = 20
DEEPEST_CHAIN = 5


def visualize_gradient_flow(gradient_data: Mapping[str, Flow]) -> Figure:
    """Draws magnitudes, decay ratios, activation distributions and powers of sigmoid' on a 2 x 2 figure.

    Args:
        gradient_data: What `analyze_gradient_flow` returned, for at least one network.
    """
    figure, axes = plt.subplots(2, 2, figsize=(12, 9), layout="constrained")
    _draw_magnitudes(axes[0, 0], gradient_data)
    _draw_decay_ratios(axes[0, 1], gradient_data)
    _draw_activations(axes[1, 0], gradient_data)
    _draw_sigmoid_chains(axes[1, 1])
    return figure


def _draw_magnitudes(axes: Axes, gradient_data: Mapping[str, Flow]) -> None:
    for name, flow in gradient_data.items():
        axes.plot(range(1, flow["num_layers"] + 1), flow["magnitudes"], marker="o", label=name)
    axes.set(title="Gradient magnitude by layer", xlabel="layer (1 = first)", ylabel="|dL/dz|")
    _scale_logarithmically(axes, [magnitude for flow in gradient_data.values() for magnitude in flow["magnitudes"]])
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.legend()


def _draw_decay_ratios(axes: Axes, gradient_data: Mapping[str, Flow]) -> None:
    ratios: list[float] = []
    for name, flow in gradient_data.items():
        ratio, diagnosis = flow["decay_ratio"], flow["diagnosis"]
        if ratio is not None and diagnosis is not None:
            ratios.append(ratio)
            axes.bar(name, ratio, color=COLOURS[diagnosis])
    axes.set(title="Decay of the gradient", xlabel="network", ylabel="first layer / output layer")
    _scale_logarithmically(axes, ratios)


def _draw_activations(axes: Axes, gradient_data: Mapping[str, Flow]) -> None:
    name = deepest_network(gradient_data)
    layers = layers_of(gradient_data[name])
    axes.hist(list(layers.values()), bins=BINS, stacked=True, label=list(layers))
    axes.set(title=f"Activations of {name}", xlabel="activation", ylabel="number of units")
    axes.legend(loc="upper right")


def deepest_network(gradient_data: Mapping[str, Flow]) -> str:
    """Returns the name of the network with the most layers."""
    return max(gradient_data, key=lambda name: gradient_data[name]["num_layers"])


def layers_of(flow: Flow) -> dict[str, FloatArray]:
    """Returns the activations of each layer by its label; the input is not a layer."""
    return {f"Layer {number}": values for number, values in enumerate(flow["activations"][1:], start=1)}


def _scale_logarithmically(axes: Axes, values: Iterable[float]) -> None:
    if not any(value > 0 for value in values):
        axes.set_ylim(0.1, 10.0)  # a logarithmic axis cannot choose its own limits where no gradient flows at all
    axes.set_yscale("log")


def _draw_sigmoid_chains(axes: Axes) -> None:
    z = np.linspace(-3.0, 3.0, 101)
    for depth in range(1, DEEPEST_CHAIN + 1):
        axes.plot(z, sigmoid_chain(z, depth), label="1 layer" if depth == 1 else f"{depth} layers")
    axes.set(title="A chain of sigmoid derivatives", xlabel="z", ylabel="sigmoid'(z)^n", yscale="log")
    axes.legend(loc="lower center")


def sigmoid_chain(z: FloatArray, depth: int) -> FloatArray:
    """Returns what is left of a gradient of 1 after this many sigmoid layers that all see z."""
    return sigmoid_derivative(z) ** depth
