"""Tests about figures share what is drawn for them; a call that fails costs the tests about it, and no others."""

from collections import Counter
from typing import Any
from unittest.mock import patch

import pytest

from grader.assignment import Assignment
from grader.exam import Exam
from grader.host.guest import Guest
from grader.model import Outcome, Submission, TaskResult

ABOUT_AN_ARRAY = (
    "test_extremes",
    *(f"test_layer_derivatives[{name}]" for name in ("sigmoid", "tanh", "relu")),
    *(f"test_cumulative_gradients[{name}]" for name in ("sigmoid", "tanh", "relu")),
    "test_final_gradient",
    "test_accuracy",
    "test_figure_over_x_values",
)
"""The tests of Task 1.2 that pass an array of x_values."""
GIVEN = "    x = np.linspace(-3.0, 3.0, 101) if x_values is None else np.asarray(x_values, dtype=np.float64)\n"
RATIO = "        if ratio is not None and diagnosis is not None:\n"
FAULTS = {
    "asks an array whether it is true": (
        "1.2",
        GIVEN,
        GIVEN.replace("x_values is None", "not x_values"),
        ABOUT_AN_ARRAY,
    ),
    "ends the interpreter on an array": (
        "1.2",
        GIVEN,
        f"{GIVEN}    if isinstance(x_values, np.ndarray): __import__('os')._exit(1)\n",
        ABOUT_AN_ARRAY,
    ),
    "draws the ratio of one layer": (
        "3.2",
        RATIO,
        "        if True:\n",
        ("test_magnitudes_of_every_network", "test_one_layer_has_no_bar"),
    ),
}


def work(assignment: Assignment, old: str = "", new: str = "") -> Submission:
    """The reference with one passage replaced."""
    files = {f"{each.module}.py": (assignment.solution / f"{each.module}.py").read_bytes() for each in assignment.tasks}
    changed = {name: content.replace(old.encode(), new.encode()) if old else content for name, content in files.items()}
    assert not old or changed != files
    return Submission(id="x", digest="sha256:0", files=changed, problems={})


def graded(exam: Exam, submission: Submission, task: str) -> TaskResult:
    return next(each for each in exam.grade(submission, (task,)).tasks if each.id == task)


@pytest.mark.parametrize("task,drawings,guests", [("1.2", 9, 2), ("3.2", 4, 2)])
def test_what_several_tests_look_at_is_drawn_once(
    task: str, drawings: int, guests: int, assignment: Assignment, bundled_exam: Exam
) -> None:
    asked, module = Counter[str](), next(each.module for each in assignment.tasks if each.id == task)
    make, load = Guest.make, Guest.load

    def made(guest: Guest, request: Any) -> Any:
        asked[type(request).__name__] += 1
        return make(guest, request)

    def loaded(guest: Guest, name: str, *arguments: Any, **keywords: Any) -> Any:
        asked["loads"] += name == module
        return load(guest, name, *arguments, **keywords)

    submission = work(assignment)
    with patch.object(Guest, "make", made), patch.object(Guest, "load", loaded):
        result = graded(bundled_exam, submission, task)
    assert result.score == result.max_score
    assert asked["Call"] == drawings
    assert asked["loads"] == guests + 1  # the first before any hidden input was sent


@pytest.mark.drawn(1)
@pytest.mark.parametrize("task,old,new,lost", FAULTS.values(), ids=FAULTS)
def test_a_call_that_fails_costs_no_test_that_can_do_without_it(
    task: str, old: str, new: str, lost: tuple[str, ...], assignment: Assignment, bundled_exam: Exam
) -> None:
    result = graded(bundled_exam, work(assignment, old, new), task)
    assert {test.name for test in result.tests if test.outcome is not Outcome.PASSED} == set(lost)
