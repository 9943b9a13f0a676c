"""The graders side by side: how each is set up for the twenty checks, started for a class, and what scores it gave.

Each has its own environment, made from the package index, and its tests in the form that its documentation asks for.
"""

import csv
import json
import os
import re
import shutil
import subprocess
import zipfile
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import ClassVar

from tests.benchmarks.peers.course import WORK, Check

NEAR = (
    "def near(a, b): return type(a) is type(b) and (all(map(near, a, b)) if isinstance(a, list) else abs(a - b) < 1e-9)"
)


class Grader(ABC):
    """One grader.

    Attributes:
        name: What it is called.
        packages: What is installed for it.
        whole: Whether one call grades the class; otherwise it is one for each student.
    """

    name: ClassVar[str]
    packages: ClassVar[tuple[str, ...]]
    whole: ClassVar[bool]

    @abstractmethod
    def prepare(self, place: Path, checks: Sequence[Check], work: Mapping[str, str]) -> None:
        """Writes the tests and the class into an empty folder; not timed."""

    def finish(self, place: Path, environment: Path | None) -> None:  # noqa: B027 # most have nothing to do there
        """What of that only its own commands can do."""

    @abstractmethod
    def command(self, student: str) -> list[str]:
        """What grades one student, or the class where none is named; run in a folder by `folder`."""

    def folder(self, place: Path, student: str) -> Path:  # noqa: ARG002 # where all is in one
        """Where that is run."""
        return place

    def collect(self, place: Path, environment: Path | None) -> None:  # noqa: B027 # likewise
        """Has its scores written where they can be read; not timed."""

    @abstractmethod
    def score(self, place: Path, student: str) -> float:
        """What it gave, read after it ran."""


def run(command: Sequence[str], folder: Path, environment: Path | None) -> None:
    """Runs a command, with the programs of an environment first; what it prints is of no interest unless it fails."""
    path = f"{environment / 'bin'}{os.pathsep}{os.environ['PATH']}" if environment else os.environ["PATH"]
    variables = {**os.environ, "PATH": path, "OPENBLAS_NUM_THREADS": "1"}
    done = subprocess.run(command, cwd=folder, env=variables, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):  # pytest and others end with 1 where a check failed
        raise SystemExit(f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout}\n{done.stderr}")


class PerStudent(Grader):
    """What graders have in common that are started once for each student, in a folder with the student's module."""

    whole: ClassVar[bool] = False
    module = "work.py"

    def folder(self, place: Path, student: str) -> Path:
        """The student's."""
        return place / student

    def lay_out(self, place: Path, work: Mapping[str, str], files: Mapping[str, str]) -> None:
        """Writes each student's folder: the module, and the tests beside it."""
        for student, source in work.items():
            for name, text in {self.module: source, **files}.items():
                (place / student / name).parent.mkdir(parents=True, exist_ok=True)
                (place / student / name).write_text(text)


class BarePytest(PerStudent):
    """pytest with a file of tests beside the student's module."""

    name: ClassVar = "pytest"
    packages: ClassVar = ("pytest",)

    def prepare(self, place: Path, checks: Sequence[Check], work: Mapping[str, str]) -> None:
        """Writes a parametrized test."""
        test = f"""import pytest, work
{NEAR}
@pytest.mark.parametrize("function, arguments, expected", {_listed(checks)})
def test_it(function, arguments, expected):
    assert near(getattr(work, function)(*arguments), expected)
"""
        self.lay_out(place, work, {"test_work.py": test})

    def command(self, student: str) -> list[str]:  # noqa: ARG002 # it runs in the student's folder
        """As by hand, with results in a file."""
        return ["python", "-m", "pytest", "-q", "--tb=no", "--junitxml=results.xml", "test_work.py"]

    def score(self, place: Path, student: str) -> float:
        """Tests that passed."""
        text = (place / student / "results.xml").read_text()
        counts = {name: int(number) for name, number in re.findall(r'\b(tests|failures|errors)="(\d+)"', text)}
        return counts["tests"] - counts["failures"] - counts["errors"]


class GradescopeUtils(PerStudent):
    """unittest with its weights and its runner."""

    name: ClassVar = "gradescope-utils"
    packages: ClassVar = ("gradescope-utils",)

    def prepare(self, place: Path, checks: Sequence[Check], work: Mapping[str, str]) -> None:
        """Writes a class with one weighted method for each check."""
        methods = "".join(
            f"    @weight(1)\n    def test_{number:02}(self):\n"
            f"        self.assertTrue(near(work.{each.function}(*{each.arguments!r}), {each.expected!r}))\n"
            for number, each in enumerate(checks)
        )
        test = f"""import unittest, work
from gradescope_utils.autograder_utils.decorators import weight
from gradescope_utils.autograder_utils.json_test_runner import JSONTestRunner
{NEAR}
class TestWork(unittest.TestCase):
{methods}
if __name__ == "__main__":
    with open("results.json", "w") as stream:
        JSONTestRunner(stream=stream).run(unittest.defaultTestLoader.loadTestsFromTestCase(TestWork))
"""
        self.lay_out(place, work, {"run_tests.py": test})

    def command(self, student: str) -> list[str]:  # noqa: ARG002 # it runs in the student's folder
        """As its own examples."""
        return ["python", "run_tests.py"]

    def score(self, place: Path, student: str) -> float:
        """What it sums up."""
        results = json.loads((place / student / "results.json").read_text())
        return float(sum(test["score"] for test in results["tests"]))


