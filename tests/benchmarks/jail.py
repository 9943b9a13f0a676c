"""The price of the jail: from the fork of a guest to its first answer, at each level that holds here.

Called as `python -m tests.benchmarks.jail [ROUNDS]`. The levels take turns within each round, so that whatever else the
machine does falls on all of them alike; what counts is each level's distance from `process`, the guest without a jail.
"""

import sys
import time
from contextlib import ExitStack
from statistics import median, quantiles

from grader.assignment import Limits
from grader.errors import IsolationError
from grader.host.guest import Guest
from grader.host.levels import open_at
from grader.host.proxy import module_proxy
from grader.host.time_budget import TimeBudget
from grader.host.zygote import Zygote
from grader.model import Isolation

ROUNDS = 100
BUDGET_MS = 5.0
ANSWER = 42


def main() -> int:
    """Measures and prints; exits with 1 if a jail costs more than its budget."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    with ExitStack() as stack:
        zygotes = list(_open(stack))
        taken: dict[Isolation, list[float]] = {zygote.level: [] for zygote in zygotes}
        for turn in range(rounds + 2):
            for zygote in zygotes[turn % len(zygotes) :] + zygotes[: turn % len(zygotes)]:
                taken[zygote.level].append(_fork_to_answer(zygote))
    return _report({level: [1000 * each for each in times[2:]] for level, times in taken.items()})


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
