"""A class and pushed work are graded only if the reference and its notebook get all points: seen once per change."""

import json
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from grader.api.authoring import try_tests
from grader.api.grading import grade_class
from grader.api.pushes import DeliveryOptions, grade_push
from grader.assignment import Assignment
from grader.ci.run import _Seconds
from grader.errors import AssignmentError, UsageError
from grader.exam.running.reference_work import Lost, lost_points
from grader.gradebook import right_reference
from grader.gradebook.right_reference import RECORD
from grader.model import Grade, Isolation
from grader.model.options import ClassOptions
from tests.support.tiny import HEAD, SOLUTION
from tests.support.tiny_notebooks import DOUBLE, SHIFT

PAGE = Path(__file__).resolve().parents[2] / "docs" / "what-went-wrong.md"
IN_CLASS = (
    "tiny is not graded: the reference does not get all points: in task 2 it fails the hidden test “Adds one”: "
    "shift(x) does not have the right value; repair the test or the reference with the help of "
    "`grader test assignments/tiny`, and run this again."
)
IN_CI = (
    "tiny is not graded: the reference does not get all points, since in task 2 it fails a hidden test; whoever "
    "teaches the course sees with `grader test` which one, and repairs it."
)
Run = Callable[[], list[Grade]]


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache directory in which nothing is remembered yet."""
    folder = tmp_path / "cache"
    monkeypatch.setattr(right_reference, "cache_folder", lambda: folder)
    return folder


@pytest.fixture
def tried(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The forms of the reference that were graded."""
    forms: list[str] = []
    judge = lost_points

    def noted(form: str, grade: Grade) -> Lost | None:
        forms.append(form)
        return judge(form, grade)

    monkeypatch.setattr(right_reference, "lost_points", noted)
    return forms


def in_class(assignment: Assignment, folder: Path, output: Path, store: str = "") -> list[Grade]:
    chosen = ClassOptions(workers=1, isolation=Isolation.PROCESS, store=store)
    results = grade_class(folder, assignment=assignment.folder, output=output, options=chosen, run_notebooks=False)
    return [result for result in results if isinstance(result, Grade)]


def in_ci(assignment: Assignment, work: Path, output: Path) -> list[Grade]:
    quiet = DeliveryOptions(formats=["junit"], environment={}, log=lambda _text: None)
    grade = grade_push(
        work,
        output=output,
        assignment=assignment.folder,
        isolation=Isolation.PROCESS,
        run_notebook=False,
        delivery=quiet,
    )
    return [grade]


@pytest.fixture(params=["a class", "pushed work"])
def run(request: pytest.FixtureRequest, own_tiny: Assignment, class_folder: Path, tmp_path: Path) -> Run:
    """Grades with the tiny assignment, in both ways."""
    output = tmp_path / "results"
    if request.param == "a class":
        return lambda: in_class(own_tiny, class_folder, output)
    return lambda: in_ci(own_tiny, class_folder / "ann", output)


def break_test(assignment: Assignment) -> None:
    """Expects of task 2 what its reference does not do."""
    file = assignment.hidden_tests / "test_2.py"
    file.write_text(file.read_text().replace("reference.shift(41.0)", "1 + reference.shift(41.0)"))


