"""What it costs to confirm a class that has not changed: `python -m tests.benchmarks.unchanged [--submissions 1000]`.

Two classes of the tiny assignment, one ten times as large as the other, are each graded once and then confirmed several
times. What one submission costs is told by the difference, so that the start of the command has no share in it.
"""

import argparse
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.support.tiny import SOLUTION, lay_out_tiny

SHARE = 10
"""So many times as large is the larger class."""


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description="Tells what confirming a submission that has not changed costs.")
    parser.add_argument("--submissions", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    chosen = parser.parse_args()
    few, many = max(1, chosen.submissions // SHARE), chosen.submissions
    with tempfile.TemporaryDirectory() as place:
        small, large = (cost_of(Path(place) / str(count), count, chosen.rounds) for count in (few, many))
    print(f"{many} submissions confirmed in {large:.2f} s of processor time, {few} in {small:.2f} s")
    if large <= small:
        print("too little to tell apart: take more submissions or a machine that does nothing else")
        return
    each = (large - small) / (many - few)
    print(f"one more takes {1000 * each:.2f} ms, which is {1 / each:,.0f} a second")


def cost_of(place: Path, count: int, rounds: int) -> float:
    """Seconds of processor time of the cheapest confirmation of a class."""
    place.mkdir()
    lay_out_tiny(place)
    for number in range(count):
        folder = place / "class" / f"student-{number:05}"
        folder.mkdir(parents=True)
        for name, source in SOLUTION.items():
            (folder / name).write_text(f"# {number}\n{source}\n")
    grade(place)
    return min(grade(place) for _ in range(rounds))


def grade(place: Path) -> float:
    """Seconds of processor time of one run of the command, with all that it starts."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [
        sys.executable,
        "-m",
        "grader",
        "bulk",
        str(place / "class"),
        "--output",
        str(place / "results"),
        "--quiet",
    ]
    subprocess.run([*command, "--assignment", str(place / "assignments" / "tiny")], check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    main()
