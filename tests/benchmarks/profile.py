"""Where the processor time of one further submission goes: `python -m tests.benchmarks.profile [SUBMISSION]`.

In the exam, by what its functions are for; in the guests, by the module that they have loaded, and by what a guest
costs that does nothing. Of several rounds the cheapest counts, for what else a machine does only ever adds. Profiling
itself takes time, of which each part has its share, so that the exam's parts are told in per cent of what it takes
without.
"""

import argparse
import cProfile
import os
import pstats
import time
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import chdir
from math import inf
from pathlib import Path
from typing import Any
from unittest.mock import patch

from grader.assignment import Limits, load_assignment
from grader.exam.running.grading import Grading
from grader.exam.running.session import Exam
from grader.host.guest import Guest
from grader.host.levels import open_strongest
from grader.host.time_budget import TimeBudget
from grader.host.zygote import Zygote
from grader.intake import read_submission
from grader.model import Grade, Submission
from tests.support.loading import HANDOUT

PARTS = {
    "hidden_tests": "the tests themselves",
    "/solutions/": "reference computations",
    "/assignments/": "reference computations",
    "/_pytest/": "pytest's protocol",
    "/pluggy/": "pytest's protocol",
    "/grader/wire/frames": "sending and waiting",
    "/grader/host/": "sending and waiting",
    "/grader/wire/": "packing and unpacking",
    "/grader/exam/checks/recording": "packing and unpacking",
    "/grader/exam/checks/": "comparing",
    "/grader/exam/": "the exam's own",
}
"""Which part of the work a file is for, by what its path contains; anything else is for whoever calls it."""
EMPTY_GUESTS = 20
MOST_CALLERS = 3
"""So many callers of callers are asked what a function of NumPy's or Python's own is for."""
_TICKS = os.sysconf("SC_CLK_TCK")
_Function = tuple[str, int, str]
_GradeOne = Callable[..., Grade]


def main() -> None:
    """Measures and prints."""
    assignment = load_assignment(HANDOUT)
    parser = argparse.ArgumentParser(description="Tells where the processor time of one further submission goes.")
    parser.add_argument("submission", type=Path, nargs="?", default=assignment.solution / "samples" / "ada-perfect")
    parser.add_argument("--rounds", type=int, default=3)
    chosen = parser.parse_args()
    work = read_submission(chosen.submission, assignment)
    with chdir("/"), Exam(assignment, seed="benchmark") as exam:
        exam.grade(work)
        costs = [cost_of(exam, work) for _ in range(chosen.rounds)]
        modules = [_by_module(exam, work) for _ in range(chosen.rounds)]
    (own, guests), opened = min(cost for cost, _ in costs), costs[0][1]
    with open_strongest() as zygote:
        each = min(cost_of_an_empty_guest(zygote) for _ in range(chosen.rounds))
    parts = _parts_of_the_exam(assignment, work)
    print(f"one further submission {own + guests:6.2f} s")
    print(f"exam                   {own:6.2f} s")
    for part, seconds in parts.most_common():
        print(f"    {part:24} {100 * seconds / parts.total():3.0f} %")
    print(f"guests                 {guests:6.2f} s, {opened} of them")
    print(f"    to spawn, load and end   {opened * each:5.2f} s, {1000 * each:.1f} ms each")
    for module in modules[0]:
        print(f"    {module:24} {min(seconds.get(module, inf) for seconds in modules):5.2f} s")


def cost_of(exam: Exam, work: Submission) -> tuple[tuple[float, float], int]:
    """Seconds of processor time of this process and of those below it, and how many guests there were."""
    before, below = time.process_time(), seconds_below()
    with patch.object(Zygote, "spawn", autospec=True, side_effect=Zygote.spawn) as spawn:
        exam.grade(work)
    return (time.process_time() - before, seconds_below() - below), spawn.call_count


def _by_module(exam: Exam, work: Submission) -> dict[str, float]:
    """Seconds of processor time of the guests until they were to end, by the module that they had loaded."""
    loaded, found = dict[Guest, str](), dict[str, float]()
    load: Callable[..., Any] = Guest.load
    end: Callable[..., Any] = Guest.end

    def noted(guest: Guest, module: str, *arguments: Any, **keywords: Any) -> Any:
        loaded[guest] = module
        return load(guest, module, *arguments, **keywords)

    def ended(guest: Guest, *arguments: Any) -> Any:
        if guest.alive and guest in loaded:
            found[loaded[guest]] = found.get(loaded[guest], 0.0) + guest._process.clock.computed()
        return end(guest, *arguments)

    with patch.object(Guest, "load", noted), patch.object(Guest, "end", ended):
        exam.grade(work)
    return found


def cost_of_an_empty_guest(zygote: Zygote) -> float:
    before, below = time.process_time(), seconds_below()
    for _ in range(EMPTY_GUESTS):
        guest = Guest(zygote, Limits(), TimeBudget.of(Limits()))
        guest.load("hello", {"hello.py": b"answer = 42"}, ("hello",), {}, {})
        guest.end()
    return (time.process_time() - before + seconds_below() - below) / EMPTY_GUESTS


def _parts_of_the_exam(assignment: Any, work: Submission) -> Counter[str]:
    profiler = cProfile.Profile(time.thread_time)
    grade: _GradeOne = Grading.grade  # the thread that it runs in is to be profiled
    changed: Any = Grading
    changed.grade = lambda self, *arguments: profiler.runcall(grade, self, *arguments)  # likewise
    try:
        with chdir("/"), Exam(assignment, seed="benchmark") as exam:
            exam.grade(work)
            profiler.clear()
            exam.grade(work)
    finally:
        changed.grade = grade  # likewise
    return _by_part(pstats.Stats(profiler).stats)  # type: ignore[attr-defined] # it is there


def _by_part(stats: Mapping[_Function, Any]) -> Counter[str]:
    found: Counter[str] = Counter()
    for function, (_, _, own, _, _) in stats.items():
        for part, share in _shares(function, stats, frozenset()).items():
            found[part] += own * share
    return found


def _shares(function: _Function, stats: Mapping[_Function, Any], above: frozenset[_Function]) -> dict[str, float]:
    """For which parts of the work a function is called, and how much of it for each."""
    part = next((part for piece, part in PARTS.items() if piece in function[0]), "")
    known = part or function in above or len(above) == MOST_CALLERS
    callers = {} if known else {each: times[2] for each, times in stats[function][4].items()}
    if not callers or not sum(callers.values()):
        return {part or "other": 1.0}
    found: Counter[str] = Counter()
    for caller, seconds in callers.items():
        for name, share in _shares(caller, stats, above | {function}).items():
            found[name] += share * seconds / sum(callers.values())
    return dict(found)


def seconds_below() -> float:
    """Seconds of processor time of all processes below this one, and of those that these have waited for."""
    taken, parents = dict[int, float](), dict[int, int]()
    for place in Path("/proc").glob("[0-9]*/stat"):
        try:
            number, _, rest = place.read_text().partition(" ")
        except OSError:  # it has just ended
            continue
        fields = rest.rpartition(")")[2].split()
        parents[int(number)], taken[int(number)] = int(fields[1]), sum(map(int, fields[11:15])) / _TICKS
    return sum(seconds for number, seconds in taken.items() if _is_below(number, parents))


def _is_below(number: int, parents: Mapping[int, int]) -> bool:
    while number := parents.get(number, 0):
        if number == os.getpid():
            return True
    return False


if __name__ == "__main__":
    main()
