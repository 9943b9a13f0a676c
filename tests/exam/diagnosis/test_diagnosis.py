"""A known mistake is named where it explains what failed, and nowhere else; with real guests and a real exam."""

from collections.abc import Callable, Iterator

import pytest

from grader.assignment import Task, load_assignment
from grader.exam import Exam
from grader.exam.diagnosis.hypotheses import Hypothesis, VariantModules
from grader.exam.diagnosis.misconceptions import CatalogueEntry
from grader.host.guest import Guest
from grader.model import Grade, Misconception, Outcome, Submission
from grader.wire.messages import Call, ProxyRequest, Returned

MANIFEST = """
slug = "line"
title = "Line"
notebook = "line.ipynb"
given = []
[limits]
call_seconds = 0.5
[[tasks]]
id = "1"
title = "A line"
module = "line"
names = ["line", "steep"]
points = 4
"""
REFERENCE = """
def line(x, slope=2.0): return slope * x + 1.0
def steep(slope): return slope > 3.0
"""
TESTS = '''
import pytest
from grader.exam import check
pytestmark = [pytest.mark.task("1"), pytest.mark.points(1)]
def test_right(student, reference, rng):
    """Right of zero."""
    for x in rng.uniform(1.0, 2.0, 3):
        check.close(student.line(x, 5.0), reference.line(x, 5.0), "line(x)")
def test_left(student, reference, rng):
    """Left of zero."""
    for x in rng.uniform(-2.0, -1.0, 3):
        check.close(student.line(x, 5.0), reference.line(x, 5.0), "line(x)")
def test_steep(student, reference):
    """Steep."""
    for slope in (2.9, 3.0, 3.1, -4.0):
        check.true(student.steep(slope) == reference.steep(slope), "steep(slope) is not the right one.")
def test_slope_at_zero(student):
    """At zero."""
    check.close(student.line(0.0), 1.0, "line(0)")
'''
CATALOGUE = {
    "no-intercept": ("+ 1.0", "+ 0.0"),
    "always-two": ("slope * x", "2.0 * x"),
    "boundary": ("slope > 3.0", "slope >= 3.0"),
    "absolute": ("slope > 3.0", "abs(slope) > 3.0"),
    # As seen by the tests, these two are one and the same.
    "twin-one": ("slope * x", "slope + x"),
    "twin-two": ("slope * x", "x + slope"),
}
ENTRY = """
task = "1"
title = "{0}"
explanation = "why"
hint = "look"
handout = "lines"
[[edits]]
old = "{1}"
new = "{2}"
"""
Graded = Callable[[str], Grade]


@pytest.fixture(scope="module")
def exam(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Exam]:
    root = tmp_path_factory.mktemp("line")
    folder, solution = root / "assignments" / "line", root / "solutions" / "line"
    for place in (folder, solution / "hidden_tests", solution / "misconceptions"):
        place.mkdir(parents=True)
    (folder / "assignment.toml").write_text(MANIFEST)
    (folder / "line.py").write_text("")
    (solution / "line.py").write_text(REFERENCE)
    (solution / "hidden_tests" / "test_line.py").write_text(TESTS)
    (solution / "seed.txt").write_text("5ec7e7" + "0123456789abcdef" * 2)
    for name, edit in CATALOGUE.items():
        (solution / "misconceptions" / f"{name}.toml").write_text(ENTRY.format(name, *edit))
    with Exam(load_assignment(folder)) as running:
        yield running


@pytest.fixture(scope="module")
def grade(exam: Exam) -> Graded:
    return lambda source: exam.grade(
        Submission(id="x", digest="sha256:0", files={"line.py": source.encode()}, problems={})
    )


def diagnoses(grade: Grade) -> dict[str, str]:
    """What was named, by test."""
    return {test.name: test.misconception.id for test in grade.tasks[0].tests if test.misconception}


def failures(grade: Grade) -> set[str]:
    return {test.name for test in grade.tasks[0].tests if test.outcome is Outcome.FAILED}


def patched(name: str) -> str:
    return REFERENCE.replace(*CATALOGUE[name])


@pytest.mark.parametrize("name", ["no-intercept", "always-two", "boundary", "absolute"])
def test_a_known_mistake_is_named_on_every_comparison_that_it_explains(grade: Graded, name: str) -> None:
    result = grade(patched(name))
    assert failures(result)
    assert diagnoses(result) == dict.fromkeys(failures(result), name)


