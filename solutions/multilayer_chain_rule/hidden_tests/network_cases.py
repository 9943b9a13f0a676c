"""Networks and samples for the hidden tests of Task 2.1, and comparisons of a backward pass on them. Trusted side."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from activations import FloatArray
from hidden_tests.helpers import close, layers
from msgspec import Struct
from multi_layer_network import MultiLayerNetwork

from grader.exam import (
    VALUE,
    Direction,
    Observation,
    assign,
    by_name,
    check,
    close_in_order,
    copied,
    create,
    observe,
    remembered,
)

NAME = "MultiLayerNetwork"
ACTIVATIONS = ("sigmoid", "tanh", "relu")
SHAPES = ((3, 5, 4, 1), (4, 2, 6, 3, 1), (2, 3, 1))
DEEP = (2, 4, 3, 6, 5, 1)
PARTS = ("gradients_w", "gradients_b", "gradient_magnitudes")
MAGNITUDES = 2


class Case(Struct, frozen=True):
    """A network, a sample, and what the forward pass makes of it."""

    network: MultiLayerNetwork
    x: FloatArray
    activations: list[FloatArray]
    z_values: list[FloatArray]

    @property
    def telling(self) -> bool:
        """Whether no z lies near ReLU's kink or far out, each hidden layer has units of both signs, and all learn."""
        hidden = self.z_values[:-1]
        _, _, magnitudes = self.network.backward_pass(self.x, 0, self.activations, self.z_values)
        return (
            all(0.05 < abs(number) < 4.0 for z in self.z_values for number in z)
            and all(z.min() < 0.0 < z.max() for z in hidden)
            and min(magnitudes) > 1e-3
        )


@remembered
def draw_case(rng: np.random.Generator, sizes: Sequence[int], activation: str) -> Case:
    """Draws networks and samples until one is telling."""
    while True:
        network = MultiLayerNetwork(sizes, activation, rng)
        network.weights = [1.5 * weights for weights in network.weights]
        network.biases = [0.7 * rng.standard_normal(bias.shape) for bias in network.biases]
        x = rng.uniform(0.3, 2.0, sizes[0]) * rng.choice([-1.0, 1.0], sizes[0])
        _, activations, z_values = network.forward_pass(x)
        case = Case(network, x, activations, z_values)
        if case.telling:
            return case


def rebuild(student: Any, reference: Any, case: Case) -> tuple[Any, Any]:
    """The student's network and the reference's, both with the parameters of a case."""
    sizes, activation = case.network.layer_sizes, case.network.activation
    mine, theirs = create(student, NAME, sizes, activation), reference.MultiLayerNetwork(sizes, activation)
    for network in (mine, theirs):
        set_parameters(network, case)
    return mine, theirs


def set_parameters(network: Any, case: Case) -> None:
    """Gives a network the parameters of a case."""
    assign(network, weights=copied(case.network.weights), biases=copied(case.network.biases))


def run_backward(network: Any, case: Case, label: object) -> Observation:
    """The student's backward pass on the activations of a case."""
    return observe(by_name(network, "backward_pass"), case.x, label, case.activations, case.z_values)


def expected_backward(network: Any, case: Case, label: object) -> Any:
    """The reference's backward pass on the same."""
    return network.backward_pass(case.x.copy(), label, copied(case.activations), copied(case.z_values))


def compare_backward(pair: tuple[Any, Any], case: Case, label: object, parts: Sequence[int] = (0, 1, 2)) -> None:
    """Compares some of the three things that the backward pass returns."""
    mine, theirs = pair
    expected = expected_backward(theirs, case, label)
    returned = check.items(run_backward(mine, case, label).returned, len(PARTS), "backward_pass(...)")
    with check.attach_plot(returned[2], expected[2], "gradient magnitude", "layer"):
        for part in parts:
            if part == MAGNITUDES:  # as a whole, so that it is told where they stand the wrong way round
                close(returned[part], expected[part], PARTS[part])
            else:
                links = layers(len(expected[part]))
                close_in_order(returned[part], expected[part], PARTS[part], links, Direction.BACKWARD, VALUE)


def confident(rng: np.random.Generator, activation: str, z: float) -> Case:
    """A case whose output lies near 0 or 1: it has this pre-activation."""
    case = draw_case(rng, SHAPES[0], activation)
    case.network.biases[-1] += z - case.z_values[-1]
    _, activations, z_values = case.network.forward_pass(case.x)
    return Case(case.network, case.x, activations, z_values)
