"""`grader new`: what it writes is an assignment in which everything works, before anything in it is changed."""

from pathlib import Path

import msgspec
import pytest

from grader.assignment import load_assignment
from grader.cli.launch import run
from grader.model import Grade


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a new assignment whose title has characters that mean something elsewhere."""
    folder = tmp_path_factory.mktemp("course")
    assert run(["new", "first_steps", "--title", 'A "first" step: x < 1 & more', "--into", str(folder)]) == 0
    return folder


def graded(course: Path, work: Path, output: Path) -> Grade:
    chosen = ["--assignment", str(course / "assignments" / "first_steps")]
    assert run(["grade", str(work), *chosen, "--output", str(output), "--isolation", "process", "--quiet"]) == 0
    return msgspec.json.decode((output / "grade.json").read_bytes(), type=Grade)


def test_it_is_called_as_was_asked(course: Path) -> None:
    made = load_assignment(course / "assignments" / "first_steps")
    assert (made.slug, made.manifest.title) == ("first_steps", 'A "first" step: x < 1 & more')
    assert (made.folder / "README.md").read_text("utf-8").startswith('# A "first" step: x < 1 & more\n')


@pytest.mark.drawn(1, kind=lambda score: score)
@pytest.mark.parametrize(
    "work, score",
    [
        ("solutions/first_steps/squared_error.py", 10),
        ("solutions/first_steps/first_steps.ipynb", 10),
        ("solutions/first_steps/alternatives/with-loops", 10),
        ("assignments/first_steps", 0),
    ],
)
def test_right_work_gets_all_points_and_the_stubs_none(course: Path, tmp_path: Path, work: str, score: float) -> None:
    assert graded(course, course / work, tmp_path).score == score


def test_the_known_mistake_is_named_and_drawn_as_the_assignment_draws_it(course: Path, tmp_path: Path) -> None:
    right = (course / "solutions" / "first_steps" / "squared_error.py").read_text("utf-8")
    work = tmp_path / "work"
    (work / "diagrams").mkdir(parents=True)
    (work / "squared_error.py").write_text(right.replace(" / outputs.size", ""), "utf-8")
    (work / "diagrams" / "mean.svg").write_text("drawn by the student")
    (work / "assignment.toml").write_text('[steps.mean]\ndiagram = "mean.svg"\ntitle = "x"\ncaption = "by the student"')
    grade = graded(course, work, tmp_path / "out")
    assert {test.misconception.id for test in grade.tasks[0].tests if test.misconception} == {"gradient-not-averaged"}
    assert grade.score == 9, "with one output there is nothing to average"
    page = (tmp_path / "out" / "report.html").read_text("utf-8")
    drawn = page[page.index('<figure class="diagram">') : page.index("</figure>")]
    assert drawn.count('class="link forward broken"') == 3
    assert "by the student" not in page, "drawings come from the assignment, and from no submission"
    assert "<figcaption>The break is in the mean: of n outputs each counts one n-th.</figcaption>" in drawn


def test_the_public_tests_pass_for_right_work_and_for_no_other(course: Path) -> None:
    call = ["--assignment", str(course / "assignments" / "first_steps"), "--strict", "--quiet"]
    assert run(["check", str(course / "solutions" / "first_steps" / "squared_error.py"), *call]) == 0
    assert run(["check", str(course / "assignments" / "first_steps"), *call]) == 1


def test_its_notebooks_are_up_to_date(course: Path) -> None:
    assert run(["notebook", "--check", "--assignment", str(course / "assignments" / "first_steps")]) == 0


def test_each_has_a_seed_of_its_own(tmp_path: Path) -> None:
    for name in ("one", "two"):
        assert run(["new", name, "--into", str(tmp_path)]) == 0
    seeds = {(tmp_path / "solutions" / name / "seed.txt").read_text() for name in ("one", "two")}
    assert len(seeds) == 2
    assert {len(seed) for seed in seeds} == {33}


@pytest.mark.parametrize(
    "call, says",
    [
        (["first_steps"], "is there already"),
        (["../elsewhere"], "cannot be a name"),
        (["Weird name"], "cannot be a name"),
        (["other", "--title", "two\nlines"], "cannot be a title"),
        (["other", "--title", " "], "cannot be a title"),
        (["other", "--title", "Task 1.1: Squares"], "cannot be a title"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    course: Path, capsys: pytest.CaptureFixture[str], call: list[str], says: str
) -> None:
    before = sorted(course.rglob("*"))
    assert run(["new", *call, "--into", str(course)]) == 2
    assert says in capsys.readouterr().err
    assert sorted(course.rglob("*")) == before
