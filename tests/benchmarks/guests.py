"""What an empty guest costs, from its fork to its end, beside a bare fork of the same process: processor time of all.

    uv run python -m tests.benchmarks.guests [--rounds 5]

A guest is forked, enters its jail, loads a module of one line and ends, at each level and with Matplotlib and without.
The bare fork is one of a process that holds what a zygote holds, and ends at once. They take turns, and of the rounds
the cheapest counts, since whatever else a machine does only ever adds.
"""

import argparse
import gc
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack, chdir
from functools import partial

from grader.errors import IsolationError
from grader.guest import huge_pages, plots
from grader.guest.drawing import prepare_matplotlib
from grader.guest.forking import fork
from grader.host.levels import open_at
from grader.host.zygote import clean_environment
from grader.model import Isolation
from grader.wire.parent import end_with_parent
from tests.benchmarks.profile import cost_of_an_empty_guest

FORKS = 20
_BARE = "a bare fork"
_CHILD = "from tests.benchmarks.guests import fork_when_told; fork_when_told()"
_WITH = {True: "with Matplotlib", False: "without"}


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    with ExitStack() as stack:
        measured = {(name, draws): cost for draws in _WITH for name, cost in _measures(stack, draws=draws)}
        taken = {each: min(times) for each, times in _in_turns(measured, rounds).items()}
    for (name, draws), seconds in taken.items():
        ratio = seconds / taken[_BARE, draws]
        sys.stdout.write(f"{name:<12} {_WITH[draws]:<15} {1000 * seconds:6.2f} ms  {ratio:5.2f} x\n")


def fork_when_told() -> None:
    """Becomes like a zygote, and at each line of input forks some children and says what each took in all."""
    end_with_parent()
    if "draws" in sys.argv:
        prepare_matplotlib(axes=True)
    plots.prepare()
    gc.collect()
    gc.freeze()
    huge_pages.move(huge_pages.movable())
    for _line in sys.stdin:
        before = _processor_seconds()
        for _ in range(FORKS):
            pid = fork()
            if pid == 0:
                os._exit(0)
            os.waitpid(pid, 0)
        sys.stdout.write(f"{(_processor_seconds() - before) / FORKS}\n")
        sys.stdout.flush()


def _measures(stack: ExitStack, *, draws: bool) -> list[tuple[str, Callable[[], float]]]:
    found = [(_BARE, _forks(stack, draws=draws))]
    with chdir("/"):
        for level in Isolation:
            try:
                zygote = stack.enter_context(open_at(level, draws=draws))
            except IsolationError as error:
                sys.stdout.write(f"{level}: {error}\n")
            else:
                found.append((level.value, partial(cost_of_an_empty_guest, zygote)))
    return found


def _forks(stack: ExitStack, *, draws: bool) -> Callable[[], float]:
    command = [sys.executable, "-c", _CHILD, *(["draws"] if draws else [])]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    running = stack.enter_context(subprocess.Popen(command, env=clean_environment(), text=True, **pipes))  # type: ignore[call-overload] # the pipes are typed apart
    assert running.stdin is not None
    assert running.stdout is not None
    asked, told = running.stdin, running.stdout

    def cost() -> float:
        asked.write("\n")
        asked.flush()
        return float(told.readline())

    return cost


def _in_turns(
    measured: dict[tuple[str, bool], Callable[[], float]], rounds: int
) -> dict[tuple[str, bool], list[float]]:
    taken: dict[tuple[str, bool], list[float]] = {each: [] for each in measured}
    for _ in range(rounds + 1):
        for each, cost in measured.items():
            taken[each].append(cost())
    return {each: times[1:] for each, times in taken.items()}


def _processor_seconds() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


if __name__ == "__main__":
    main()
