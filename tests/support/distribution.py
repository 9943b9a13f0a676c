"""How the suite is shared among its workers: by files, and files that use what is dear to make go to the same worker.

The marks of pytest-xdist for this do nothing from pytest 9.2 on (pytest-dev/pytest-xdist#1386), without a word.
"""

from typing import Any

import pytest
from xdist.scheduler.loadscope import LoadScopeScheduling

TOGETHER = {"tests/browser/": "the visits of all pages"}


class ByFile(LoadScopeScheduling):  # type: ignore[misc] # xdist ships no types
    """Hands out whole files, in the order of their names."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.split("::", 1)[0]
        return next((group for start, group in TOGETHER.items() if file.startswith(start)), file)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByFile:
    """Takes the place of the schedulers that xdist has."""
    return ByFile(config, log)
