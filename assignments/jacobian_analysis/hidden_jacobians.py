"""Task 2: the Jacobians of the output by the hidden layers."""

from collections.abc import Sequence

import numpy as np
from small_network import FloatArray, activation_derivative, forward


def compute_hidden_jacobians(
    weights: Sequence[FloatArray], biases: Sequence[FloatArray], x: FloatArray, activation: str = "tanh"
) -> list[FloatArray]:
    """Returns the derivatives of the network's output by what each hidden layer hands on, by the chain rule.

    The arguments are those of Task 1.

    Returns:
        One array for each hidden layer, the first hidden layer first. That of layer l has the shape `(n_out, n_l)`: row
        i, column j is the derivative of output i by the activation of unit j. A network of one layer has no hidden one.
    """
    raise NotImplementedError
