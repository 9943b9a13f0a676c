"""Reference for Task 4.2: backpropagation checked by central differences. Trusted side; never handed out."""

from typing import TypedDict

import numpy as np
from activations import FloatArray
from data_generators import load_sports_dataset
from detailed_backprop import DetailedBackpropNetwork
from numpy.typing import ArrayLike

PERFECT_BELOW = 1e-6
GOOD_BELOW = 1e-4


class LayerReport(TypedDict):
    """How well the two gradients of one layer agree; `layer` counts from 1."""

    layer: int
    max_weight_difference: float
    max_bias_difference: float
    verdict: str


def verify_backpropagation(
    network: DetailedBackpropNetwork | None = None,
    x: ArrayLike | None = None,
    y: ArrayLike | None = None,
    h: float = 1e-5,
) -> list[LayerReport]:
    """Compares `detailed_backward_pass` with `numerical_gradients` and returns one report per layer, first layer first.

    Args:
        network: By default `DetailedBackpropNetwork([3, 2, 1])`.
        x: One sample, shape `(n_in,)`; by default row 0 of the sports dataset.
        y: Its label, 0 or 1; by default that of row 0.
        h: Step of the central differences.
    """
    features, labels, _, _ = load_sports_dataset()
    network = DetailedBackpropNetwork([3, 2, 1]) if network is None else network
    x = features[0] if x is None else x
    y = labels[0] if y is None else y
    _, activations, z_values = network.detailed_forward_pass(x, verbose=False)
    *analytic, _ = network.detailed_backward_pass(x, y, activations, z_values, verbose=False)
    numerical = network.numerical_gradients(x, y, h)
    layers = zip(*analytic, *numerical, strict=True)
    return [
        _report(number, _max_difference(w, w_numerical), _max_difference(b, b_numerical))
        for number, (w, b, w_numerical, b_numerical) in enumerate(layers, start=1)
    ]


def _report(number: int, weight_difference: float, bias_difference: float) -> LayerReport:
    larger = np.maximum(weight_difference, bias_difference)  # unlike max(), it never loses a NaN
    if larger < PERFECT_BELOW:
        verdict = "perfect"
    elif larger < GOOD_BELOW:
        verdict = "good"
    else:  # a NaN compares false with everything and ends here
        verdict = "mismatch"
    return {
        "layer": number,
        "max_weight_difference": weight_difference,
        "max_bias_difference": bias_difference,
        "verdict": verdict,
    }


def _max_difference(analytic: FloatArray, numerical: FloatArray) -> float:
    with np.errstate(invalid="ignore"):  # infinity - infinity is NaN, which is a mismatch
        return float(np.max(np.abs(analytic - numerical)))
