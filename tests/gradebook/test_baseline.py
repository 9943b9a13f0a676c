"""The baseline of the bulk benchmark grades: beside one that fails at once any figure would mean nothing."""

import subprocess
import sys
from pathlib import Path

from grader.assignment import load_assignment
from tests.support.loading import HANDOUT

ROOT = Path(__file__).resolve().parents[2]


def test_the_home_made_practice_gives_the_reference_all_points() -> None:
    command = [sys.executable, "-m", "tests.benchmarks.homemade", str(load_assignment(HANDOUT).solution)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert float(done.stdout.split()[-1]) == 100
