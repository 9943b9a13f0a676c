"""Task 4.1: the fixed start, shapes, printing, and one neuron by hand."""

from types import ModuleType

import numpy as np
import pytest

X = np.array([2.0, 1.0, 1.0])


def test_the_weights_are_always_the_same(student: ModuleType) -> None:
    """Half of what RandomState(42) draws."""
    network = student.DetailedBackpropNetwork([3, 2, 1])
    expected = 0.5 * np.random.RandomState(42).randn(3, 2)
    assert np.shape(network.weights[0]) == (3, 2), (
        f"weights[0] has the shape {np.shape(network.weights[0])}, not (3, 2)"
    )
    assert np.asarray(network.weights[0]) == pytest.approx(expected), "weights[0] is not 0.5 * draws of RandomState(42)"
    assert not any(np.any(bias) for bias in network.biases), "biases start at zero"


def test_the_global_generator_is_left_alone(student: ModuleType) -> None:
    """Making a network must not change what numpy.random draws elsewhere."""
    np.random.seed(1)  # noqa: NPY002 - the global generator is what this is about
    expected = np.random.rand()  # noqa: NPY002 - the same
    np.random.seed(1)  # noqa: NPY002 - the same
    student.DetailedBackpropNetwork([3, 2, 1])
    assert np.random.rand() == expected, "do not call numpy.random.seed: make a RandomState(42) of your own"  # noqa: NPY002 - the same


def test_shapes(student: ModuleType) -> None:
    """Everything comes back in the shapes of the handout."""
    network = student.DetailedBackpropNetwork([3, 2, 1])
    output, activations, z_values = network.detailed_forward_pass(X, verbose=False)
    assert np.shape(output) == (1,), f"the output should have the shape (1,); it has {np.shape(output)}"
    assert [np.shape(a) for a in activations] == [(3,), (2,), (1,)], "activations: x first, the output last"
    assert [np.shape(z) for z in z_values] == [(2,), (1,)], "z_values: one per layer"
    grad_weights, grad_biases, loss = network.detailed_backward_pass(X, 1, activations, z_values, verbose=False)
    assert [np.shape(g) for g in grad_weights] == [(3, 2), (2, 1)], "grad_weights are shaped like weights"
    assert [np.shape(g) for g in grad_biases] == [(2,), (1,)], "grad_biases are shaped like biases"
    assert np.ndim(loss) == 0, f"the loss should be a float, not {type(loss).__name__} of the shape {np.shape(loss)}"


def test_verbose_names_every_layer_and_quiet_is_quiet(student: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    """The steps are printed only if someone wants to read them."""
    network = student.DetailedBackpropNetwork([3, 2, 1])
    capsys.readouterr()
    _, activations, z_values = network.detailed_forward_pass(X, verbose=False)
    network.detailed_backward_pass(X, 1, activations, z_values, verbose=False)
    assert not capsys.readouterr().out, "with verbose=False nothing should be printed"
    network.detailed_forward_pass(X)
    forward = capsys.readouterr().out
    network.detailed_backward_pass(X, 1, activations, z_values)
    backward = capsys.readouterr().out
    for name, printed in [("detailed_forward_pass", forward), ("detailed_backward_pass", backward)]:
        assert "layer 1" in printed.casefold(), f"a verbose {name} should print 'Layer 1'"
        assert "layer 2" in printed.casefold(), f"a verbose {name} should print 'Layer 2'"


def test_one_neuron_by_hand(student: ModuleType) -> None:
    """With w = b = 0 the output is 0.5. For y = 1 and x = 2: dL/dw = -1, dL/db = -0.5, and the loss is log 2."""
    network = student.DetailedBackpropNetwork([1, 1])
    network.weights, network.biases = [np.zeros((1, 1))], [np.zeros(1)]
    x = np.array([2.0])
    _, activations, z_values = network.detailed_forward_pass(x, verbose=False)
    grad_weights, grad_biases, loss = network.detailed_backward_pass(x, 1, activations, z_values, verbose=False)
    numerical_weights, numerical_biases = network.numerical_gradients(x, 1)
    assert loss == pytest.approx(np.log(2)), f"the loss should be log 2, not {loss}"
    for name, found, expected in [
        ("grad_weights", grad_weights, -1.0),
        ("grad_biases", grad_biases, -0.5),
        ("numerical weight gradient", numerical_weights, -1.0),
        ("numerical bias gradient", numerical_biases, -0.5),
    ]:
        value = float(np.squeeze(found[0]))
        assert value == pytest.approx(expected, abs=1e-8), f"{name}: expected {expected}, got {value}"


def test_numerical_gradients_put_everything_back(student: ModuleType) -> None:
    """The network is the same afterwards."""
    network = student.DetailedBackpropNetwork([3, 2, 1])
    before = [np.array(parameter) for parameter in (*network.weights, *network.biases)]
    network.numerical_gradients(X, 1)
    after = [*network.weights, *network.biases]
    same = all(np.array_equal(a, b) for a, b in zip(before, after, strict=True))
    assert same, "numerical_gradients changed the weights or biases of the network"


@pytest.mark.parametrize("y", [0, 1])
def test_accuracy(student: ModuleType, y: int) -> None:
    """A network that is almost sure, with z = 14: its delta is right to six digits."""
    network = student.DetailedBackpropNetwork([1, 1])
    network.weights, network.biases = [np.array([[5.0]])], [np.array([4.0])]
    _, activations, z_values = network.detailed_forward_pass(np.array([2.0]), verbose=False)
    _, (gradient,), _ = network.detailed_backward_pass(np.array([2.0]), y, activations, z_values, verbose=False)
    delta = 1.0 / (1.0 + np.exp(-14.0)) if y == 0 else -1.0 / (1.0 + np.exp(14.0))
    gradient = np.asarray(gradient)
    assert gradient.dtype == np.float64, f"gradients are float64, not {gradient.dtype}"
    assert gradient == pytest.approx(delta, rel=1e-6), (
        f"the bias gradient for y = {y} should be {delta:.12g}; it is {float(np.squeeze(gradient)):.12g}:"
        " work in float64, and add no small constant to a division or a logarithm"
    )
