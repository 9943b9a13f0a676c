"""A class of attackers costs nobody else anything, shows nothing that is hidden, and leaves nothing on the machine."""

import pytest

from tests.support.draw import Draw
from tests.support.hostile.class_of_attackers import graded_class


def test_a_class_of_attackers_costs_nobody_else_anything_and_leaves_nothing(
    tmp_path_factory: pytest.TempPathFactory, draw: Draw
) -> None:
    """Some of each group; tests/browser opens the pages that they get."""
    assert graded_class(tmp_path_factory, draw).complaints == ()
