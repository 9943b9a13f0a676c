"""Hands in the whole corpus of attacks, as a class and in every mode, where the suite takes samples.

    uv run python -m tests.benchmarks.hostile [--modes]

Prints what each run took and every promise that was not kept; the exit code is 1 if there is one.
"""

import argparse
import sys
import time
from collections.abc import Callable

from tests.hostile.test_modes import MODES, broken
from tests.support.hostile.arena import RemoteArena, Wanted
from tests.support.hostile.class_of_attackers import ATTACKERS, grade_class
from tests.support.hostile.corpus import read_corpus
from tests.support.hostile.leftovers import sweep
from tests.support.hostile.targets import Vault, open_vault


def whole_class(vault: Vault) -> list[str]:
    """All attackers of the tiny assignment with honest neighbours, graded as one class."""
    return grade_class(vault, ATTACKERS, "whole")


def mode(vault: Vault, wanted: Wanted) -> list[str]:
    """The whole corpus in one mode."""
    with RemoteArena(vault, wanted) as arena:
        complaints = broken(arena, [each for each in read_corpus() if not each.honest])
        sweep(arena.trail)
        return complaints


def report(name: str, run: Callable[[], list[str]]) -> bool:
    """Prints what came of a run; whether every promise was kept."""
    started = time.monotonic()
    complaints = run()
    sys.stdout.write(f"{name}: {len(complaints)} broken promises, {time.monotonic() - started:.0f} s\n")
    for complaint in complaints:
        sys.stdout.write(f"    {complaint}\n")
    sys.stdout.flush()
    return not complaints


def main() -> int:
    """Prints the findings; gives the exit code."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--modes", action="store_true", help="also the whole corpus in every mode, which takes long")
    options = parser.parse_args()
    with open_vault() as vault:
        kept = [report(f"a class of {len(ATTACKERS)} and honest neighbours", lambda: whole_class(vault))]
        for name, (wanted, _) in MODES.items() if options.modes else ():
            kept.append(report(name, lambda wanted=wanted: mode(vault, wanted)))  # type: ignore[misc] # bound now
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
