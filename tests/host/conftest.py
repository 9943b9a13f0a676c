"""Each test here that needs a zygote starts and ends its own, except in modules that are only about guests."""

from collections.abc import Iterator

import pytest

from tests.support.standing import own_zygotes


@pytest.fixture(scope="module", autouse=True)
def own(request: pytest.FixtureRequest) -> Iterator[None]:
    """Nobody else's zygote, unless the module says `SHARES_ZYGOTES = True`."""
    if getattr(request.module, "SHARES_ZYGOTES", False):
        yield
        return
    with own_zygotes():
        yield
