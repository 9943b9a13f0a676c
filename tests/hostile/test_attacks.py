"""Every attack of the corpus, and beside each group honest work of the same shape, graded for real."""

import pytest
from msgspec.structs import replace

from tests.support.hostile import promises
from tests.support.hostile.arena import RemoteArena
from tests.support.hostile.corpus import Attack, read_corpus

CORPUS = read_corpus()
ATTACKS = [attack for attack in CORPUS if not attack.honest]
# Every twelfth is handed in as a notebook too, where its source is a cell and its calls go to a copy of the run.
IN_A_CELL = [
    replace(attack, declared=replace(attack.declared, notebook=True, seconds=30.0, endings=()))
    for attack in [each for each in ATTACKS if not each.declared.notebook and each.group != "source"][::12]
]
CONTROLS = [attack for attack in CORPUS if attack.honest]


@pytest.mark.parametrize(
    "attack", [*ATTACKS, *IN_A_CELL], ids=lambda attack: attack.id + (".ipynb" if attack.declared.notebook else "")
)
def test_an_attack_costs_its_own_task_and_gains_nothing(arena: RemoteArena, attack: Attack) -> None:
    if promises.too_perilous(attack, arena.level):
        pytest.skip(attack.declared.perilous)
    assert promises.broken(arena, attack) == []


@pytest.mark.parametrize("control", CONTROLS, ids=lambda control: control.id)
def test_honest_work_of_the_same_shape_gets_full_marks(arena: RemoteArena, control: Attack) -> None:
    graded = arena.grade(control, control.declared.target)
    assert [(test.name, test.message) for task in graded.grade.tasks for test in task.tests if not test.score] == []
    assert graded.grade.score == graded.grade.max_score
