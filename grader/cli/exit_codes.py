"""What a process ends with, apart from faults, which carry their own code. Trusted side."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from grader.model import Grade

DONE = 0
THRESHOLD_MISSED = 1
WITHHELD = 3


def code_of(grade: "Grade", min_score: float) -> int:
    """The code for one grade, of which a person wanted at least `min_score` points."""
    if grade.withheld:
        return WITHHELD
    return THRESHOLD_MISSED if grade.score < min_score else DONE
