"""Grades the same class alone and beside busy loops, and compares what comes of it byte for byte.

    uv run python -m tests.benchmarks.load [--rounds 20] [--loops 12] [--all] [--only NAME ...]
    uv run python -m tests.benchmarks.load --class [--rounds 20] [--at-once 10] [--loops 12] [--all] [--only NAME ...]

A round grades each member once alone and once with the loops beside it, and compares grade.json. The class: three of
the bundled samples, one that rests in every call, one that prints a million letters in every call, one that computes
while it is loaded, and with `--all` the other samples. With `--class` all of them are graded by `grader bulk`, once
alone and then in so many rounds beside the loops, some at a time; every file that it wrote is compared: reports,
copies, tables and the page of the class. The exit code is 1 if any two gradings differ. Each loop ends by itself.
"""

import argparse
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from grader.assignment import Assignment, load_assignment
from grader.exam import Exam
from grader.gradebook.samples import build_samples
from grader.intake import read_submission
from grader.notebook_execution import with_executed_notebook
from grader.output.folder import encode_grade
from tests.support.busy import busy
from tests.support.loading import HANDOUT
from tests.support.timeless import timeless

FIRST = ("ada-perfect", "ben-two-mistakes", "eli-endless-loop")
MAX_SECONDS = 3600.0  # for the loops of one grading, if this is killed
RESTS = b"""
import time as _time, types as _types
def _resting(function):
    def rested(*arguments, **keywords):
        _time.sleep(0.2)
        return function(*arguments, **keywords)
    return rested
for _name, _found in list(globals().items()):
    if isinstance(_found, _types.FunctionType) and not _name.startswith("_"):
        globals()[_name] = _resting(_found)
"""
PRINTS = RESTS.replace(b"_time.sleep(0.2)", b'print(("." * 99 + "\\n") * 10_000)')
COMPUTES = b"\nimport time as _time\n_end = _time.process_time() + 0.5\nwhile _time.process_time() < _end: pass\n"
CHANGED = {
    "rests-in-every-call": ("gradient_flow.py", RESTS),
    "prints-in-every-call": ("chain_rule_basics.py", PRINTS),
    "computes-while-loading": ("gradient_magnitudes.py", COMPUTES),
}
"""What is added to which module of the perfect sample."""


def members(assignment: Assignment, place: Path, *, everybody: bool) -> Iterator[Path]:
    """The folders of the class, as `grader demo` lays its samples out, and those that are changed."""
    for entry in build_samples(assignment, place):
        if everybody or entry.path.name in FIRST:
            yield entry.path
    for name, (module, more) in CHANGED.items():
        folder = shutil.copytree(place / "ada-perfect", place / name)
        (folder / module).write_bytes((folder / module).read_bytes() + more)
        yield folder


def grade(exam: Exam, folder: Path) -> bytes:
    """The grade of one member, with the run of its notebook for display where it has one."""
    submission = read_submission(folder, exam.assignment, submission_id=folder.name)
    graded = with_executed_notebook(exam.grade(submission), submission, exam.assignment)
    return encode_grade(graded) + repr(graded.executed).encode()


def compare(exam: Exam, folder: Path, loops: int, seen: Mapping[str, set[bytes]]) -> str:
    """Grades a member alone and beside the loops; a line on what came of it."""
    taken = []
    for count in (0, loops):
        started = time.monotonic()
        with busy(count, MAX_SECONDS):
            seen[folder.name].add(grade(exam, folder))
        taken.append(time.monotonic() - started)
    kinds = len(seen[folder.name])
    said = "same bytes" if kinds == 1 else f"{kinds} DIFFERENT GRADES"
    return f"{folder.name:24} {taken[0]:6.1f} s alone, {taken[1]:6.1f} s beside {loops} loops: {said}"


def grade_class(source: Path, output: Path) -> float:
    """Grades the class as an instructor does, in a session of its own; how many seconds that took."""
    command = [sys.executable, "-m", "grader", "bulk", str(source), "--output", str(output), "--workers", "1"]
    started = time.monotonic()
    options = ["--assignment", str(HANDOUT), "--isolation", "process", "--quiet"]
    subprocess.run([*command, *options], check=True, start_new_session=True, stdout=subprocess.DEVNULL)
    return time.monotonic() - started


def compare_class(rounds: int, loops: int, at_once: int, source: Path, results: Path) -> list[str]:
    """Says how long each grading of the class took; the files of which there are several kinds."""
    sys.stdout.write(f"alone: {grade_class(source, results / 'alone'):.1f} s\n")
    kinds = {name: {content} for name, content in timeless(results / "alone").items()}
    with busy(loops, MAX_SECONDS), ThreadPoolExecutor(at_once) as pool:
        outputs = [results / f"round-{number}" for number in range(1, rounds + 1)]
        for output, seconds in zip(outputs, pool.map(partial(grade_class, source), outputs), strict=True):
            files = timeless(output)
            for name in kinds.keys() | files.keys():
                kinds.setdefault(name, set()).add(files.get(name, b""))
            differing = [name for name, found in kinds.items() if len(found) > 1]
            said = f"DIFFERENT: {differing}" if differing else f"same bytes in {len(files)} files"
            sys.stdout.write(f"{output.name}: {seconds:.1f} s beside {loops} loops and {at_once - 1} others: {said}\n")
            sys.stdout.flush()
    return differing


def rounds_of_class(options: argparse.Namespace, folders: Sequence[Path]) -> list[str]:
    """Lays the class out and compares its gradings."""
    with TemporaryDirectory() as source, TemporaryDirectory() as results:
        for folder in folders:
            shutil.copytree(folder, Path(source, folder.name))
        return compare_class(options.rounds, options.loops, options.at_once, Path(source), Path(results))


def rounds_of_each(options: argparse.Namespace, folders: Sequence[Path]) -> list[str]:
    """Says what came of each round with one member after another; the members of which there are several grades."""
    seen: dict[str, set[bytes]] = {folder.name: set() for folder in folders}
    with Exam(load_assignment(HANDOUT)) as exam:
        for count in range(1, options.rounds + 1):
            for folder in folders:
                sys.stdout.write(f"round {count}: {compare(exam, folder, options.loops, seen)}\n")
                sys.stdout.flush()
    return [name for name, found in seen.items() if len(found) > 1]


def main() -> int:
    """Prints what came of it; gives the exit code."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--loops", type=int, default=12)
    parser.add_argument("--all", action="store_true", help="with all bundled samples, notebooks among them")
    parser.add_argument("--only", nargs="+", help="only these of them")
    parser.add_argument("--class", action="store_true", dest="together", help="grade them as a class, file for file")
    parser.add_argument("--at-once", type=int, default=1, help="how many gradings of the class run beside each other")
    options = parser.parse_args()
    with TemporaryDirectory() as place:
        everybody = members(load_assignment(HANDOUT), Path(place), everybody=options.all)
        folders = [folder for folder in everybody if not options.only or folder.name in options.only]
        differing = (rounds_of_class if options.together else rounds_of_each)(options, folders)
    sys.stdout.write(
        f"{options.rounds} rounds of {len(folders)} submissions: {len(differing)} differ {differing or ''}\n"
    )
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
