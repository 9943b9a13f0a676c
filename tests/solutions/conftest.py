"""The reference solution, loaded once, separately from this process's modules."""

import sys
from collections.abc import Callable, Iterator
from types import SimpleNamespace

import matplotlib.pyplot as plt
import numpy as np
import pytest
from numpy.typing import NDArray

from tests.support.loading import HANDOUT, REFERENCE, load_flat


@pytest.fixture(scope="session")
def reference() -> SimpleNamespace:
    """The reference modules and the given ones, by name."""
    return load_flat(REFERENCE, HANDOUT)


@pytest.fixture
def rng(request: pytest.FixtureRequest) -> np.random.Generator:
    """A generator that depends on nothing but the name of the test."""
    return np.random.default_rng(list(request.node.name.encode()))


@pytest.fixture
def x(rng: np.random.Generator) -> NDArray[np.float64]:
    """One sample of three features with no two alike and none zero."""
    return np.array([2.0, -1.0, 0.5]) + rng.normal(size=3)


@pytest.fixture
def global_generator() -> Callable[[], str]:
    """Spells out the state of NumPy's global generator; any draw from it or seeding of it changes that."""

    def state() -> str:
        with np.printoptions(threshold=sys.maxsize):
            return repr(np.random.get_state())  # noqa: NPY002 - the legacy generator is what this is about

    return state


@pytest.fixture(autouse=True)
def closed_figures() -> Iterator[None]:
    """Leaves no figure to the next test."""
    yield
    plt.close("all")
