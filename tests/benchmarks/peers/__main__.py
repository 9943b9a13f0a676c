"""Times this project beside other graders: the same twenty checks, the same submissions, scores that must agree.

    uv run python -m tests.benchmarks.peers --environments DIR [--students 20] [--rounds 3] [--only NAME ...]

DIR keeps an environment for each grader, made from the package index at the first run. A round grades the class once by
each grader in turn, after one submission from cold. Processor time is that of the whole tree of processes, those
included that nobody waits for: they are handed to this process when their parents end.
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
from tests.benchmarks.peers.graders import GRADERS, Grader, run

_PR_SET_CHILD_SUBREAPER = 36


class Spent(Struct, frozen=True):
    """Seconds of the clock and of processors."""

    wall: float
    cpu: float


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


def one_round(grader: Grader, environment: Path | None, work: dict[str, str]) -> tuple[Spent, Spent, list[float]]:
    """One submission from cold, then what each of the class took, in new folders; and the scores of the class."""
    with tempfile.TemporaryDirectory() as cold, tempfile.TemporaryDirectory() as whole:
        first = next(iter(work))
        for place, some in ((Path(cold), {first: work[first]}), (Path(whole), work)):
            grader.prepare(place, checks(), some)
            grader.finish(place, environment)
        alone = measured(grader.command(first), grader.folder(Path(cold), first), environment)
        students = [""] if grader.whole else list(work)
        spent = [measured(grader.command(each), grader.folder(Path(whole), each), environment) for each in students]
        grader.collect(Path(whole), environment)
        scores = [grader.score(Path(whole), student) for student in work]
        whole_class = Spent(sum(each.wall for each in spent) / len(work), sum(each.cpu for each in spent) / len(work))
        return alone, whole_class, scores


def show(name: str, rounds: Sequence[tuple[Spent, Spent]], base: Sequence[tuple[Spent, Spent]]) -> None:
    """One line of the table: medians, and how many times the processor time of this project it takes."""
    cold, each = (statistics.median(spent[place].cpu for spent in rounds) for place in (0, 1))
    ours = [statistics.median(spent[place].cpu for spent in base) for place in (0, 1)]
    wall = statistics.median(spent[1].wall for spent in rounds)
    print(f"{name:28} {cold:8.2f} {each:10.3f} {wall:10.3f} {cold / ours[0]:8.1f} {each / ours[1]:8.1f}")


def main() -> int:
    """Measures and prints; gives the exit code."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--environments", type=Path, required=True)
    parser.add_argument("--students", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", nargs="+")
    options = parser.parse_args()
    ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    graders = [kind() for kind in GRADERS if not options.only or kind.name in {"grader", *options.only}]
    environments = {grader.name: environment_of(grader, options.environments.resolve()) for grader in graders}
    work = dict(submissions(options.students))
    rounds: dict[str, list[tuple[Spent, Spent]]] = defaultdict(list)
    scores: dict[str, list[float]] = {}
    for _ in range(options.rounds):
        for grader in graders:
            alone, whole, scores[grader.name] = one_round(grader, environments[grader.name], work)
            rounds[grader.name].append((alone, whole))
    print(f"{'':28} {'cold CPU':>8} {'CPU each':>10} {'wall each':>10} {'cold x':>8} {'each x':>8}")
    for name, spent in rounds.items():
        show(name, spent, rounds["grader"])
    differing = [name for name, found in scores.items() if found != scores["grader"]]
    print(f"scores {'agree' if not differing else 'DIFFER: ' + ', '.join(differing)}: {sorted(set(scores['grader']))}")
    for name in differing:
        print(name, scores[name])
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
