"""Reference for Task 4.1: backpropagation that shows its steps. Trusted side; never handed out."""

import copy
from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np
from activations import FloatArray, bce_loss, sigmoid, sigmoid_derivative
from numpy.typing import ArrayLike

SEED = 42
WEIGHT_SCALE = 0.5

Gradients = tuple[list[FloatArray], list[FloatArray]]


class DetailedBackpropNetwork:
    """A network with sigmoid in every layer, always born with the same weights.

    Attributes:
        layer_sizes: `[n_in, hidden..., n_out]`.
        weights: One array of shape `(n_prev, n_next)` per layer.
        biases: One array of shape `(n_next,)` per layer.
    """

    def __init__(self, layer_sizes: Sequence[int]) -> None:
        """Draws the weights from a generator of its own, so that the global one is left alone."""
        generator = np.random.RandomState(SEED)
        self.layer_sizes = list(layer_sizes)
        self.weights: list[FloatArray] = [
            WEIGHT_SCALE * generator.standard_normal((n_prev, n_next)) for n_prev, n_next in pairwise(self.layer_sizes)
        ]
        self.biases: list[FloatArray] = [np.zeros(n_next) for n_next in self.layer_sizes[1:]]

    def detailed_forward_pass(
        self,
        x: ArrayLike,
        verbose: bool = True,
    ) -> tuple[FloatArray, list[FloatArray], list[FloatArray]]:
        """Returns `(output, activations, z_values)`; `activations[0]` is x.

        Args:
            x: One sample, shape `(n_in,)`.
            verbose: Whether to print the steps.
        """
        say = _voice(verbose)
        activations = [np.asarray(x, dtype=np.float64)]
        z_values: list[FloatArray] = []
        say("Forward pass of x = {}", activations[0])
        for layer, (weights, bias) in enumerate(zip(self.weights, self.biases, strict=True), start=1):
            z_values.append(activations[-1] @ weights + bias)
            activations.append(sigmoid(z_values[-1]))
            say("Layer {}: z = a W + b = {}, a = sigmoid(z) = {}", layer, z_values[-1], activations[-1])
        return activations[-1], activations, z_values

    def detailed_backward_pass(
        self,
        x: ArrayLike,
        y: ArrayLike,
        activations: Sequence[FloatArray],
        z_values: Sequence[FloatArray],
        verbose: bool = True,
    ) -> tuple[list[FloatArray], list[FloatArray], float]:
        """Returns `(grad_weights, grad_biases, loss)` of the BCE loss of one sample, first layer first.

        In the output layer the derivatives of BCE and sigmoid cancel to dL/dz = a - y. The steps are (BP1) to (BP4) of
        Nielsen, Neural Networks and Deep Learning, chapter 2, for row vectors.

        Args:
            x: The sample, shape `(n_in,)`.
            y: Its label, 0 or 1: a number or an array of shape `(1,)`.
            activations: As `detailed_forward_pass` returned them.
            z_values: As `detailed_forward_pass` returned them.
            verbose: Whether to print the steps.
        """
        say = _voice(verbose)
        inputs = [np.asarray(x, dtype=np.float64), *activations[1:-1]]
        loss = bce_loss(activations[-1], y)
        target = np.asarray(y, dtype=np.float64)
        delta = (activations[-1] - target) / activations[-1].size
        grad_weights: list[FloatArray] = []
        grad_biases: list[FloatArray] = []
        say("Backward pass for y = {}: loss = {}", target, loss)
        for layer in reversed(range(len(self.weights))):
            grad_weights.insert(0, np.outer(inputs[layer], delta))
            grad_biases.insert(0, delta)
            say("Layer {}: dL/dz = dL/db = {}, dL/dW =\n{}", layer + 1, delta, grad_weights[0])
            if layer > 0:
                delta = (self.weights[layer] @ delta) * sigmoid_derivative(z_values[layer - 1])
        return grad_weights, grad_biases, loss

    def numerical_gradients(self, x: ArrayLike, y: ArrayLike, h: float = 1e-5) -> Gradients:
        """Returns `(grad_weights, grad_biases)` by central differences of the loss; touches nothing of this network.

        Args:
            x: One sample, shape `(n_in,)`.
            y: Its label, 0 or 1: a number or an array of shape `(1,)`.
            h: How far each parameter is moved to either side.
        """
        probe = copy.copy(self)
        probe.weights = [weights.copy() for weights in self.weights]
        probe.biases = [bias.copy() for bias in self.biases]

        def loss() -> float:
            output, _, _ = probe.detailed_forward_pass(x, verbose=False)
            return bce_loss(output, y)

        return (
            [_central_differences(loss, weights, h) for weights in probe.weights],
            [_central_differences(loss, bias, h) for bias in probe.biases],
        )


def _central_differences(loss: Callable[[], float], parameter: FloatArray, h: float) -> FloatArray:
    """Moves each entry of `parameter` in place, reads the loss on either side, and puts the entry back."""
    gradient = np.empty_like(parameter)
    for index in np.ndindex(parameter.shape):
        original = parameter[index]
        parameter[index] = original + h
        above = loss()
        parameter[index] = original - h
        below = loss()
        parameter[index] = original
        gradient[index] = (above - below) / (2 * h)
    return gradient


def _voice(verbose: bool) -> Callable[..., None]:
    """Prints a template with its values, or nothing. Putting arrays into words takes longer than computing them."""

    def say(template: str, *values: object) -> None:
        if verbose:
            print(template.format(*values))  # noqa: T201 # the contract asks for printed steps

    return say
