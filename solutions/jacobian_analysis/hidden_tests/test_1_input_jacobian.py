"""Hidden tests of Task 1. Trusted side. What a single layer does, what ReLU lets through as it is, and slopes apart."""

from typing import Any

import numpy as np
import pytest
from hidden_tests.helpers import ACTIVATIONS, EXACT, awake, close, network

from grader.exam import accurate, check, copied, observe, unchanged

pytestmark = [pytest.mark.task("1"), pytest.mark.pure]

WHAT = "the Jacobian"


@pytest.mark.points(3)
def test_one_layer(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """The Jacobian of one layer is its transposed weights."""
    for sizes in ([3, 2], [2, 5], [4, 1]):
        given = awake(rng, sizes)
        close(student.compute_input_jacobian(*given), reference.compute_input_jacobian(*given), WHAT)


@pytest.mark.points(1)
def test_the_output_layer_has_no_activation(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """The output layer puts no activation on z, whatever hidden layers do."""
    for activation in ACTIVATIONS:
        given = network(rng, [4, 3], activation)
        close(student.compute_input_jacobian(*given), reference.compute_input_jacobian(*given), WHAT)


@pytest.mark.points(5)
def test_products_in_their_order(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """Where all slopes are 1 the Jacobian is the product of the layers' own, in their order."""
    for sizes in ([3, 4, 2], [2, 5, 4, 3], [5, 2, 3, 4, 1]):
        given = awake(rng, sizes)
        close(student.compute_input_jacobian(*given), reference.compute_input_jacobian(*given), WHAT)


@pytest.mark.points(2)
def test_closed_units(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """A closed unit of ReLU lets nothing through."""
    for sizes in ([3, 5, 2], [4, 3, 5, 2]):
        given = network(rng, sizes, "relu")
        close(student.compute_input_jacobian(*given), reference.compute_input_jacobian(*given), WHAT)


@pytest.mark.points(2)
@pytest.mark.parametrize("activation", ["tanh", "sigmoid"])
def test_one_hidden_layer(student: Any, reference: Any, rng: np.random.Generator, activation: str) -> None:
    """One hidden layer multiplies by its slopes."""
    for sizes in ([3, 4, 2], [2, 3, 5], [3, 4, 2]):
        given = network(rng, sizes, activation)
        close(student.compute_input_jacobian(*given), reference.compute_input_jacobian(*given), WHAT)


@pytest.mark.points(1)
@pytest.mark.parametrize("activation", ["tanh", "sigmoid"])
def test_several_hidden_layers(student: Any, reference: Any, rng: np.random.Generator, activation: str) -> None:
    """Each hidden layer multiplies by its own slopes."""
    given = network(rng, [3, 5, 4, 2, 3], activation)
    close(student.compute_input_jacobian(*given), reference.compute_input_jacobian(*given), WHAT)


@pytest.mark.points(1)
def test_tanh_by_default(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """The activation is tanh unless another is given."""
    weights, biases, x, _ = network(rng, [2, 4, 3], "tanh")
    close(
        student.compute_input_jacobian(weights, biases, x), reference.compute_input_jacobian(weights, biases, x), WHAT
    )


@pytest.mark.points(1)
@pytest.mark.needs("test_one_layer")
def test_arguments_are_left_alone(student: Any, rng: np.random.Generator) -> None:
    """Weights, biases and x stay as they are."""
    for sizes in ([3, 4, 2], [3, 2]):
        given = network(rng, sizes, "relu")
        before = copied([*given.weights, *given.biases, given.x])
        weights, biases, x, _ = observe(student.compute_input_jacobian, *copied(given)).arguments
        unchanged([*weights, *biases, x], before, "the arguments")


@pytest.mark.points(1)
def test_double_precision(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """The Jacobian has the digits of double precision."""
    given = network(rng, [4, 5, 3, 2], "tanh")
    expected = reference.compute_input_jacobian(*given)
    found = check.array(student.compute_input_jacobian(*given), expected.shape, WHAT)
    accurate(found, expected, WHAT, tolerance=EXACT)
