"""What a further submission costs the coordinator of a class alone: `python -m tests.benchmarks.coordinator`.

Two classes of the tiny assignment, one several times as large as the other, are graded for the first time. The process
that reads the class, writes the results and keeps the record is measured apart from the workers that it starts; the
difference between the classes is what submissions cost it, without its start.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.many import lay_out
from tests.support.tiny import lay_out_tiny

LOOK_SECONDS = 0.005


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description="Tells what a further submission costs the coordinator alone.")
    parser.add_argument("--few", type=int, default=40)
    parser.add_argument("--many", type=int, default=400)
    parser.add_argument("--rounds", type=int, default=3)
    chosen = parser.parse_args()
    few, many = chosen.few, chosen.many
    with tempfile.TemporaryDirectory() as place:
        rounds = [Path(place, str(number)) for number in range(chosen.rounds)]
        small = min(cost_of(folder / "few", few) for folder in rounds)
        large = min(cost_of(folder / "many", many) for folder in rounds)
    print(f"the coordinator of {many} took {large:.2f} s of processor time, that of {few} took {small:.2f} s")
    print(f"one more takes it {1000 * (large - small) / (many - few):.2f} ms")


def cost_of(place: Path, count: int) -> float:
    """Seconds of processor time of the coordinator of a class of so many."""
    place.mkdir(parents=True)
    lay_out_tiny(place)
    lay_out(place / "class", count)
    options = ("--output", place / "results", "--assignment", place / "assignments" / "tiny", "--quiet")
    process = subprocess.Popen((sys.executable, "-m", "grader", "bulk", place / "class", *options))
    seconds = 0.0
    while process.poll() is None:
        seconds = max(seconds, _processor_seconds(process.pid))
        time.sleep(LOOK_SECONDS)
    if process.returncode:
        sys.exit(f"grading {count} submissions ended with exit code {process.returncode}")
    return seconds


def _processor_seconds(pid: int) -> float:
    """What a process took so far, its ended threads included and its children not; 0 once it has ended."""
    try:
        fields = Path("/proc", str(pid), "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    user, system = fields[11:13]  # counted from the state, which follows the name
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
