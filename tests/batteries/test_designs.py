"""Submissions in the style of public designs: their labels are true, and some are graded, in two forms each."""

from collections.abc import Callable
from pathlib import Path

import matplotlib.pyplot as plt
import pytest

from grader.assignment import Assignment
from grader.exam import Exam
from grader.intake import read_submission
from grader.model import Submission
from tests.support.design_oracles import faults
from tests.support.designs import Design, as_modules, as_notebook, lost, mistakes, read_designs
from tests.support.loading import HANDOUT, load_flat

DESIGNS = {design.name: design for design in read_designs()}
GRADED = (
    ("scalar-graph", "modules"),
    ("inserted-gradients", "notebook"),
    ("primes-of-sums", "notebook"),
    ("theta-plus-twice", "notebook"),
    ("numerator-over-denominator", "modules"),
)
"""One of each form in every run, in its tasks and one more; `python -m tests.benchmarks.designs` grades all in all."""
ONE_MORE = "1.1"
DIVISOR = "magnitudes[-1]"
FORMS: dict[str, Callable[[Design, Assignment, Path], Submission]] = {"modules": as_modules, "notebook": as_notebook}


def test_each_folder_is_in_the_table_and_about_half_are_wrong() -> None:
    folders = {folder.name for folder in (Path(__file__).parent / "designs").iterdir() if folder.is_dir()}
    assert folders == set(DESIGNS)
    assert len(DESIGNS) == 30
    assert sum(bool(design.wrong) for design in DESIGNS.values()) == 17


@pytest.mark.drawn(5, kind=lambda name: bool(DESIGNS[name].wrong))
@pytest.mark.parametrize("name", DESIGNS)
def test_finite_differences_agree_with_the_label(name: str, assignment: Assignment) -> None:
    design = DESIGNS[name]
    modules = load_flat(Path(__file__).parent / "designs" / name, HANDOUT)
    plt.close("all")
    found = {task: faults(task, modules) for task in design.tasks(assignment)}
    assert found
    assert {task for task, wrong in found.items() if wrong} == set(design.wrong), found


def test_a_constant_against_a_division_by_zero_shifts_no_threshold(
    assignment: Assignment, bundled_exam: Exam, tmp_path: Path
) -> None:
    source = (assignment.solution / "gradient_flow.py").read_text("utf-8")
    assert source.count(DIVISOR) == 1
    for constant in (1e-8, 1e-12):
        (tmp_path / "gradient_flow.py").write_text(source.replace(DIVISOR, f"{constant} + {DIVISOR}"), "utf-8")
        assert not lost(bundled_exam.grade(read_submission(tmp_path, assignment), ("3.1",)))


@pytest.mark.drawn(1, kind=lambda form: form)
@pytest.mark.parametrize("name,form", GRADED)
def test_right_designs_get_all_points_and_wrong_ones_lose_some_in_their_task_only(
    name: str, form: str, assignment: Assignment, bundled_exam: Exam, tmp_path: Path
) -> None:
    design = DESIGNS[name]
    grade = bundled_exam.grade(FORMS[form](design, assignment, tmp_path), (*design.tasks(assignment), ONE_MORE))
    assert lost(grade) == set(design.wrong)
    for task, named in mistakes(grade).items():
        assert named in map(set, design.wrong[task])
