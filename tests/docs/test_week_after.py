"""docs/week-after.md: all its commands, in its order, do on a class what the page says that they do."""

import csv
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.cli.launch import run
from tests.support.loading import ROOT
from tests.support.tiny import SOLUTION, lay_out_tiny

PAGE = (ROOT / "docs" / "week-after.md").read_text("utf-8")
RECIPES = {
    title: re.findall(r"^    (\S.*)$", text, re.MULTILINE)
    for title, text in re.findall(r"^##? (.+)\n((?:(?!## ).*\n)*)", PAGE, re.MULTILINE)
}
HALF = "def shift(x): return x + 0.5\n"
WRONG = "def double(x): return 2 * x if hasattr(x, 'shape') else 2 * abs(x)\n"
PEOPLE = {"jane": "Jane Doe", "kim": "Kim Roe", "lu": "Lu Poe"}


def hand_in(folder: str, name: str, shift: str) -> None:
    """Somebody hands in, perhaps again."""
    place = Path(folder) / name
    place.mkdir(parents=True, exist_ok=True)
    (place / "tiny_double.py").write_text(WRONG if name == "lu" else SOLUTION["tiny_double.py"])
    (place / "tiny_shift.py").write_text(shift)


def scores(results: str = "results") -> dict[str, str]:
    with (Path(results) / "gradebook.csv").open(newline="", encoding="utf-8-sig") as file:
        return {row["submission"]: row["score"] for row in csv.DictReader(file)}


def correct_the_test() -> None:
    """From now on it takes half a step for one."""
    test = Path("solutions/tiny/hidden_tests/test_2.py")
    strict = 'check.close(student.shift(41.0), reference.shift(41.0), "shift(x)")'
    assert strict in test.read_text()
    test.write_text(test.read_text().replace(strict, 'check.true(student.shift(41.0) > 41, "shift(x) is more")'))


BEFORE: dict[str, Callable[[], object]] = {
    "Late work and resubmissions": lambda: hand_in("submissions", "lu", SOLUTION["tiny_shift.py"]),
    "A complaint": lambda: Path("adjustments.csv").write_text("student,points,reason\nJane Doe,0.5,oral exam\n"),
    "A corrected hidden test or reference": correct_the_test,
}
"""What happens in the world before a recipe is followed."""

AFTER: dict[str, Callable[[str], bool]] = {
    "The week after": lambda _: scores() == {"jane": "5.0", "kim": "3.0", "lu": "2.0"},
    "Late work and resubmissions": lambda said: "lu  resubmitted  2 → 4" in said and "2 unchanged" in said,
    "A complaint": lambda _: scores() == {"jane": "5.5", "kim": "4.0", "lu": "4.0"},
    "A corrected hidden test or reference": lambda said: "of task 2 changed" in said and scores()["kim"] == "6.0",
    "An unfair test": lambda said: "Nothing was changed" in said and scores()["lu"] == "5.0",
    "Similar work": lambda said: "3 works compared" in said and Path("results/similar.html").is_file(),
    "Handing back": lambda said: "3 of 3 reports handed back" in said and Path("grades.csv").is_file(),
    "A new seed": lambda said: "0 unchanged, 3 graded" in said,
    "An upgrade": lambda said: "3 unchanged, 0 graded" in said and Path("results-before/grades.sqlite").is_file(),
    "Several machines": lambda _: scores("whole") == {"jane": "5.0", "kim": "5.0", "lu": "4.0"},
}
"""Whether a recipe did what the page says, by what its commands printed."""


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a course, in which an instructor stands."""
    lay_out_tiny(tmp_path)
    (tmp_path / "roster.csv").write_text("login,name\n" + "".join(f"{key},{name}\n" for key, name in PEOPLE.items()))
    monkeypatch.chdir(tmp_path)
    for name in PEOPLE:
        hand_in("submissions", name, SOLUTION["tiny_shift.py"] if name == "jane" else HALF)
    return tmp_path


def follow(command: str) -> int:
    """Runs one line of the page, with what a test needs besides."""
    if not command.startswith("grader "):
        python = shlex.quote(sys.executable)
        return subprocess.run(re.sub("^python ", f"{python} ", command), shell=True, check=False).returncode  # noqa: S602 # a line of ours
    words = shlex.split(command)[1:]
    more = ["--isolation", "process", "--workers", "1"] if words[0] == "bulk" else []
    return run([*words, *more])


def test_every_recipe_is_told_what_it_has_to_do() -> None:
    assert RECIPES.keys() == AFTER.keys()
    assert BEFORE.keys() <= AFTER.keys()


@pytest.mark.usefixtures("course")
def test_the_commands_of_all_recipes_do_what_the_page_says(capsys: pytest.CaptureFixture[str]) -> None:
    for title, commands in RECIPES.items():
        BEFORE.get(title, lambda: None)()
        capsys.readouterr()
        assert commands, title
        for command in commands:
            assert follow(command) == 0, command
        said = capsys.readouterr().out
        assert AFTER[title](said), f"{title}\n{said}\n{scores()}"
