"""That the reference gets all points is seen once, and again when a test or the reference has changed."""

from pathlib import Path

import pytest

from grader.assignment import Assignment
from grader.errors import AssignmentError
from tests.support.references import Run, change_a_test, in_ci, in_class, write_notebook
from tests.support.tiny import SOLUTION
from tests.support.tiny_notebooks import DOUBLE, SHIFT


def test_it_is_graded_once_until_a_test_changes(
    own_tiny: Assignment, run: Run, class_folder: Path, tried: list[str]
) -> None:
    write_notebook(own_tiny, DOUBLE, SHIFT)
    both = ["the reference", "the reference's tiny.ipynb"]
    run()
    assert tried == both
    (own_tiny.solution / "README.md").write_text("Prose.")
    for name in ("tiny_double.py", "tiny_shift.py"):
        (class_folder / "ann" / name).write_text(f"{SOLUTION[name]}  # changed")  # so that something is left to grade
        assert {grade.score for grade in run()} == {5.0}
        assert tried == both
    change_a_test(own_tiny)
    assert {grade.score for grade in run()} == {5.0}
    assert tried == both * 2


def test_a_notebook_of_the_reference_that_loses_a_point_is_found_also_where_nothing_else_changed(
    own_tiny: Assignment, run: Run, class_folder: Path
) -> None:
    write_notebook(own_tiny, DOUBLE, SHIFT)
    assert {grade.score for grade in run()} == {5.0}
    write_notebook(own_tiny, DOUBLE, SHIFT.replace("1.0", "2.0"))
    (class_folder / "ann" / "tiny_shift.py").write_text(f"{SOLUTION['tiny_shift.py']}  # changed")
    for _ in range(2):  # a failure is not remembered
        with pytest.raises(AssignmentError, match=r"the reference's tiny\.ipynb does not get all points") as error:
            run()
        assert "in task 2 " in str(error.value)


def test_without_a_cache_directory_it_is_graded_in_each_run(
    own_tiny: Assignment, class_folder: Path, tmp_path: Path, cache: Path, tried: list[str]
) -> None:
    cache.write_text("A file.")
    for number in (1, 2):
        assert in_ci(own_tiny, class_folder / "ann", tmp_path / "results")[0].score == 5.0
        assert tried == ["the reference"] * number


def test_an_unchanged_class_is_confirmed_without_the_reference(
    own_tiny: Assignment, class_folder: Path, tmp_path: Path, cache: Path, tried: list[str]
) -> None:
    cache.write_text("A file.")
    for _ in range(2):
        assert len(in_class(own_tiny, class_folder, tmp_path / "results")) == 3
    assert tried == ["the reference"]
