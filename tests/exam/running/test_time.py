"""What loading, rest and deaths cost a task, and what they do not. No clock is read here: the grades tell."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from grader.assignment import load_assignment
from grader.exam import Exam
from grader.exam.running.worst_case import worst_case_seconds
from grader.model import CallStatus, Outcome, Submission, TestResult
from tests.support.loading import HANDOUT

DOCS = Path(__file__).parents[3] / "docs" / "assignments.md"
TESTS = 6
MANIFEST = f"""
slug = "slow"
title = "Slow"
notebook = "slow.ipynb"
given = []
[limits]
call_seconds = 0.5
task_seconds = 0.5
idle_seconds = 1.5
[[tasks]]
id = "1"
title = "Plain"
module = "plain"
names = ["double"]
points = {TESTS}
[[tasks]]
id = "2"
title = "Pure"
module = "pure"
names = ["double"]
points = {TESTS}
"""
HIDDEN = """
import pytest
from grader.exam import check
pytestmark = [pytest.mark.task("{task}"), pytest.mark.points(1), *{marks}]
@pytest.mark.parametrize("x", range({tests}))
def test_double(student, reference, x):
    \"\"\"Doubles a number.\"\"\"
    check.close(student.double(x), reference.double(x), "double(x)")
"""
RESTS = "import time; time.sleep(0.125)\n"
COMPUTES = "import time\nend = time.process_time() + 0.125\nwhile time.process_time() < end: pass\n"
DOUBLE = "def double(x): return 2 * x\n"
Graded = Callable[[str], tuple[list[TestResult], list[TestResult]]]


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graded]:
    """Grades one source as the module of both tasks: in the second, each test has a guest of its own."""
    root = tmp_path_factory.mktemp("slow")
    folder, solution = root / "assignments" / "slow", root / "solutions" / "slow"
    (solution / "hidden_tests").mkdir(parents=True)
    folder.mkdir(parents=True)
    (folder / "assignment.toml").write_text(MANIFEST)
    (solution / "seed.txt").write_text("5ec7e7" + "0123456789abcdef" * 2)
    for task, module, marks in (("1", "plain", "[]"), ("2", "pure", "[pytest.mark.pure]")):
        (folder / f"{module}.py").write_text("def double(x): raise NotImplementedError\n")
        (solution / f"{module}.py").write_text(DOUBLE)
        (solution / "hidden_tests" / f"test_{task}.py").write_text(HIDDEN.format(task=task, marks=marks, tests=TESTS))
    with Exam(load_assignment(folder)) as exam:

        def grade(source: str) -> tuple[list[TestResult], list[TestResult]]:
            files = {"plain.py": source.encode(), "pure.py": source.encode()}
            plain, pure = exam.grade(Submission(id="x", digest="sha256:0", files=files, problems={})).tasks
            return list(plain.tests), list(pure.tests)

        yield grade


@pytest.mark.drawn(1)
@pytest.mark.parametrize("loading", [RESTS, COMPUTES], ids=["rests", "computes"])
def test_loading_as_often_as_the_exam_wants_costs_nothing(graded: Graded, loading: str) -> None:
    for tests in graded(loading + DOUBLE):
        assert {test.outcome for test in tests} == {Outcome.PASSED}


@pytest.mark.drawn(1)
@pytest.mark.parametrize("loading", [RESTS, COMPUTES], ids=["rests", "computes"])
def test_loading_again_after_a_death_is_on_the_tasks_time(graded: Graded, loading: str) -> None:
    """Two loads use it up, where six tests ask for one each: on a busy machine less than the whole rest is counted."""
    for tests in graded(f"{2 * loading}import os\ndef double(x): os._exit(0)\n"):
        assert tests[0].call_status is CallStatus.CRASHED
        assert tests[-1].call_status is CallStatus.TIMED_OUT
        assert tests[-1].message == "No answer: the 0.5 s for the whole task ran out."


def test_a_death_costs_its_own_test_where_loading_is_quick(graded: Graded) -> None:
    for tests in graded("import os\ndef double(x): return 2 * x if x != 3 else os._exit(0)\n"):
        assert [test.outcome for test in tests if test.outcome is not Outcome.PASSED] == [Outcome.FAILED]


def test_a_pause_in_every_call_costs_nothing(graded: Graded) -> None:
    for tests in graded("import time\ndef double(x):\n    time.sleep(0.1)\n    return 2 * x\n"):
        assert {test.outcome for test in tests} == {Outcome.PASSED}


def test_rest_without_end_ends_with_the_call_and_then_with_the_task(graded: Graded) -> None:
    for tests in graded("import time\ndef double(x): time.sleep(1000)\n"):
        assert {test.call_status for test in tests} == {CallStatus.TIMED_OUT}
        assert tests[0].message == "No answer: it waited for more than 0.5 s without computing."
        assert tests[-1].message == "No answer: the 1.5 s of waiting for the whole task ran out."


def test_a_class_can_be_planned_by_what_the_worst_submission_takes() -> None:
    minutes = worst_case_seconds(load_assignment(HANDOUT)) / 60
    assert f"For `multilayer_chain_rule` that is {minutes:.0f} minutes" in DOCS.read_text("utf-8")
