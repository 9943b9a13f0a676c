"""Hidden tests of Task 2. Trusted side. The last hidden layer apart, which needs no slope; products; slopes."""

from typing import Any

import numpy as np
import pytest
from hidden_tests.helpers import EXACT, Network, awake, close, network

from grader.exam import accurate, check, copied, observe, unchanged

pytestmark = [pytest.mark.task("2"), pytest.mark.pure]


def compare(student: Any, reference: Any, given: Network) -> None:
    """Compares the Jacobian of each hidden layer, each by itself."""
    __tracebackhide__ = True
    expected = reference.compute_hidden_jacobians(*given)
    found = check.items(student.compute_hidden_jacobians(*given), len(expected), "the list of Jacobians")
    for layer, (mine, theirs) in enumerate(zip(found, expected, strict=True), start=1):
        close(mine, theirs, f"the Jacobian of hidden layer {layer}")


@pytest.mark.points(4)
@pytest.mark.parametrize("sizes", [[3, 4, 2], [2, 3, 5]])
def test_the_last_hidden_layer(student: Any, reference: Any, rng: np.random.Generator, sizes: list[int]) -> None:
    """From the last hidden layer it is one matrix to the output."""
    compare(student, reference, awake(rng, sizes))


@pytest.mark.points(1)
@pytest.mark.needs("test_the_last_hidden_layer")
def test_no_hidden_layer(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """A network of one layer has no hidden layer."""
    compare(student, reference, awake(rng, [3, 2]))


@pytest.mark.points(4)
def test_products_in_their_order(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """Where all slopes are 1 each is the product of the layers above."""
    for sizes in ([2, 5, 4, 3], [5, 2, 3, 4, 1]):
        compare(student, reference, awake(rng, sizes))


@pytest.mark.points(1)
def test_closed_units(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """A closed unit of ReLU lets nothing through, and still has a column of its own."""
    for sizes in ([3, 5, 2], [4, 3, 5, 2]):
        compare(student, reference, network(rng, sizes, "relu"))


@pytest.mark.points(1.5)
@pytest.mark.parametrize("activation", ["tanh", "sigmoid"])
def test_slopes(student: Any, reference: Any, rng: np.random.Generator, activation: str) -> None:
    """Each hidden layer on the way multiplies by its own slopes."""
    for sizes in ([3, 4, 2, 5], [2, 5, 4, 3, 2], [3, 4, 2, 5]):
        compare(student, reference, network(rng, sizes, activation))


@pytest.mark.points(1)
def test_tanh_by_default(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """The activation is tanh unless another is given."""
    weights, biases, x, _ = network(rng, [2, 4, 3, 2], "tanh")
    found = student.compute_hidden_jacobians(weights, biases, x)
    close(found, reference.compute_hidden_jacobians(weights, biases, x), "the Jacobians")


@pytest.mark.points(1)
@pytest.mark.needs("test_the_last_hidden_layer")
def test_arguments_are_left_alone(student: Any, rng: np.random.Generator) -> None:
    """Weights, biases and x stay as they are."""
    given = network(rng, [3, 4, 2], "relu")
    before = copied([*given.weights, *given.biases, given.x])
    weights, biases, x, _ = observe(student.compute_hidden_jacobians, *copied(given)).arguments
    unchanged([*weights, *biases, x], before, "the arguments")


@pytest.mark.points(1)
def test_double_precision(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """The Jacobians have the digits of double precision."""
    given = network(rng, [4, 5, 3, 2], "tanh")
    expected = reference.compute_hidden_jacobians(*given)
    first = check.items(student.compute_hidden_jacobians(*given), len(expected), "the list of Jacobians")[0]
    found = check.array(first, expected[0].shape, "the first Jacobian")
    accurate(found, expected[0], "the first Jacobian", tolerance=EXACT)
