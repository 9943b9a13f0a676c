"""Grades the same submissions with one seed after another, alone and beside busy loops, and compares the points.

    uv run python -m tests.benchmarks.seeds [--seeds 20] [--loops 12] [--only NAME ...]

Hidden inputs are drawn anew from each seed, so messages may differ; the points of every task and the mistakes that are
named may not, and with one seed no byte of grade.json. The exit code is 1 if they do. Each loop ends by itself.
"""

import argparse
import sys
from collections import defaultdict
from pathlib import Path
from tempfile import TemporaryDirectory

from grader.assignment import Assignment, load_assignment
from grader.exam import Exam
from grader.intake import read_submission
from grader.model import Grade
from grader.output.folder import encode_grade
from tests.benchmarks.load import MAX_SECONDS, members
from tests.support.busy import busy
from tests.support.loading import HANDOUT

Points = tuple[tuple[str, float, tuple[str, ...]], ...]


def points(grade: Grade) -> Points:
    """What must not depend on the seed: of each task its points and the mistakes that were named."""
    return tuple(
        (task.id, task.score, tuple(sorted({each.id for test in task.tests for each in test.misconceptions})))
        for task in grade.tasks
    )


def with_seed(assignment: Assignment, seed: str, folders: list[Path], loops: int) -> dict[str, Grade]:
    """The grades of all members."""
    with Exam(assignment, seed=seed) as exam, busy(loops, MAX_SECONDS):
        work = [read_submission(folder, assignment, submission_id=folder.name) for folder in folders]
        return {each.id: exam.grade(each) for each in work}


def main() -> int:
    """Prints what came of it; gives the exit code."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--loops", type=int, default=12)
    parser.add_argument("--only", nargs="+", help="only these of the bundled samples")
    options = parser.parse_args()
    assignment = load_assignment(HANDOUT)
    seen: dict[str, dict[Points, list[int]]] = defaultdict(lambda: defaultdict(list))
    differing = 0
    with TemporaryDirectory() as place:
        everybody = members(assignment, Path(place), everybody=True)
        folders = [folder for folder in everybody if not options.only or folder.name in options.only]
        for number in range(1, options.seeds + 1):
            seed = f"seed {number} of this benchmark"
            alone, beside = (with_seed(assignment, seed, folders, loops) for loops in (0, options.loops))
            same = [name for name, grade in alone.items() if encode_grade(grade) == encode_grade(beside[name])]
            differing += len(alone) - len(same)
            for name, grade in [*alone.items(), *beside.items()]:
                seen[name][points(grade)].append(number)
            sys.stdout.write(
                f"seed {number}: same bytes beside {options.loops} loops for {len(same)} of {len(alone)}\n"
            )
            sys.stdout.flush()
    for name, grades in seen.items():
        rarest = min(grades.values(), key=len)
        said = "the same points" if len(grades) == 1 else f"{len(grades)} DIFFERENT GRADES, the rarest with {rarest}"
        sys.stdout.write(f"{name:32} {said}\n")
    return 1 if differing or any(len(each) > 1 for each in seen.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
