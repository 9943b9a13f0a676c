"""A class that has not changed is confirmed: nobody's code runs, and nothing is written that is there."""

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from grader.assignment import Assignment
from grader.gradebook import bulk, class_workers
from grader.gradebook.adjusting import adjust, drop_test
from grader.gradebook.bulk_messages import GradingOptions
from grader.gradebook.class_run import ClassRun
from grader.gradebook.class_workers import ClassWorkers
from grader.gradebook.store import STORE, Adjustment, read_record
from grader.intake import discover_class
from grader.model import Grade, Isolation, SubmissionResult, Ungraded
from grader.model.options import ClassOptions
from tests.support.tiny import SOLUTION

Confirm = Callable[[], dict[str, SubmissionResult]]
NO_WORK = "no archive"


def lay_out_solution(folder: Path) -> None:
    folder.mkdir(parents=True)
    for file, source in SOLUTION.items():
        (folder / file).write_text(source)


def graded(folder: Path, tiny: Assignment, output: Path, isolation: Isolation = Isolation.PROCESS) -> ClassRun:
    options = ClassOptions(workers=1, isolation=isolation)
    return ClassRun(discover_class(folder), tiny, options, output=output)


@pytest.fixture(scope="module")
def once(fragile: Assignment, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A class of three students, and of one whose work is none, with its results."""
    place = tmp_path_factory.mktemp("once")
    for name in ("ann", "bo", "cy"):
        lay_out_solution(place / "class" / name)
    (place / "class" / "dan.zip").write_text(NO_WORK)
    assert len(list(graded(place / "class", fragile, place / "results"))) == 4
    return place


@pytest.fixture
def class_folder(once: Path, tmp_path: Path) -> Path:
    """The class, for one test to change."""
    return Path(shutil.copytree(once / "class", tmp_path / "class"))


@pytest.fixture
def output(once: Path, tmp_path: Path) -> Path:
    """The results, likewise."""
    return Path(shutil.copytree(once / "results", tmp_path / "results"))


@pytest.fixture
def nobody_works(once: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Fails where a worker is started or a level is tried."""
    assert once.is_dir()

    def refuse(*_arguments: object, **_keywords: object) -> None:
        raise AssertionError("nothing is to be graded")

    for module, name in ((class_workers, "worker_pool"), (bulk, "run_in_new_process")):
        monkeypatch.setattr(module, name, refuse)


@pytest.fixture
def confirm(fragile: Assignment, class_folder: Path, output: Path) -> Confirm:
    """Grades the class again."""

    def run() -> dict[str, SubmissionResult]:
        return {result.submission: result for result in graded(class_folder, fragile, output)}

    return run


def files_of(folder: Path) -> dict[str, tuple[int, int]]:
    """Which file lies where, and when it was last written; the page tells when the class was graded."""
    found = (path for path in folder.rglob("*") if path.is_file() and path.name not in {STORE, "index.html"})
    return {str(path.relative_to(folder)): (path.stat().st_ino, path.stat().st_mtime_ns) for path in found}


@pytest.mark.usefixtures("nobody_works")
def test_unchanged_work_keeps_its_grade_and_no_code_runs(confirm: Confirm, output: Path) -> None:
    confirm()  # where the class lies now, which the reason of one without work tells
    written, before = files_of(output), read_record(output / STORE)
    results = confirm()
    assert {name: result for name, result in results.items() if isinstance(result, Grade)} == before.grades
    assert sorted(before.grades) == ["ann", "bo", "cy"]
    assert isinstance(results["dan"], Ungraded)
    assert files_of(output) == written
    after = read_record(output / STORE)
    assert {each.graded_in for each in after.run.results.values()} == {1, None}
    assert after.run.number == 3


def test_new_and_changed_work_is_graded_and_the_others_keep_their_reports(
    confirm: Confirm, class_folder: Path, output: Path
) -> None:
    (class_folder / "cy" / "tiny_shift.py").write_text("def shift(x): return x")
    (class_folder / "dan.zip").unlink()
    (class_folder / "dan").mkdir()
    (class_folder / "dan" / "tiny_double.py").write_text("def double(x): return 2 * x")
    written = files_of(output)
    scores = {name: result.score for name, result in confirm().items() if isinstance(result, Grade)}
    assert scores == {"ann": 5.0, "bo": 5.0, "cy": 3.0, "dan": 3.0}
    now = files_of(output)
    assert {name for name, file in now.items() if written.get(name) != file and not name.startswith("gradebook")} == {
        *(f"{name}/{file}" for name in ("cy", "dan") for file in ("grade.json", "report.html")),
        "_instructor/cy.html",
        "_instructor/dan.html",
    }


@pytest.mark.usefixtures("nobody_works")
def test_a_program_that_leaves_the_loop_finds_the_page_of_what_was_done(
    fragile: Assignment, class_folder: Path, output: Path
) -> None:
    for _ in graded(class_folder, fragile, output):
        break
    assert "Stopped after 1 of 4." in (output / "index.html").read_text("utf-8")


@pytest.mark.usefixtures("nobody_works")
def test_what_somebody_changed_or_took_away_is_written_again(confirm: Confirm, output: Path) -> None:
    reports = {path: path.read_bytes() for path in output.rglob("*.html") if path.name != "index.html"}
    assert len(reports) == 6
    (output / "ann" / "report.html").write_text("full marks")
    (output / "_instructor" / "bo.html").unlink()
    (output / "cy" / "report.html").unlink()
    (output / "cy" / "report.html").symlink_to(output / "ann" / "report.html")
    confirm()
    assert {path: path.read_bytes() for path in reports} == reports
    assert not (output / "cy" / "report.html").is_symlink()


@pytest.mark.usefixtures("nobody_works")
def test_what_was_changed_after_grading_is_written_at_once_and_not_again(confirm: Confirm, output: Path) -> None:
    """Others' reports stay as they are, and all of them are written again where they were taken away."""
    confirm()
    before = files_of(output)
    adjust(output, [Adjustment(submission="ann", points=-1.0, reason="a slip")])
    ours = {"ann/grade.json", "ann/report.html", "_instructor/ann.html"}
    adjusted = files_of(output)
    assert {name for name in adjusted if adjusted[name] != before[name]} == {*ours, "gradebook.csv"}
    confirm()
    assert files_of(output) == adjusted
    drop_test(output, "test_shift", "not taught", carry_out=True)
    dropped = files_of(output)
    assert {name.split("/")[0] for name in dropped if dropped[name] != adjusted[name]} >= {"ann", "bo", "cy"}
    (output / "ann" / "report.html").write_text("full marks")
    confirm()
    now = files_of(output)
    assert {name for name in now if now[name] != dropped[name]} == ours
    assert "a slip" in (output / "ann" / "report.html").read_text()


@pytest.mark.usefixtures("nobody_works")
def test_a_file_that_is_ignored_changes_nobodys_grade(confirm: Confirm, class_folder: Path) -> None:
    (class_folder / "ann" / ".DS_Store").write_text("noise")
    assert isinstance(confirm()["ann"], Grade)


def test_a_link_beside_the_work_is_looked_at_and_changes_no_grade(
    confirm: Confirm, class_folder: Path, output: Path
) -> None:
    (class_folder / "ann" / "answers.py").symlink_to("/etc/passwd")
    confirm()
    assert read_record(output / STORE).run.results["ann"].graded_in == 1


def test_a_stronger_level_than_grades_were_made_at_is_tried(
    fragile: Assignment, class_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They were made where no more than a process held; where no more is asked for, nothing is tried."""
    tried = []

    def find(_workers: ClassWorkers, options: GradingOptions, _number: int) -> Isolation:
        tried.append(options.isolation)
        return options.isolation

    monkeypatch.setattr(ClassWorkers, "level", find)
    for required in (Isolation.PROCESS, Isolation.PROCESS, Isolation.JAILED):
        assert len(list(graded(class_folder, fragile, tmp_path / "made", required))) == 4
    assert tried == [Isolation.PROCESS, Isolation.JAILED]


def test_a_record_of_the_version_before_is_brought_to_the_present_one(confirm: Confirm, output: Path) -> None:
    before = read_record(output / STORE).grades
    with closing(sqlite3.connect(output / STORE)) as database, database:
        for table in ("arrivals", "reports", "run_tasks", "graded_tasks"):
            database.execute(f"DROP TABLE {table}")
        database.execute("UPDATE store_schema SET version = 1")
    assert read_record(output / STORE).grades == before
    confirm()
    assert read_record(output / STORE).run.results["ann"].graded_in == 1, "by the digest of the work"
    with closing(sqlite3.connect(output / STORE)) as database:
        assert list(database.execute("SELECT version FROM store_schema")) == [(4,)]
        assert database.execute("SELECT count(*) FROM arrivals").fetchone() == (3,)


def test_what_hands_out_work_loads_neither_the_tests_nor_what_runs_them() -> None:
    said = subprocess.run(
        [sys.executable, "-c", "import sys, grader.gradebook.class_run; print(*sys.modules)"],
        capture_output=True,
        check=True,
        text=True,
    ).stdout.split()
    assert "grader.gradebook.class_run" in said
    assert not {"pytest", "matplotlib", "grader.exam.running.session"} & set(said)
