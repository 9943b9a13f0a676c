"""Whoever grades may stand in a folder of submissions: nothing that lies there runs outside of a guest."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.assignment import Assignment
from tests.support.hostile.watched import Watched, install, plant
from tests.support.tiny import SOLUTION, lay_out_tiny

HIDDEN = "import matplotlib.pyplot\n"  # so that a matplotlibrc of the current folder would be read


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Watched:
    root = tmp_path_factory.mktemp("watched")
    planted = root / "class"
    planted.mkdir()
    plant(planted, first_as_package=True)
    jane = planted / "jane"
    jane.mkdir()
    plant(jane, first_as_package=False)
    for name, source in SOLUTION.items():
        (jane / name).write_text(source)
    return install(root, planted)


@pytest.fixture
def nothing_ran(watched: Watched) -> Iterator[None]:
    watched.log.unlink(missing_ok=True)
    yield
    assert watched.ran() == []


@pytest.fixture(scope="module")
def drawing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny assignment with a hidden test that imports Matplotlib, as the real one's do."""
    tiny = lay_out_tiny(tmp_path_factory.mktemp("drawing"))
    file = tiny.hidden_tests / "test_1.py"
    file.write_text(HIDDEN + file.read_text())
    return tiny.folder


def test_the_hook_sees_a_planted_module_that_runs(watched: Watched) -> None:
    """The control: Python itself looks in the current folder first."""
    watched.log.unlink(missing_ok=True)
    ended = watched.run(watched.python, "-c", "import multiprocessing", folder=watched.planted)
    assert "planted multiprocessing" in ended.stderr
    assert any("multiprocessing" in line for line in watched.ran())


@pytest.mark.usefixtures("nothing_ran")
def test_a_class_is_graded_from_inside_its_folder(watched: Watched, drawing: Path, tmp_path: Path) -> None:
    ended = watched.run(
        *(watched.command, "bulk", ".", "--output", tmp_path, "--assignment", drawing, "--workers", "1", "--quiet"),
        folder=watched.planted,
    )
    assert json.loads((tmp_path / "jane" / "grade.json").read_text())["score"] == 5.0, ended.stderr


@pytest.mark.usefixtures("nothing_ran")
@pytest.mark.drawn(1)
@pytest.mark.parametrize("by", ["the module", "a push", "a check"])
def test_one_is_graded_from_inside_a_folder_of_submissions(
    watched: Watched, drawing: Path, tmp_path: Path, by: str
) -> None:
    """By the command one is graded below, with more that could lead astray."""
    public = drawing / "public_tests"
    public.mkdir(exist_ok=True)
    (public / "test_1_tiny_double.py").write_text(
        "def test_double():\n    import tiny_double\n    assert tiny_double.double(1) == 2\n"
    )
    start, folder, command = {
        "the module": ((watched.python, "-P", "-m", "grader"), watched.planted, ("grade", "jane", "--quiet")),
        "a push": ((watched.command,), watched.planted / "jane", ("ci",)),
        "a check": ((watched.command,), watched.planted / "jane", ("check", ".", "--strict")),
    }[by]
    ended = watched.run(*start, *command, "--output", tmp_path, "--assignment", drawing, folder=folder)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    if by != "a check":
        assert json.loads((tmp_path / "grade.json").read_text())["score"] == 5.0


@pytest.mark.usefixtures("nothing_ran")
def test_variables_that_lead_python_pytest_or_matplotlib_into_the_folder_are_not_followed(
    watched: Watched, drawing: Path, tmp_path: Path
) -> None:
    arguments = ("grade", "jane", "--output", tmp_path, "--assignment", drawing, "--quiet")
    ended = watched.run(
        watched.command,
        *arguments,
        folder=watched.planted,
        PYTHONSTARTUP="planted.py",
        PYTHONINSPECT="1",
        MATPLOTLIBRC=str(watched.planted),
        MPLCONFIGDIR=str(watched.planted),
        PYTEST_ADDOPTS="-p planted",
        PYTEST_PLUGINS="planted",
    )
    assert ended.returncode == 0, ended.stderr
    assert json.loads((tmp_path / "grade.json").read_text())["score"] == 5.0


def test_a_pythonpath_into_the_folder_is_refused_in_one_sentence(watched: Watched, tmp_path: Path) -> None:
    """Python's own start follows it, before the first line of the grader runs: here into an empty folder."""
    inside = tmp_path / "class" / "bob"
    inside.mkdir(parents=True)
    ended = watched.run(watched.command, "doctor", folder=tmp_path / "class", PYTHONPATH=str(inside))
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr == (
        "grader: PYTHONPATH leads Python into the current folder, whose files may be students': unset it.\n"
    )


def test_an_assignment_among_the_submissions_is_refused(watched: Watched, tiny: Assignment, tmp_path: Path) -> None:
    root = tiny.folder.parent.parent
    ended = watched.run(watched.command, "bulk", ".", "--output", tmp_path, folder=root)
    assert ended.returncode == 2
    assert "where a student could have changed it" in " ".join(ended.stderr.split())


SCRIPTS = {
    "one": """
from grader import grade
print("jane", grade("jane", assignment={assignment!r}).score)
""",
    "a class": """
from grader import ClassOptions, grade_class
for result in grade_class(".", assignment={assignment!r}, options=ClassOptions(workers=1)):
    print(result.submission, getattr(result, "score", None))
""",
}


@pytest.mark.usefixtures("nothing_ran")
@pytest.mark.drawn(1)
@pytest.mark.parametrize("grades", SCRIPTS)
def test_a_script_elsewhere_grades_from_inside_a_class_folder(
    watched: Watched, drawing: Path, tmp_path: Path, grades: str
) -> None:
    """No option of Python's keeps the folder out for it, as the command's start does."""
    script = tmp_path / "mark.py"
    script.write_text(SCRIPTS[grades].format(assignment=str(drawing)))
    ended = watched.run(watched.python, script, folder=watched.planted)
    assert "jane 5.0" in ended.stdout.splitlines(), ended.stderr
