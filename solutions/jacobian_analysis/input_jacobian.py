"""Reference for Task 1: the Jacobian of the output by the input. Trusted side; never handed out."""

from collections.abc import Sequence

import numpy as np
from small_network import FloatArray, activation_derivative, forward


def compute_input_jacobian(
    weights: Sequence[FloatArray], biases: Sequence[FloatArray], x: FloatArray, activation: str = "tanh"
) -> FloatArray:
    """Returns the derivatives of the output by the input, shape `(n_out, n_in)`, by the chain rule."""
    _, z_values = forward(weights, biases, x, activation)
    jacobian = np.eye(len(x))
    for layer, (matrix, z) in enumerate(zip(weights, z_values, strict=True), start=1):
        jacobian = matrix.T @ jacobian
        if layer != len(weights):  # the output layer hands on its z as it is
            jacobian = np.diag(activation_derivative(activation, z)) @ jacobian
    return jacobian
