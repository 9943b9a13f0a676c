"""The command `grader gradescope`: builds an assignment's autograder for Gradescope. Trusted side; for instructors."""

from pathlib import Path

from grader import api
from grader.model import Isolation


def gradescope(
    output: Path, *, assignment: Path | None = None, isolation: Isolation = Isolation.JAILED, quiet: bool = False
) -> int:
    """Build the zip for Gradescope's autograder.

    It contains this grader, the assignment with its solution, and the scripts that set them up. Since that includes the
    hidden tests and the reference, only instructors may have it.

    Args:
        output: The zip to write, such as autograder.zip.
        assignment: The folder of the assignment; by default the only one under assignments/.
        isolation: The weakest isolation to accept there; the build log says what holds on its machines.
        quiet: Print nothing but errors.
    """
    api.build_autograder(output, assignment=assignment, isolation=isolation)
    if not quiet:
        print(f"{output}: upload it on Gradescope under Configure Autograder; it holds the solutions.")  # noqa: T201
    return 0
