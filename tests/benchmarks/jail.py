"""The price of the jail: of a guest from its fork to its first answer, and of a whole grading, at each level here.

    uv run python -m tests.benchmarks.jail [--rounds 100] [--gradings 10]

The levels take turns within each round, so that whatever else the machine does falls on all of them alike. What counts
of a guest is each level's distance from `process`, the guest without a jail, and of a grading the processor time of all
processes, as a part of what it takes at `process` without the limits of a worker. The exit code is 1 where either is
beyond its bound.
"""

import argparse
import sys
import time
from contextlib import ExitStack, chdir, nullcontext
from functools import partial
from statistics import median, quantiles

from grader.assignment import Assignment, Limits, load_assignment
from grader.errors import IsolationError
from grader.exam import Exam
from grader.exam.running.resource_limits import ResourceLimits, limit_resources
from grader.host.guest import Guest
from grader.host.levels import open_at
from grader.host.proxy import module_proxy
from grader.host.time_budget import TimeBudget
from grader.host.zygote import Zygote
from grader.intake import read_submission
from grader.model import Isolation
from tests.benchmarks.profile import cost_of
from tests.support.loading import HANDOUT

BUDGET_MS = 5.0
BUDGET_PER_CENT = 5.0
SAMPLE = "ada-perfect"
ANSWER = 42


def main() -> int:
    """Measures and prints; exits with 1 if a jail costs more than its budget."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--gradings", type=int, default=10)
    options = parser.parse_args()
    beyond = [_guests(options.rounds), _gradings(options.gradings)]
    return int(any(beyond))


def _guests(rounds: int) -> int:
    with ExitStack() as stack:
        zygotes = list(_open(stack))
        taken: dict[Isolation, list[float]] = {zygote.level: [] for zygote in zygotes}
        for turn in range(rounds + 2):
            for zygote in zygotes[turn % len(zygotes) :] + zygotes[: turn % len(zygotes)]:
                taken[zygote.level].append(_fork_to_answer(zygote))
    return _report({level: [1000 * each for each in times[2:]] for level, times in taken.items()})


def _gradings(rounds: int) -> int:
    """Processor time of one further grading at each level, of the exam and its guests together."""
    assignment = load_assignment(HANDOUT)
    work = read_submission(assignment.solution / "samples" / SAMPLE, assignment)
    taken: dict[Isolation, list[float]] = {}
    with chdir("/"), ExitStack() as stack:
        exams = {
            level: stack.enter_context(exam) for level in reversed(Isolation) if (exam := _exam(assignment, level))
        }
        for _ in range(rounds + 1):
            for level, exam in exams.items():
                with nullcontext() if level is Isolation.PROCESS else limit_resources(ResourceLimits()):
                    (own, guests), _count = cost_of(exam, work)
                taken.setdefault(level, []).append(own + guests)
    plain = median(taken[Isolation.PROCESS][1:])
    dearest = 0.0
    for level, times in taken.items():
        more = 100 * (median(times[1:]) / plain - 1)
        dearest = max(dearest, more)
        sys.stdout.write(
            f"{level:<11} a grading: median {median(times[1:]):5.2f} s of processor time, {more:+5.1f} %\n"
        )
    verdict = "within" if dearest <= BUDGET_PER_CENT else "BEYOND"
    sys.stdout.write(f"{rounds} gradings each; {verdict} {BUDGET_PER_CENT:g} % of a grading\n")
    return int(dearest > BUDGET_PER_CENT)


def _exam(assignment: Assignment, level: Isolation) -> Exam | None:
    """An exam at this level, or none where it does not hold here."""
    try:
        with open_at(level):
            return Exam(assignment, seed="benchmark", open_zygote=partial(open_at, level))
    except IsolationError:
        return None


def _open(stack: ExitStack) -> list[Zygote]:
    opened = []
    for level in reversed(Isolation):
        try:
            opened.append(stack.enter_context(open_at(level)))
        except IsolationError as error:
            sys.stdout.write(f"{level}: {error}\n")
    return opened


def _fork_to_answer(zygote: Zygote) -> float:
    started = time.perf_counter()
    guest = Guest(zygote, Limits(), TimeBudget.of(Limits()))
    try:
        guest.load("hello", {"hello.py": b"answer = 42"}, ("hello",), {}, {})
        answer = module_proxy(guest, lambda _exchange: None).answer
        taken = time.perf_counter() - started
    finally:
        guest.end()
    assert answer == ANSWER  # nothing else would be worth timing
    return taken


def _report(taken: dict[Isolation, list[float]]) -> int:
    """The verdict is on the quicker quarter of the rounds: in the others the machine was busy with something else."""
    plain = taken[Isolation.PROCESS]
    dearest = 0.0
    for level, times in taken.items():
        quick, base = (quantiles(each, n=4)[0] for each in (times, plain))
        dearest = max(dearest, quick - base)
        sys.stdout.write(
            f"{level:<11} median {median(times):6.2f} ms  {median(times) / median(plain):4.2f} x   "
            f"quicker quarter below {quick:6.2f} ms  {quick / base:4.2f} x  {quick - base:+5.2f} ms\n"
        )
    verdict = "within" if dearest <= BUDGET_MS else "BEYOND"
    sys.stdout.write(f"{len(plain)} rounds; {verdict} the budget of {BUDGET_MS:g} ms\n")
    return int(dearest > BUDGET_MS)


if __name__ == "__main__":
    sys.exit(main())
