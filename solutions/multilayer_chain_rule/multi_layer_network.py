"""Reference for Task 2.1: a network of any depth with backpropagation. Trusted side; never handed out."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Literal, overload

import numpy as np
from activations import FloatArray, relu, relu_derivative, sigmoid, sigmoid_derivative, tanh, tanh_derivative
from numpy.typing import ArrayLike

Function = Callable[[ArrayLike], FloatArray]
Forward = tuple[FloatArray, list[FloatArray], list[FloatArray]]

ACTIVATIONS: dict[str, tuple[Function, Function]] = {
    "sigmoid": (sigmoid, sigmoid_derivative),
    "tanh": (tanh, tanh_derivative),
    "relu": (relu, relu_derivative),
}


class MultiLayerNetwork:
    """A fully connected network whose hidden layers share one activation and whose output layer is sigmoid.

    Attributes:
        layer_sizes: `[n_in, hidden..., n_out]`.
        num_layers: The number L of weight layers.
        activation: `'sigmoid'`, `'tanh'` or `'relu'`.
        weights: L arrays; that of a layer has shape `(n_prev, n_next)`.
        biases: L arrays; that of a layer has shape `(n_next,)`.
    """

    def __init__(
        self, layer_sizes: Sequence[int], activation: str = "sigmoid", rng: np.random.Generator | None = None
    ) -> None:
        """Draws Xavier/Glorot normal weights from `rng` and sets the biases to zero.

        Raises:
            ValueError: The activation is unknown.
        """
        if activation not in ACTIVATIONS:
            raise ValueError(f"activation is {activation!r}; choose one of {', '.join(ACTIVATIONS)}.")
        generator = np.random.default_rng() if rng is None else rng
        self.layer_sizes = list(layer_sizes)
        self.num_layers = len(self.layer_sizes) - 1
        self.activation = activation
        self.weights: list[FloatArray] = [
            generator.normal(0.0, np.sqrt(2.0 / (n_prev + n_next)), size=(n_prev, n_next))
            for n_prev, n_next in pairwise(self.layer_sizes)
        ]
        self.biases: list[FloatArray] = [np.zeros(n_next) for n_next in self.layer_sizes[1:]]

    def count_parameters(self) -> int:
        """Returns the number of weights and biases."""
        return sum(parameter.size for parameter in (*self.weights, *self.biases))

    @overload
    def forward_pass(self, x: ArrayLike, store_activations: Literal[True] = True) -> Forward: ...

    @overload
    def forward_pass(self, x: ArrayLike, store_activations: Literal[False]) -> FloatArray: ...

    def forward_pass(self, x: ArrayLike, store_activations: bool = True) -> Forward | FloatArray:
        """Returns `(output, activations, z_values)`, or only the output.

        Args:
            x: One sample, shape `(n_in,)`.
            store_activations: Whether to return the L + 1 activations (x first, output last) and the L
                pre-activations too.
        """
        hidden_activation, _ = ACTIVATIONS[self.activation]
        activations = [np.asarray(x, dtype=np.float64)]
        z_values: list[FloatArray] = []
        for layer, (weights, bias) in enumerate(zip(self.weights, self.biases, strict=True), start=1):
            z = activations[-1] @ weights + bias
            is_output = layer == len(self.weights)
            z_values.append(z)
            activations.append(sigmoid(z) if is_output else hidden_activation(z))
        return (activations[-1], activations, z_values) if store_activations else activations[-1]

    def backward_pass(
        self, x: ArrayLike, y: ArrayLike, activations: Sequence[FloatArray], z_values: Sequence[FloatArray]
    ) -> tuple[list[FloatArray], list[FloatArray], list[float]]:
        """Returns `(gradients_w, gradients_b, gradient_magnitudes)` of the BCE loss of one sample, first layer first.

        Args:
            x: The sample, shape `(n_in,)`.
            y: Its label, 0 or 1: a number or an array of shape `(1,)`.
            activations: As `forward_pass` returned them.
            z_values: As `forward_pass` returned them.
        """
        deltas = self._deltas(y, activations[-1], z_values)
        inputs = [np.asarray(x, dtype=np.float64), *activations[1:-1]]
        gradients_w = [np.outer(a, delta) for a, delta in zip(inputs, deltas, strict=True)]
        return gradients_w, deltas, [float(np.linalg.norm(delta)) for delta in deltas]

    def _deltas(self, y: ArrayLike, output: FloatArray, z_values: Sequence[FloatArray]) -> list[FloatArray]:
        """Returns dL/dz of every layer, first layer first.

        The recursion is (BP1) and (BP2) of Nielsen, Neural Networks and Deep Learning, chapter 2, for row vectors. In
        the output layer the derivatives of BCE and sigmoid cancel to a - y; BCE is the mean over the outputs.
        """
        _, hidden_derivative = ACTIVATIONS[self.activation]
        deltas = [(output - np.asarray(y, dtype=np.float64)) / output.size]
        for weights, z in zip(reversed(self.weights[1:]), reversed(z_values[:-1]), strict=True):
            deltas.append((weights @ deltas[-1]) * hidden_derivative(z))
        return deltas[::-1]
