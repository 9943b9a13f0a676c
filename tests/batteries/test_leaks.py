"""No hidden input and no expected value stands in anything that a student gets, for known mistakes of each task.

A run draws the tasks; `--everything` takes all mistakes of all of them.
"""

from pathlib import Path

import pytest
from msgspec.structs import replace

from grader.assignment import Assignment
from grader.ci.locations import RepoLocations
from grader.ci.results import Results
from grader.cli.grade_terminal import show_grade
from grader.exam import Exam
from grader.model import FeedbackLevel, Grade
from grader.output.folder import encode_grade
from grader.report.render import render_report
from tests.support.draw import Draw
from tests.support.known_mistakes import Graded, drawn_tasks, graded_mistakes, mistakes_of
from tests.support.leaks import NUMBER, digits, leaked
from tests.support.result_formats import NOW, in_every_format


def given_to_the_student(grade: Grade, output: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """Everything: the terminal, grade.json, the report, and what CI systems and course platforms get."""
    show_grade(grade, output)
    forms = in_every_format(Results.of(grade, RepoLocations()))
    return "\n".join([capsys.readouterr().out, encode_grade(grade).decode(), render_report(grade), forms])


def public_numbers(assignment: Assignment, task: str) -> str:
    """What the student has anyway: the handout, their own code, the catalogue's words, points, and the static page."""
    mistakes = mistakes_of(assignment, task)
    handout = [path.read_text("utf-8") for path in sorted(assignment.folder.glob("*.*")) if path.suffix != ".ipynb"]
    words = [f"{mistake.misconception} {mistake.source}" for mistake in mistakes]
    points = [f"{eighths / 8:.3f} {eighths / 8}" for eighths in range(801)]  # and sums and differences of them
    return " ".join([*handout, *words, *points, f"{NOW:%Y}"])  # the forms tell when they were made


def test_no_known_mistake_brings_a_hidden_number_to_light(
    assignment: Assignment,
    bundled_exam: Exam,
    draw: Draw,
    tmp_path: Path,
    tmp_path_factory: pytest.TempPathFactory,
    capsys: pytest.CaptureFixture[str],
) -> None:
    graded_by_task = graded_mistakes(tmp_path_factory, draw, assignment, lambda: bundled_exam)
    assert set(graded_by_task) == {task.id for task in drawn_tasks(draw, assignment)}
    for task, graded in graded_by_task.items():
        public = public_numbers(assignment, task)
        assert graded.grades
        assert len(graded.hidden) > 50
        for grade in graded.grades:
            text = given_to_the_student(grade, tmp_path, capsys)
            # Of a few digits, what may be shown and what may not can be the same number.
            assert leaked(text, graded.hidden, public) - leaked(text, graded.shown, public) == set(), grade.submission


def test_the_search_finds_them_where_they_may_be_shown(
    assignment: Assignment, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The honest control: a mistake and the same search, with tests that may show their values."""
    telling = replace(assignment, manifest=replace(assignment.manifest, feedback=FeedbackLevel.VALUES))
    with Exam(telling, diagnose=False) as exam:
        graded = Graded.of(exam, mistakes_of(telling, "1.1")[:1])
    given = given_to_the_student(graded.grades[0], tmp_path, capsys)
    assert len(leaked(given, graded.shown, public_numbers(telling, "1.1"))) > 10


@pytest.mark.parametrize("form", ["{!r}", "{:.3g}", "{:.4f}", "{:.6f}", "{:.5e}", "{:.2%}", "[{:.8f},", "x={:.4g}"])
def test_a_number_is_found_in_any_usual_formatting(form: str) -> None:
    secret = 0.7312894561
    assert leaked(f"It is {form.format(secret)}.", {secret}, "")
    assert not leaked(f"It is {form.format(0.4127772)}.", {secret}, "")
    assert not leaked(f"It is {form.format(secret)}.", {secret}, f"as said: {form.format(secret)}")


def test_digits_are_counted_as_they_are_written() -> None:
    assert NUMBER.findall("a 0.0120 b12.5 3.5e-07, 17 1234 v1.2.3") == ["0.0120", "3.5e-07", "1234"]
    assert [digits(token) for token in ("0.0120", "3.5e-07", "1234", "10.25")] == [3, 2, 4, 4]
