"""Objects whose special methods attack: each runs in the guest, costs its own test, and reaches nobody else. Beside
each stands the honest object, which gets all points by the same hidden tests.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.assignment import load_assignment
from grader.exam import Exam
from grader.model import Grade, Outcome, Submission
from tests.support.hostile.corpus import ATTACKS

OBJECTS = ATTACKS.parent / "objects"
HOSTILE = sorted(path.stem for path in OBJECTS.glob("*.py") if not path.stem.startswith("honest"))
MANIFEST = """
slug = "things"
title = "Things"
notebook = "things.ipynb"
given = []
[limits]
call_seconds = 0.5
task_seconds = 1.5
idle_seconds = 1.5
reply_bytes = 1_048_576
memory_bytes = 268_435_456
[[tasks]]
id = "1"
title = "A thing"
module = "thing"
names = ["make"]
points = 6
[[tasks]]
id = "2"
title = "Another"
module = "other"
names = ["double"]
points = 1
"""
TESTS = '''
import pytest
from grader.exam import check
pytestmark = [pytest.mark.task("1"), pytest.mark.points(1), pytest.mark.feedback("category")]
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
OTHER_TESTS = '''
import pytest
from grader.exam import check
pytestmark = [pytest.mark.task("2"), pytest.mark.points(1)]
def test_double(student, reference):
    """Doubles."""
    check.equal(student.double(4), reference.double(4), "double(4)")
'''
OTHER = b"def double(x): return 2 * x\n"


@pytest.fixture(scope="module")
def exam(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Exam]:
    root = tmp_path_factory.mktemp("things")
    folder, solution = root / "assignments" / "things", root / "solutions" / "things"
    (solution / "hidden_tests").mkdir(parents=True)
    folder.mkdir(parents=True)
    (folder / "assignment.toml").write_text(MANIFEST)
    for name in ("thing", "other"):
        (folder / f"{name}.py").write_text("")
    (solution / "thing.py").write_text(source("honest_thing"))
    (solution / "other.py").write_bytes(OTHER)
    (solution / "seed.txt").write_text("5ec7e7" + "0123456789abcdef" * 2)
    (solution / "hidden_tests" / "test_thing.py").write_text(TESTS)
    (solution / "hidden_tests" / "test_other.py").write_text(OTHER_TESTS)
    with Exam(load_assignment(folder)) as running:
        yield running


def source(name: str) -> str:
    return Path(OBJECTS, f"{name}.py").read_text("utf-8")


def graded(exam: Exam, text: str) -> Grade:
    files = {"thing.py": text.encode(), "other.py": OTHER}
    return exam.grade(Submission(id="x", digest="", files=files, problems={}))


def test_the_honest_object_gets_all(exam: Exam) -> None:
    grade = graded(exam, source("honest_thing"))
    assert [(test.name, test.message) for task in grade.tasks for test in task.tests if test.score < 1] == []


@pytest.mark.drawn(6)
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_object_costs_its_own_tests_and_nothing_else(exam: Exam, name: str) -> None:
    grade = graded(exam, f"{source('honest_thing')}\n{source(name)}")
    things, other = grade.tasks
    assert not grade.withheld, grade.problems
    assert things.score < things.max_score
    assert other.score == 1.0
    assert all(test.outcome in {Outcome.PASSED, Outcome.FAILED} for test in things.tests)
    assert "98765" not in " ".join(test.message for test in things.tests)
    assert "canary" not in " ".join(test.message for test in things.tests)
