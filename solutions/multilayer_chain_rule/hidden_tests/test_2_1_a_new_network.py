"""Hidden tests of Task 2.1: what a new network is made of."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from activations import FloatArray
from hidden_tests.helpers import close

from grader.exam import by_name, check, create, generator

pytestmark = pytest.mark.task("2.1")

NAME = "MultiLayerNetwork"
ACTIVATIONS = ("sigmoid", "tanh", "relu")


@pytest.mark.points(2)
def test_attributes(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """A new network has all attributes, with weights and biases in the right shapes and the biases zero."""
    for sizes, keywords in (
        ([4, 3, 5, 1], {"activation": "tanh"}),
        ([2, 6, 1], {"activation": "relu"}),
        ([3, int(rng.integers(4, 8)), 2], {}),
    ):
        network, expected = create(student, NAME, sizes, **keywords), reference.MultiLayerNetwork(sizes, **keywords)
        for name in ("layer_sizes", "num_layers", "activation"):
            check.equal(getattr(network, name), getattr(expected, name), name)
        close(network.biases, expected.biases, "biases")
        weights = check.items(network.weights, len(expected.weights), "weights")
        for index, theirs in enumerate(expected.weights):
            drawn = check.array(weights[index], theirs.shape, f"weights[{index}]")
            check.true(np.unique(drawn).size == drawn.size, f"weights[{index}] should hold random numbers.")


@pytest.mark.points(1.5)
def test_xavier_weights(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """The weights are drawn from a normal distribution with Xavier's standard deviation."""
    sizes = [120, 40, 90]
    samples = [reference.MultiLayerNetwork(sizes, rng=rng).weights for _ in range(10)]
    weights = check.items(create(student, NAME, sizes, rng=generator(71)).weights, 2, "weights")
    for index, theirs in enumerate(map(np.array, zip(*samples, strict=True))):
        what, deviation = f"weights[{index}]", theirs.std()
        drawn = check.array(weights[index], theirs.shape[1:], what) / deviation
        check.true(np.isfinite(drawn).all(), f"{what} holds NaN or infinity.")
        middle = theirs.mean() / deviation
        check.true(abs(drawn.mean() - middle) < 5.0 / np.sqrt(drawn.size), f"The mean of {what} should be 0.")
        check.true(abs(drawn.std() - 1.0) < 0.06, f"The standard deviation of {what} is not Xavier's.")
        # Within one standard deviation lie 68.3 % of a normal distribution and 57.7 % of a uniform one.
        near = np.mean(np.abs(theirs) < deviation)
        check.true(abs(np.mean(np.abs(drawn) < 1.0) - near) < 0.04, f"{what} should be normally distributed.")


def repetitions(networks: Sequence[Sequence[FloatArray]]) -> tuple[list[bool], list[bool]]:
    """For each layer of three networks: whether the first two have equal weights, and the third none of theirs."""
    same = [bool((first == again).all()) for first, again, _ in zip(*networks, strict=True)]
    fresh = [bool((first != other).all()) for first, _, other in zip(*networks, strict=True)]
    return same, fresh


@pytest.mark.points(1)
def test_weights_come_from_rng(student: Any, reference: Any) -> None:
    """The same generator gives the same weights, another one gives others."""
    sizes, seeds = [3, 4, 2], (5, 5, 6)
    theirs = [reference.MultiLayerNetwork(sizes, "tanh", np.random.default_rng(seed)).weights for seed in seeds]
    mine = []
    for seed in seeds:
        drawn = check.items(create(student, NAME, sizes, "tanh", generator(seed)).weights, 2, "weights")
        mine.append(
            [
                check.array(found, like.shape, f"weights[{i}]")
                for i, (found, like) in enumerate(zip(drawn, theirs[0], strict=True))
            ]
        )
    (same, fresh), (expected_same, expected_fresh) = repetitions(mine), repetitions(theirs)
    for index in range(len(theirs[0])):
        what = f"weights[{index}] should be drawn from rng"
        check.true(same[index] is expected_same[index], f"{what}: two generators with one seed differ.")
        check.true(fresh[index] is expected_fresh[index], f"{what}: it ignores the generator's seed.")


def refuses(reference: Any, activation: str) -> bool:
    """Whether the reference raises ValueError for an activation."""
    try:
        reference.MultiLayerNetwork([3, 2, 1], activation)
    except ValueError:
        return True
    return False


@pytest.mark.points(1)
def test_unknown_activation(student: Any, reference: Any) -> None:
    """An activation that is none of the three raises ValueError, and the three do not."""
    for activation in ACTIVATIONS:
        expected = reference.MultiLayerNetwork([3, 2, 1], activation).activation
        check.equal(create(student, NAME, [3, 2, 1], activation).activation, expected, "activation")
    for activation in ("softmax", "leaky_relu", ""):
        if refuses(reference, activation):
            check.raises(ValueError, by_name(student, NAME), [3, 2, 1], activation)
        else:
            create(student, NAME, [3, 2, 1], activation)


@pytest.mark.points(1)
def test_count_parameters(student: Any, reference: Any, rng: np.random.Generator) -> None:
    """All weights and biases are counted, for networks of any depth."""
    middle = [int(size) for size in rng.integers(2, 9, 3)]
    for sizes in ([4, 1], [2, 3, 1], [5, *middle, 2]):
        counted = by_name(create(student, NAME, sizes), "count_parameters")()
        check.equal(counted, reference.MultiLayerNetwork(sizes).count_parameters(), "count_parameters()")
