"""The command that builds the autograder of an assignment for Gradescope. Trusted side; instructors'."""

from pathlib import Path

from grader import api
from grader.model import Isolation


def gradescope(
    output: Path, *, assignment: Path | None = None, isolation: Isolation = Isolation.JAILED, quiet: bool = False
) -> int:
    """Build the zip that Gradescope takes as an autograder.

    In it are this grader, the assignment with its solution, and what sets them up. The hidden tests and the reference
    are among that: nobody but instructors may have it.

    Args:
        output: The zip to write, such as autograder.zip.
        assignment: The folder of the assignment; by default the only one under assignments/.
        isolation: The weakest isolation to accept there; the log of the build says what holds on its machines.
        quiet: Print nothing but errors.
    """
    api.build_autograder(output, assignment=assignment, isolation=isolation)
    if not quiet:
        print(f"{output}: upload it on Gradescope under Configure Autograder; it holds the solutions.")  # noqa: T201
    return 0
