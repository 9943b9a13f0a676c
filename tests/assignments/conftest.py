"""The assignment itself, and a generator per test."""

import msgspec
import numpy as np
import pytest

from grader.assignment import MANIFEST, Manifest
from tests.support.loading import HANDOUT


@pytest.fixture(scope="session")
def manifest() -> Manifest:
    """The fields of assignment.toml."""
    return msgspec.toml.decode((HANDOUT / MANIFEST).read_bytes(), type=Manifest)


@pytest.fixture
def rng(request: pytest.FixtureRequest) -> np.random.Generator:
    """A generator that depends on nothing but the name of the test."""
    return np.random.default_rng(list(request.node.name.encode()))
