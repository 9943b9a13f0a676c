"""An audit finds whatever is wrong with hidden tests, and finds nothing where nothing is; with real exams."""

import json
from collections.abc import Callable

import pytest
from msgspec.structs import replace

from grader.audit.engine import encode_audit, render_audit
from grader.audit.results import Audit
from grader.audit.subjects import CONSTANTS, Scope
from grader.cli.audit import MAX_PROBLEMS, show_audit
from grader.cli.terminal import OutputMode
from grader.errors import AssignmentError
from tests.audit.conftest import SCOPE

Audited = Callable[..., Audit]
SOLUTION = "solutions/steps"
EQUIVALENTS = f"{SOLUTION}/equivalent_mutants.toml"
ABSENT_MINDED = "def double(x):\n    y = 5\n    z = 7\n    return x + x"
EXCUSE = """
[[mutants]]
module = "double"
removed = "{0}"
added = "{1}"
reason = "Nobody reads it."
"""
ENTRY = """
task = "1"
title = "t"
explanation = "e"
hint = "h"
handout = "a"
[[edits]]
old = "x + x"
new = "{0}"
"""
EXCUSED = 'costs_more_than_half = "no reason"\n'
FAULTS = {
    # A line that no test sees: two mutants of it survive, and two of the other one are excused.
    f"{SOLUTION}/double.py": ABSENT_MINDED,
    EQUIVALENTS: EXCUSE.format("y = 5", "y = 4")
    + EXCUSE.format("y = 5", "y = 6")
    + EXCUSE.format("y = 5", "y = 50")
    + EXCUSE.format("return x + x", "return x - x"),
    # A task that is charged for the mistakes of another.
    f"{SOLUTION}/user.py": "from double import double\ndef quadruple(x): return double(double(x))",
    "assignments/steps/user.py": "def quadruple(x): return {3.0: 12.0, 5.0: 20.0}[x]",
    f"{SOLUTION}/worthless/lucky/double.py": "def double(x): return 14.0",
    f"{SOLUTION}/worthless/lucky/user.py": "def quadruple(x): return 0.0",
    f"{SOLUTION}/alternatives/slow/double.py": "def double(x): return x * x",
    f"{SOLUTION}/alternatives/slow/user.py": "def quadruple(x): return 3 * x",
    f"{SOLUTION}/misconceptions/twin.toml": ENTRY.format("x**2"),
    f"{SOLUTION}/misconceptions/right.toml": ENTRY.format("2 * x").replace("[[edits]]", f"{EXCUSED}[[edits]]"),
}

FOLLOWED = {
    f"{SOLUTION}/double.py": "def double(x): return x + x\n\n\ndef big(x): return double(x) > 9.0\n",
    f"{SOLUTION}/hidden_tests/test_1.py": '''
import pytest
from grader.exam import check
pytestmark = [pytest.mark.task("1"), pytest.mark.points(1)]
def test_double(student, reference):
    """Doubled."""
    for x in (3.0, 7.0):
        check.close(student.double(x), reference.double(x), "double(x)")
@pytest.mark.needs("test_double")
def test_big(student, reference):
    """Big, where it is doubled."""
    check.equal(student.big(4.5), reference.big(4.5), "big(x)")
@pytest.mark.needs("test_double")
def test_big_in_any_case(student, reference):
    """Big, also where it is tripled."""
    for x in (4.5, 3.0):
        check.equal(student.big(x), reference.big(x), "big(x)")
''',
    f"{SOLUTION}/misconceptions/squared.toml": ENTRY.format("3 * x").replace(
        "[[edits]]", "follow_through = true\n[[edits]]"
    ),
    f"{SOLUTION}/misconceptions/inclusive.toml": ENTRY.format("")
    .replace("x + x", "> 9.0")
    .replace('""', '">= 9.0"')
    .replace("[[edits]]", f"{EXCUSED}[[edits]]"),
    f"{SOLUTION}/alternatives/shift/double.py": "def double(x): return 2 * x\ndef big(x): return x > 4.5",
}


@pytest.fixture(scope="module")
def healthy(audited: Audited) -> Audit:
    return audited("healthy")


@pytest.fixture(scope="module")
def broken(audited: Audited) -> Audit:
    return audited("broken", FAULTS, replace(SCOPE, seeds=0))


def test_nothing_is_found_where_nothing_is_wrong(healthy: Audit) -> None:
    assert healthy.problems == ()
    assert all(control.held for control in healthy.controls)
    assert [control.seeds for control in healthy.controls] == [1, 1, *(1 for _ in CONSTANTS), 2, 1]
    assert [control.expected for control in healthy.controls[1:-2]] == [0.0] * (1 + len(CONSTANTS))
    assert [mistake.named for mistake in healthy.mistakes] == [("squared",)]
    assert all(task.killed == task.mutants > 5 for task in healthy.tasks)


