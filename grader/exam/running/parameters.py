"""Gives hidden tests their parameters without the fixtures that pytest makes of them. Trusted side.

An exam runs each test for every submission, and such a fixture takes longer than a comparison.
"""

from typing import Any

import pytest
from _pytest.python import get_direct_param_fixture_func

_PARAMETERS = pytest.StashKey[dict[str, Any]]()


def give_parameters(item: pytest.Item) -> None:
    """Puts the values of `parametrize` where pytest would put what its fixtures return; others it makes itself."""
    if isinstance(item, pytest.Function):
        found = item.stash.get(_PARAMETERS, None)
        if found is None:
            found = item.stash[_PARAMETERS] = _direct_parameters(item)
        item.funcargs.update(found)


def _direct_parameters(item: pytest.Function) -> dict[str, Any]:
    """The arguments of the test that are values as they were written, and not parameters of a fixture of that name."""
    chosen: dict[str, Any] = item.callspec.params if hasattr(item, "callspec") else {}
    made = item._fixtureinfo.name2fixturedefs  # noqa: SLF001 # pytest says nowhere else which ones are fixtures
    return {
        name: value
        for name, value in chosen.items()
        if name in made and made[name][-1].func is get_direct_param_fixture_func
    }
