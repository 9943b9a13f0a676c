"""A vault and its arenas, one for each way of isolating guests that this machine offers."""

from collections.abc import Iterator

import pytest

from tests.hostile.arena import RemoteArena, Wanted
from tests.hostile.targets import Vault, build_vault


@pytest.fixture(scope="session")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Vault:
    return build_vault(tmp_path_factory.mktemp("vault"))


@pytest.fixture(scope="session")
def arena(vault: Vault) -> Iterator[RemoteArena]:
    """The arena at the level that guests have here by default."""
    with RemoteArena(vault, Wanted("default")) as running:
        yield running
