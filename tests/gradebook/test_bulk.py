"""A class: one bad submission costs itself, and what is graded stays graded."""

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from grader.assignment import Assignment
from grader.exam.running.resource_limits import ResourceLimits
from grader.gradebook.bulk import grade_entries
from grader.gradebook.bulk_messages import Unchanged
from grader.intake import discover_class
from grader.model import Grade, Isolation, Ungraded
from tests.support.standing_workers import own_workers


@pytest.fixture
def own() -> Iterator[None]:
    """Workers are started by the test that wants one, and ended with it."""
    with own_workers():
        yield


def results_of(
    folder: Path,
    assignment: Assignment,
    workers: int = 1,
    known: Mapping[str, frozenset[str]] | None = None,
    resource_limits: ResourceLimits | None = None,
) -> dict[str, Grade | Ungraded | Unchanged]:
    entries = discover_class(folder)
    graded = grade_entries(
        entries, assignment, workers=workers, isolation=Isolation.PROCESS, known=known, resource_limits=resource_limits
    )
    return {result.submission: result for result in graded}


def test_everybody_gets_a_result_and_a_useless_submission_a_reason(fragile: Assignment, class_folder: Path) -> None:
    (class_folder / "dan.zip").write_text("no archive")
    results = results_of(class_folder, fragile, workers=2)
    assert sorted(results) == ["ann", "bo", "cy", "dan"]
    assert [result.score for result in results.values() if isinstance(result, Grade)] == [5.0, 5.0, 5.0]
    assert isinstance(results["dan"], Ungraded)
    assert not results["dan"].withheld


@pytest.mark.usefixtures("own")
def test_a_submission_that_ends_or_overloads_the_exam_is_named_and_the_class_goes_on(
    fragile: Assignment, class_folder: Path
) -> None:
    """One would fill its memory, one ends it, and one keeps it busy."""
    shutil.copytree(class_folder / "ann", class_folder / "al")
    for name, asked in (("al", "fill the exam"), ("bo", "end the exam"), ("cy", "keep the exam busy")):
        (class_folder / name / "tiny_shift.py").write_text(f"def shift(x): return {asked!r}")
    results = results_of(class_folder, fragile, resource_limits=ResourceLimits(cpu_seconds=1, memory_bytes=256 << 20))
    large, honest, ended, busy = (results[name] for name in ("al", "ann", "bo", "cy"))
    assert isinstance(large, Grade)
    assert large.withheld
    assert "MemoryError" in large.problems[0]
    assert isinstance(ended, Ungraded)
    assert ended.withheld
    assert busy == Ungraded("cy", "It kept the grader busy: what it answered took more than 1 s to process.")
    assert isinstance(honest, Grade)
    assert (honest.score, honest.withheld) == (5.0, False)


def test_work_that_has_not_changed_is_not_graded_again(fragile: Assignment, class_folder: Path) -> None:
    before = results_of(class_folder, fragile)
    known = {name: frozenset({grade.digest}) for name, grade in before.items() if isinstance(grade, Grade)}
    assert len(known) == 3
    (class_folder / "cy" / "tiny_shift.py").write_text("def shift(x): return x")
    after = results_of(class_folder, fragile, known=known)
    (digest,) = known["ann"]
    assert after["ann"] == Unchanged("ann", digest)
    assert after["bo"] == Unchanged("bo", digest)
    assert isinstance(after["cy"], Grade)
    assert after["cy"].score == 3.0