class Check50(PerStudent):
    """Its checks, each in a process of its own."""

    name: ClassVar = "check50"
    packages: ClassVar = ("check50",)

    def prepare(self, place: Path, checks: Sequence[Check], work: Mapping[str, str]) -> None:
        """Writes a problem set with one check for each."""
        functions = "".join(
            f'@check50.check()\ndef c{number:02}():\n    """check {number}"""\n'
            f'    if not near(check50.py.import_("work.py").{each.function}(*{each.arguments!r}), {each.expected!r}):\n'
            '        raise check50.Failure("not as expected")\n'
            for number, each in enumerate(checks)
        )
        problem = place / "problem"
        problem.mkdir()
        (problem / ".cs50.yml").write_text("check50:\n  checks: checks.py\n")
        (problem / "checks.py").write_text(f"import check50, check50.py\n{NEAR}\n{functions}")
        self.lay_out(place, work, {})

    def command(self, student: str) -> list[str]:  # noqa: ARG002 # it runs in the student's folder
        """With checks from a folder, and results in a file."""
        return ["check50", "--dev", "-o", "json", "--output-file", "results.json", "../problem"]

    def score(self, place: Path, student: str) -> float:
        """Checks that passed."""
        results = json.loads((place / student / "results.json").read_text())
        return float(sum(each["passed"] is True for each in results["results"]))


class Otter(PerStudent):
    """Its test files in a zip, run without a container."""

    name: ClassVar = "otter-grader"
    packages: ClassVar = ("otter-grader", "ipykernel")

    def prepare(self, place: Path, checks: Sequence[Check], work: Mapping[str, str]) -> None:
        """Writes one test file for each check, and has the zip built."""
        tests = place / "tests"
        tests.mkdir()
        for number, each in enumerate(checks):
            code = f">>> {NEAR}\n>>> near({each.function}(*{each.arguments!r}), {each.expected!r})\nTrue"
            case = {"code": code, "hidden": False, "locked": False}
            suite = {"cases": [case], "scored": True, "setup": "", "teardown": "", "type": "doctest"}
            test = {"name": f"q{number:02}", "points": 1, "suites": [suite]}
            (tests / f"q{number:02}.py").write_text(f"OK_FORMAT = True\ntest = {test!r}\n")
        self.lay_out(place, work, {})

    def finish(self, place: Path, environment: Path | None) -> None:
        """The zip, which only its own command can make."""
        options = ["--no-config", "--no-requirements", "--no-environment"]
        run(["otter", "generate", "-t", "tests", "-o", "autograder.zip", *options], place, environment)
        if not zipfile.is_zipfile(place / "autograder.zip"):
            raise SystemExit("otter generate built no autograder.zip.")

    def command(self, student: str) -> list[str]:  # noqa: ARG002 # it runs in the student's folder
        """The command for one submission."""
        return ["otter", "run", "-a", "../autograder.zip", "-o", ".", "--no-logo", "work.py"]

    def score(self, place: Path, student: str) -> float:
        """The sum of its questions: those beside the one that says that there are public tests."""
        results = json.loads((place / student / "results.json").read_text())
        return float(sum(test.get("score") or 0.0 for test in results["tests"]))


class PrairieLearn(PerStudent):
    """The plugin that runs student code in a process of its own."""

    name: ClassVar = "pytest-prairielearn-grader"
    packages: ClassVar = ("pytest-prairielearn-grader", "networkx", "numpy", "pandas", "plot-serializer")
    module = "test_work/student_code.py"

    def prepare(self, place: Path, checks: Sequence[Check], work: Mapping[str, str]) -> None:
        """Writes a parametrized test with one sandbox for all checks.

        Student code has no `max`, `sum` or `zip` there unless they are listed. The deadlines are on the clock, so short
        ones would take points from correct work on a busy machine.
        """
        test = f"""import pytest
from pytest_prairielearn_grader import ConfigObject
autograder_config = ConfigObject(sandbox_timeout=60.0, builtin_whitelist=["max", "sum", "zip"])
{NEAR}
@pytest.mark.grading_data(name="check", points=1)
@pytest.mark.parametrize("function, arguments, expected", {_listed(checks)})
def test_it(module_sandbox, function, arguments, expected):
    assert near(module_sandbox.query_function(function, *arguments, query_timeout=60.0), expected)
"""
        self.lay_out(place, work, {"test_work.py": test})

    def command(self, student: str) -> list[str]:  # noqa: ARG002 # it runs in the student's folder
        """As its container does."""
        return ["python", "-m", "pytest", "-q", "--tb=no", "test_work.py"]

    def score(self, place: Path, student: str) -> float:
        """The points of its tests."""
        (path,) = (place / student).rglob("autograder_results.json")
        return float(sum(test["points"] for test in json.loads(path.read_text())["tests"]))


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


GRADERS: tuple[type[Grader], ...] = (Ours, BarePytest, GradescopeUtils, Check50, PrairieLearn, Otter, Nbgrader)


def _own_command() -> str:
    found = shutil.which("grader")
    if found is None:
        raise SystemExit("The command grader is not on the path: run this with `uv run`.")
    return found


def _listed(checks: Sequence[Check]) -> str:
    return repr([(each.function, each.arguments, each.expected) for each in checks])


def _cell(name: str, source: str, *, grade: bool) -> dict[str, object]:
    """A cell with what nbgrader knows it by."""
    about: dict[str, object] = {"grade": grade, "solution": not grade, "locked": grade, "task": False}
    about |= {"schema_version": 3, "grade_id": name, "cell_type": "code", **({"points": 1} if grade else {})}
    empty: dict[str, object] = {"cell_type": "code", "execution_count": None, "outputs": []}
    return {**empty, "id": name, "metadata": {"nbgrader": about}, "source": source}
