"""The graders that are started once for each student, each set up as its documentation asks for."""

import json
import re
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import ClassVar

from tests.benchmarks.peers.course import Check
from tests.benchmarks.peers.grader import NEAR, PerStudent, listed, run


class BarePytest(PerStudent):
    """pytest with a file of tests beside the student's module."""

    name: ClassVar = "pytest"
    packages: ClassVar = ("pytest",)

    def prepare(self, place: Path, checks: Sequence[Check], work: Mapping[str, str]) -> None:
        """Writes a parametrized test."""
        test = f"""import pytest, work
{NEAR}
@pytest.mark.parametrize("function, arguments, expected", {listed(checks)})
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
@pytest.mark.parametrize("function, arguments, expected", {listed(checks)})
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
