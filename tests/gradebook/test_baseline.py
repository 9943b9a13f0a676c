"""The baseline of the bulk benchmark grades: beside one that fails at once any figure would mean nothing."""

import subprocess
import sys
from pathlib import Path

from grader.assignment import load_assignment
from tests.support.draw import Draw
from tests.support.loading import HANDOUT

ROOT = Path(__file__).resolve().parents[2]
TASKS = 1
"""How many are drawn: a task of figures takes as long as all others."""


def test_the_home_made_practice_gives_the_reference_all_points(draw: Draw) -> None:
    assignment = load_assignment(HANDOUT)
    tasks = draw.few(assignment.tasks, TASKS, lambda _: "")
    command = [
        sys.executable,
        "-m",
        "tests.benchmarks.homemade",
        str(assignment.solution),
        *(task.id for task in tasks),
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert float(done.stdout.split()[-1]) == sum(task.points for task in tasks)
