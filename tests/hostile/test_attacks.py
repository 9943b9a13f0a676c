"""Attacks of every kind, and beside each group honest work of the same shape, graded for real.

A kind is a group; each run draws others of it, and `--everything` grades the whole corpus.
"""

import pytest
from msgspec.structs import replace

from tests.support.hostile import promises
from tests.support.hostile.arena import RemoteArena
from tests.support.hostile.corpus import Attack, read_corpus
from tests.support.hostile.targets import Target

CORPUS = read_corpus()
ATTACKS = [attack for attack in CORPUS if not attack.honest]
# As a notebook its source is a cell, and its calls go to a copy of the run.
IN_A_CELL = [
    replace(attack, declared=replace(attack.declared, notebook=True, seconds=30.0, endings=()))
    for attack in ATTACKS
    if not attack.declared.notebook and attack.declared.target == "tiny" and attack.group != "source"
]
CONTROLS = [attack for attack in CORPUS if attack.honest]


def broken(arena: RemoteArena, attack: Attack) -> list[str]:
    if promises.too_perilous(attack, arena.level):
        pytest.skip(attack.declared.perilous)
    return promises.broken(arena, attack)


@pytest.mark.drawn(1, kind=lambda attack: attack.group)
@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.id)
def test_an_attack_costs_its_own_task_and_gains_nothing(arena: RemoteArena, attack: Attack) -> None:
    assert broken(arena, attack) == []


@pytest.mark.drawn(1, kind=lambda attack: attack.group)
@pytest.mark.parametrize("attack", IN_A_CELL, ids=lambda attack: attack.id)
def test_an_attack_in_a_cell_of_a_notebook_gains_no_more(arena: RemoteArena, attack: Attack) -> None:
    assert broken(arena, attack) == []


@pytest.mark.drawn(1, kind=lambda control: control.group)
@pytest.mark.parametrize("control", CONTROLS, ids=lambda control: control.id)
def test_honest_work_of_the_same_shape_gets_full_marks(arena: RemoteArena, control: Attack) -> None:
    target: Target = getattr(arena.vault, control.declared.target)
    graded = arena.grade(control, control.declared.target, promises.graded_tasks(control, target))
    assert [(test.name, test.message) for task in graded.grade.tasks for test in task.tests if not test.score] == []
    assert graded.grade.score == graded.grade.max_score
