"""Sends frames at random to the side that judges, and tells what became of them, how quickly, and of the memory.

    uv run python -m tests.benchmarks.fuzz_wire [--frames 100000] [--seed 0]

Nothing but failed tests may come of them: the exit code is 1 where a test passed or could not judge, or where memory
grows with the number of frames.
"""

import argparse
import gc
import sys
import time
import tracemalloc
from collections import Counter
from pathlib import Path

from grader.model import Outcome
from tests.support.hostile.fake_guest import TESTS, examine, expected_id
from tests.support.hostile.frames import FrameMaker

WARM_UP = 5_000
MAX_GROWTH = 4 << 20
"""What an allocator may come to hold; forty bytes lost with each frame would be as much."""


def resident() -> int:
    """Bytes of memory that this process has."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096


def send(maker: FrameMaker, frames: int) -> Counter[str]:
    """How many frames ended in which way."""
    ends: Counter[str] = Counter()
    for number in range(frames):
        test = TESTS[number % len(TESTS)]
        verdict = examine(maker.frame(expected_id(test)), test)
        ends[f"{verdict.outcome}, the call {verdict.call_status}"] += 1
    return ends


def traced_growth(maker: FrameMaker) -> int:
    """By how many bytes the objects of Python grow with a few thousand frames."""
    tracemalloc.start()
    send(maker, WARM_UP)
    gc.collect()
    before, _ = tracemalloc.get_traced_memory()
    send(maker, WARM_UP)
    gc.collect()
    after, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return after - before


def main() -> int:
    """Prints the findings; gives the exit code."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--frames", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    maker = FrameMaker(options.seed)
    send(maker, WARM_UP)
    gc.collect()
    before, started = resident(), time.perf_counter()
    ends = send(maker, options.frames)
    seconds = time.perf_counter() - started
    gc.collect()
    growth = resident() - before
    traced = traced_growth(maker)
    sys.stdout.write(f"{options.frames:,} frames in {seconds:.1f} s, {options.frames / seconds:,.0f} a second\n")
    for end, count in ends.most_common():
        sys.stdout.write(f"{count:9,} {end}\n")
    sys.stdout.write(f"memory: {growth / 1024:+,.0f} KiB resident, {traced / 1024:+,.1f} KiB of Python objects\n")
    innocent = all(end.startswith(Outcome.FAILED) for end in ends)
    return 0 if innocent and growth < MAX_GROWTH and traced < MAX_GROWTH // 16 else 1


if __name__ == "__main__":
    sys.exit(main())
