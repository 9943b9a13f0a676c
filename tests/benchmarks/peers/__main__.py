"""Times this project beside other graders: the same twenty checks, the same submissions, scores that must agree.

    uv run python -m tests.benchmarks.peers --environments DIR [--students 20] [--large 200] [--sample 8] [--rounds 3]

DIR keeps an environment for each grader, made from the package index at the first run. A round grades the class once by
each grader in turn, after one submission from cold. Those that take one student at a time grade the first eight, since
they cost the same whoever else is in the class; this project also grades a large class. Processor time is that of the
whole tree of processes, those included that nobody waits for: they are handed to this process when their parents end.
"""

import argparse
import ctypes
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from tests.benchmarks.peers.course import checks, submissions
from tests.benchmarks.peers.grader import Grader, run
from tests.benchmarks.peers.graders import GRADERS

_PR_SET_CHILD_SUBREAPER = 36


class Spent(Struct, frozen=True):
    """Seconds of the clock and of processors."""

    wall: float
    cpu: float


class Round(Struct, frozen=True):
    """What one submission took from cold, and each of the class."""

    cold: Spent
    each: Spent


class Entrant(Struct, frozen=True):
    """A grader with its environment and a class."""

    name: str
    grader: Grader
    environment: Path | None
    work: dict[str, str]


def environment_of(grader: Grader, folder: Path) -> Path | None:
    """The environment of a grader, made if it is not there; ours is the one that runs this."""
    if not grader.packages:
        return None
    place = folder / grader.name
    if not place.exists():
        subprocess.run(["uv", "venv", "--quiet", "--python", sys.executable, place], check=True)
        python = ["--python", str(place / "bin" / "python")]
        subprocess.run(["uv", "pip", "install", "--quiet", *python, *grader.packages], check=True)
    return place


def measured(command: Sequence[str], folder: Path, environment: Path | None) -> Spent:
    """Runs a command to the end of every process that it left behind."""
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    run(command, folder, environment)
    with suppress(ChildProcessError):
        while True:
            os.waitpid(-1, 0)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = (after.ru_utime + after.ru_stime) - (before.ru_utime + before.ru_stime)
    return Spent(time.perf_counter() - started, cpu)


def one_round(entrant: Entrant, sample: int) -> tuple[Round, dict[str, float]]:
    """One submission from cold, then what each of the class took, in new folders; and the scores of those graded."""
    grader, environment, work = entrant.grader, entrant.environment, entrant.work
    with tempfile.TemporaryDirectory() as cold, tempfile.TemporaryDirectory() as whole:
        first = next(iter(work))
        for place, some in ((Path(cold), {first: work[first]}), (Path(whole), work)):
            grader.prepare(place, checks(), some)
            grader.finish(place, environment)
        alone = measured(grader.command(first), grader.folder(Path(cold), first), environment)
        graded = list(work) if grader.whole else list(work)[:sample]
        calls = [""] if grader.whole else graded
        spent = [measured(grader.command(each), grader.folder(Path(whole), each), environment) for each in calls]
        grader.collect(Path(whole), environment)
        each = Spent(sum(one.wall for one in spent) / len(graded), sum(one.cpu for one in spent) / len(graded))
        return Round(alone, each), {student: grader.score(Path(whole), student) for student in graded}


def show(name: str, rounds: Sequence[Round], bases: Sequence[Sequence[Round]]) -> None:
    """One line of the table: medians, and how many times the processor time of each base it takes."""
    cold, each = (
        statistics.median(spent.cpu for spent in taken)
        for taken in ([one.cold for one in rounds], [one.each for one in rounds])
    )
    wall = statistics.median(one.each.wall for one in rounds)
    times = "".join(f" {each / statistics.median(one.each.cpu for one in base):10.1f}" for base in bases)
    print(f"{name:28} {cold:8.2f} {each:10.3f} {wall:10.3f}{times}", flush=True)


def entrants(options: argparse.Namespace) -> list[Entrant]:
    """Who is timed: this project twice, with a small class and with a large one, and each of the others."""
    small, large = (dict(submissions(count)) for count in (options.students, options.large))
    found = []
    for kind in GRADERS:
        if kind.packages and options.only and kind.name not in options.only:
            continue
        grader = kind()
        environment = environment_of(grader, options.environments.resolve())
        found.append(
            Entrant(f"{kind.name}, class of {len(small)}" if kind.whole else kind.name, grader, environment, small)
        )
        if not kind.packages:
            found.append(Entrant(f"{kind.name}, class of {len(large)}", grader, environment, large))
    return found


def main() -> int:
    """Measures and prints; gives the exit code."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--environments", type=Path, required=True)
    parser.add_argument("--students", type=int, default=20)
    parser.add_argument("--large", type=int, default=200, help="the larger class of this project")
    parser.add_argument("--sample", type=int, default=8, help="how many are graded by graders that take one at a time")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", nargs="+")
    options = parser.parse_args()
    ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    running = entrants(options)
    rounds: dict[str, list[Round]] = defaultdict(list)
    scores: dict[str, dict[str, float]] = {}
    for number in range(options.rounds):
        for entrant in running:
            taken, scores[entrant.name] = one_round(entrant, options.sample)
            rounds[entrant.name].append(taken)
            print(f"round {number + 1}: {entrant.name}: {taken.each.cpu:.3f} s each", file=sys.stderr, flush=True)
    bases = [entrant.name for entrant in running if not entrant.grader.packages]
    print(f"{'':28} {'cold CPU':>8} {'CPU each':>10} {'wall each':>10} {'x small':>10} {'x large':>10}")
    for name, taken_by in rounds.items():
        show(name, taken_by, [rounds[base] for base in bases])
    right = scores[bases[-1]]
    wrong = {name: found for name, found in scores.items() if any(right[one] != score for one, score in found.items())}
    print(f"scores {'DIFFER' if wrong else 'agree'}: {sorted(set(right.values()))}")
    for name, found in wrong.items():
        print(name, found)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
