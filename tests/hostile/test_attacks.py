"""Every attack of the corpus, and beside each group honest work of the same shape, graded for real."""

import pytest
from msgspec.structs import replace

from grader.model import Outcome
from tests.hostile import promises
from tests.hostile.arena import RemoteArena
from tests.hostile.corpus import Attack, read_corpus

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
    target = getattr(arena.vault, attack.declared.target)
    graded = arena.grade(attack, attack.declared.target)
    attacked = promises.attacked_task(attack, graded.grade, target)
    level = graded.grade.isolation
    assert attacked.score <= attack.declared.points
    assert not [test for test in attacked.tests if test.outcome is Outcome.ERROR], "the grade is not withheld"
    assert promises.lost_neighbours(attack, graded.grade, target) == []
    assert {test.ending for test in attacked.tests} <= set(
        attack.declared.endings or [t.ending for t in attacked.tests]
    )
    assert graded.seconds <= promises.longest(attack, target)
    assert promises.shown_forbidden(attack, graded) == []
    found = promises.breaches(graded, arena.vault)
    if promises.stopped(attack, level):
        assert found == []
        assert promises.shown_secrets(graded, arena.vault) == []
    elif attack.declared.proven:
        assert found, "an attack that this level does not stop must be seen to work, or it proves nothing elsewhere"
    following = arena.grade(None, attack.declared.target)
    assert following.grade.score == following.grade.max_score, "whoever comes next is graded right"


@pytest.mark.parametrize("control", CONTROLS, ids=lambda control: control.id)
def test_honest_work_of_the_same_shape_gets_full_marks(arena: RemoteArena, control: Attack) -> None:
    graded = arena.grade(control, control.declared.target)
    assert [(test.name, test.message) for task in graded.grade.tasks for test in task.tests if not test.score] == []
    assert graded.grade.score == graded.grade.max_score
