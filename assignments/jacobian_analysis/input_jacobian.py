"""Task 1: the Jacobian of the output by the input."""

from collections.abc import Sequence

import numpy as np
from small_network import FloatArray, activation_derivative, forward


def compute_input_jacobian(
    weights: Sequence[FloatArray], biases: Sequence[FloatArray], x: FloatArray, activation: str = "tanh"
) -> FloatArray:
    """Returns the derivatives of the network's output by its input, by the chain rule.

    Args:
        weights: One array of shape `(n_prev, n_next)` for each layer.
        biases: One array of shape `(n_next,)` for each layer.
        x: The input, shape `(n_in,)`.
        activation: 'tanh', 'sigmoid' or 'relu', for all layers but the last.

    Returns:
        An array of shape `(n_out, n_in)`: row i, column j is the derivative of output i by input j.
    """
    raise NotImplementedError
