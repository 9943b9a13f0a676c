"""A class that is graded once as a whole and in three shards; tests merge copies.

Nobody is in the first shard, and the roster has twelve students who have not handed in anything.
"""

import shutil
from pathlib import Path

import pytest

from grader.assignment import Assignment
from grader.gradebook.class_run import ClassRun
from grader.gradebook.open_class import open_class
from grader.model import Isolation
from grader.model.options import ClassOptions, ReadingOptions
from tests.support.once import made_once
from tests.support.tiny import SOLUTION

NAMES = ("ann", "bo", "ed", "flo")
ABSENT = 12
ROSTER = "roster.csv"


def lay_out(place: Path) -> None:
    """A class in which Bo's work is half right, and Ed's is none; Ann's name is known."""
    for name in NAMES:
        (place / "class" / name).mkdir(parents=True)
        for file, source in SOLUTION.items():
            (place / "class" / name / file).write_text(source)
    (place / "class" / "bo" / "tiny_shift.py").write_text("def shift(x): return x\n")
    for own in (place / "class" / "ed").iterdir():
        own.rename(own.with_suffix(".txt"))
    absent = "".join(f"x{number},Absent {number}\n" for number in range(ABSENT))
    (place / ROSTER).write_text(f"id,name\nann,Ann Able\n{absent}")


def graded(place: Path, tiny: Assignment, output: str, shard: str = "", *, regrade: bool = False) -> ClassRun:
    """Grades the class, or a shard of it, to its end."""
    options = ClassOptions(workers=1, isolation=Isolation.PROCESS, regrade=regrade, shard=shard)
    run = open_class(place / "class", tiny, options, ReadingOptions(roster=place / ROSTER), output=place / output)
    list(run)
    return run


@pytest.fixture(scope="session")
def once(tiny: Assignment, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The class, `whole`, and `part-1` to `part-3`."""

    def make(place: Path) -> None:
        lay_out(place)
        graded(place, tiny, "whole")
        for number in (1, 2, 3):
            graded(place, tiny, f"part-{number}", f"{number}/3")

    return made_once(tmp_path_factory, "shards", make)


@pytest.fixture
def place(once: Path, tmp_path: Path) -> Path:
    """The same for one test to change."""
    return Path(shutil.copytree(once, tmp_path / "shards"))
