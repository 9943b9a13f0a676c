"""Networks and samples for the hidden tests of Task 4.1, and what the reference makes of them. Trusted side."""

import contextlib
import io
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from activations import FloatArray
from detailed_backprop import DetailedBackpropNetwork
from hidden_tests.helpers import close, layers

from grader.exam import VALUE, Direction, assign, by_name, check, close_in_order, copied, create, remembered

NAME = "DetailedBackpropNetwork"
SIZES = ([3, 5, 4, 1], [4, 2, 6, 3, 1], [2, 4, 3, 1])
WIDE_STEP = 0.2
ACCURATE = 1e-9
"""Central differences with a step of 1e-5 err by about 1e-11, with one of 1e-8 by 1e-8."""
FORWARD = "the result of detailed_forward_pass"
BACKWARD = "the result of detailed_backward_pass"
NUMERICALLY = "the result of numerical_gradients"
LOSS = 2
FIRST = {"detailed_forward_pass": "output", "detailed_backward_pass": "grad_weights"}

Passed = tuple[list[FloatArray], list[FloatArray]]


def trained(rng: np.random.Generator, sizes: Sequence[int]) -> DetailedBackpropNetwork:
    """A network with weights and biases from the secret seed."""
    network = DetailedBackpropNetwork(sizes)
    network.weights = [rng.normal(size=weights.shape) for weights in network.weights]
    network.biases = [rng.normal(size=bias.shape) for bias in network.biases]
    return network


def like(network: Any, original: DetailedBackpropNetwork) -> Any:
    """A network of the student's or the reference's, with the weights and biases of another one."""
    assign(network, weights=copied(original.weights), biases=copied(original.biases))
    return network


def built(student: Any, original: DetailedBackpropNetwork) -> Any:
    """The student's network with the weights and biases of another one."""
    return like(create(student, NAME, [*original.layer_sizes]), original)


def twin(reference: Any, original: DetailedBackpropNetwork) -> Any:
    """The reference's network with the weights and biases of another one."""
    return like(reference.DetailedBackpropNetwork(original.layer_sizes), original)


def twins(student: Any, reference: Any, original: DetailedBackpropNetwork) -> tuple[Any, Any]:
    """Both of them."""
    return built(student, original), twin(reference, original)


def sample(rng: np.random.Generator, size: int) -> FloatArray:
    """One sample whose entries differ in size and sign."""
    return np.array(rng.normal(size=size) + np.linspace(-1.0, 2.0, size))


def passed_on(original: DetailedBackpropNetwork, x: FloatArray) -> Passed:
    """Activations and pre-activations that are right."""
    _, activations, z_values = original.detailed_forward_pass(x, verbose=False)
    return activations, z_values


def printing(call: Callable[..., Any], *arguments: object, **keywords: object) -> tuple[Any, str]:
    """What the reference returns and prints in a call."""
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        result = call(*arguments, **keywords)
    return result, printed.getvalue()


@remembered
def forward_case(reference: Any, rng: np.random.Generator, sizes: Sequence[int]) -> Any:
    """A network, a sample, and what the reference's forward pass returns."""
    original, x = trained(rng, sizes), sample(rng, sizes[0])
    return original, x, twin(reference, original).detailed_forward_pass(x, verbose=False)


@remembered
def backward_case(reference: Any, rng: np.random.Generator, y: object, sizes: Sequence[int]) -> Any:
    """A network, what its backward pass is given, and what the reference's returns."""
    original, x = trained(rng, sizes), sample(rng, sizes[0])
    given = (x, y, *passed_on(original, x))
    return original, given, twin(reference, original).detailed_backward_pass(*given, verbose=False)


@remembered
def numerical_case(reference: Any, rng: np.random.Generator, y: object, sizes: Sequence[int], *step: float) -> Any:
    """A network, a sample, the reference's numerical gradients, and what they leave of its parameters."""
    original, x = trained(rng, sizes), sample(rng, sizes[0])
    theirs = twin(reference, original)
    return original, x, theirs.numerical_gradients(x, y, *step), (theirs.weights, theirs.biases)


@remembered
def rounds(reference: Any, rng: np.random.Generator, sizes: Sequence[int]) -> Any:
    """A network and, for two samples, what is passed on and what the reference returns, in one pass after another."""
    original = trained(rng, sizes)
    theirs, found = twin(reference, original), []
    for _ in range(2):
        x = sample(rng, sizes[0])
        given = copied((x, passed_on(original, x)))
        forward = theirs.detailed_forward_pass(x, verbose=False)
        backward = theirs.detailed_backward_pass(x, 1, *copied(given[1]), verbose=False)
        found.append((*given, copied(forward), copied(backward), theirs.numerical_gradients(x, 1, WIDE_STEP)))
    return original, found


def compare_backward(
    student: Any, reference: Any, rng: np.random.Generator, y: object, part: int, sizes: Sequence[int]
) -> None:
    """Compares one of the three things that the backward pass returns, for a network of these sizes."""
    original, given, expected = backward_case(reference, rng, y, sizes)
    mine = built(student, original)
    found = by_name(mine, "detailed_backward_pass")(*given, verbose=False)
    what = ("grad_weights", "grad_biases", "loss")[part]
    value = check.items(found, 3, BACKWARD)[part]
    if part == LOSS:
        close(value, expected[part], what)
    else:
        close_in_order(value, expected[part], what, layers(len(expected[part])), Direction.BACKWARD, VALUE)


def confident(rng: np.random.Generator, z: float) -> tuple[DetailedBackpropNetwork, FloatArray]:
    """A network and a sample for which its output lies near 0 or 1: it has this pre-activation."""
    network, x = trained(rng, SIZES[0]), sample(rng, 3)
    _, z_values = passed_on(network, x)
    network.biases[-1] += z - z_values[-1]
    return network, x
