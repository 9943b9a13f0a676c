"""`grader test`: right work gets everything, stubs get nothing, and what breaks in an author's code is shown as
by pytest.
"""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from grader.assignment import load_assignment
from grader.cli import grade_terminal, terminal
from grader.cli.launch import run
from grader.exam import Exam
from grader.host.levels import open_strongest
from grader.model import Grade, Submission
from grader.report.render import render_instructor, render_report
from tests.support.copies import copied

TESTS = Path("solutions", "steps", "hidden_tests", "test_1_1_squared_error.py")
REFERENCE = Path("solutions", "steps", "squared_error.py")
STUB = Path("assignments", "steps", "squared_error.py")
Edited = Callable[[Path, str, str], Path]


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course with a new assignment."""
    folder = tmp_path_factory.mktemp("course")
    assert run(["new", "steps", "--into", str(folder)]) == 0
    return folder


@pytest.fixture
def edited(fresh: Path, tmp_path: Path) -> Edited:
    """Copies the course with one passage of a file replaced; gives the folder of the assignment."""

    def edit(file: Path, old: str, new: str) -> Path:
        course = copied(fresh, tmp_path / "course")
        text = (course / file).read_text("utf-8")
        assert old in text
        (course / file).write_text(text.replace(old, new, 1), "utf-8")
        return course / "assignments" / "steps"

    return edit


def said(folder: Path, capsys: pytest.CaptureFixture[str], *more: str) -> tuple[int, str]:
    code = run(["test", str(folder), *more])
    captured = capsys.readouterr()
    return code, captured.out + captured.err


def test_everything_about_a_new_assignment_is_as_it_should_be(fresh: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, text = said(fresh / "assignments" / "steps", capsys, "--json")
    found = json.loads(text)
    assert code == 0
    assert [(each["name"], each["score"], each["hidden"], each["public"]) for each in found] == [
        ("the reference", 10.0, [6, 6], [2, 2]),
        ("the stubs", 0.0, [0, 6], [0, 2]),
        ("with-loops", 10.0, [6, 6], [2, 2]),
    ]


def test_what_breaks_in_a_hidden_test_is_shown_as_pytest_shows_it(
    edited: Edited, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = edited(TESTS, "    outputs, targets = case(rng, length)", "    outputs, targets = case(rng)")
    code, text = said(folder, capsys, "-k", "test_error and one")
    line = next(
        number
        for number, each in enumerate((folder.parents[1] / TESTS).read_text().split("\n"), 1)
        if "case(rng)" in each
    )
    assert code == 3
    assert ">       outputs, targets = case(rng)" in text
    assert "E       TypeError: case() missing 1 required positional argument: 'length'" in text
    assert f"{TESTS}:{line}: TypeError" in text
    assert "0 of 1 hidden test" in text


@pytest.mark.parametrize(
    ("file", "old", "new", "words"),
    [
        (REFERENCE, "2.0 * (outputs", "3.0 * (outputs", "with-loops: 8 of 10 points"),
        (STUB, "raise NotImplementedError", "return float(((outputs - targets) ** 2).mean())", "It gives 3 points"),
    ],
    ids=["alternative", "stubs"],
)
def test_work_that_does_not_get_what_it_should_is_told(
    edited: Edited, capsys: pytest.CaptureFixture[str], file: Path, old: str, new: str, words: str
) -> None:
    code, text = said(edited(file, old, new), capsys)
    assert (code, words in text) == (3, True), text


@pytest.fixture(scope="module")
def grade() -> Iterator[Callable[[Path], Grade]]:
    """What hidden tests make of the reference, in guests of one zygote for all."""
    zygote = open_strongest()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(zygote, "close", lambda: None)

        def graded(folder: Path) -> Grade:
            work = (folder.parents[1] / REFERENCE).read_bytes()
            with Exam(load_assignment(folder), diagnose=False, open_zygote=lambda **_: zygote) as exam:
                return exam.grade(Submission(id="x", digest="", files={"squared_error.py": work}, problems={}))

        yield graded
    zygote.close()


def test_the_traceback_is_the_instructors_and_for_debug_and_never_a_students(
    edited: Edited, grade: Callable[[Path], Grade], capsys: pytest.CaptureFixture[str]
) -> None:
    broken = grade(edited(TESTS, "    outputs, targets = case(rng, length)", "    outputs, targets = case(rng)"))
    assert "outputs, targets = case(rng)" in render_instructor(broken)
    assert "case(rng)" not in render_report(broken)
    grade_terminal.show_problems(broken)
    assert "case(rng)" not in capsys.readouterr().err
    with terminal.tracebacks(wanted=True):
        grade_terminal.show_problems(broken)
    assert "E       TypeError: case() missing" in capsys.readouterr().err


@pytest.mark.parametrize("expression", ["and and", "test_nothing"])
def test_an_expression_that_chooses_nothing_is_refused(
    fresh: Path, capsys: pytest.CaptureFixture[str], expression: str
) -> None:
    code, text = said(fresh / "assignments" / "steps", capsys, "-k", expression)
    assert (code, f"grader: -k {expression!r}" in text) == (2, True)
