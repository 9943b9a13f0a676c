"""Hidden tests that need nothing else of pytest are called directly, with what pytest would pass to them, and find the
same; all others go through its protocol.
"""

from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest
from _pytest.runner import runtestprotocol

from grader.exam import Exam
from grader.exam.running import item_runner
from grader.model import Grade, Outcome
from tests.support.laid_out import handed_in, lay_out

MANIFEST = """
[[tasks]]
id = "1"
title = "Double"
module = "double"
names = ["double"]
points = 14
"""
BY_PYTEST = (
    "test_fixture[a parameter]",
    "test_undone",
    "test_undone_before",
    "test_skipped",
    "test_in_a_class",
    "test_file",
)
TESTS = '''
from grader.exam import check
UNDONE = []
@pytest.fixture
def way(request):
    return f"fixture of {request.param}"
@pytest.fixture
def twice(number):
    return 2 * number
@pytest.fixture
def four(two, student):
    return student.double(two)
@pytest.fixture
def two():
    return 2
@pytest.fixture
def named():
    return "the fixture"
@pytest.fixture(autouse=True)
def always():
    UNDONE.append("begun")
@pytest.fixture
def undone():
    yield
    UNDONE.append("undone")
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
def test_chain(student, four):
    """A fixture of fixtures."""
    check.equal(four, 4, "double(2)")
    check.equal(student.double(four), 8, "double(4)")
def test_autouse(student):
    """A fixture that every test has."""
    check.true(UNDONE[-1] == "begun", str(UNDONE))
    check.equal(student.double(1), 2, "double(1)")
def test_undone(student, undone):
    """A fixture with something to undo."""
    check.equal(student.double(1), 2, "double(1)")
def test_undone_before(student, request):
    """Whether it was."""
    check.true("undone" in UNDONE, str(UNDONE))
    check.equal(student.double(1), 2, "double(1)")
@pytest.mark.skipif(False, reason="never")
def test_skipped(student):
    """A mark of pytest's."""
    check.equal(student.double(1), 2, "double(1)")
class TestClass:
    def test_in_a_class(self, student):
        """A method."""
        check.equal(student.double(1), 2, "double(1)")
def test_file(student, tmp_path):
    """A folder of pytest's."""
    check.true(tmp_path.is_dir(), "there")
    check.equal(student.double(1), 2, "double(1)")
'''
REFERENCE = {"double": "def double(x): return 2 * x\n"}
WORKS = {
    "right": REFERENCE["double"],
    "wrong for one value": "def double(x): return 6 if x in (3, -3) else 2 * x\n",
    "raises": "def double(x): return 2 * x if x > 0 else y\n",
    "ends its process": "import os\ndef double(x): return 2 * x if x != 4 else os._exit(3)\n",
    "has no name": "def twice(x): return 2 * x\n",
    "does not load": "def double(x) return 2 * x\n",
}
HOOKED = "def pytest_runtest_setup(item): item.module.UNDONE.append(item.name)\n"
HOOK_TESTS = '''
from grader.exam import check
UNDONE = []
def test_hook(student):
    """A hook of the author's."""
    check.true(UNDONE == ["test_hook"], str(UNDONE))
    check.equal(student.double(1), 2, "double(1)")
    UNDONE.clear()
'''


@pytest.fixture(scope="module")
def exam(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Exam]:
    with Exam(lay_out(tmp_path_factory.mktemp("arguments"), MANIFEST, {"1": TESTS}, REFERENCE)) as running:
        yield running


def graded_by_protocol(exam: Exam, source: str) -> tuple[Grade, list[str]]:
    """A grade, and the tests that went through pytest's protocol."""
    with patch.object(item_runner, "runtestprotocol", side_effect=runtestprotocol) as by_pytest:
        grade = exam.grade(handed_in({"double": source}))
    return grade, [call.args[0].name for call in by_pytest.call_args_list]


@pytest.mark.parametrize("turn", ["the first submission", "the next"])
def test_each_test_gets_its_own_parameters_and_fixtures_theirs(exam: Exam, turn: str) -> None:
    found = exam.grade(handed_in(REFERENCE)).tasks[0]
    outcomes = {test.name: test.outcome for test in found.tests}
    assert outcomes == dict.fromkeys(outcomes, Outcome.PASSED), turn
    assert len(outcomes) == 14


def test_only_tests_that_need_it_go_through_the_protocol_of_pytest(exam: Exam) -> None:
    _, by_pytest = graded_by_protocol(exam, REFERENCE["double"])
    assert by_pytest == list(BY_PYTEST)


@pytest.mark.parametrize("source", WORKS.values(), ids=WORKS)
def test_a_grade_is_the_same_however_its_tests_are_called(exam: Exam, source: str) -> None:
    directly, some = graded_by_protocol(exam, source)
    with patch.object(item_runner, "direct_call", return_value=None):
        by_protocol, every = graded_by_protocol(exam, source)
    assert directly == by_protocol
    assert set(some) < set(every), "the two were called differently"


def test_a_hook_of_the_authors_is_heeded(tmp_path: Path) -> None:
    hooked = {"hidden_tests/conftest.py": HOOKED}
    manifest = MANIFEST.replace("14", "1")
    with Exam(lay_out(tmp_path, manifest, {"1": HOOK_TESTS}, REFERENCE, beside=hooked)) as exam:
        grade, by_pytest = graded_by_protocol(exam, REFERENCE["double"])
    assert (grade.score, by_pytest) == (1.0, ["test_hook"])