def write_notebook(assignment: Assignment, *cells: str) -> None:
    """The reference's notebook, with these cells."""
    made: list[object] = [
        {
            "cell_type": "code",
            "source": cell,
            "metadata": {},
            "outputs": [],
            "execution_count": None,
            "id": f"c{number}",
        }
        for number, cell in enumerate(cells)
    ]
    notebook = {"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (assignment.solution / assignment.manifest.notebook).write_text(json.dumps(notebook))


def files(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield str(path.relative_to(folder)), path.read_bytes()


def said(error: pytest.ExceptionInfo[AssignmentError], assignment: Assignment) -> str:
    return str(error.value).replace(f"{assignment.folder.parent.parent}/", "")


def opened() -> Iterator[Path]:
    """The files that this process has open."""
    for descriptor in Path("/proc/self/fd").iterdir():
        with suppress(OSError):  # that of the folder which is read here
            yield descriptor.readlink()


def test_a_class_is_refused_before_anything_is_written(
    own_tiny: Assignment, class_folder: Path, tmp_path: Path
) -> None:
    output, other = tmp_path / "results", tmp_path / "other"
    assert [grade.score for grade in in_class(own_tiny, class_folder, output)] == [5.0] * 3
    before = dict(files(output))
    break_test(own_tiny)
    for place in (output, other):
        with pytest.raises(AssignmentError) as error:
            in_class(own_tiny, class_folder, place)
        assert said(error, own_tiny) == IN_CLASS
        assert not any(path.is_relative_to(place) for path in opened()), "the error keeps the run, and no record"
    with pytest.raises(AssignmentError):
        in_class(own_tiny, class_folder, other, store=f"sqlite:///{tmp_path / 'record.sqlite'}")
    assert dict(files(output)) == before
    assert not other.exists()
    assert not (tmp_path / "record.sqlite").exists()


def test_pushed_work_is_refused_in_words_that_tell_students_nothing_of_a_test(
    own_tiny: Assignment, class_folder: Path, tmp_path: Path
) -> None:
    assert in_ci(own_tiny, class_folder / "ann", tmp_path / "results")[0].score == 5.0
    break_test(own_tiny)
    with pytest.raises(AssignmentError) as error:
        in_ci(own_tiny, class_folder / "ann", tmp_path / "results")
    assert said(error, own_tiny) == IN_CI
    assert not (tmp_path / "results" / "grade.json").exists()


@pytest.mark.parametrize("sentence", [IN_CLASS, IN_CI])
def test_the_page_on_what_went_wrong_has_each_sentence(sentence: str) -> None:
    assert sentence in {line.strip() for line in PAGE.read_text("utf-8").splitlines()}


def change_a_test(assignment: Assignment) -> None:
    """Changes a hidden test, which the reference passes as before."""
    file = assignment.hidden_tests / "test_2.py"
    file.write_text(file.read_text().replace("41.0", "42.0"))


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


def test_an_unchanged_class_is_confirmed_without_the_reference(
    own_tiny: Assignment, class_folder: Path, tmp_path: Path, cache: Path, tried: list[str]
) -> None:
    cache.write_text("A file.")
    for _ in range(2):
        assert len(in_class(own_tiny, class_folder, tmp_path / "results")) == 3
    assert tried == ["the reference"]


def test_a_hidden_test_that_ends_its_process_is_told_of(
    own_tiny: Assignment, class_folder: Path, tmp_path: Path
) -> None:
    file = own_tiny.hidden_tests / "test_2.py"
    file.write_text(file.read_text().replace("    if student", "    import os; os._exit(7)\n    if student", 1))
    with pytest.raises(AssignmentError, match="the process that graded its reference ended before it was done"):
        in_class(own_tiny, class_folder, tmp_path / "results")
    assert not (tmp_path / "results").exists()


def test_the_times_of_tests_are_those_of_the_work(
    own_tiny: Assignment, class_folder: Path, tmp_path: Path, tried: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    add = _Seconds.add
    monkeypatch.setattr(_Seconds, "add", lambda self, task, test, _seconds: add(self, task, test, 1.0))
    in_ci(own_tiny, class_folder / "ann", tmp_path / "results")
    assert tried == ["the reference"]
    times = re.findall(r'<testcase [^>]*time="([0-9.]+)"', (tmp_path / "results" / "junit.xml").read_text())
    assert set(map(float, times)) == {1.0}


def test_where_a_person_judges_everything_the_reference_loses_nothing(
    own_tiny: Assignment, class_folder: Path, tmp_path: Path, tried: list[str]
) -> None:
    essay = 'tasks = []\n[[manual]]\nid = "9"\ntitle = "Essay"\nfile = "essay.md"\npoints = 5\n'
    (own_tiny.folder / "assignment.toml").write_text(HEAD + essay)
    for file in own_tiny.hidden_tests.iterdir():
        file.unlink()
    write_notebook(own_tiny, "1")
    for student in ("ann", "bo", "cy"):
        shutil.copy2(own_tiny.solution / own_tiny.manifest.notebook, class_folder / student)
    assert [grade.score for grade in in_class(own_tiny, class_folder, tmp_path / "results")] == [0.0] * 3
    assert tried == ["the reference", "the reference's tiny.ipynb"]
