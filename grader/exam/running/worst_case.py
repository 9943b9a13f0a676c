"""The most that grading one submission can take, for planning. Trusted side; knows the limits of all parts."""

from grader.assignment import Assignment
from grader.exam.running.grading import DIAGNOSIS_SHARE
from grader.exam.task.task_run import MAX_PICTURES
from grader.host.guest import DRAWING_SECONDS
from grader.host.notebook import COPY_SECONDS, MAX_RUNS
from grader.host.time_budget import IDLE_PARTS, MAX_LOADS

FIRST_LOADS = 3
"""How many loads the first look at all modules may take, if the longest comes last and is made twice."""


def worst_case_seconds(assignment: Assignment) -> float:
    """The most seconds that a submission's code may compute and be idle in all, on a machine with a free processor.

    The grader's own work comes on top, some hundredths of a second for a test. Honest work takes a
    second or two: use this to plan for the case that everybody hands in the worst.
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
