"""Grades the same class alone and beside busy loops, and compares what comes of it byte for byte.

    uv run python -m tests.benchmarks.load [--rounds 20] [--loops 12] [--all] [--only NAME ...]
    uv run python -m tests.benchmarks.load --class [--rounds 20] [--loops 12] [--only NAME ...]

A round grades each member once alone and once with the loops beside it, and compares grade.json. The class: three of
the bundled samples, one that rests in every call, one that prints a million letters in every call, one that computes
while it is loaded, and with `--all` the other samples. With `--class` a round grades all of them at once, as
`grader bulk` does with a worker for each, and compares every file that it wrote: reports, copies, tables and the page
of the class; the loops are then jobs of the same session, or a round would take minutes. The exit code is 1 if any two
gradings differ. Each loop ends by itself.
"""

import argparse
import shutil
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from grader import grade_class
from grader.assignment import Assignment, load_assignment
from grader.exam import Exam
from grader.gradebook.samples import lay_out
from grader.intake import read_submission
from grader.model import Isolation
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
    for entry in lay_out(assignment, place):
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


def compare_class(folder: Path, loops: int, seen: Mapping[str, set[bytes]]) -> str:
    """Grades the class alone and beside the loops; a line on what came of it."""
    taken = []
    workers = len(list(folder.iterdir()))
    for count in (0, loops):
        started = time.monotonic()
        with TemporaryDirectory() as output, busy(count, MAX_SECONDS, in_sessions=False):
            run = grade_class(folder, output=output, workers=workers, isolation=Isolation.PROCESS)
            graded = len(list(run))
            for name, content in timeless(Path(output)).items():
                seen[name].add(content)
        taken.append(time.monotonic() - started)
    differing = [name for name, found in seen.items() if len(found) > 1]
    said = f"same bytes in {len(seen)} files" if not differing else f"DIFFERENT: {differing}"
    return f"{graded} submissions {taken[0]:6.1f} s alone, {taken[1]:6.1f} s beside {loops} loops: {said}"


def rounds_of_class(number: int, loops: int, folders: Sequence[Path], seen: Mapping[str, set[bytes]]) -> None:
    """Says what came of each round with the whole class."""
    with TemporaryDirectory() as place:
        for folder in folders:
            shutil.copytree(folder, Path(place, folder.name))
        for count in range(1, number + 1):
            sys.stdout.write(f"round {count}: {compare_class(Path(place), loops, seen)}\n")
            sys.stdout.flush()


def rounds_of_each(number: int, loops: int, folders: Sequence[Path], seen: Mapping[str, set[bytes]]) -> None:
    """Says what came of each round with one member after another."""
    with Exam(load_assignment(HANDOUT)) as exam:
        for count in range(1, number + 1):
            for folder in folders:
                sys.stdout.write(f"round {count}: {compare(exam, folder, loops, seen)}\n")
                sys.stdout.flush()


def main() -> int:
    """Prints what came of it; gives the exit code."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--loops", type=int, default=12)
    parser.add_argument("--all", action="store_true", help="with all bundled samples, notebooks among them")
    parser.add_argument("--only", nargs="+", help="only these of them")
    parser.add_argument("--class", action="store_true", dest="together", help="all samples and members as one class")
    options = parser.parse_args()
    with TemporaryDirectory() as place:
        everybody = members(load_assignment(HANDOUT), Path(place), everybody=options.all or options.together)
        folders = [folder for folder in everybody if not options.only or folder.name in options.only]
        seen: dict[str, set[bytes]] = defaultdict(set)
        run = rounds_of_class if options.together else rounds_of_each
        run(options.rounds, options.loops, folders, seen)
    differing = [name for name, found in seen.items() if len(found) > 1]
    kind = "files" if options.together else "submissions"
    sys.stdout.write(f"{options.rounds} rounds, {len(seen)} {kind}: {len(differing)} differ {differing or ''}\n")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
