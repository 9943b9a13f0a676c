"""Tests that are marked pure ask a student's code once for the same calls, and each from its beginning."""

from collections.abc import Callable, Iterator

import pytest

from grader.assignment import load_assignment
from grader.exam import Exam
from grader.host.guest import Guest
from grader.model import Grade, Outcome, Submission
from grader.wire.messages import Call, ProxyRequest, Returned
from grader.wire.values import Value

MANIFEST = """
slug = "area"
title = "Area"
notebook = "area.ipynb"
given = []
feedback = "inputs"
[[tasks]]
id = "1"
title = "An area"
module = "area"
names = ["area", "figure"]
points = 6
"""
REFERENCE = """
def area(x): return x * x
def figure(x): return None
"""
FIGURE = """
import matplotlib.pyplot as plt
def figure(x):
    figure, axes = plt.subplots()
    axes.plot([0, x], [0, x])
    return figure
"""
TESTS = '''
import pytest
from grader.exam import check
pytestmark = [pytest.mark.task("1"), pytest.mark.points(1)]
@pytest.mark.pure
@pytest.mark.parametrize("sign", [1, -1])
def test_pure(student, reference, task_rng, sign):
    """An area, asked for once."""
    x = task_rng.random()
    check.close(student.area(x), reference.area(x), "area(x)")
@pytest.mark.pure
def test_more(student, reference, task_rng):
    """The same area, and another."""
    x = task_rng.random()
    for each in (x, 2 * x):
        check.close(student.area(each), reference.area(each), "area(x)")
@pytest.mark.parametrize("sign", [1, -1])
def test_plain(student, reference, rng, sign):
    """An area, asked for twice."""
    x = rng.random()
    check.close(student.area(x), reference.area(x), "area(x)")
@pytest.mark.pure
def test_figure(student, task_rng):
    """A figure."""
    for x in (1.0, 1.0, task_rng.random()):
        student.figure(x)
    check.true(False, "It is never right.")
'''
PURE, PLAIN = ["test_pure[1]", "test_pure[-1]"], ["test_plain[1]", "test_plain[-1]"]


@pytest.fixture(scope="module")
def exam(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Exam]:
    root = tmp_path_factory.mktemp("area")
    folder, solution = root / "assignments" / "area", root / "solutions" / "area"
    for place in (folder, solution / "hidden_tests"):
        place.mkdir(parents=True)
    (folder / "assignment.toml").write_text(MANIFEST)
    (folder / "area.py").write_text("")
    (solution / "area.py").write_text(REFERENCE)
    (solution / "hidden_tests" / "test_area.py").write_text(TESTS)
    (solution / "seed.txt").write_text("5ec7e7" + "0123456789abcdef" * 2)
    with Exam(load_assignment(folder)) as running:
        yield running


@pytest.fixture
def grade(exam: Exam) -> Callable[[str], Grade]:
    return lambda source: exam.grade(
        Submission(id="x", digest="sha256:0", files={"area.py": source.encode()}, problems={})
    )


@pytest.fixture
def areas_asked(monkeypatch: pytest.MonkeyPatch) -> list[Value]:
    """What real guests were asked the area of."""
    asked: list[Value] = []
    make = Guest.make

    def noted(guest: Guest, request: ProxyRequest) -> Returned:
        asked.extend(request.arguments if isinstance(request, Call) else ())
        return make(guest, request)

    monkeypatch.setattr(Guest, "make", noted)
    return asked


def outcomes(grade: Grade) -> dict[str, Outcome]:
    return {test.name: test.outcome for test in grade.tasks[0].tests}


def test_the_same_calls_are_made_once_and_serve_every_test(
    grade: Callable[[str], Grade], areas_asked: list[Value]
) -> None:
    found = outcomes(grade(REFERENCE))
    assert [found[name] for name in PURE + PLAIN] == [Outcome.PASSED] * 4
    assert found["test_more"] is Outcome.PASSED
    assert len(areas_asked[:-3]) == 1 + 1 + 2, "the last three are those of the figure"
    assert len(set(areas_asked[:-3])) == 4, "a test's own generator draws other numbers than its task's"


def test_a_pure_test_starts_afresh_where_a_plain_one_finds_what_others_left(grade: Callable[[str], Grade]) -> None:
    """It is right in the first call of a process, and never again."""
    found = outcomes(grade("calls = []\ndef area(x):\n    calls.append(x)\n    return x * x * len(calls)\n" + FIGURE))
    assert [found[name] for name in PURE] == [Outcome.PASSED] * 2
    assert found["test_more"] is Outcome.FAILED, "its second call is one, whichever guest it goes on with"
    assert [found[name] for name in PLAIN] == [Outcome.PASSED, Outcome.FAILED]


def test_a_wrong_answer_fails_every_test_that_it_serves(grade: Callable[[str], Grade]) -> None:
    found = outcomes(grade("def area(x): return 2 * x\n" + FIGURE))
    assert [found[name] for name in PURE + PLAIN] == [Outcome.FAILED] * 4


def test_a_figure_can_be_drawn_though_it_was_only_remembered(grade: Callable[[str], Grade]) -> None:
    (tests,) = (task.tests for task in grade(REFERENCE.replace("def figure(x): return None", FIGURE)).tasks)
    first, second, third = tests[-1].evidence.figures
    assert first.startswith(b"\x89PNG")
    assert first == second
    assert first != third
