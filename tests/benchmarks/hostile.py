"""Hands in the whole corpus of attacks, as a class and in every mode, where the suite takes samples.

    uv run python -m tests.benchmarks.hostile [--places] [--modes]

With `--places` the class is graded at each level, as root and as an unprivileged user. Prints what each run took, the
most memory that one process of the trusted side held in it, and every promise that was not kept; the exit code is 1 if
there is one, or if a process held more than is promised.
"""

import argparse
import os
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from threading import Event, Thread
from typing import Self

from tests.hostile.test_modes import AS_NOBODY, MODES, broken
from tests.support.hostile.arena import RemoteArena, Wanted
from tests.support.hostile.class_of_attackers import ATTACKERS, HERE, PLACES, Place, grade_class
from tests.support.hostile.corpus import read_corpus
from tests.support.hostile.leftovers import sweep
from tests.support.hostile.targets import Vault, open_vault

MAX_MEMORY = 400 << 20
GUESTS_SIDE = b"grader.wire.parent"
"""What stands in the command line of zygotes, and so of the guests that they fork, and of the kernels."""


class PeakMemory:
    """Watches the processes of the trusted side that descend from this one, as a context manager.

    The kernel keeps the peak of each as long as it lives, so that only what a process takes in its last moments is
    missed between two looks.
    """

    SECONDS = 0.2

    def __init__(self) -> None:
        self.most = 0
        self._over = Event()
        self._watcher = Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Self:
        self._watcher.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._over.set()
        self._watcher.join()

    def _watch(self) -> None:
        while not self._over.wait(self.SECONDS):
            self.most = max([self.most, *map(_peak_of, _descendants())])


def _descendants() -> Iterator[int]:
    """The processes below this one, without those of the guests' side."""
    children = defaultdict(list)
    for status in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            parent = int(status.read_text().rpartition(")")[2].split()[1])
            if GUESTS_SIDE not in status.with_name("cmdline").read_bytes():
                children[parent].append(int(status.parent.name))
    waiting = [os.getpid()]
    while waiting:
        below = children[waiting.pop()]
        waiting += below
        yield from below


def _peak_of(pid: int) -> int:
    """The most memory that a process has held, in bytes; 0 where it is gone."""
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) << 10
    return 0


def whole_class(place: Place) -> list[str]:
    """All attackers of the tiny assignment with honest neighbours, graded as one class."""
    with open_vault() as vault:
        return grade_class(vault, ATTACKERS, "whole", place)


def mode(vault: Vault, wanted: Wanted) -> list[str]:
    """The whole corpus in one mode."""
    with RemoteArena(vault, wanted) as arena:
        complaints = broken(arena, [each for each in read_corpus() if not each.honest])
        sweep(arena.trail)
        return complaints


def report(name: str, run: Callable[[], list[str]]) -> bool:
    """Prints what came of a run; whether every promise was kept."""
    started = time.monotonic()
    with PeakMemory() as memory:
        complaints = run()
    seconds, megabytes = time.monotonic() - started, memory.most / (1 << 20)
    if memory.most > MAX_MEMORY or not memory.most:
        complaints = [*complaints, f"a process of the trusted side held {megabytes:.0f} MB"]
    sys.stdout.write(f"{name}: {len(complaints)} broken promises, {seconds:.0f} s, at most {megabytes:.0f} MB\n")
    for complaint in complaints:
        sys.stdout.write(f"    {complaint}\n")
    sys.stdout.flush()
    return not complaints


def main() -> int:
    """Prints the findings; gives the exit code."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--places", action="store_true", help="the class at each level and as an unprivileged user too")
    parser.add_argument("--modes", action="store_true", help="also the whole corpus in every mode, which takes long")
    options = parser.parse_args()
    runs = {
        f"a class of attackers and honest neighbours, {name}": partial(whole_class, place)
        for name, place in PLACES.items()
        if options.places or place is HERE
    }
    kept = [report(name, run) for name, run in runs.items()]
    modes = {**MODES, **{f"{name}, as an unprivileged user": mode for name, mode in AS_NOBODY.items()}}
    with open_vault() as vault:
        for name, (wanted, _) in modes.items() if options.modes else ():
            kept.append(report(name, partial(mode, vault, wanted)))
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
