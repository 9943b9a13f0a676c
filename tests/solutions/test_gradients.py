"""Every weight and every bias gradient of both reference networks against three independent oracles, entry by entry."""

from types import SimpleNamespace
from typing import Protocol

import numpy as np
import pytest

from tests.support.oracles import ORACLES, TOLERANCES, FloatArray

ARCHITECTURES = ([3, 1], [3, 5, 1], [3, 5, 2, 1], [3, 2, 6, 4, 1], [3, 4, 2, 5, 3, 1])
LABELS = (0, 1)


class Network(Protocol):
    """What a network of either task has."""

    weights: list[FloatArray]
    biases: list[FloatArray]


def randomise(network: Network, rng: np.random.Generator) -> None:
    """Moves a network away from its start, so that no bias stays zero."""
    network.weights = [rng.normal(scale=1.2, size=weights.shape) for weights in network.weights]
    network.biases = [rng.normal(scale=0.7, size=bias.shape) for bias in network.biases]


def assert_oracle_agrees(
    network: Network, oracle: str, x: FloatArray, y: int, activation: str, found: list[FloatArray]
) -> None:
    expected = ORACLES[oracle]([*network.weights, *network.biases], x, y, activation)
    assert [gradient.shape for gradient in found] == [gradient.shape for gradient in expected]
    for gradient, wanted in zip(found, expected, strict=True):
        np.testing.assert_allclose(gradient, wanted, rtol=1e-9, atol=TOLERANCES[oracle])


@pytest.mark.parametrize("oracle", ORACLES)
@pytest.mark.parametrize("y", LABELS)
@pytest.mark.parametrize("activation", ["sigmoid", "tanh", "relu"])
@pytest.mark.parametrize("sizes", ARCHITECTURES, ids=str)
def test_backward_pass_is_the_gradient_of_the_loss(
    reference: SimpleNamespace,
    rng: np.random.Generator,
    x: FloatArray,
    sizes: list[int],
    activation: str,
    y: int,
    oracle: str,
) -> None:
    network = reference.multi_layer_network.MultiLayerNetwork(sizes, activation)
    randomise(network, rng)
    _, activations, z_values = network.forward_pass(x)
    gradients_w, gradients_b, _ = network.backward_pass(x, y, activations, z_values)
    assert_oracle_agrees(network, oracle, x, y, activation, [*gradients_w, *gradients_b])


@pytest.mark.parametrize("oracle", ORACLES)
@pytest.mark.parametrize("y", LABELS)
@pytest.mark.parametrize("sizes", ARCHITECTURES, ids=str)
def test_detailed_backward_pass_is_the_gradient_of_the_loss(
    reference: SimpleNamespace, rng: np.random.Generator, x: FloatArray, sizes: list[int], y: int, oracle: str
) -> None:
    network = reference.detailed_backprop.DetailedBackpropNetwork(sizes)
    randomise(network, rng)
    _, activations, z_values = network.detailed_forward_pass(x, verbose=False)
    grad_weights, grad_biases, _ = network.detailed_backward_pass(x, y, activations, z_values, verbose=False)
    assert_oracle_agrees(network, oracle, x, y, "sigmoid", [*grad_weights, *grad_biases])


@pytest.mark.parametrize("y", LABELS)
@pytest.mark.parametrize("sizes", ARCHITECTURES, ids=str)
def test_numerical_gradients_estimate_every_weight_and_every_bias(
    reference: SimpleNamespace, rng: np.random.Generator, x: FloatArray, sizes: list[int], y: int
) -> None:
    network = reference.detailed_backprop.DetailedBackpropNetwork(sizes)
    randomise(network, rng)
    grad_weights, grad_biases = network.numerical_gradients(x, y)
    assert_oracle_agrees(network, "central differences", x, y, "sigmoid", [*grad_weights, *grad_biases])


@pytest.mark.parametrize("y", LABELS)
def test_a_network_with_two_outputs_averages_the_loss_over_them(
    reference: SimpleNamespace, rng: np.random.Generator, x: FloatArray, y: int
) -> None:
    network = reference.multi_layer_network.MultiLayerNetwork([3, 4, 2])
    randomise(network, rng)
    _, activations, z_values = network.forward_pass(x)
    gradients_w, gradients_b, _ = network.backward_pass(x, y, activations, z_values)
    assert_oracle_agrees(network, "autograd", x, y, "sigmoid", [*gradients_w, *gradients_b])


@pytest.mark.parametrize("y", LABELS)
def test_a_saturated_output_keeps_its_gradient(reference: SimpleNamespace, rng: np.random.Generator, y: int) -> None:
    network = reference.multi_layer_network.MultiLayerNetwork([3, 4, 2, 1], "tanh")
    randomise(network, rng)
    network.biases[-1][:] = 30.0 * (1 - 2 * y)  # sure, and wrong
    _, activations, z_values = network.forward_pass(np.ones(3))
    gradients_w, gradients_b, magnitudes = network.backward_pass(np.ones(3), y, activations, z_values)
    assert magnitudes[-1] == pytest.approx(1.0)
    assert_oracle_agrees(network, "autograd", np.ones(3), y, "tanh", [*gradients_w, *gradients_b])
