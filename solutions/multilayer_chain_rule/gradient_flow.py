"""Reference for Task 3.1: how the size of the gradient changes from layer to layer. Trusted side; never handed out."""

from collections.abc import Mapping, Sequence
from typing import Protocol, TypedDict

import numpy as np
from activations import FloatArray
from numpy.typing import ArrayLike

SEVERE_BELOW = 0.01
MODERATE_BELOW = 0.1
EXPLODING_ABOVE = 10.0
SATURATED_ABOVE = 3.0


class Network(Protocol):
    """What this module uses of a network of Task 2.1."""

    activation: str
    num_layers: int

    def forward_pass(self, x: ArrayLike) -> tuple[FloatArray, list[FloatArray], list[FloatArray]]:
        """Returns `(output, activations, z_values)`."""
        ...

    def backward_pass(
        self, x: ArrayLike, y: ArrayLike, activations: Sequence[FloatArray], z_values: Sequence[FloatArray]
    ) -> tuple[list[FloatArray], list[FloatArray], list[float]]:
        """Returns `(gradients_w, gradients_b, gradient_magnitudes)`."""
        ...


class Flow(TypedDict):
    """How a gradient flows through one network. `decay_ratio` and `diagnosis` need two layers to compare."""

    magnitudes: list[float]
    num_layers: int
    activations: list[FloatArray]
    z_values: list[FloatArray]
    decay_ratio: float | None
    diagnosis: str | None
    saturated_layers: list[int]


def analyze_gradient_flow(networks: Mapping[str, Network], x: ArrayLike, y: ArrayLike) -> dict[str, Flow]:
    """Sends one sample through each network and diagnoses what happens to its gradient on the way back.

    Args:
        networks: Name -> network with the interface of Task 2.1.
        x: One sample, shape `(n_in,)`.
        y: Its label, 0 or 1: a number or an array of shape `(1,)`.
    """
    return {name: _analyze(network, x, y) for name, network in networks.items()}


def _analyze(network: Network, x: ArrayLike, y: ArrayLike) -> Flow:
    _, activations, z_values = network.forward_pass(x)
    _, _, magnitudes = network.backward_pass(x, y, activations, z_values)
    ratio = _decay_ratio(magnitudes)
    return {
        "magnitudes": magnitudes,
        "num_layers": network.num_layers,
        "activations": activations,
        "z_values": z_values,
        "decay_ratio": ratio,
        "diagnosis": None if ratio is None else _diagnose(ratio),
        "saturated_layers": _saturated_layers(z_values) if network.activation == "sigmoid" else [],
    }


def _decay_ratio(magnitudes: Sequence[float]) -> float | None:
    """Returns first layer / output layer: the gradient flows backwards, so the first layer receives it last."""
    if len(magnitudes) == 1:
        return None
    with np.errstate(divide="ignore", invalid="ignore"):  # a perfect prediction sends no gradient: 0 / 0 is NaN
        return float(np.divide(magnitudes[0], magnitudes[-1]))


def _diagnose(ratio: float) -> str:
    if ratio < SEVERE_BELOW:
        return "severe vanishing"
    if ratio < MODERATE_BELOW:
        return "moderate vanishing"
    if ratio > EXPLODING_ABOVE:
        return "exploding"
    return "healthy"


def _saturated_layers(z_values: Sequence[FloatArray]) -> list[int]:
    """Returns the numbers of the hidden layers whose mean pre-activation lies far out on the sigmoid's flat ends."""
    return [layer for layer, z in enumerate(z_values[:-1], start=1) if abs(np.mean(z)) > SATURATED_ABOVE]
