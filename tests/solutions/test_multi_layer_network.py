"""Task 2.1: the reference keeps the contract. That its gradients are right is shown in test_gradients.py."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from tests.support.oracles import FloatArray

ACTIVATIONS = ["sigmoid", "tanh", "relu"]


def make(reference: SimpleNamespace, *arguments: object, **keywords: object) -> Any:
    return reference.multi_layer_network.MultiLayerNetwork(*arguments, **keywords)


def test_attributes_are_those_of_the_contract(reference: SimpleNamespace) -> None:
    network = make(reference, [3, 5, 2, 1], "tanh")
    assert (network.layer_sizes, network.num_layers, network.activation) == ([3, 5, 2, 1], 3, "tanh")
    assert [weights.shape for weights in network.weights] == [(3, 5), (5, 2), (2, 1)]
    assert [bias.tolist() for bias in network.biases] == [[0.0] * 5, [0.0] * 2, [0.0]]
    assert {array.dtype.name for array in (*network.weights, *network.biases)} == {"float64"}
    assert make(reference, [3, 1]).activation == "sigmoid"


def test_a_network_does_not_share_the_callers_list(reference: SimpleNamespace) -> None:
    sizes = [3, 2, 1]
    network = make(reference, sizes)
    sizes.append(7)
    assert network.layer_sizes == [3, 2, 1]


@pytest.mark.parametrize("sizes,count", [([1, 1], 2), ([3, 1], 4), ([2, 3, 1], 13), ([3, 5, 2, 1], 35)])
def test_parameters_are_counted_as_an_int(reference: SimpleNamespace, sizes: list[int], count: int) -> None:
    counted = make(reference, sizes).count_parameters()
    assert (counted, type(counted)) == (count, int)


def test_weights_are_xavier_normal_and_come_from_the_given_generator(reference: SimpleNamespace) -> None:
    network = make(reference, [40, 60, 30], rng=np.random.default_rng(5))
    for weights, deviation in zip(network.weights, [np.sqrt(2 / 100), np.sqrt(2 / 90)], strict=True):
        assert weights.std() == pytest.approx(deviation, rel=0.05)
        assert abs(weights.mean()) < 5 * deviation / np.sqrt(weights.size)
        assert np.mean(np.abs(weights) < deviation) == pytest.approx(0.6827, abs=0.05)
    again, other = (make(reference, [40, 60, 30], rng=np.random.default_rng(seed)) for seed in (5, 6))
    np.testing.assert_array_equal(network.weights[1], again.weights[1])
    assert not np.array_equal(network.weights[1], other.weights[1])


def test_weights_leave_the_global_generator_alone(
    reference: SimpleNamespace, global_generator: Callable[[], str]
) -> None:
    before = global_generator()
    make(reference, [3, 4, 1])
    assert global_generator() == before


@pytest.mark.parametrize("activation", ["softmax", "Sigmoid", "", None])
def test_an_unknown_activation_raises_value_error(reference: SimpleNamespace, activation: object) -> None:
    with pytest.raises(ValueError, match="sigmoid, tanh, relu"):
        make(reference, [3, 2, 1], activation)


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_forward_pass_computes_each_layer_from_the_one_before(
    reference: SimpleNamespace, x: FloatArray, activation: str
) -> None:
    network = make(reference, [3, 4, 2, 1], activation)
    network.biases = [bias + 0.3 for bias in network.biases]
    output, activations, z_values = network.forward_pass(x)
    hidden: dict[str, Callable[[FloatArray], FloatArray]] = {
        "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
        "tanh": np.tanh,
        "relu": lambda z: np.maximum(z, 0),
    }
    functions = [hidden[activation], hidden[activation], hidden["sigmoid"]]
    assert (len(activations), len(z_values)) == (4, 3)
    np.testing.assert_array_equal(activations[0], x)
    for layer, function in enumerate(functions):
        z = activations[layer] @ network.weights[layer] + network.biases[layer]
        np.testing.assert_allclose(z_values[layer], z, rtol=1e-14)
        np.testing.assert_allclose(activations[layer + 1], function(z), rtol=1e-14)
    np.testing.assert_array_equal(output, activations[-1])
    assert output.shape == (1,)
    np.testing.assert_array_equal(network.forward_pass(x, store_activations=False), output)


@pytest.mark.parametrize("y", [1, 1.0, np.array([1.0]), np.int64(1)], ids=["int", "float", "array", "numpy int"])
def test_a_label_may_be_an_int_a_float_or_an_array_of_one(
    reference: SimpleNamespace, x: FloatArray, y: float | FloatArray
) -> None:
    network = make(reference, [3, 4, 1], rng=np.random.default_rng(0))
    output, activations, z_values = network.forward_pass(x)
    _, gradients_b, magnitudes = network.backward_pass(x, y, activations, z_values)
    np.testing.assert_array_equal(gradients_b[-1], output - 1)
    assert magnitudes[-1] == pytest.approx(float(1 - output[0]))


def test_magnitudes_are_the_euclidean_norms_of_dl_dz_first_layer_first(
    reference: SimpleNamespace, x: FloatArray
) -> None:
    network = make(reference, [3, 5, 4, 1])
    _, activations, z_values = network.forward_pass(x)
    _, gradients_b, magnitudes = network.backward_pass(x, 0, activations, z_values)
    assert magnitudes == pytest.approx([np.sqrt(np.sum(delta**2)) for delta in gradients_b])


def test_relu_passes_no_gradient_through_units_at_or_below_zero(reference: SimpleNamespace) -> None:
    network = make(reference, [2, 3, 1], "relu")
    network.weights = [np.array([[1.0, -1.0, 0.0], [0.0, 0.0, 0.0]]), np.ones((3, 1))]
    x = np.array([1.0, 1.0])
    output, activations, z_values = network.forward_pass(x)
    assert z_values[0].tolist() == [1.0, -1.0, 0.0]
    _, gradients_b, _ = network.backward_pass(x, 0, activations, z_values)
    np.testing.assert_allclose(gradients_b[0], [output[0], 0.0, 0.0])


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_nothing_is_mutated_and_a_second_call_gives_the_same(
    reference: SimpleNamespace, x: FloatArray, activation: str
) -> None:
    """Everything is read-only here, so that writing to any of it raises."""
    network = make(reference, [3, 4, 2, 1], activation)
    x.flags.writeable = False
    for array in (*network.weights, *network.biases):
        array.flags.writeable = False
    _, activations, z_values = network.forward_pass(x)
    for array in (*activations, *z_values):
        array.flags.writeable = False
    first, second = (network.backward_pass(x, 1, list(activations), list(z_values)) for _ in range(2))
    for one, other in zip([*first[0], *first[1]], [*second[0], *second[1]], strict=True):
        np.testing.assert_array_equal(one, other)


def test_weights_are_used_as_they_are_at_the_call(reference: SimpleNamespace, x: FloatArray) -> None:
    network = make(reference, [3, 4, 1])
    network.forward_pass(x)
    network.weights = [np.zeros((3, 4)), np.zeros((4, 1))]
    network.biases = [np.zeros(4), np.array([2.0])]
    output, activations, z_values = network.forward_pass(x)
    assert output == pytest.approx(1 / (1 + np.exp(-2.0)))
    gradients_w, _, _ = network.backward_pass(x, 1, activations, z_values)
    np.testing.assert_array_equal(gradients_w[0], np.zeros((3, 4)))
