"""Each test here that needs a zygote starts and ends its own."""

from collections.abc import Iterator

import pytest

from tests.support.standing import own_zygotes


@pytest.fixture(scope="module", autouse=True)
def own() -> Iterator[None]:
    """Nobody else's zygote."""
    with own_zygotes():
        yield
