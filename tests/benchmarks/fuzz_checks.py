"""Puts answers at random through every check, every drawing and every description, and tells the time and the memory.

    uv run python -m tests.benchmarks.fuzz_checks [--answers 20000] [--seed 0]

Whatever came back, a check returns or fails: the exit code is 1 where one does anything else (which shows as its
traceback), or where memory grows with the number of answers.
"""

import argparse
import gc
import sys
import time
from collections import Counter
from itertools import cycle

import numpy as np

from grader.exam.checks.check import CheckFailedError, attach_plot, true
from grader.exam.wording import relation
from grader.host.describe import kind, spell
from grader.report.charts import profile_chart
from tests.benchmarks.fuzz_wire import MAX_GROWTH, resident
from tests.support.hostile.answers import AnswerMaker
from tests.support.hostile.judges import CHECKS, EXPECTED, passes, readers

WARM_UP = 2_000


class Judges:
    """Everything that an answer meets."""

    def __init__(self, seed: int) -> None:
        self._maker = AnswerMaker(seed)
        self._expected = cycle(EXPECTED)
        self._readers = readers()

    def judge(self, answers: int) -> Counter[str]:
        """How often which check passed or failed."""
        ends: Counter[str] = Counter()
        for _ in range(answers):
            actual, expected = self._maker.answer(), next(self._expected)
            for name, check in CHECKS.items():
                ends[f"{name} {'passed' if passes(check, actual, expected) else 'failed'}"] += 1
            self._tell(actual)
            figure = self._maker.figure()
            for read in self._readers.values():
                read(figure)
        return ends

    def _tell(self, actual: object) -> None:
        kind(actual), spell(actual), relation.to_array(actual, (2,), {(3,)})
        try:
            with attach_plot(actual, [1.0, 2.0], "size", "layer"):
                true(None, "It should hold.")
        except CheckFailedError as failure:
            if failure.profile is not None:
                profile_chart(failure.profile)


def main() -> int:
    """Prints the findings; gives the exit code."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--answers", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    judges = Judges(options.seed)
    with np.errstate(all="raise"):  # a warning in an instructor's terminal is none of a student's business
        judges.judge(WARM_UP)
        gc.collect()
        before, started = resident(), time.process_time()
        ends = judges.judge(options.answers)
        seconds = time.process_time() - started
    gc.collect()
    growth = resident() - before
    sys.stdout.write(
        f"{options.answers:,} answers in {seconds:.1f} s of CPU, {seconds / options.answers * 1e3:.2f} ms each\n"
    )
    for end, count in sorted(ends.items()):
        sys.stdout.write(f"{count:9,} {end}\n")
    sys.stdout.write(f"memory: {growth / 1024:+,.0f} KiB resident\n")
    return 0 if growth < MAX_GROWTH else 1


if __name__ == "__main__":
    sys.exit(main())
