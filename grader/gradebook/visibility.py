"""When a student may see the results of hidden tests: implements `[hidden_results]` of assignment.toml. Trusted side.

Each time that students see results of hidden tests, they learn a little about what is hidden. So an assignment may hold
results back until a time, or limit them per day. It knows no file and no clock: callers pass the time.
"""

from datetime import datetime
from typing import TYPE_CHECKING

from grader.assignment import HiddenResults
from grader.errors import AssignmentError, HeldBackError
from grader.model import Grade

if TYPE_CHECKING:
    from grader.gradebook.store import Store  # grading one submission needs no database
    from grader.gradebook.store.known import UnchangedWork


def require_released(policy: HiddenResults, now: datetime) -> None:
    """Refuses to grade for a student while results are held back.

    Raises:
        HeldBackError: It is too early.
    """
    if reason := too_early(policy, now):
        raise HeldBackError(reason)


def require_uncounted(policy: HiddenResults) -> None:
    """Refuses to grade without a record if results are to be counted. Raises AssignmentError."""
    if policy.per_day is not None:
        raise AssignmentError(
            "per_day in [hidden_results] needs the store of `grader bulk`, and `grader ci` keeps none: set "
            "practice_seed there or take per_day out."
        )


def too_early(policy: HiddenResults, now: datetime) -> str:
    """Why the results are held back from all students, or empty."""
    if policy.after is None or now >= policy.after:
        return ""
    return (
        f"What the hidden tests find is shown from {policy.after:%Y-%m-%d %H:%M %Z} on; until then `grader check` says "
        "what the public ones find."
    )


def held_back(policy: HiddenResults, work: "Grade | UnchangedWork", store: "Store", now: datetime) -> str:
    """Why a student may not see the grade of this work yet; or empty, and then it counts as seen."""
    if reason := too_early(policy, now):
        return reason
    if policy.per_day is None or store.show(work, now.date(), policy.per_day):
        return ""
    return (
        f"What the hidden tests find in this work ({work.digest[:19]}…) is not shown today: it was for "
        f"{_works(policy.per_day)} of yours, and that is as often as this assignment allows in a day."
    )


def _works(count: int) -> str:
    return "one other" if count == 1 else f"{count} others"
