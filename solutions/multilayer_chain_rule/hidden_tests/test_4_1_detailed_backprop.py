"""Hidden tests of Task 4.1. Trusted side. Each pass gets the reference's inputs, so that a mistake costs once.

Numerical gradients are asked for with a step so wide that one-sided or analytic ones in their place stand out.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from activations import FloatArray
from detailed_backprop import DetailedBackpropNetwork

from grader.exam import check, observe
from grader.exam.tolerance import NUMERICAL, Tolerance
from grader.host.guest import CallFailedError
from grader.host.proxy import Proxy
from grader.model import Ending

pytestmark = pytest.mark.task("4.1")

SIZES = ([3, 5, 4, 1], [4, 2, 6, 3, 1], [2, 4, 3, 1])
WIDE_STEP = 0.05
NARROW = Tolerance(0.0, 1e-9)
"""A step of 1e-5 errs by about 1e-11, one of 1e-8 by 1e-8."""
EXACT = Tolerance(0.0, 0.0)


def method(owner: object, name: str) -> Any:
    """Something of the student's to call; a failed check where it is anything else."""
    found = getattr(owner, name) if isinstance(owner, Proxy) else None
    check.true(isinstance(found, Proxy), f"{name} should be something to call.")
    return found


def born(student: Any, sizes: Sequence[int]) -> Any:
    """A new network of the student's."""
    network = method(student, "DetailedBackpropNetwork")(list(sizes))
    check.true(isinstance(network, Proxy), "DetailedBackpropNetwork should make a network object.")
    return network


def trained(rng: np.random.Generator, sizes: Sequence[int]) -> DetailedBackpropNetwork:
    """A reference network with weights and biases from the secret seed."""
    network = DetailedBackpropNetwork(sizes)
    network.weights = [rng.normal(size=weights.shape) for weights in network.weights]
    network.biases = [rng.normal(size=bias.shape) for bias in network.biases]
    return network


def twin(student: Any, original: DetailedBackpropNetwork) -> Any:
    """A network of the student's with the same weights and biases."""
    network = born(student, original.layer_sizes)
    network.weights, network.biases = original.weights, original.biases
    return network


def sample(rng: np.random.Generator, size: int) -> FloatArray:
    """One sample whose entries differ in size and sign."""
    return np.array(rng.normal(size=size) + np.linspace(-1.0, 2.0, size))


def results(returned: object, length: int, what: str) -> Sequence[object]:
    """The entries of the tuple that a pass returns."""
    return check.items(returned, length, what)


def backward(student: Any, rng: np.random.Generator, sizes: Sequence[int], y: object) -> tuple[Any, Sequence[object]]:
    """What the reference and the student return from `detailed_backward_pass`, given the reference's forward pass."""
    original = trained(rng, sizes)
    x = sample(rng, sizes[0])
    _, activations, z_values = original.detailed_forward_pass(x, verbose=False)
    expected = original.detailed_backward_pass(x, y, activations, z_values, verbose=False)
    found = method(twin(student, original), "detailed_backward_pass")(x, y, activations, z_values, verbose=False)
    return expected, results(found, 3, "the result of detailed_backward_pass")


def global_generator(student: Any) -> object:
    """NumPy's global generator as the student's module sees it, or None where it has no name for it."""
    for name in ("np", "numpy"):
        try:
            found = getattr(student, name)
            return found.random if isinstance(found, Proxy) else None
        except CallFailedError as error:
            if error.failure.ending is not Ending.MISSING:
                raise
    return None


@pytest.mark.points(1.5)
def test_weights_are_those_of_the_seed(student: Any, rng: np.random.Generator) -> None:
    """A new network has the weights of RandomState(42) times 0.5, and biases of zero."""
    for sizes in ([3, 2, 1], rng.permutation([2, 3, 4, 5, 6]).tolist()):
        network, expected = born(student, sizes), DetailedBackpropNetwork(sizes)
        check.equal(network.layer_sizes, sizes, "layer_sizes")
        check.close(network.weights, expected.weights, "weights")
        check.close(network.biases, expected.biases, "biases")


@pytest.mark.points(1)
def test_the_global_generator_is_left_alone(student: Any, rng: np.random.Generator) -> None:
    """Making a network neither uses nor seeds NumPy's global generator, yet gives it the right weights."""
    seed, expected = int(rng.integers(1000)), DetailedBackpropNetwork([3, 4, 2, 1])
    generator = global_generator(student)
    if generator is not None:
        method(generator, "seed")(seed)
    network = born(student, [3, 4, 2, 1])
    check.close(network.weights, expected.weights, "weights")
    if generator is not None:
        following = method(generator, "random_sample")(3)
        check.close(following, np.random.RandomState(seed).random_sample(3), "the global generator's next numbers")


@pytest.mark.points(2)
def test_forward_pass(student: Any, rng: np.random.Generator) -> None:
    """The forward pass gives the output, all activations and all pre-activations."""
    for sizes in SIZES:
        original, x = trained(rng, sizes), sample(rng, sizes[0])
        output, activations, z_values = original.detailed_forward_pass(x, verbose=False)
        returned = method(twin(student, original), "detailed_forward_pass")(x, verbose=False)
        found = results(returned, 3, "the result of detailed_forward_pass")
        check.close(found[2], z_values, "z_values")
        check.close(found[1], activations, "activations")
        check.close(found[0], output, "output")


