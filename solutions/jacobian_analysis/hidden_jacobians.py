"""Reference for Task 2: the Jacobians of the output by the hidden layers. Trusted side; never handed out."""

from collections.abc import Sequence

import numpy as np
from small_network import FloatArray, activation_derivative, forward


def compute_hidden_jacobians(
    weights: Sequence[FloatArray], biases: Sequence[FloatArray], x: FloatArray, activation: str = "tanh"
) -> list[FloatArray]:
    """Returns the derivatives of the output by the activations of each hidden layer, the first hidden layer first."""
    _, z_values = forward(weights, biases, x, activation)
    by_z = np.eye(len(z_values[-1]))
    found = []
    for matrix, z in zip(weights[:0:-1], z_values[-2::-1], strict=True):
        by_activation = by_z @ matrix.T
        found.append(by_activation)
        by_z = by_activation @ np.diag(activation_derivative(activation, z))
    return found[::-1]
