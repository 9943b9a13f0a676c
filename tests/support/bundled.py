"""What is common to the tests of each bundled assignment: its parts, lost points, the examples of its handout."""

import re
import subprocess
import sys
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

from grader.assignment import load_assignment
from grader.exam import Exam
from grader.exam.diagnosis.misconceptions import load_misconceptions
from grader.model import Grade, TestResult
from tests.support.laid_out import handed_in
from tests.support.loading import ROOT


class Bundled:
    """An assignment of this repository, by its slug."""

    def __init__(self, slug: str) -> None:
        self.assignment = load_assignment(ROOT / "assignments" / slug)
        self.readme = (self.assignment.folder / "README.md").read_text("utf-8")
        self.tasks = self.assignment.tasks

    @cached_property
    def reference(self) -> Mapping[str, str]:
        """The modules of the reference."""
        return {task.module: (self.assignment.solution / f"{task.module}.py").read_text() for task in self.tasks}

    @cached_property
    def mistakes(self) -> Mapping[str, tuple[str, str]]:
        """The module that each known mistake is in, and its source with the mistake."""
        found = load_misconceptions(self.assignment)
        return {entry.misconception.id: (entry.task.module, entry.source) for entry in found}

    @cached_property
    def right_work(self) -> list[Path]:
        """The alternatives and the reference's notebook."""
        solution = self.assignment.solution
        return [*sorted((solution / "alternatives").iterdir()), solution / self.assignment.manifest.notebook]

    def stubs(self) -> dict[str, str]:
        """What is handed in by whoever has written nothing."""
        return {task.module: self.assignment.stub(task.module).decode() for task in self.tasks}

    def with_mistake(self, mistake: str) -> Mapping[str, str]:
        """The reference with one known mistake."""
        module, source = self.mistakes[mistake]
        return {**self.reference, module: source}

    def grade_mistake(self, exam: Exam, mistake: str) -> Grade:
        """The reference with one known mistake, in the tasks that it can touch.

        These are its own, and those whose modules import the one that it is in; the others are graded as ever.
        """
        module, _ = self.mistakes[mistake]
        importing = re.compile(rf"^\s*(from|import) {module}\b", re.MULTILINE)
        touched = [
            task.id for task in self.tasks if task.module == module or importing.search(self.reference[task.module])
        ]
        return exam.grade(handed_in(self.with_mistake(mistake)), touched)

    def printed_and_told(self, place: Path) -> tuple[list[str], list[str]]:
        """What the examples of the handout print with the reference, and what their comments say."""
        examples = "".join(re.findall(r"^```python\n(.*?)^```$", self.readme, re.MULTILINE | re.DOTALL))
        script = place / "examples.py"
        script.write_text(examples)
        command = [sys.executable, "-B", "-W", "error", str(script)]
        path = {"PYTHONPATH": f"{self.assignment.solution}:{self.assignment.folder}", "PATH": "", "MPLBACKEND": "agg"}
        ran = subprocess.run(command, env=path, cwd=place, capture_output=True, text=True, check=False)
        assert ran.returncode == 0, ran.stderr
        told = [line.partition("# ")[2] for line in examples.splitlines() if line.startswith("print(")]
        return ran.stdout.splitlines(), told


def lost(grade: Grade) -> Mapping[str, TestResult]:
    """The tests that did not give all of their points."""
    assert not grade.withheld, grade.problems
    return {test.name: test for task in grade.tasks for test in task.tests if test.score < test.max_score}
