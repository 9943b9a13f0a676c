"""Hidden tests of Task 3. Trusted side. The functions are the test's own and are called back here.

What the chain rule gives is never the expected value: with a wide step the quotient itself is asked for.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hidden_tests.helpers import ACTIVATIONS, CENTRAL, WIDE_STEP, Network, awake, close, network
from small_network import FloatArray

from grader.exam import check, copied, observe, unchanged

pytestmark = pytest.mark.task("3")

Function = Callable[[FloatArray], FloatArray]


def linear(rng: np.random.Generator, outputs: int, inputs: int) -> Function:
    """A function with one slope everywhere."""
    matrix, shift = rng.normal(size=(outputs, inputs)), rng.normal(size=outputs)
    return lambda x: matrix @ x + shift


def curved(rng: np.random.Generator, outputs: int, inputs: int) -> Function:
    """A function whose second and third derivatives are no smaller than its first."""
    matrix = rng.uniform(0.5, 1.5, (outputs, inputs)) * rng.choice([-1.0, 1.0], (outputs, inputs))
    return lambda x: np.exp(matrix @ x) + (matrix @ x) ** 3


def compare_hidden(student: Any, reference: Any, given: Network, *step: float) -> None:
    """Compares the numerical Jacobian of each hidden layer, each by itself."""
    __tracebackhide__ = True
    expected = reference.numerical_hidden_jacobians(*given, *step)
    found = check.items(student.numerical_hidden_jacobians(*given, *step), len(expected), "the list of Jacobians")
    for layer, (mine, theirs) in enumerate(zip(found, expected, strict=True), start=1):
        close(mine, theirs, f"the numerical Jacobian of hidden layer {layer}")


@pytest.mark.points(5)
def test_linear_functions(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """The Jacobian of a linear function is its matrix, with a row for each output."""
    for outputs, inputs in ((2, 3), (4, 2), (3, 1)):
        function, x = linear(rng, outputs, inputs), rng.normal(size=inputs)
        expected = reference.numerical_jacobian(function, x, WIDE_STEP)
        close(student.numerical_jacobian(function, x, WIDE_STEP), expected, "the numerical Jacobian")


@pytest.mark.points(1)
def test_one_output(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """One output gives one row."""
    function, x = linear(rng, 1, 4), rng.normal(size=4)
    close(student.numerical_jacobian(function, x), reference.numerical_jacobian(function, x), "the numerical Jacobian")


@pytest.mark.points(2)
def test_central_differences_with_the_given_step(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """Differences are central, and their step is the one that is given."""
    function, x = curved(rng, 2, 3), rng.uniform(-0.5, 0.5, 3)
    for step in (WIDE_STEP, WIDE_STEP / 2):
        expected = reference.numerical_jacobian(function, x, step)
        close(student.numerical_jacobian(function, x, step), expected, "the numerical Jacobian with a wide step")


@pytest.mark.points(1.5)
def test_the_default_step(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """The step is 1e-5 unless another is given."""
    curve, x = curved(rng, 3, 2), rng.uniform(-0.5, 0.5, 2)

    def function(values: FloatArray) -> FloatArray:
        return 50.0 + curve(values)

    found, expected = student.numerical_jacobian(function, x), reference.numerical_jacobian(function, x)
    check.close(found, expected, "the numerical Jacobian", CENTRAL)


@pytest.mark.points(0.5)
@pytest.mark.needs("test_linear_functions")
def test_x_is_left_alone(student: Any, rng: np.random.Generator) -> None:
    """The given x stays as it is."""
    x = rng.normal(size=3)
    seen = observe(student.numerical_jacobian, linear(rng, 2, 3), copied(x))
    unchanged([seen.arguments[1]], [x], "x")


@pytest.mark.points(2.5)
def test_hidden_layers_of_straight_networks(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """Each hidden layer has its own Jacobian, the first hidden layer first."""
    for sizes in ([3, 4, 2], [2, 5, 4, 3], [3, 2]):
        compare_hidden(student, reference, awake(rng, sizes), 0.01)


@pytest.mark.points(0.5)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_hidden_layers(student: Any, reference: Any, rng: np.random.Generator, activation: str) -> None:
    """Hidden layers of networks with every activation, by differences with the given step."""
    compare_hidden(student, reference, network(rng, [2, 3, 4, 2], activation), WIDE_STEP)


@pytest.mark.points(1)
def test_hidden_layers_with_the_defaults(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """The activation is tanh and the step 1e-5 unless others are given."""
    weights, biases, x, _ = network(rng, [2, 4, 3, 2], "tanh")
    given = [3.0 * matrix for matrix in weights], biases, x
    found, expected = student.numerical_hidden_jacobians(*given), reference.numerical_hidden_jacobians(*given)
    check.close(found, expected, "the numerical Jacobians", CENTRAL)