def test_tests_that_are_never_needed_are_named_by_what_they_detect(
    healthy: Audit, capsys: pytest.CaptureFixture[str]
) -> None:
    task = healthy.tasks[0]
    idle = replace(task.tests[0], name="test_idle", mutants=0, mistakes=(), alone=0)
    found = replace(healthy, tasks=(replace(task, tests=(*task.tests, idle)),))
    assert found.tasks[0].unneeded == (*task.unneeded, "test_idle")
    show_audit(found, None, OutputMode.TEXT)
    told, page = capsys.readouterr().out, render_audit(found)
    for sentence in ("detect no mutant and no known mistake: test_idle.", "others detect too"):
        assert sentence in told
        assert sentence in page
    assert "test_whole, test_again." in page
    assert "others detect too" not in render_audit(replace(found, quick=True))  # a sample does not tell


def test_what_a_test_is_good_for_is_counted(healthy: Audit) -> None:
    whole, fractions, again = healthy.tasks[0].tests
    assert (whole.name, whole.mistakes, whole.alone) == ("test_whole", ("squared",), 0)
    assert again.mutants == whole.mutants
    assert fractions.mutants >= whole.mutants


@pytest.mark.parametrize(
    "problem",
    [
        "Task 1: a mutant survived (double.py, line 3, NumberReplacer): `",
        "Task 2 lost points by a mutant of another task (double ",
        "The misconception squared of task 1 loses points in 2.",
        "The misconception squared was called nothing.",
        "The misconception twin was called nothing.",
        "The misconception right loses nothing in its task 1.",
        "the stubs should get 0 and got 1.",
        "lucky should get 0 and got 2.",
        "The misconception twin costs 100% of its task 1: have tests look at less at a time,",
        "The misconception right costs no more than half of its task: take costs_more_than_half out.",
        "slow should get 4 and got 0. It lost 1 test_again, 1 test_fractions, 1 test_whole, 2 test_quadruple.",
        "'y = 50' in double fits no mutant",
        "'return x - x' in double is not equivalent: a test detects it.",
    ],
)
def test_what_is_wrong_is_found(broken: Audit, healthy: Audit, problem: str) -> None:
    assert any(problem in found for found in broken.problems), broken.problems
    assert not any(problem in found for found in healthy.problems)


def test_a_test_that_asks_for_nothing_of_who_follows_a_mistake_is_found(audited: Audited) -> None:
    found = audited("followed", FOLLOWED, Scope(every=50, sample=1, seeds=0, everywhere=False))
    mistake = next(mistake for mistake in found.mistakes if mistake.id == "squared")
    assert mistake.followed == ("test_big", "test_big_in_any_case")
    assert (mistake.beside, mistake.gained) == (1, ("test_big with inclusive",))
    assert [problem for problem in found.problems if "mutant" not in problem] == [
        "The misconception squared lets test_big with inclusive pass: its test asks for too little to be followed."
    ]


def test_one_task_can_be_audited_alone(audited: Audited) -> None:
    found = audited("alone", FAULTS, replace(SCOPE, seeds=0, tasks=("2",)))
    assert [task.id for task in found.tasks] == ["2"]
    assert all("task 1" not in problem for problem in found.problems)
    assert "the stubs should get 0 and got 1." in found.problems


def test_an_excused_mutant_is_shown_with_its_reason_and_does_not_count(broken: Audit) -> None:
    task = broken.tasks[0]
    assert [mutant.reason for mutant in task.equivalent] == ["Nobody reads it."] * 2
    assert task.counted == task.mutants - 2 == task.killed + len(task.survivors)


def test_only_importers_are_asked_about_a_foreign_mutant(broken: Audit) -> None:
    assert broken.tasks[1].touched_by
    assert broken.tasks[0].touched_by == ()


def test_the_terminal_shows_a_row_for_each_task_and_what_does_not_hold(
    broken: Audit, healthy: Audit, capsys: pytest.CaptureFixture[str]
) -> None:
    show_audit(broken, None, OutputMode.TEXT)
    told = capsys.readouterr().out
    assert all(f"{task.id}  {task.title}" in told for task in broken.tasks), told
    assert all(problem in told for problem in broken.problems[:MAX_PROBLEMS]), told
    assert f"and {len(broken.problems) - MAX_PROBLEMS} more" in told
    show_audit(healthy, None, OutputMode.TEXT)
    told = capsys.readouterr().out
    assert "Everything holds" in told
    needless = [line for line in told.splitlines() if "others detect too" in line]
    assert needless == ["Task 1: what these detect others detect too: test_whole, test_again."]
    assert "detect no mutant" not in told
    show_audit(healthy, None, OutputMode.QUIET)
    assert capsys.readouterr().out == ""


def test_page_and_json_say_what_was_found(broken: Audit) -> None:
    page, data = render_audit(broken), json.loads(encode_audit(broken))
    assert "-    z = 7" in page
    assert "http" not in page.replace("http-equiv", "")
    assert len(data["tasks"][0]["survivors"]) == len(broken.tasks[0].survivors) == 2
    assert data["problems"] == list(broken.problems)


@pytest.mark.parametrize(
    "text,complaint",
    [
        (EXCUSE.replace("Nobody reads it.", " "), "gives no reason"),
        (EXCUSE.replace('module = "double"', 'module = "triple"'), "not the module of any task"),
        (EXCUSE.replace("reason", "excuse"), "has the key `excuse`, which it does not take"),
    ],
)
def test_a_broken_list_of_equivalent_mutants_is_refused(audited: Audited, text: str, complaint: str) -> None:
    with pytest.raises(AssignmentError, match=complaint):
        audited("refused", {EQUIVALENTS: text})
