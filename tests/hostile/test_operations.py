"""Objects whose special methods attack: each runs in the guest, costs its own test, and reaches nobody else. Beside
each stands the honest object, which gets all points by the same hidden tests.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.exam import Exam
from tests.support.hostile.bystander import attack, attacked_task, lay_out_attacked
from tests.support.hostile.corpus import ATTACKS

OBJECTS = ATTACKS.parent / "objects"
HOSTILE = sorted(path.stem for path in OBJECTS.glob("*.py") if not path.stem.startswith("honest"))
TESTS = '''
from grader.exam import check
pytestmark.append(pytest.mark.feedback("category"))
SECRET = "canary-of-the-tests"
@pytest.fixture
def thing(student):
    return student.make([1.5, 98765.25])
def test_compared(thing, student):
    """It is equal to its like and to nothing else."""
    other = student.make([2.5, 98765.25])
    check.true((thing == student.make([1.5, 98765.25])) is True and (thing == other) is False, "It should tell.")
def test_hash(thing, student):
    """It is found in a set."""
    check.equal(len({thing, student.make([1.5, 98765.25])}), 1, "how many there are")
def test_length(thing):
    """It has a length."""
    check.equal([len(thing), list(thing)], [2, [1.5, 98765.25]], "its length and items")
def test_text(thing):
    """It is shown."""
    check.text(repr(thing), "Thing(1.5, 98765.25)", "repr(thing)")
def test_items(thing):
    """Items are read and written."""
    thing[0] = 7.5
    check.equal([thing[0], 98765.25 in thing, 3 in thing], [7.5, True, False], "its items")
def test_sum(thing):
    """It is added up."""
    check.equal(float(thing + thing), 197533.5, "the sum")
'''


@pytest.fixture(scope="module")
def exam(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Exam]:
    place, honest = tmp_path_factory.mktemp("things"), source("honest_thing")
    with Exam(lay_out_attacked(place, "make", TESTS, honest, points=6, module="thing")) as running:
        yield running


def source(name: str) -> str:
    return Path(OBJECTS, f"{name}.py").read_text("utf-8")


def test_the_honest_object_gets_all(exam: Exam) -> None:
    grade = exam.grade(attack("thing", source("honest_thing")))
    assert [(test.name, test.message) for task in grade.tasks for test in task.tests if test.score < 1] == []


@pytest.mark.drawn(6)
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_object_costs_its_own_tests_and_nothing_else(exam: Exam, name: str) -> None:
    things = attacked_task(exam.grade(attack("thing", f"{source('honest_thing')}\n{source(name)}")))
    assert "98765" not in " ".join(test.message for test in things.tests)
    assert "canary" not in " ".join(test.message for test in things.tests)
