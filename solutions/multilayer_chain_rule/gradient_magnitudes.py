"""Reference for Task 1.2: what a chain of activation derivatives does to a gradient. Trusted side; never handed out."""

from collections.abc import Callable
from typing import TypedDict

import matplotlib.pyplot as plt
import numpy as np
from activations import FloatArray, relu, relu_derivative, sigmoid, sigmoid_derivative, tanh, tanh_derivative
from numpy.typing import ArrayLike

Function = Callable[[ArrayLike], FloatArray]

ACTIVATIONS: dict[str, tuple[Function, Function]] = {
    "sigmoid": (sigmoid, sigmoid_derivative),
    "tanh": (tanh, tanh_derivative),
    "relu": (relu, relu_derivative),
}
VANISHING_BELOW = 0.1
EXPLODING_ABOVE = 10.0


class Magnitudes(TypedDict):
    """What one activation does to a gradient; the arrays have one entry per layer, in the order given."""

    max_derivative: float
    min_derivative: float
    layer_derivatives: FloatArray
    cumulative_gradients: FloatArray
    final_gradient: float
    diagnosis: str


def analyze_gradient_magnitudes(
    layer_inputs: ArrayLike = (-2.0, -1.0, 0.0),
    initial_gradient: float = 1.0,
    x_values: ArrayLike | None = None,
) -> dict[str, Magnitudes]:
    """Sends a gradient back through one derivative per layer, for each activation, and draws the functions.

    Args:
        layer_inputs: The pre-activation of each layer, in the order in which the gradient meets them, shape `(n,)`.
        initial_gradient: The gradient before the first of them.
        x_values: Where to look for the largest and smallest derivative, shape `(m,)`; by default 101 points
            over [-3, 3].
    """
    z = np.asarray(layer_inputs, dtype=np.float64)
    x = np.linspace(-3.0, 3.0, 101) if x_values is None else np.asarray(x_values, dtype=np.float64)
    _draw(x)
    return {
        name: _magnitudes(derivative(z), initial_gradient, derivative(x))
        for name, (_, derivative) in ACTIVATIONS.items()
    }


def _magnitudes(layer_derivatives: FloatArray, initial_gradient: float, curve: FloatArray) -> Magnitudes:
    cumulative = np.cumprod(layer_derivatives) * np.float64(initial_gradient)
    final = float(cumulative[-1]) if cumulative.size else float(initial_gradient)
    return {
        "max_derivative": float(np.max(curve)),
        "min_derivative": float(np.min(curve)),
        "layer_derivatives": layer_derivatives,
        "cumulative_gradients": cumulative,
        "final_gradient": final,
        "diagnosis": _diagnosis(abs(final)),
    }


def _diagnosis(magnitude: float) -> str:
    if magnitude < VANISHING_BELOW:
        return "vanishing"
    if magnitude > EXPLODING_ABOVE:
        return "exploding"
    return "healthy"


def _draw(x: FloatArray) -> None:
    """Draws the functions above and their derivatives below, and leaves the figure open for the caller."""
    figure, axes = plt.subplots(2, 3, figsize=(12, 6), layout="constrained")
    figure.suptitle("Activation functions and their derivatives")
    for column, (name, (function, derivative)) in enumerate(ACTIVATIONS.items()):
        above, below = axes[:, column]
        above.plot(x, function(x))
        above.set(title=name, xlabel="z", ylabel=f"{name}(z)")
        below.plot(x, derivative(x), color="tab:red")
        below.set(title=f"derivative of {name}", xlabel="z", ylabel=f"{name}'(z)")
