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
    plant(planted, packages_seldom=True)
    jane = planted / "jane"
    jane.mkdir()
    plant(jane, packages_seldom=False)
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


GRADES_ONE = """
from grader import grade
grade("jane", assignment={assignment!r}, output={output!r})
"""
GRADES_A_CLASS = """
from grader import ClassOptions, grade_class
for result in grade_class(".", assignment={assignment!r}, output={output!r}, options=ClassOptions(workers=1)):
    pass
"""


@pytest.mark.usefixtures("nothing_ran")
@pytest.mark.drawn(1)
@pytest.mark.parametrize("by", ["the command", "a script"])
def test_a_class_is_graded_from_inside_its_folder(watched: Watched, drawing: Path, tmp_path: Path, by: str) -> None:
    """No option of Python's keeps the folder out for a script elsewhere, as the command's start does."""
    output, script = tmp_path / "out", tmp_path / "mark.py"
    script.write_text(GRADES_A_CLASS.format(assignment=str(drawing), output=str(output)))
    options = ("--output", output, "--assignment", drawing, "--workers", "1", "--quiet")
    call = (watched.python, script) if by == "a script" else (watched.command, "bulk", ".", *options)
    ended = watched.run(*call, folder=watched.planted)
    assert json.loads((output / "jane" / "grade.json").read_text())["score"] == 5.0, ended.stderr


LEADING_ASTRAY = ("PYTHONSTARTUP", "PYTHONINSPECT", "MATPLOTLIBRC", "MPLCONFIGDIR", "PYTEST_ADDOPTS", "PYTEST_PLUGINS")


@pytest.mark.usefixtures("nothing_ran")
@pytest.mark.drawn(1, kind=lambda by: by == "the command")
@pytest.mark.parametrize("by", ["the command", "the module", "a push", "a check", "a script"])
def test_one_is_graded_and_variables_that_lead_into_the_folder_are_not_followed(
    watched: Watched, drawing: Path, tmp_path: Path, by: str
) -> None:
    """Inside the folder of a class and inside that of one submission. A script has to do without such variables."""
    output, script = tmp_path / "out", tmp_path / "mark.py"
    script.write_text(GRADES_ONE.format(assignment=str(drawing), output=str(output)))
    public = drawing / "public_tests"
    public.mkdir(exist_ok=True)
    (public / "test_1_tiny_double.py").write_text(
        "def test_double():\n    import tiny_double\n    assert tiny_double.double(1) == 2\n"
    )
    options = ("--output", output, "--assignment", drawing)
    folder, call = {
        "the command": (watched.planted, (watched.command, "grade", "jane", "--quiet", *options)),
        "the module": (watched.planted, (watched.python, "-P", "-m", "grader", "grade", "jane", "--quiet", *options)),
        "a push": (watched.planted / "jane", (watched.command, "ci", *options)),
        "a check": (watched.planted / "jane", (watched.command, "check", ".", "--strict", *options)),
        "a script": (watched.planted, (watched.python, script)),
    }[by]
    planted = ("planted.py", "1", str(folder), str(folder), "-p planted", "planted")
    variables = {} if by == "a script" else dict(zip(LEADING_ASTRAY, planted, strict=True))
    ended = watched.run(*call, folder=folder, **variables)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    if by != "a check":
        assert json.loads((output / "grade.json").read_text())["score"] == 5.0


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
