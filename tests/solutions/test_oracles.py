"""The oracles find each other's gradients and object to a wrong one; without this their praise would mean nothing."""

from itertools import pairwise

import numpy as np
import pytest

from tests.support.oracles import ORACLES, TOLERANCES, FloatArray, Oracle, Parameters, by_autograd

SIZES = (3, 4, 2, 1)


def random_parameters(rng: np.random.Generator) -> Parameters:
    shapes: list[tuple[int, ...]] = [*pairwise(SIZES), *((n,) for n in SIZES[1:])]
    return [rng.normal(size=shape) for shape in shapes]


@pytest.mark.parametrize("name", ORACLES)
@pytest.mark.parametrize("activation", ["sigmoid", "tanh", "relu"])
def test_an_oracle_agrees_with_automatic_differentiation(
    rng: np.random.Generator, x: FloatArray, name: str, activation: str
) -> None:
    parameters = random_parameters(rng)
    expected = by_autograd(parameters, x, 1.0, activation)
    for found, wanted in zip(ORACLES[name](parameters, x, 1.0, activation), expected, strict=True):
        np.testing.assert_allclose(found, wanted, rtol=0, atol=TOLERANCES[name])


@pytest.mark.parametrize("oracle", ORACLES.values(), ids=ORACLES)
def test_an_oracle_objects_to_one_entry_that_is_wrong_by_a_tenth_of_a_percent(
    rng: np.random.Generator, x: FloatArray, oracle: Oracle
) -> None:
    parameters = random_parameters(rng)
    wrong = by_autograd(parameters, x, 1.0, "tanh")
    wrong[1][2, 1] *= 1.001
    agreements = [
        np.allclose(found, claimed, rtol=0, atol=1e-9)
        for found, claimed in zip(oracle(parameters, x, 1.0, "tanh"), wrong, strict=True)
    ]
    assert agreements == [True, False, True, True, True, True]
