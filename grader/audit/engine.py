"""Runs an audit from its trials to its findings. Trusted side."""

import time
from collections.abc import Callable, Iterable, Iterator

from grader.assignment import Assignment
from grader.audit.conclusions import Timing, conclude
from grader.audit.equivalents import load_equivalents
from grader.audit.findings import Audit
from grader.audit.grading import Result, grade_trials
from grader.audit.trials import Scope, make_trials
from grader.exam.pool import worker_pool

Watch = Callable[[Iterable[Result], int], Iterator[Result]]
"""Passes results on and may show how many of how many there are."""


def audit(assignment: Assignment, scope: Scope, *, workers: int, watch: Watch) -> Audit:
    """Audits an assignment.

    Raises:
        AssignmentError: The catalogue, the list of equivalent mutants or a reference module is broken.
        UsageError: The generator of mutants is not installed.
    """
    started = time.perf_counter()
    equivalents = load_equivalents(assignment)
    with worker_pool(workers) as executor:
        trials = make_trials(assignment, executor, scope)
        results = sorted(
            watch(grade_trials(executor, trials, assignment), len(trials)), key=lambda result: result.number
        )
    graded = [(trials[result.number], result) for result in results]
    return conclude(assignment, graded, equivalents, Timing(scope, time.perf_counter() - started))
