"""A class of attackers costs nobody else anything, shows nothing that is hidden, and leaves nothing on the machine."""

import pytest

from grader.host.levels import strongest_level
from grader.model import Isolation
from tests.hostile.class_of_attackers import ATTACKERS, grade_class
from tests.hostile.targets import Vault

SAMPLE = ATTACKERS[::5]


def test_a_class_of_attackers_costs_nobody_else_anything_and_leaves_nothing(vault: Vault) -> None:
    """Every fifth of them; `tests.benchmarks.hostile` grades all."""
    if not strongest_level().at_least(Isolation.JAILED):
        pytest.skip("no jail can be had here, and grading a class asks for one")
    assert grade_class(vault, SAMPLE, "sample") == []