@pytest.mark.points(1.25)
@pytest.mark.parametrize("y", [0, 1])
def test_weight_gradients(student: Any, rng: np.random.Generator, y: int) -> None:
    """The backward pass gives the gradient of every weight."""
    for sizes in SIZES * 3:
        expected, found = backward(student, rng, sizes, y)
        check.close(found[0], expected[0], "grad_weights")


@pytest.mark.points(1)
@pytest.mark.parametrize("y", [0, 1])
def test_bias_gradients(student: Any, rng: np.random.Generator, y: int) -> None:
    """The backward pass gives the gradient of every bias."""
    for sizes in SIZES * 3:
        expected, found = backward(student, rng, sizes, y)
        check.close(found[1], expected[1], "grad_biases")


@pytest.mark.points(1)
def test_loss_and_forms_of_the_label(student: Any, rng: np.random.Generator) -> None:
    """The loss is the binary cross-entropy, and the label may be an int, a float or an array of shape (1,)."""
    for y in (0, 1, 0.0, 1.0, np.array([0.0]), np.array([1.0])):
        expected, found = backward(student, rng, SIZES[0], y)
        check.close(found[2], expected[2], "loss")
        check.close(found[0], expected[0], "grad_weights")


@pytest.mark.points(1.5)
@pytest.mark.parametrize("which,what", [(0, "grad_weights"), (1, "grad_biases")], ids=["weights", "biases"])
def test_numerical_gradients(student: Any, rng: np.random.Generator, which: int, what: str) -> None:
    """Numerical gradients are central differences with the given step, for every parameter."""
    for sizes, y in zip(SIZES, (0, 1, 1), strict=True):
        original, x = trained(rng, sizes), sample(rng, sizes[0])
        expected = original.numerical_gradients(x, y, WIDE_STEP)
        returned = method(twin(student, original), "numerical_gradients")(x, y, WIDE_STEP)
        found = results(returned, 2, "the result of numerical_gradients")
        check.close(found[which], expected[which], f"numerical {what}", NUMERICAL)


@pytest.mark.points(1)
def test_numerical_gradients_leave_the_network_as_it_was(student: Any, rng: np.random.Generator) -> None:
    """Without a step numerical gradients are good to nine places, and the network is left as it was."""
    original, x = trained(rng, SIZES[0]), sample(rng, 3)
    expected = original.numerical_gradients(x, 1)
    network = twin(student, original)
    seen = observe(method(network, "numerical_gradients"), x, 1)
    found = results(seen.returned, 2, "the result of numerical_gradients")
    check.close(found[0], expected[0], "numerical grad_weights", NARROW)
    check.close(found[1], expected[1], "numerical grad_biases", NARROW)
    check.close(network.weights, original.weights, "weights after the call", EXACT)
    check.close(network.biases, original.biases, "biases after the call", EXACT)
    check.close(seen.arguments[0], x, "x after the call", EXACT)


@pytest.mark.points(0.5)
def test_steps_are_printed_layer_by_layer(student: Any, rng: np.random.Generator) -> None:
    """Unless told otherwise, each pass prints its steps and names every layer."""
    original, x = trained(rng, SIZES[1]), sample(rng, 4)
    network = twin(student, original)
    output, activations, z_values = original.detailed_forward_pass(x, verbose=False)
    forward = observe(method(network, "detailed_forward_pass"), x)
    check.close(results(forward.returned, 3, "the result of detailed_forward_pass")[0], output, "output")
    back = observe(method(network, "detailed_backward_pass"), x, 1, activations, z_values)
    results(back.returned, 3, "the result of detailed_backward_pass")
    for printed in (forward.printed, back.printed):
        named = all(f"layer {number}" in printed.casefold() for number in range(1, 5))
        check.true(named, "Each pass should print its steps and name Layer 1, Layer 2 and so on.")


@pytest.mark.points(0.5)
def test_quiet_passes_print_nothing_and_keep_their_arguments(student: Any, rng: np.random.Generator) -> None:
    """With verbose=False nothing is printed, and neither the arguments nor the network change."""
    original, x = trained(rng, SIZES[2]), sample(rng, 2)
    network = twin(student, original)
    output, activations, z_values = original.detailed_forward_pass(x, verbose=False)
    expected = original.detailed_backward_pass(x, 0, activations, z_values, verbose=False)
    for _ in range(2):
        forward = observe(method(network, "detailed_forward_pass"), x, verbose=False)
        back = observe(method(network, "detailed_backward_pass"), x, 0, activations, z_values, verbose=False)
        check.close(results(forward.returned, 3, "the result of detailed_forward_pass")[0], output, "output")
        check.close(back.returned, expected, "the result of detailed_backward_pass")
        check.true(not forward.printed and not back.printed, "With verbose=False nothing should be printed.")
        check.close(back.arguments[0], x, "x after the call", EXACT)
        check.close(back.arguments[2], activations, "activations after the call", EXACT)
        check.close(back.arguments[3], z_values, "z_values after the call", EXACT)
        check.close(network.weights, original.weights, "weights after the call", EXACT)
