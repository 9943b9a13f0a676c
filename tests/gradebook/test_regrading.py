"""A task is examined again where its tests or its files changed, and no other; the grade is as if all had been."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from grader.assignment import Assignment, load_assignment
from grader.gradebook.class_run import ClassRun
from grader.gradebook.store import STORE
from grader.intake import discover_class
from grader.model import Grade, Isolation
from grader.model.options import ClassOptions
from tests.support.draw import Draw
from tests.support.tiny import DOUBLE_TESTS, SHIFT_TESTS, SOLUTION

WRONG = SHIFT_TESTS.replace("reference.shift(41.0)", "reference.shift(41.0) + 1.0")
"""A hidden test with a mistake: it expects too much."""


@pytest.fixture
def ran(own_tiny: Assignment, tmp_path: Path) -> Callable[[], dict[str, int]]:
    """How many tests of each task were run since this was asked last; the tests of tasks tell it themselves."""
    files = {task: tmp_path / f"ran {task}" for task in ("1", "2")}
    conftest = (
        "import pytest\n@pytest.fixture(autouse=True)\ndef counted(request):\n"
        f"    name = {str(tmp_path / 'ran ')!r} + request.node.get_closest_marker('task').args[0]\n"
        "    with open(name, 'a') as ran: ran.write('x')\n"
    )
    (own_tiny.hidden_tests / "conftest.py").write_text(conftest)

    def ask() -> dict[str, int]:
        counts = {task: len(file.read_text()) if file.is_file() else 0 for task, file in files.items()}
        for file in files.values():
            file.unlink(missing_ok=True)
        return counts

    return ask


def lay_out(folder: Path, students: int) -> Path:
    """Every second student forgot to add one."""
    for number in range(students):
        place = folder / f"student-{number:03}"
        place.mkdir(parents=True)
        (place / "tiny_double.py").write_text(SOLUTION["tiny_double.py"])
        (place / "tiny_shift.py").write_text(
            SOLUTION["tiny_shift.py"] if number % 2 else "def shift(x): return x + 2.0"
        )
    return folder


def graded(folder: Path, assignment: Assignment, output: Path, *, regrade: bool = False) -> ClassRun:
    options = ClassOptions(workers=1, isolation=Isolation.PROCESS, regrade=regrade)
    return ClassRun(discover_class(folder), assignment, options, output=output)


def grades(run: ClassRun) -> dict[str, Grade]:
    return {each.submission: each for each in run if isinstance(each, Grade)}


def examined_in(output: Path) -> dict[tuple[int, str], set[int]]:
    """Of the grades of each run and each task, in which runs its tests were run."""
    found: dict[tuple[int, str], set[int]] = {}
    with closing(sqlite3.connect(output / STORE)) as database:
        for run, task, graded_in in database.execute("SELECT run, task, graded_in FROM graded_tasks"):
            found.setdefault((run, task), set()).add(graded_in)
    return found


def test_a_corrected_test_has_its_task_alone_graded_again_and_who_moved_is_told(
    own_tiny: Assignment, tmp_path: Path, ran: Callable[[], dict[str, int]], draw: Draw
) -> None:
    students = 100 if draw.everything else 2
    place, output = lay_out(tmp_path / "class", students), tmp_path / "out"
    (own_tiny.hidden_tests / "test_2.py").write_text(WRONG)
    first = grades(graded(place, own_tiny, output))
    assert [grade.score for grade in first.values()].count(3.0) == students // 2
    assert ran() == {"1": 2 * students, "2": students}
    (own_tiny.hidden_tests / "test_2.py").write_text(SHIFT_TESTS)
    run = graded(place, own_tiny, output)
    second = grades(run)
    assert ran() == {"1": 0, "2": students}
    assert (run.unchanged, run.partly) == (0, students)
    why = "the tests, the reference or the known mistakes of task 2 changed"
    assert {change.submission: str(change) for change in run.changes} == {
        name: f"{'3 → 5' if int(name[-3:]) % 2 else '5 → 3'}, {why}" for name in first
    }
    assert second == grades(graded(place, own_tiny, tmp_path / "anew")), "as if all had been graded"
    assert examined_in(output) == {(1, "1"): {1}, (1, "2"): {1}, (2, "1"): {1}, (2, "2"): {2}}


def test_work_that_is_handed_in_again_is_graded_where_it_is_new(
    own_tiny: Assignment, tmp_path: Path, ran: Callable[[], dict[str, int]]
) -> None:
    place, output = lay_out(tmp_path / "class", 1), tmp_path / "out"
    first = grades(graded(place, own_tiny, output))["student-000"]
    ran()
    (place / "student-000" / "tiny_shift.py").write_text("this is no Python")
    broken = grades(graded(place, own_tiny, output))["student-000"]
    assert ran() == {"1": 0, "2": 1}
    assert (broken.score, broken.tasks[0]) == (3.0, first.tasks[0])
    assert {broken} == set(grades(graded(place, own_tiny, tmp_path / "anew")).values())
    ran()
    (place / "student-000" / "tiny_shift.py").write_text("import tiny_double\ndef shift(x): return x + 1.0")
    assert grades(graded(place, own_tiny, output))["student-000"].score == 5.0
    assert ran() == {"1": 0, "2": 1}
    (place / "student-000" / "tiny_double.py").write_text("def double(x): return x")
    assert grades(graded(place, own_tiny, output))["student-000"].score == 2.0
    assert ran() == {"1": 2, "2": 1}, "for what task 2 imports is another"


def test_a_requested_regrade_grades_every_task(
    own_tiny: Assignment, tmp_path: Path, ran: Callable[[], dict[str, int]]
) -> None:
    place, output = lay_out(tmp_path / "class", 1), tmp_path / "out"
    grades(graded(place, own_tiny, output))
    ran()
    (own_tiny.hidden_tests / "test_1.py").write_text(DOUBLE_TESTS + "# a remark\n")
    run = graded(place, own_tiny, output, regrade=True)
    grades(run)
    assert (ran(), run.partly) == ({"1": 2, "2": 1}, 0)


def test_a_test_that_broke_withholds_the_grade_until_its_task_is_graded_again(
    own_tiny: Assignment, tmp_path: Path, ran: Callable[[], dict[str, int]]
) -> None:
    place, output = lay_out(tmp_path / "class", 1), tmp_path / "out"
    (own_tiny.hidden_tests / "test_2.py").write_text(
        SHIFT_TESTS.replace("    if student", "    raise OSError\n    if student")
    )
    assert grades(graded(place, own_tiny, output))["student-000"].withheld
    ran()
    assert grades(graded(place, own_tiny, output))["student-000"].withheld, "and it is tried each time"
    assert ran() == {"1": 0, "2": 1}
    (own_tiny.hidden_tests / "test_2.py").write_text(SHIFT_TESTS)
    assert not grades(graded(place, own_tiny, output))["student-000"].withheld
    assert ran() == {"1": 0, "2": 1}


def test_what_the_author_says_of_a_task_is_said_anew_and_no_test_runs(
    own_tiny: Assignment, tmp_path: Path, ran: Callable[[], dict[str, int]]
) -> None:
    place, output = lay_out(tmp_path / "class", 1), tmp_path / "out"
    grades(graded(place, own_tiny, output))
    ran()
    manifest = own_tiny.folder / "assignment.toml"
    manifest.write_text(manifest.read_text().replace('title = "Shift"', 'title = "Move"'))
    grade = grades(graded(place, load_assignment(own_tiny.folder), output))["student-000"]
    assert [task.title for task in grade.tasks] == ["Double", "Move"]
    assert grade.tasks[1].tests
    assert ran() == {"1": 0, "2": 0}
