"""Task 4.1: the reference keeps the contract. That its gradients are right is shown in test_gradients.py."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from tests.support.oracles import FloatArray


@pytest.fixture
def network(reference: SimpleNamespace, rng: np.random.Generator) -> Any:
    """A network of three layers with biases that are not zero."""
    made = reference.detailed_backprop.DetailedBackpropNetwork([3, 4, 2, 1])
    made.biases = [rng.normal(size=bias.shape) for bias in made.biases]
    return made


def test_weights_are_half_the_draws_of_random_state_42(reference: SimpleNamespace) -> None:
    network = reference.detailed_backprop.DetailedBackpropNetwork([3, 2, 1])
    draws = np.random.RandomState(42).randn(8)
    np.testing.assert_array_equal(network.weights[0], 0.5 * draws[:6].reshape(3, 2))
    np.testing.assert_array_equal(network.weights[1], 0.5 * draws[6:].reshape(2, 1))
    assert [bias.tolist() for bias in network.biases] == [[0.0, 0.0], [0.0]]
    assert network.layer_sizes == [3, 2, 1]


def test_the_global_generator_is_left_alone(reference: SimpleNamespace, global_generator: Callable[[], str]) -> None:
    before = global_generator()
    reference.detailed_backprop.DetailedBackpropNetwork([3, 2, 1])
    assert global_generator() == before


def test_forward_pass_is_sigmoid_in_every_layer(network: Any, x: FloatArray) -> None:
    output, activations, z_values = network.detailed_forward_pass(x, verbose=False)
    np.testing.assert_array_equal(activations[0], x)
    for layer, (weights, bias) in enumerate(zip(network.weights, network.biases, strict=True)):
        np.testing.assert_allclose(z_values[layer], activations[layer] @ weights + bias, rtol=1e-14)
        np.testing.assert_allclose(activations[layer + 1], 1 / (1 + np.exp(-z_values[layer])), rtol=1e-14)
    np.testing.assert_array_equal(output, activations[-1])
    assert (len(activations), len(z_values), output.shape) == (4, 3, (1,))


@pytest.mark.parametrize("y", [0, 1.0, np.array([1.0])], ids=["int", "float", "array"])
def test_loss_is_the_binary_cross_entropy_as_a_float(network: Any, x: FloatArray, y: float | FloatArray) -> None:
    output, activations, z_values = network.detailed_forward_pass(x, verbose=False)
    _, _, loss = network.detailed_backward_pass(x, y, activations, z_values, verbose=False)
    target = np.asarray(y).item()
    assert type(loss) is float
    assert loss == pytest.approx(-np.log(output[0] if target else 1 - output[0]), rel=1e-12)


def test_verbose_passes_name_every_layer_and_quiet_ones_say_nothing(
    network: Any, x: FloatArray, capsys: pytest.CaptureFixture[str]
) -> None:
    _, activations, z_values = network.detailed_forward_pass(x)
    forward = capsys.readouterr().out
    network.detailed_backward_pass(x, np.array([1.0]), activations, z_values)
    backward = capsys.readouterr().out
    for printed in (forward, backward):
        assert all(f"Layer {number}" in printed for number in (1, 2, 3))
        assert "Layer 4" not in printed
    network.detailed_forward_pass(x, verbose=False)
    network.detailed_backward_pass(x, 1, activations, z_values, verbose=False)
    network.numerical_gradients(x, 1)
    assert capsys.readouterr().out == ""


def test_numerical_gradients_leave_the_network_to_the_last_bit(network: Any, x: FloatArray) -> None:
    """Everything is read-only here, so that even a write that is undone afterwards raises."""
    before = [array.tobytes() for array in (*network.weights, *network.biases)]
    identities = [id(array) for array in (*network.weights, *network.biases)]
    for array in (*network.weights, *network.biases, x):
        array.flags.writeable = False
    network.numerical_gradients(x, 1)
    assert [array.tobytes() for array in (*network.weights, *network.biases)] == before
    assert [id(array) for array in (*network.weights, *network.biases)] == identities


def test_numerical_gradients_use_the_step_they_are_given(network: Any, x: FloatArray) -> None:
    """With h = 1 the difference of the last bias is that of two losses far apart."""
    _, grad_biases = network.numerical_gradients(x, 1, h=1.0)
    _, _, z_values = network.detailed_forward_pass(x, verbose=False)
    logit = z_values[-1][0]
    losses = [np.logaddexp(0, logit + shift) - (logit + shift) for shift in (1.0, -1.0)]
    assert grad_biases[-1][0] == pytest.approx((losses[0] - losses[1]) / 2, rel=1e-12)


def test_the_default_step_agrees_with_backpropagation_to_ten_decimal_places(network: Any, x: FloatArray) -> None:
    """The step of the source lesson, 1e-8, gets only to about eight."""
    _, activations, z_values = network.detailed_forward_pass(x, verbose=False)
    grad_weights, grad_biases, _ = network.detailed_backward_pass(x, 1, activations, z_values, verbose=False)

    def worst(h: float) -> float:
        numerical = [gradient for group in network.numerical_gradients(x, 1, h) for gradient in group]
        pairs = zip([*grad_weights, *grad_biases], numerical, strict=True)
        return max(float(np.max(np.abs(a - b))) for a, b in pairs)

    assert network.numerical_gradients(x, 1)[1][-1] == network.numerical_gradients(x, 1, 1e-5)[1][-1]
    assert worst(1e-5) < 1e-10 < worst(1e-8)


def test_arguments_are_not_mutated_and_a_second_call_gives_the_same(network: Any, x: FloatArray) -> None:
    _, activations, z_values = network.detailed_forward_pass(x, verbose=False)
    for array in (x, *activations, *z_values, *network.weights, *network.biases):
        array.flags.writeable = False
    first, second = (network.detailed_backward_pass(x, 0, activations, z_values, verbose=False) for _ in range(2))
    for one, other in zip([*first[0], *first[1]], [*second[0], *second[1]], strict=True):
        np.testing.assert_array_equal(one, other)
