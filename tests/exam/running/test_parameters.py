"""Parameters reach hidden tests without pytest's fixtures of them, and are what those would have returned."""

from collections.abc import Iterator
from unittest.mock import patch

import pytest

from grader.exam import Exam
from grader.model import Outcome
from tests.support.laid_out import handed_in, lay_out

MANIFEST = """
[[tasks]]
id = "1"
title = "Double"
module = "double"
names = ["double"]
points = 7
"""
TESTS = '''
from grader.exam import check
@pytest.fixture
def way(request):
    return f"fixture of {request.param}"
@pytest.fixture
def twice(number):
    return 2 * number
@pytest.fixture
def named():
    return "the fixture"
@pytest.mark.parametrize("number", [3, -4])
@pytest.mark.parametrize("sign", [1, -1])
def test_value(student, reference, number, sign):
    """Doubles."""
    check.equal(student.double(sign * number), reference.double(sign * number), "double(x)")
@pytest.mark.parametrize("way", ["a parameter"], indirect=True)
def test_fixture(student, way):
    """A parameter of a fixture."""
    check.true(way == "fixture of a parameter", way)
    check.equal(student.double(1), 2, "double(1)")
@pytest.mark.parametrize("number", [5])
def test_dependent(student, twice, number):
    """A fixture of a parameter."""
    check.equal(student.double(number), twice, "double(5)")
@pytest.mark.parametrize("named", ["the parameter"])
def test_named(student, named):
    """A parameter with the name of a fixture."""
    check.true(named == "the parameter", named)
    check.equal(student.double(1), 2, "double(1)")
'''
REFERENCE = {"double": "def double(x): return 2 * x\n"}


@pytest.fixture(scope="module")
def exam(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Exam]:
    with Exam(lay_out(tmp_path_factory.mktemp("parameters"), MANIFEST, {"1": TESTS}, REFERENCE)) as running:
        yield running


@pytest.mark.parametrize("turn", ["the first submission", "the next"])
def test_each_test_gets_its_own_parameters_and_fixtures_theirs(exam: Exam, turn: str) -> None:
    found = exam.grade(handed_in(REFERENCE)).tasks[0]
    outcomes = {test.name: test.outcome for test in found.tests}
    assert outcomes == dict.fromkeys(outcomes, Outcome.PASSED), turn
    assert len(outcomes) == 7


def test_a_mistake_for_one_value_costs_the_tests_of_that_value(exam: Exam) -> None:
    found = exam.grade(handed_in({"double": "def double(x): return 6 if x in (3, -3) else 2 * x\n"})).tasks[0]
    failed = [test.name for test in found.tests if test.outcome is Outcome.FAILED]
    assert failed == ["test_value[-1-3]"]


def test_a_parameter_is_made_a_fixture_only_for_another_fixture(exam: Exam) -> None:
    with patch.object(pytest.FixtureDef, "execute", autospec=True, side_effect=pytest.FixtureDef.execute) as made:
        exam.grade(handed_in(REFERENCE))
    fixtures = [call.args[0].argname for call in made.call_args_list]
    assert {"student", "way", "twice"} <= set(fixtures)
    assert fixtures.count("number") == 1, "for `twice`"
    assert not {"sign", "named"} & set(fixtures)
