"""A class and pushed work are graded only if the reference and its notebook get all points."""

import re
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from grader.assignment import Assignment
from grader.ci.run import _Seconds
from grader.errors import AssignmentError
from tests.support.references import break_test, in_ci, in_class, write_notebook
from tests.support.tiny import HEAD

PAGE = Path(__file__).resolve().parents[3] / "docs" / "what-went-wrong.md"
IN_CLASS = (
    "tiny is not graded: the reference does not get all points: in task 2 it fails the hidden test “Adds one”: "
    "shift(x) does not have the right value; repair the test or the reference with the help of "
    "`grader test assignments/tiny`, and run this again."
)
IN_CI = (
    "tiny is not graded: the reference does not get all points, since in task 2 it fails a hidden test; whoever "
    "teaches the course sees with `grader test` which one, and repairs it."
)


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
