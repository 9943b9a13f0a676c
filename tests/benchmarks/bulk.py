"""How quickly a class is graded, beside the commonest home-made practice, in one run on the same two workers.

    uv run python -m tests.benchmarks.bulk [--submissions 40]

Both grade the same submissions with the same hidden tests; the baseline is `tests.benchmarks.homemade`. Figures of one
machine at one time mean little; the ratio is what to look at. Nothing here is part of the test suite.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from msgspec import Struct

from grader.assignment import Assignment, load_assignment
from grader.gradebook.bulk import grade_entries
from grader.host.levels import strongest_level
from grader.intake import ClassEntry, discover_class
from grader.model import Grade
from tests.support.loading import HANDOUT

WORKERS = 2


class Run(Struct, frozen=True):
    """What one way of grading took, in seconds on the clock, and the scores that it gave."""

    seconds: float
    scores: list[float]


def lay_out(assignment: Assignment, place: Path, count: int) -> list[ClassEntry]:
    """A class of `count`: the correct alternatives in turn, or the perfect sample where there are none."""
    models = sorted(path for path in (assignment.solution / "alternatives").glob("*") if path.is_dir())
    models = models or [assignment.solution / "samples" / "ada-perfect"]
    for number in range(count):
        shutil.copytree(models[number % len(models)], place / f"student-{number:02}")
    return discover_class(place)


def harness(entries: Sequence[ClassEntry], assignment: Assignment) -> list[float]:
    """The scores by this project's bulk engine."""
    results = grade_entries(entries, assignment, workers=WORKERS, isolation=strongest_level(), seed="benchmark")
    return sorted(result.score for result in results if isinstance(result, Grade))


def homemade(entries: Sequence[ClassEntry]) -> list[float]:
    """The scores by one pytest process for each submission."""
    environment = {**os.environ, "MPLBACKEND": "Agg", "OPENBLAS_NUM_THREADS": "1"}

    def score(entry: ClassEntry) -> float:
        command = [sys.executable, "-m", "tests.benchmarks.homemade", str(entry.path.resolve())]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        return float(done.stdout.split()[-1])

    with ThreadPoolExecutor(WORKERS) as pool:
        return sorted(pool.map(score, entries))


def timed(grade: Callable[[], list[float]]) -> Run:
    """Runs it once and measures."""
    started = time.perf_counter()
    scores = grade()
    return Run(time.perf_counter() - started, scores)


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description="Compares bulk grading with the commonest home-made practice.")
    parser.add_argument("--submissions", type=int, default=40)
    count = parser.parse_args().submissions
    assignment = load_assignment(HANDOUT)
    with tempfile.TemporaryDirectory() as place:
        entries = lay_out(assignment, Path(place), count)
        ours = timed(lambda: harness(entries, assignment))
        theirs = timed(lambda: homemade(entries))
    for name, run in (("harness", ours), ("home-made", theirs)):
        speed = f"{count / run.seconds:6.2f} submissions/s"
        print(f"{name:10} {speed}  {run.seconds:7.1f} s  scores {min(run.scores):g} to {max(run.scores):g}")
    print(f"ratio      {theirs.seconds / ours.seconds:6.2f} on the clock, on {WORKERS} workers each")


if __name__ == "__main__":
    main()
