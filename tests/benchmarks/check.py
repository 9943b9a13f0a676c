"""What `grader check` and, for each push, `grader ci` cost: `python -m tests.benchmarks.check [--rounds 5]`.

Processor time of the command with all that it starts, the median of several rounds. In each round every command has its
turn, so that whatever else the machine does meets all of them. `--beside COMMAND` runs another installed grader in turn
with this one, such as that of an older checkout.
"""

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.support.loading import ROOT

ASSIGNMENTS = ("multilayer_chain_rule", "python_basics")
HERE = (sys.executable, "-P", "-m", "grader")


@dataclass(frozen=True)
class Case:
    """A command in a folder; `cold` ones begin with an empty cache each time."""

    title: str
    folder: Path
    arguments: tuple[str, ...]
    cold: bool = False
    taken: dict[str, list[float]] = field(default_factory=dict)

    def run(self, grader: Sequence[str], name: str, cache: Path) -> None:
        """Runs it once and notes what it took."""
        with TemporaryDirectory() as empty:
            environment = {**os.environ, "XDG_CACHE_HOME": empty if self.cold else str(cache)}
            self.taken.setdefault(name, []).append(cost([*grader, *self.arguments], self.folder, environment))

    def median(self, name: str) -> float:
        """Seconds."""
        return statistics.median(self.taken[name])


def cost(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> float:
    """Seconds of processor time of one run with its descendants."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def course(place: Path, slug: str) -> Path:
    """A copy of an assignment with its solution, where a record may be left; returns the assignment's folder."""
    for part in ("assignments", "solutions"):
        shutil.copytree(ROOT / part / slug, place / part / slug, ignore=shutil.ignore_patterns(".right-reference"))
    return place / "assignments" / slug


def works(place: Path, slug: str) -> dict[str, Path]:
    """The handout untouched, with its first task done, and with all done."""
    found = {}
    solved = sorted(
        file for file in (ROOT / "solutions" / slug).glob("*.py") if (ROOT / "assignments" / slug / file.name).is_file()
    )
    for title, done in (("stubs", []), ("one task done", solved[:1]), ("all done", solved)):
        found[title] = place / title.replace(" ", "-")
        shutil.copytree(ROOT / "assignments" / slug, found[title], ignore=shutil.ignore_patterns("__pycache__"))
        for file in done:
            shutil.copy(file, found[title])
    return found


def cases(place: Path, slug: str) -> Iterator[Case]:
    """What is timed for one assignment."""
    laid_out = works(place, slug)
    for title, folder in laid_out.items():
        yield Case(f"check, {title}", folder, ("check",))
    right = laid_out["all done"]
    yield Case("check, all done, empty cache", right, ("check",), cold=True)
    for title in ("ci, empty cache, no record", "ci, empty cache, record"):
        assignment = course(place / title.replace(" ", "-"), slug)
        if title == "ci, empty cache, record":
            subprocess.run([*HERE, "test", str(assignment), "--record"], check=True, capture_output=True)
        arguments = (
            "ci",
            str(right),
            "--assignment",
            str(assignment),
            "--output",
            str(place / "out"),
            "--format",
            "junit",
        )
        yield Case(title, place, arguments, cold=True)


def show(timed: Sequence[Case], names: Sequence[str]) -> None:
    """One line per command: seconds, and how many times as much as a cold check it takes."""
    check = next(case for case in timed if case.cold)
    for case in timed:
        seconds = "  ".join(f"{name} {case.median(name):5.2f} s" for name in names)
        beside = f"  {case.median(names[0]) / case.median(names[1]):.2f} of it" if len(names) > 1 else ""
        times = f"  {case.median(names[0]) / check.median(names[0]):.2f} checks" if case.cold else ""
        print(f"  {case.title:30}  {seconds}{beside}{times}")


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--beside", metavar="COMMAND", help="another grader")
    chosen = parser.parse_args()
    graders = {"here": HERE, **({"beside": (chosen.beside,)} if chosen.beside else {})}
    for slug in ASSIGNMENTS:
        with TemporaryDirectory() as place, TemporaryDirectory() as cache:
            timed = list(cases(Path(place), slug))
            for turn in range(chosen.rounds + 1):
                for case in timed:
                    for name, grader in graders.items():
                        case.run(grader, name, Path(cache))
                        if turn == 0:  # fills the cache
                            case.taken.clear()
        load = os.getloadavg()
        print(f"{slug}, median of {chosen.rounds}, load {load[0]:.1f}")
        show(timed, list(graders))


if __name__ == "__main__":
    main()
