"""A vault and its arenas, one for each isolation level that is available on this machine."""

from collections.abc import Iterator

import pytest

from tests.support.hostile.arena import RemoteArena, Wanted
from tests.support.hostile.leftovers import sweep
from tests.support.hostile.targets import Vault, open_vault


@pytest.fixture(scope="session")
def vault() -> Iterator[Vault]:
    """One for all."""
    with open_vault() as opened:
        yield opened


@pytest.fixture(scope="session")
def arena(vault: Vault) -> Iterator[RemoteArena]:
    """The arena at the level that guests have here by default."""
    with RemoteArena(vault, Wanted("default")) as running:
        yield running
        sweep(running.trail)