def test_the_same_mistake_written_in_another_way_is_named(grade: Graded) -> None:
    source = "def line(x, slope=2): return sum([slope * x])\ndef steep(slope): return not slope <= 3"
    assert set(diagnoses(grade(source)).values()) == {"no-intercept"}


def test_a_mistake_in_one_place_only_is_still_named(grade: Graded) -> None:
    source = REFERENCE.replace("+ 1.0", "+ (1.0 if x <= 0 else 0.0)")
    assert diagnoses(grade(source)) == {"test_right": "no-intercept"}


def test_what_passed_decides_between_two_that_explain_what_failed(grade: Graded) -> None:
    source = REFERENCE.replace("slope > 3.0", "slope >= 3.0 or slope < -3.0")
    assert failures(grade(source)) == {"test_steep"}
    assert diagnoses(grade(source)) == {}


@pytest.mark.drawn(4)
@pytest.mark.parametrize(
    "source",
    [
        pytest.param(REFERENCE, id="right"),
        pytest.param(REFERENCE.replace("+ 1.0", "+ 1.5"), id="another mistake"),
        pytest.param(REFERENCE.replace("> 3.0", "> 2.95").replace("+ 1.0", "+ 1.5"), id="two unknown ones"),
        pytest.param(patched("twin-one"), id="two that cannot be told apart"),
        pytest.param("def line(x, slope=2.0): raise ValueError\nsteep = line", id="raises"),
        pytest.param("import os\ndef line(x, slope=2.0): os._exit(1)\nsteep = line", id="crashes"),
        pytest.param("def line(x, slope=2.0):\n    while True: pass\nsteep = line", id="never returns"),
        pytest.param("def line(", id="does not load"),
        pytest.param("", id="empty"),
    ],
)
def test_nothing_is_named_where_no_known_mistake_explains_it(grade: Graded, source: str) -> None:
    assert diagnoses(grade(source)) == {}


def test_two_known_mistakes_are_named_each_on_its_tests(grade: Graded) -> None:
    everywhere = dict.fromkeys(("test_right", "test_left", "test_slope_at_zero"), "no-intercept")
    source = patched("no-intercept").replace("> 3.0", ">= 3.0")
    assert diagnoses(grade(source)) == {**everywhere, "test_steep": "boundary"}
    assert diagnoses(grade(source.replace(">= 3.0", "> 2.85"))) == everywhere  # which is not in the catalogue


def test_a_diagnosis_changes_neither_scores_nor_messages_nor_evidence(exam: Exam, grade: Graded) -> None:
    def told(result: Grade) -> list[tuple[object, ...]]:
        return [(t.name, t.outcome, t.score, t.message, t.evidence) for t in result.tasks[0].tests]

    with Exam(exam.assignment, diagnose=False) as silent:
        files = {"line.py": patched("no-intercept").encode()}
        without = silent.grade(Submission(id="x", digest="sha256:0", files=files, problems={}))
    result = grade(patched("no-intercept"))
    assert diagnoses(result)
    assert not diagnoses(without)
    assert told(result) == told(without)


def test_code_that_answers_differently_when_asked_again_gets_no_wrong_name(grade: Graded) -> None:
    """It makes the known mistake in the first three calls of its process, and another one later."""
    counter = "calls = []\n" + REFERENCE.replace("+ 1.0", "+ (calls.append(x) or (0.0 if len(calls) < 2 else 0.5))")
    assert diagnoses(grade(counter)) == {}


def test_the_students_code_is_run_once_more_and_not_once_for_each_known_mistake(
    grade: Graded, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert diagnoses(grade(patched("no-intercept")))  # what is asked of known mistakes is asked once
    called: list[object] = []
    make = Guest.make

    def counted(guest: Guest, request: ProxyRequest) -> Returned:
        called.extend([request] if isinstance(request, Call) else ())
        return make(guest, request)

    monkeypatch.setattr(Guest, "make", counted)
    assert diagnoses(grade(patched("no-intercept")))
    first_run = 1 + 1 + 4 + 1
    reruns = 3 + 3 + 1  # to the right, where it failed at the first call, to the left, and at zero
    assert len(called) == first_run + reruns
    assert diagnoses(grade(REFERENCE)) == {}
    assert len(called) == first_run + reruns + (3 + 3 + 4 + 1)


def test_a_stand_in_is_imported_once() -> None:
    stand_ins = VariantModules()
    mistake = Hypothesis.of(
        CatalogueEntry(Misconception("a", "a", "a"), Task(id="1", title="", module="m", points=1.0), "", "m")
    )
    assert stand_ins.of(mistake) is stand_ins.of(mistake)
