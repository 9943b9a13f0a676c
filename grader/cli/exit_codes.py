"""The exit codes of commands; errors carry their own. Trusted side."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from grader.model import Grade

DONE = 0
THRESHOLD_MISSED = 1
WITHHELD = 3


def exit_code_of(grade: "Grade", min_score: float) -> int:
    """The code for one grade, given that a person wants at least `min_score` points."""
    if grade.withheld:
        return WITHHELD
    return THRESHOLD_MISSED if grade.score < min_score else DONE
