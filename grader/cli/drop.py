"""The command `grader drop`: makes a hidden test stop counting. Trusted side."""

from pathlib import Path

from grader import api
from grader.cli.moved_scores import show_dropped


def drop(results: Path, test: str, *, reason: str, yes: bool = False) -> int:
    """Make a hidden test stop counting: everybody gets its points, and nobody loses any.

    Without --yes it only says who would gain what, and changes nothing. Scores are computed again from the record, so
    no student code runs, and the test stays dropped whenever the class is graded again.

    Args:
        results: The folder that `grader bulk` wrote.
        test: The test: its title as in reports, or its name.
        reason: Why, for the students and for the record.
        yes: Do it.
    """
    names, moved = api.drop_test(results, test, reason=reason, carry_out=yes)
    show_dropped(names, moved, done=yes)
    return 0
