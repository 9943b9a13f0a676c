"""A small network of any depth, forward. Given to you: use it, do not hand it in.

A network is its weights and biases: `weights[l]` has the shape `(n_prev, n_next)`, `biases[l]` the shape `(n_next,)`.
Each layer computes z = a @ weights + bias. Hidden layers put their activation function on z; the output layer does not.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

FloatArray = NDArray[np.float64]


def activate(activation: str, z: ArrayLike) -> FloatArray:
    """Returns 'tanh', 'sigmoid' or 'relu' of z, element by element.

    Raises:
        ValueError: The activation is another word.
    """
    z = np.asarray(z, dtype=np.float64)
    if activation == "tanh":
        return np.tanh(z)
    if activation == "sigmoid":
        return 0.5 + 0.5 * np.tanh(0.5 * z)
    if activation == "relu":
        return np.maximum(z, 0.0)
    raise ValueError(f"the activation is 'tanh', 'sigmoid' or 'relu', not {activation!r}")


def activation_derivative(activation: str, z: ArrayLike) -> FloatArray:
    """Returns the derivative of the activation at z, element by element. The argument is z, not the activated value."""
    value = activate(activation, z)
    if activation == "tanh":
        return 1.0 - value**2
    if activation == "sigmoid":
        return value * (1.0 - value)
    return (value > 0.0).astype(np.float64)


def forward(
    weights: Sequence[FloatArray], biases: Sequence[FloatArray], x: ArrayLike, activation: str = "tanh"
) -> tuple[list[FloatArray], list[FloatArray]]:
    """Sends one input through the network.

    Returns:
        `(activations, z_values)`: `activations[0]` is x, `activations[l]` what layer l hands on and `activations[-1]`
        the output; `z_values[l - 1]` is what layer l has before its activation function.
    """
    activations, z_values = [np.array(x, dtype=np.float64)], []
    for layer, (matrix, bias) in enumerate(zip(weights, biases, strict=True), start=1):
        z = activations[-1] @ matrix + bias
        z_values.append(z)
        activations.append(z if layer == len(weights) else activate(activation, z))
    return activations, z_values


def output_from(
    layer: int,
    values: ArrayLike,
    weights: Sequence[FloatArray],
    biases: Sequence[FloatArray],
    activation: str = "tanh",
) -> FloatArray:
    """Returns the output that the network would have if `layer` handed on these values. Layer 0 is the input."""
    activations, _ = forward(weights[layer:], biases[layer:], values, activation)
    return activations[-1]
