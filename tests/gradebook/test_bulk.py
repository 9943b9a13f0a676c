"""A class: one bad submission costs itself, and what is graded stays graded."""

from collections.abc import Mapping
from pathlib import Path

from grader.assignment import Assignment
from grader.gradebook.bulk import Unchanged, Ungraded, grade_class
from grader.intake import discover_class
from grader.model import Grade, Isolation


def results_of(
    folder: Path, assignment: Assignment, workers: int = 1, known: Mapping[str, str] | None = None
) -> dict[str, Grade | Ungraded | Unchanged]:
    entries = discover_class(folder)
    graded = grade_class(entries, assignment, workers=workers, isolation=Isolation.PROCESS, known=known)
    return {result.submission: result for result in graded}


def test_everybody_gets_a_result_and_a_useless_submission_a_reason(fragile: Assignment, class_folder: Path) -> None:
    (class_folder / "dan.zip").write_text("no archive")
    results = results_of(class_folder, fragile, workers=2)
    assert sorted(results) == ["ann", "bo", "cy", "dan"]
    assert [result.score for result in results.values() if isinstance(result, Grade)] == [5.0, 5.0, 5.0]
    assert isinstance(results["dan"], Ungraded)
    assert not results["dan"].withheld


def test_an_exam_that_dies_costs_the_submission_that_it_died_of(fragile: Assignment, class_folder: Path) -> None:
    (class_folder / "bo" / "tiny_shift.py").write_text("def shift(x): return 'end the exam'")
    results = results_of(class_folder, fragile)
    assert isinstance(results["bo"], Ungraded)
    assert results["bo"].withheld
    for name in ("ann", "cy"):
        assert isinstance(results[name], Grade)


def test_work_that_has_not_changed_is_not_graded_again(fragile: Assignment, class_folder: Path) -> None:
    before = results_of(class_folder, fragile)
    known = {name: grade.digest for name, grade in before.items() if isinstance(grade, Grade)}
    assert len(known) == 3
    (class_folder / "cy" / "tiny_shift.py").write_text("def shift(x): return x")
    after = results_of(class_folder, fragile, known=known)
    assert after["ann"] == Unchanged("ann")
    assert after["bo"] == Unchanged("bo")
    assert isinstance(after["cy"], Grade)
    assert after["cy"].score == 3.0
