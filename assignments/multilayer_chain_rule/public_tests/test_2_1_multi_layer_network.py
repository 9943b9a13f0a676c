"""Task 2.1: attributes, shapes, and networks so small that you can check them by hand."""

from types import ModuleType
from typing import Any

import numpy as np
import pytest

X = np.array([2.0, 1.0, 1.0])


def tanh_network(student: ModuleType) -> Any:
    """Makes a network with 3 inputs, hidden layers of 4 and 2 units, and 1 output."""
    return student.MultiLayerNetwork([3, 4, 2, 1], activation="tanh", rng=np.random.default_rng(0))


def test_attributes(student: ModuleType) -> None:
    """All five attributes are there, with the right shapes."""
    network = tanh_network(student)
    assert list(network.layer_sizes) == [3, 4, 2, 1], f"layer_sizes is {network.layer_sizes}"
    assert network.num_layers == 3, f"num_layers counts weight layers, here 3; it is {network.num_layers}"
    assert network.activation == "tanh", f"activation should be 'tanh'; it is {network.activation!r}"
    shapes = [np.shape(weights) for weights in network.weights]
    assert shapes == [(3, 4), (4, 2), (2, 1)], f"weights have the shapes (n_prev, n_next); yours have {shapes}"
    assert [np.shape(b) for b in network.biases] == [(4,), (2,), (1,)], "biases have the shapes (n_next,)"
    assert not any(np.any(bias) for bias in network.biases), "biases start at zero"


def test_the_same_generator_gives_the_same_weights(student: ModuleType) -> None:
    """Weights are drawn from rng and from nothing else."""
    one, other = (student.MultiLayerNetwork([3, 4, 1], rng=np.random.default_rng(7)) for _ in range(2))
    assert np.array_equal(one.weights[0], other.weights[0]), "two generators with one seed should give one network"


def test_an_unknown_activation_is_refused(student: ModuleType) -> None:
    """A typing error must not silently become some other network."""
    try:
        student.MultiLayerNetwork([3, 1], activation="sigmoit")
    except ValueError:
        return
    pytest.fail("MultiLayerNetwork([3, 1], activation='sigmoit') should raise ValueError", pytrace=False)


@pytest.mark.parametrize("sizes,count", [([1, 1], 2), ([2, 3, 1], 13)])
def test_count_parameters(student: ModuleType, sizes: list[int], count: int) -> None:
    """Weights and biases both count."""
    found = student.MultiLayerNetwork(sizes).count_parameters()
    assert found == count, f"the network {sizes} has {count} parameters, not {found}"


def test_forward_pass_returns_three_things(student: ModuleType) -> None:
    """The output, L + 1 activations, L pre-activations."""
    network = tanh_network(student)
    output, activations, z_values = network.forward_pass(X)
    assert np.shape(output) == (1,), f"the output should have the shape (1,); it has {np.shape(output)}"
    assert [np.shape(a) for a in activations] == [(3,), (4,), (2,), (1,)], "activations: x first, the output last"
    assert [np.shape(z) for z in z_values] == [(4,), (2,), (1,)], "z_values: one per layer"
    assert np.array_equal(activations[0], X), "activations[0] is x itself"
    assert 0 < output[0] < 1, f"the output layer is sigmoid, so {output[0]} cannot be"


def test_forward_pass_can_return_only_the_output(student: ModuleType) -> None:
    """With store_activations=False, no tuple comes back."""
    network = tanh_network(student)
    output = network.forward_pass(X, store_activations=False)
    assert np.shape(output) == (1,), f"expected an array of shape (1,), got {type(output).__name__}"


def test_backward_pass_returns_gradients_in_the_shapes_of_the_parameters(student: ModuleType) -> None:
    """The first layer comes first."""
    network = tanh_network(student)
    _, activations, z_values = network.forward_pass(X)
    gradients_w, gradients_b, magnitudes = network.backward_pass(X, 1, activations, z_values)
    shapes_w, shapes_b = [np.shape(g) for g in gradients_w], [np.shape(g) for g in gradients_b]
    assert shapes_w == [(3, 4), (4, 2), (2, 1)], f"gradients_w should be shaped like weights, not {shapes_w}"
    assert shapes_b == [(4,), (2,), (1,)], f"gradients_b should be shaped like biases, not {shapes_b}"
    assert len(magnitudes) == 3, f"one magnitude per layer: 3, not {len(magnitudes)}"


@pytest.mark.parametrize("y", [1, 1.0, np.array([1.0])], ids=["int", "float", "array"])
def test_one_neuron_by_hand(student: ModuleType, y: Any) -> None:
    """With w = b = 0 the output is 0.5. For y = 1 and x = 2: delta = -0.5, dL/dw = -1, dL/db = -0.5."""
    network = student.MultiLayerNetwork([1, 1])
    network.weights, network.biases = [np.zeros((1, 1))], [np.zeros(1)]
    x = np.array([2.0])
    _, activations, z_values = network.forward_pass(x)
    gradients_w, gradients_b, magnitudes = network.backward_pass(x, y, activations, z_values)
    assert np.asarray(gradients_w[0]) == pytest.approx(np.array([[-1.0]])), f"dL/dw should be -1, not {gradients_w[0]}"
    assert np.asarray(gradients_b[0]) == pytest.approx(np.array([-0.5])), f"dL/db should be -0.5, not {gradients_b[0]}"
    assert magnitudes[0] == pytest.approx(0.5), f"the magnitude of -0.5 is 0.5, not {magnitudes[0]}"


def test_two_neurons_by_hand(student: ModuleType) -> None:
    """Both z are 0 here, so both activations are 0.5; follow the gradient back yourself."""
    network = student.MultiLayerNetwork([1, 1, 1], activation="sigmoid")
    network.weights = [np.array([[0.0]]), np.array([[4.0]])]
    network.biases = [np.array([0.0]), np.array([-2.0])]
    x = np.array([2.0])
    _, activations, z_values = network.forward_pass(x)
    gradients_w, _, _ = network.backward_pass(x, 0, activations, z_values)
    found = [float(np.squeeze(g)) for g in gradients_w]
    assert found == pytest.approx([1.0, 0.25]), f"the weight gradients should be [1.0, 0.25], not {found}"


@pytest.mark.parametrize("y", [0, 1])
def test_accuracy(student: ModuleType, y: int) -> None:
    """A network that is almost sure, with z = 14: its delta is right to six digits."""
    network = student.MultiLayerNetwork([1, 1])
    network.weights, network.biases = [np.array([[5.0]])], [np.array([4.0])]
    _, activations, z_values = network.forward_pass(np.array([2.0]))
    _, (gradient,), _ = network.backward_pass(np.array([2.0]), y, activations, z_values)
    delta = 1.0 / (1.0 + np.exp(-14.0)) if y == 0 else -1.0 / (1.0 + np.exp(14.0))
    gradient = np.asarray(gradient)
    assert gradient.dtype == np.float64, f"gradients are float64, not {gradient.dtype}"
    assert gradient == pytest.approx(delta, rel=1e-6), (
        f"the bias gradient for y = {y} should be {delta:.12g}; it is {float(np.squeeze(gradient)):.12g}:"
        " work in float64, and add no small constant to a division or a logarithm"
    )
