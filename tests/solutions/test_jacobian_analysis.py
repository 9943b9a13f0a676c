"""The sequel of the first assignment: right work of any style gets everything, each mistake costs its own tests."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from grader.exam import Exam
from grader.handout import handout_notebook, reference_notebook
from grader.intake import read_submission
from grader.intake.belonging import choose_assignment
from tests.support.bundled import Bundled, lost
from tests.support.laid_out import handed_in
from tests.support.loading import load_flat

JACOBIANS = Bundled("jacobian_analysis")
ASSIGNMENT = JACOBIANS.assignment
MODULES = load_flat(ASSIGNMENT.solution, ASSIGNMENT.folder)


@pytest.fixture(scope="module")
def exam() -> Iterator[Exam]:
    with Exam(ASSIGNMENT) as running:
        yield running


@pytest.mark.drawn(1, kind=lambda work: work.suffix)
@pytest.mark.parametrize("work", JACOBIANS.right_work, ids=lambda work: work.stem)
def test_right_work_of_any_style_gets_everything(exam: Exam, work: Path) -> None:
    grade = exam.grade(read_submission(work, ASSIGNMENT))
    assert (dict(lost(grade)), grade.score) == ({}, 100)


def test_stubs_get_nothing(exam: Exam) -> None:
    grade = exam.grade(handed_in(JACOBIANS.stubs()))
    assert (grade.score, grade.withheld) == (0, False)


@pytest.mark.drawn(2)
@pytest.mark.parametrize("task", [task.id for task in JACOBIANS.tasks])
def test_zeros_get_nothing(exam: Exam, task: str) -> None:
    grade = exam.grade(read_submission(ASSIGNMENT.solution / "worthless" / "zeros", ASSIGNMENT), [task])
    assert (grade.score, grade.withheld) == (0, False)


@pytest.mark.drawn(1, kind=lambda tests: tests is None)
@pytest.mark.parametrize(
    ("mistake", "tests"),
    [
        ("single-precision", {"test_double_precision"}),
        ("output-layer-activated", None),
        ("last-hidden-layer-first", None),
        ("difference-to-one-side", None),
        ("step-too-small", {"test_the_default_step"}),
        ("absolute-limit-of-the-rank", {"test_rank", "test_what_cannot_be_undone"}),
        ("equals-in-the-given-order", {"test_ranking_of_equals"}),
        ("limits-of-one", {"test_limits"}),
    ],
)
def test_a_known_mistake_costs_its_own_task_and_is_named(exam: Exam, mistake: str, tests: set[str] | None) -> None:
    grade = JACOBIANS.grade_mistake(exam, mistake)
    found = lost(grade)
    (task,) = (task for task in grade.tasks if task.score < task.max_score)
    assert tests is None or set(found) == tests
    assert task.score >= task.max_score / 2
    assert {test.misconception.id for test in found.values() if test.misconception} == {mistake}


@pytest.mark.parametrize("activation", ["tanh", "sigmoid"])
def test_the_reference_agrees_with_differences_in_every_entry(activation: str) -> None:
    rng = np.random.default_rng(5)
    for sizes in ([4, 3], [3, 5, 2], [2, 4, 3, 5]):
        pairs = list(pairwise(sizes))
        weights = [rng.normal(size=pair) for pair in pairs]
        biases, x = [rng.normal(size=size) for _, size in pairs], rng.normal(size=sizes[0])
        given = weights, biases, x, activation

        def output(values: object, given: tuple[object, ...] = given) -> object:
            return MODULES.small_network.output_from(0, values, given[0], given[1], given[3])

        by_chain_rule = MODULES.input_jacobian.compute_input_jacobian(*given)
        assert np.abs(by_chain_rule - MODULES.numerical_jacobians.numerical_jacobian(output, x)).max() < 1e-8
        hidden = MODULES.hidden_jacobians.compute_hidden_jacobians(*given)
        numerical = MODULES.numerical_jacobians.numerical_hidden_jacobians(*given)
        assert len(hidden) == len(numerical) == len(sizes) - 2
        assert all(np.abs(one - other).max() < 1e-8 for one, other in zip(hidden, numerical, strict=True))


def test_the_committed_notebooks_are_what_would_be_made_now() -> None:
    name = ASSIGNMENT.manifest.notebook
    assert (ASSIGNMENT.folder / name).read_bytes() == handout_notebook(ASSIGNMENT), "run `grader notebook`"
    assert (ASSIGNMENT.solution / name).read_bytes() == reference_notebook(ASSIGNMENT), "run `grader notebook`"


def test_the_examples_of_the_handout_say_what_they_print(tmp_path: Path) -> None:
    printed, told = JACOBIANS.printed_and_told(tmp_path)
    assert printed == told


def test_work_is_taken_for_its_own_assignment_and_not_for_the_one_before() -> None:
    works = [ASSIGNMENT.folder, *JACOBIANS.right_work]
    assert {choose_assignment(work, here=False).slug for work in works} == {"jacobian_analysis"}
