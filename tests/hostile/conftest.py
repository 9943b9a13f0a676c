"""A vault and its arenas, one for each way of isolating guests that this machine offers."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hostile.arena import RemoteArena, Wanted
from tests.hostile.leftovers import sweep
from tests.hostile.targets import Vault, build_vault


@pytest.fixture(scope="session")
def vault() -> Iterator[Vault]:
    """Open to all, unlike pytest's own folders: nothing but the jail shall keep an attacker out."""
    root = Path(tempfile.mkdtemp(prefix="hostile-vault-"))
    root.chmod(0o755)
    try:
        yield build_vault(root)
    finally:
        shutil.rmtree(root, ignore_errors=True)


@pytest.fixture(scope="session")
def arena(vault: Vault) -> Iterator[RemoteArena]:
    """The arena at the level that guests have here by default."""
    with RemoteArena(vault, Wanted("default")) as running:
        yield running
        sweep(running.trail)
