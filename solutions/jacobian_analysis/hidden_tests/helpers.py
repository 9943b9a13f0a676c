"""What the hidden tests of several tasks share: networks to ask about, and how close is close enough. Trusted side.

All arrays come from the generator that a test hands on, so that the secret seed decides about them. No two layers of a
network are equally wide, so that a transposed matrix shows.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from small_network import FloatArray, activate

from grader.exam import ANALYTIC, VALUE, Tolerance, check

EXACT = ANALYTIC
"""For the tests of accuracy: a product of few small matrices in double precision errs by 1e-15, in single by 1e-7."""
CENTRAL = Tolerance(1e-8, 1e-8)
"""For differences with the step that is the default. Values around 50 are rounded by 7e-15: over two steps of 1e-5 that
is 4e-10, over two of 1e-8 it is 4e-7. Differences to one side err by about 1e-5."""
WIDE_STEP = 0.3
"""So wide that differences to one side, or with another step, are off by hundredths."""
ACTIVATIONS = ("tanh", "sigmoid", "relu")


class Network(NamedTuple):
    """What the functions of Tasks 1 to 3 are given."""

    weights: list[FloatArray]
    biases: list[FloatArray]
    x: FloatArray
    activation: str


def close(actual: object, expected: object, what: str) -> None:
    """Compares values, and leaves their accuracy to the test of accuracy."""
    __tracebackhide__ = True
    check.close(actual, expected, what, VALUE)


def awake(rng: np.random.Generator, sizes: Sequence[int], activation: str = "relu") -> Network:
    """A network of positive numbers, through whose ReLU everything passes as it is."""
    pairs = list(pairwise(sizes))
    return Network(
        [rng.uniform(0.2, 1.2, pair) for pair in pairs],
        [rng.uniform(0.1, 0.5, size) for _, size in pairs],
        rng.uniform(0.2, 1.0, sizes[0]),
        activation,
    )


def network(rng: np.random.Generator, sizes: Sequence[int], activation: str) -> Network:
    """A network with numbers of both signs, whose biases put each z where its activation has a slope of its own.

    In each layer every other z is negative, so that ReLU is closed there; outputs are positive.
    """
    x = rng.normal(size=sizes[0])
    weights, biases, values = [], [], x
    for before, size in pairwise(sizes):
        matrix = rng.normal(size=(before, size)) / np.sqrt(before)
        z = rng.uniform(0.4, 1.4, size) * np.where(np.arange(size) % 2, -1.0, 1.0)
        if len(weights) == len(sizes) - 2:
            z = np.abs(z)
        weights.append(matrix)
        biases.append(z - values @ matrix)
        values = activate(activation, z)
    return Network(weights, biases, x, activation)
