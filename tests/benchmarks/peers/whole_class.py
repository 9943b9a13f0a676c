"""The graders that grade a class at once: nbgrader, and this project."""

import csv
import json
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import ClassVar

from tests.benchmarks.peers.course import WORK, Check
from tests.benchmarks.peers.grader import NEAR, Grader, run


class Nbgrader(Grader):
    """A notebook with a cell for each check, graded as a class."""

    name: ClassVar = "nbgrader"
    packages: ClassVar = ("nbgrader", "ipykernel")
    whole: ClassVar = True

    def prepare(self, place: Path, checks: Sequence[Check], work: Mapping[str, str]) -> None:
        """Writes the source of the assignment and the class."""
        self._write(place / "source" / "ps1", WORK, checks)
        for student, source in work.items():
            self._write(place / "submitted" / student / "ps1", source, checks)

    def _write(self, folder: Path, source: str, checks: Sequence[Check]) -> None:
        cells = [_cell("work", source, grade=False)]
        for number, each in enumerate(checks):
            code = f"{NEAR}\nassert near({each.function}(*{each.arguments!r}), {each.expected!r})"
            cells.append(_cell(f"c{number:02}", code, grade=True))
        kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
        notebook = {"nbformat": 4, "nbformat_minor": 5, "metadata": {"kernelspec": kernel}, "cells": cells}
        folder.mkdir(parents=True)
        (folder / "work.ipynb").write_text(json.dumps(notebook))

    def finish(self, place: Path, environment: Path | None) -> None:
        """The release, without which there is nothing to grade by."""
        run(["nbgrader", "generate_assignment", "ps1"], place, environment)

    def command(self, student: str) -> list[str]:
        """All of the class, or one."""
        return ["nbgrader", "autograde", "ps1", *([f"--student={student}"] if student else [])]

    def collect(self, place: Path, environment: Path | None) -> None:
        """Has the grades written to a file, which is not timed."""
        run(["nbgrader", "export"], place, environment)

    def score(self, place: Path, student: str) -> float:
        """What it exported."""
        with (place / "grades.csv").open(encoding="utf-8") as file:
            return next(float(row["score"]) for row in csv.DictReader(file) if row["student_id"] == student)


class Ours(Grader):
    """This project: a small assignment with the same twenty checks as one parametrized hidden test."""

    name: ClassVar = "grader"
    packages: ClassVar = ()
    whole: ClassVar = True

    def prepare(self, place: Path, checks: Sequence[Check], work: Mapping[str, str]) -> None:
        """Writes the assignment and the class."""
        folder, solution = place / "assignments" / "neuron", place / "solutions" / "neuron"
        (solution / "hidden_tests").mkdir(parents=True)
        folder.mkdir(parents=True)
        names = json.dumps(sorted({each.function for each in checks}))
        (folder / "assignment.toml").write_text(
            'slug = "neuron"\ntitle = "A neuron"\nnotebook = "neuron.ipynb"\ngiven = []\n'
            '[[tasks]]\nid = "1"\ntitle = "A neuron"\n'
            f'module = "work"\nnames = {names}\npoints = {len(checks)}\n'
        )
        (folder / "work.py").write_text("def sigmoid(x): raise NotImplementedError\n")
        (solution / "work.py").write_text(WORK)
        (solution / "seed.txt").write_text("5ec7e7" + "0123456789abcdef" * 2)
        (solution / "hidden_tests" / "test_work.py").write_text(f'''"""The checks."""
import pytest
from grader.exam import check
pytestmark = pytest.mark.task("1")
@pytest.mark.points(1)
@pytest.mark.parametrize("function, arguments", {[(each.function, each.arguments) for each in checks]!r})
def test_it(student, reference, function, arguments):
    """The value."""
    check.close(getattr(student, function)(*arguments), getattr(reference, function)(*arguments), function)
''')
        for student, source in work.items():
            (place / "class" / student).mkdir(parents=True)
            (place / "class" / student / "work.py").write_text(source)

    def command(self, student: str) -> list[str]:
        """Bulk for a class, grade for one."""
        chosen = ["--assignment", "assignments/neuron", "--quiet"]
        if student:
            return [_own_command(), "grade", f"class/{student}", "--output", f"results/{student}", *chosen]
        return [_own_command(), "bulk", "class", "--output", "results", *chosen]

    def score(self, place: Path, student: str) -> float:
        """What its grade says."""
        return float(json.loads((place / "results" / student / "grade.json").read_text())["score"])


def _own_command() -> str:
    found = shutil.which("grader")
    if found is None:
        raise SystemExit("The command grader is not on the path: run this with `uv run`.")
    return found


def _cell(name: str, source: str, *, grade: bool) -> dict[str, object]:
    """A cell with what nbgrader knows it by."""
    about: dict[str, object] = {"grade": grade, "solution": not grade, "locked": grade, "task": False}
    about |= {"schema_version": 3, "grade_id": name, "cell_type": "code", **({"points": 1} if grade else {})}
    empty: dict[str, object] = {"cell_type": "code", "execution_count": None, "outputs": []}
    return {**empty, "id": name, "metadata": {"nbgrader": about}, "source": source}
