"""The command `grader drop`: a hidden test that no longer counts. Trusted side."""

from pathlib import Path

from grader import api
from grader.cli.moved_scores import show_dropped


def drop(results: Path, test: str, *, reason: str, yes: bool = False) -> int:
    """Have a hidden test count no longer: everybody gets its points, and nobody loses any.

    First tells who gains what and changes nothing; with --yes it is done. Scores are made anew from the record, so no
    student's code runs, and it holds whenever the class is graded again.

    Args:
        results: The folder that `grader bulk` wrote.
        test: The test: its title as reports have it, or its name.
        reason: Why, for the students and for the record.
        yes: Do it.
    """
    names, moved = api.drop_test(results, test, reason=reason, carry_out=yes)
    show_dropped(names, moved, done=yes)
    return 0
