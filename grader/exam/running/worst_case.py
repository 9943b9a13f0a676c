"""The most that grading one submission can take, for whoever plans. Trusted side; knows the bounds of all parts."""

from grader.assignment import Assignment
from grader.exam.running.grading import DIAGNOSIS_SHARE
from grader.exam.task.task_run import MAX_PICTURES
from grader.host.guest import DRAWING_SECONDS
from grader.host.notebook import COPY_SECONDS, MAX_RUNS
from grader.host.time_budget import IDLE_PARTS, MAX_LOADS

FIRST_LOADS = 3
"""Loads that the first look at all modules may take, where the longest comes last and is looked at twice."""


def worst_case_seconds(assignment: Assignment) -> float:
    """The most seconds that a submission's code may compute and rest in all, on a machine that has a processor for it.

    What the grader itself does comes to that, which is some hundredths of a second for a test. Honest work takes a
    second or two: this is what to plan by where all hand in the worst.
    """
    limits = assignment.manifest.limits
    first = FIRST_LOADS * (limits.load_seconds + limits.idle_seconds / IDLE_PARTS)
    notebook = MAX_RUNS * (limits.notebook_seconds + limits.load_seconds) + 2 * limits.idle_seconds
    task = (
        MAX_LOADS * limits.load_seconds
        + (1 + DIAGNOSIS_SHARE) * limits.task_seconds
        + limits.idle_seconds
        + 2 * MAX_PICTURES * DRAWING_SECONDS
        + 2 * COPY_SECONDS
    )
    return first + notebook + len(assignment.tasks) * task
