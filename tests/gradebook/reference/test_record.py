"""Where no cache is kept, a record beside the solution says that the reference gets all points, and no other does."""

from pathlib import Path

import pytest

from grader.api.authoring import try_tests
from grader.assignment import Assignment
from grader.errors import AssignmentError, UsageError
from grader.gradebook.right_reference import RECORD
from tests.support.references import Run, break_test, change_a_test, in_ci, write_notebook
from tests.support.tiny_notebooks import DOUBLE, SHIFT


def record(assignment: Assignment) -> Path:
    """Where `grader test --record` leaves its record, which it makes now."""
    assert not any(one.faults for one in try_tests(assignment.folder, record=True))
    return assignment.solution / RECORD


def test_where_no_cache_is_kept_a_record_beside_the_solution_is_believed_until_a_test_changes(
    own_tiny: Assignment, run: Run, cache: Path, tried: list[str]
) -> None:
    cache.write_text("A file.")
    write_notebook(own_tiny, DOUBLE, SHIFT)
    record(own_tiny)
    both = ["the reference", "the reference's tiny.ipynb"]
    assert tried == both
    assert {grade.score for grade in run()} == {5.0}
    assert tried == both
    change_a_test(own_tiny)
    assert {grade.score for grade in run()} == {5.0}
    assert tried == both * 2


def test_a_record_in_the_work_is_not_believed_nor_one_of_other_files(
    own_tiny: Assignment, class_folder: Path, tmp_path: Path, cache: Path, tried: list[str]
) -> None:
    """The control is the same record beside the solution."""
    cache.write_text("A file.")
    made = record(own_tiny)
    right = made.read_bytes()
    work = class_folder / "ann"
    for planted in (work / RECORD, work / "solutions" / "tiny" / RECORD, own_tiny.folder / RECORD):
        planted.parent.mkdir(parents=True, exist_ok=True)
        planted.write_bytes(right)
    for number, content in enumerate((right, b"", b"0" * 64, right[:-2], right * 100, None), start=1):
        if content is None:
            made.unlink()
        else:
            made.write_bytes(content)
        tried.clear()
        assert in_ci(own_tiny, work, tmp_path / "results")[0].score == 5.0
        assert tried == ([] if number == 1 else ["the reference"])


def test_nothing_is_recorded_of_a_reference_that_loses_a_point(own_tiny: Assignment) -> None:
    made = record(own_tiny)
    write_notebook(own_tiny, DOUBLE, SHIFT.replace("1.0", "2.0"))
    with pytest.raises(AssignmentError, match=r"not recorded .* the reference's tiny\.ipynb does not get all points"):
        list(try_tests(own_tiny.folder, record=True))
    assert not made.exists()
    made.write_text("Of an earlier day.")
    break_test(own_tiny)
    with pytest.raises(AssignmentError, match="not recorded"):
        list(try_tests(own_tiny.folder, record=True))
    assert not made.exists()


def test_a_run_of_some_tests_is_not_recorded(own_tiny: Assignment) -> None:
    with pytest.raises(UsageError, match="--record stands for all tests"):
        try_tests(own_tiny.folder, keyword="shift", record=True)
