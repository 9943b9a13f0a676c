"""Reference for Task 3: Jacobians by central differences. Trusted side; never handed out."""

from collections.abc import Callable, Sequence

import numpy as np
from small_network import FloatArray, forward, output_from


def numerical_jacobian(function: Callable[[FloatArray], FloatArray], x: FloatArray, step: float = 1e-5) -> FloatArray:
    """Returns the Jacobian of a function at x, shape `(n_out, n_in)`, by central differences."""
    columns = []
    for unit in np.eye(len(x)):
        ahead, behind = function(x + step * unit), function(x - step * unit)
        columns.append((ahead - behind) / (2.0 * step))
    return np.stack(columns, axis=1)


def numerical_hidden_jacobians(
    weights: Sequence[FloatArray],
    biases: Sequence[FloatArray],
    x: FloatArray,
    activation: str = "tanh",
    step: float = 1e-5,
) -> list[FloatArray]:
    """Returns the Jacobian of the output by each hidden layer, the first hidden layer first, by central differences."""
    activations, _ = forward(weights, biases, x, activation)

    def jacobian_from(layer: int) -> FloatArray:
        return numerical_jacobian(
            lambda values: output_from(layer, values, weights, biases, activation), activations[layer], step
        )

    return [jacobian_from(layer) for layer in range(1, len(weights))]
