"""Task 2.1: a network of any depth, with backpropagation."""

from collections.abc import Sequence

import numpy as np
from activations import FloatArray, relu, relu_derivative, sigmoid, sigmoid_derivative, tanh, tanh_derivative


class MultiLayerNetwork:
    """A fully connected network. Its hidden layers use one activation, its output layer always sigmoid.

    Attributes:
        layer_sizes: `[n_in, hidden..., n_out]`, for example `[3, 4, 2, 1]`.
        num_layers: The number L of weight layers, 3 in the example.
        activation: `'sigmoid'`, `'tanh'` or `'relu'`.
        weights: List of L float64 arrays; the one between n_prev and n_next units has the shape `(n_prev, n_next)`.
        biases: List of L float64 arrays of shape `(n_next,)`.
    """

    def __init__(
        self, layer_sizes: Sequence[int], activation: str = "sigmoid", rng: np.random.Generator | None = None
    ) -> None:
        """Sets all attributes. The biases start at zero.

        The weights are Xavier/Glorot normal: drawn from a normal distribution with mean 0 and standard deviation
        sqrt(2 / (n_prev + n_next)).

        Args:
            layer_sizes: Numbers of units, from the input to the output.
            activation: The activation of the hidden layers.
            rng: Draw all weights from this generator. If None, make one with `numpy.random.default_rng()`.

        Raises:
            ValueError: The activation is none of the three.
        """
        raise NotImplementedError

    def count_parameters(self) -> int:
        """Returns how many numbers there are to learn: all weights and all biases.

        Example:
            >>> MultiLayerNetwork([2, 3, 1]).count_parameters()
            13
        """
        raise NotImplementedError

    def forward_pass(
        self, x: FloatArray, store_activations: bool = True
    ) -> tuple[FloatArray, list[FloatArray], list[FloatArray]] | FloatArray:
        """Computes the network's output for one sample.

        Layer by layer, with a_0 = x: z_l = a_{l-1} @ W_l + b_l and a_l = f(z_l), where f is the hidden activation, or
        sigmoid in the output layer.

        Args:
            x: One sample, shape `(n_in,)`.
            store_activations: Whether to return the values inside too, which the backward pass needs.

        Returns:
            `(output, activations, z_values)`, or only `output` if `store_activations` is False.
            output: Array of shape `(n_out,)`.
            activations: List of L + 1 arrays: x first, the output last.
            z_values: List of L arrays; `z_values[0]` is the pre-activation of the first layer.
        """
        raise NotImplementedError

    def backward_pass(
        self, x: FloatArray, y: float | FloatArray, activations: list[FloatArray], z_values: list[FloatArray]
    ) -> tuple[list[FloatArray], list[FloatArray], list[float]]:
        """Computes the gradient of the binary cross-entropy of one sample.

        With delta_l = dL/dz_l: delta_L = output - y (for one output unit), and from layer l + 1 back to layer l:
        delta_l = (W_{l+1} @ delta_{l+1}) * f'(z_l). The gradients are dL/dW_l = outer(a_{l-1}, delta_l) and
        dL/db_l = delta_l.

        Use `self.weights` and `self.biases` as they are when you are called, and change neither them nor the arguments.

        Args:
            x: The sample, shape `(n_in,)`.
            y: Its label, 0 or 1: an int, a float or an array of shape `(1,)`.
            activations: As `forward_pass` returned them.
            z_values: As `forward_pass` returned them.

        Returns:
            `(gradients_w, gradients_b, gradient_magnitudes)`, three lists of L entries, the first layer first.
            gradients_w: float64 arrays in the shapes of `self.weights`.
            gradients_b: float64 arrays in the shapes of `self.biases`.
            gradient_magnitudes: The Euclidean norm of delta_l for each layer.
        """
        raise NotImplementedError
