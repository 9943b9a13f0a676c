"""A class of thousands, killed on the way and resumed: is the coordinator's memory flat, and the time linear?

    uv run python -m tests.benchmarks.many [--submissions 10000] [--workers 2] [--kills 2] [--seconds 900]

Every submission of the tiny assignment is another one, and a third of them is half right. Each line tells how many are
on record, at what rate since the line before, and what the coordinator and the workers hold in memory. Once the time is
over, the run is told to stop as by Ctrl-C and counts as far as it came. At the end each score is compared with the one
that it has to be, and no submission may have been graded twice. The exit code is 1 if anything is wrong.
"""

import argparse
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

from msgspec import Struct

from grader.assignment import Assignment
from grader.gradebook.store import STORE
from tests.support.tiny import SOLUTION, lay_out_tiny

HALF_RIGHT = "def shift(x): return x"
GROUP = 3
EVERY_SECONDS = 15.0
LOOK_SECONDS = 0.5


class Seen(Struct, frozen=True):
    """What one look saw: seconds since the beginning, grades on record, MB of the coordinator and of all it started."""

    seconds: float
    graded: int
    coordinator: float
    others: float


def lay_out(place: Path, count: int) -> Path:
    """The class."""
    for number in range(count):
        folder = place / f"student-{number:05}"
        folder.mkdir(parents=True)
        for name, source in SOLUTION.items():
            text = HALF_RIGHT if name == "tiny_shift.py" and is_half_right(number) else source
            (folder / name).write_text(f"# {number}\n{text}\n")
    return place


def is_half_right(number: int) -> bool:
    """Whether this student's work is."""
    return number % GROUP == 1


class Run:
    """The command over the class, begun as often as it takes."""

    def __init__(self, folder: Path, assignment: Assignment, output: Path, workers: int) -> None:
        self._record = output / STORE
        options = ("--output", output, "--assignment", assignment.folder, "--workers", str(workers), "--quiet")
        self._command = (sys.executable, "-m", "grader", "bulk", folder, *options)
        self._started = time.monotonic()
        self._process = self._begun()

    def begin_again(self) -> None:
        """After it was killed."""
        self._process = self._begun()

    def _begun(self) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(self._command, start_new_session=True)

    @property
    def seconds(self) -> float:
        """Since it was begun first."""
        return time.monotonic() - self._started

    @property
    def exit_code(self) -> int | None:
        """None while it runs."""
        return self._process.poll()

    def stop(self, number: signal.Signals) -> None:
        """Sends the coordinator a signal and waits for its end."""
        self._process.send_signal(number)
        self._process.wait()

    def look(self) -> Seen:
        """How far it is, and what it holds."""
        others = sum(map(_resident, _descendants(self._process.pid)))
        return Seen(self.seconds, self.graded, _resident(self._process.pid), others)

    @property
    def graded(self) -> int:
        """How many grades are on record."""
        with suppress(sqlite3.Error), closing(self._opened()) as database:
            (count,) = database.execute("SELECT count(*) FROM grades").fetchone()
            return int(count)
        return 0

    def wrong(self) -> Iterator[str]:
        """What is not as it should be in the record."""
        with closing(self._opened()) as database:
            found = database.execute(
                "SELECT submission, count(*), min(score) FROM grades GROUP BY submission"
            ).fetchall()
        for submission, times, score in found:
            expected = 3.0 if is_half_right(int(submission.removeprefix("student-"))) else 5.0
            if times != 1 or score != expected:
                yield f"{submission} was graded {times} times, and has {score} and not {expected}"

    def _opened(self) -> sqlite3.Connection:
        return sqlite3.connect(f"{self._record.resolve().as_uri()}?mode=ro", uri=True, timeout=EVERY_SECONDS)


def _descendants(pid: int) -> Iterator[int]:
    """All processes that a process has started, and those that they have."""
    for file in Path("/proc", str(pid), "task").glob("*/children"):
        with suppress(OSError):
            for child in map(int, file.read_text().split()):
                yield child
                yield from _descendants(child)


def _resident(pid: int) -> float:
    """MB that a process has to itself and with others."""
    try:
        lines = Path("/proc", str(pid), "status").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("VmRSS:")) / 1024


def show(seen: Seen, before: Seen) -> None:
    """One line."""
    rate = (seen.graded - before.graded) / max(seen.seconds - before.seconds, 1e-9)
    memory = f"{seen.coordinator:10.1f} {seen.others:10.1f}"
    print(f"{seen.seconds:8.0f} {seen.graded:8} {rate:8.1f} {memory}", flush=True)


def follow(run: Run, kills: list[int], seconds: float) -> list[Seen]:
    """Watches it to its end, killing it when so many are graded, and stopping it when the time is over."""
    print(f"{'seconds':>8} {'graded':>8} {'a second':>8} {'coord. MB':>10} {'others MB':>10}")
    seen = [run.look()]
    while run.exit_code is None:
        time.sleep(LOOK_SECONDS)
        if kills and run.graded >= kills[0]:
            show(run.look(), seen[-1])
            kills.pop(0)
            run.stop(signal.SIGKILL)
            print("killed, and begun again", flush=True)
            run.begin_again()
            seen.append(run.look())
        elif run.seconds > seconds:
            run.stop(signal.SIGINT)
            print("stopped: the time is over", flush=True)
        elif run.seconds - seen[-1].seconds >= EVERY_SECONDS:
            seen.append(run.look())
            show(seen[-1], seen[-2])
    return seen


def main() -> int:
    """Measures and prints; gives the exit code."""
    parser = argparse.ArgumentParser(description="Grades a class of thousands, killed on the way and resumed.")
    parser.add_argument("--submissions", type=int, default=10_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--kills", type=int, default=2)
    parser.add_argument("--seconds", type=float, default=900.0)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        assignment = lay_out_tiny(Path(place))
        folder = lay_out(Path(place) / "class", chosen.submissions)
        run = Run(folder, assignment, Path(place) / "results", chosen.workers)
        kills = [chosen.submissions * number // (chosen.kills + 1) for number in range(1, chosen.kills + 1)]
        follow(run, kills, chosen.seconds)
        wrong = list(run.wrong())
        print(f"{run.graded} of {chosen.submissions} graded, exit code {run.exit_code}, {len(wrong)} of them wrongly")
    for each in wrong[:GROUP]:
        print(each)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
