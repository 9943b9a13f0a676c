"""Whoever grades renders the files of a result; whoever keeps the record puts them in their places, once it is kept."""

from collections.abc import Callable, Generator
from pathlib import Path

import pytest
from msgspec.structs import replace

from grader.assignment import Assignment
from grader.errors import UsageError
from grader.gradebook import kept_results, report_files
from grader.gradebook.class_run import ClassRun
from grader.gradebook.lean import LeanResults
from grader.gradebook.store import Store
from grader.intake import discover_class
from grader.model import Grade, Isolation
from grader.model.options import ClassOptions
from grader.output.folder import COPIES, GRADE, LATER, PAGE, content_digest, write_grade
from grader.output.ready import FOLDER, lay_ready, put_in_place, ready_folder
from grader.report.class_row import ClassRow
from grader.report.diagrams import NO_DRAWINGS
from tests.support.sample_grades import perfect_grade, sample_grade, withheld_grade

ALL = {GRADE, PAGE}
Run = Callable[[], ClassRun]


def contents(folder: Path) -> dict[str, tuple[int, bytes]]:
    """What is in the files below a folder, and who may read it."""
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): (path.stat().st_mode, path.read_bytes()) for path in found}


def stop(run: ClassRun) -> None:
    """Stops a run as an exception would that comes up beside it."""
    assert isinstance(run._results, Generator)
    run._results.close()


@pytest.fixture
def run(fragile: Assignment, class_folder: Path, tmp_path: Path) -> Run:
    """A run over the class of three, on one worker."""

    def made() -> ClassRun:
        options = ClassOptions(workers=1, isolation=Isolation.PROCESS)
        return ClassRun(discover_class(class_folder), fragile, options, output=tmp_path / "results")

    return made


@pytest.mark.parametrize("grade", [sample_grade("jane"), perfect_grade("jane"), withheld_grade("jane")])
def test_the_prepared_files_are_those_that_would_have_been_written(grade: Grade, tmp_path: Path) -> None:
    at_once, moved = tmp_path / "at-once", tmp_path / "moved"
    write_grade(grade, at_once / "jane", at_once / COPIES)
    (moved / "jane").mkdir(parents=True)
    (moved / "jane" / LATER).write_text("for now")
    (moved / "jane" / PAGE).symlink_to("/etc/passwd")
    with ready_folder(moved / COPIES) as ready:
        digest = lay_ready(grade, ready, NO_DRAWINGS)
        assert not (moved / "jane" / GRADE).exists(), "nobody sees it yet"
        put_in_place("jane", ready, moved / "jane", moved / COPIES)
    assert contents(moved) == contents(at_once)
    assert digest == content_digest("jane", moved / "jane", moved / COPIES)


def test_a_file_that_cannot_be_put_in_its_place_is_said_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "jane" / PAGE / "something").mkdir(parents=True)
    with ready_folder(tmp_path / COPIES) as ready:
        lay_ready(perfect_grade("jane"), ready, NO_DRAWINGS)
        with pytest.raises(UsageError, match=r"report\.html cannot be written"):
            put_in_place("jane", ready, tmp_path / "jane", tmp_path / COPIES)


def test_the_process_that_keeps_the_record_renders_no_report(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report_files, "write_grade", lambda *_: pytest.fail("a worker has it ready"))
    results = tmp_path / "results"
    for result in run():
        assert {path.name for path in (results / result.submission).iterdir()} == ALL, "it is there when it comes"
    assert not (results / COPIES / FOLDER).exists()
    assert (results / COPIES).stat().st_mode & 0o077 == 0


def test_what_is_held_back_lies_nowhere_its_student_looks(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_results, "held_back", lambda *_: "Not before Friday.")
    assert len(list(run())) == 3
    results = tmp_path / "results"
    assert [path.name for path in (results / "ann").iterdir()] == [LATER]
    assert {path.name for path in (results / COPIES).iterdir()} == {"ann.html", "bo.html", "cy.html"}


def test_nobody_sees_a_result_before_it_is_kept(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep_all, seen = Store.keep_all, list[Path]()

    def keep(self: Store, results: object) -> None:
        seen.extend((tmp_path / "results").glob(f"*/{GRADE}"))
        keep_all(self, results)  # type: ignore[arg-type] # as it was given

    monkeypatch.setattr(Store, "keep_all", keep)
    begun = run()
    first = next(begun)
    assert seen == []
    assert (tmp_path / "results" / first.submission / GRADE).is_file()
    stop(begun)


def test_whoever_stops_leaves_nothing_ready_and_a_killed_run_is_cleared_away(run: Run, tmp_path: Path) -> None:
    ready = tmp_path / "results" / COPIES / FOLDER
    begun = run()
    next(begun)
    assert ready.is_dir()
    stop(begun)
    assert not ready.exists()
    (ready / "grades").mkdir(parents=True)
    (ready / "grades" / "ann").write_text("of a run that was killed")
    assert len(list(run())) == 3
    assert not ready.exists()


def test_what_a_killed_run_prepared_goes_also_where_nothing_is_left_to_grade(run: Run, tmp_path: Path) -> None:
    assert len(list(run())) == 3
    ready = tmp_path / "results" / COPIES / FOLDER
    (ready / "grades").mkdir(parents=True)
    (ready / "grades" / "ann").write_text("of a run that was killed")
    again = run()
    assert len(list(again)) == again.unchanged == 3
    assert not ready.exists()


def test_a_lean_result_says_the_same_of_a_class_and_equal_parts_are_one() -> None:
    lean = LeanResults()
    grades = [sample_grade("jane"), sample_grade("kim"), withheld_grade("lu")]
    made = [lean.of(grade) for grade in grades]
    for grade, kept in zip(grades, made, strict=True):
        assert isinstance(kept, Grade)
        assert ClassRow.graded(kept, None) == ClassRow.graded(grade, None)
        assert not any(test.evidence.calls or test.evidence.figures for task in kept.tasks for test in task.tests)
    jane, kim = made[:2]
    assert isinstance(jane, Grade)
    assert isinstance(kim, Grade)
    assert all(one is other for one, other in zip(jane.tasks, kim.tasks, strict=True))
    other = replace(grades[1], tasks=grades[1].tasks[:1])
    assert lean.of(other) != jane
