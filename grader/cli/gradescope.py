"""The command that builds the autograder of an assignment for Gradescope. Trusted side; instructors'."""

from pathlib import Path

from grader.assignment import find_assignment
from grader.errors import UsageError
from grader.handout.autograder import autograder
from grader.model import Isolation
from grader.output.files import make_folder, write_file


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
    if output.suffix != ".zip":
        raise UsageError(f"{output} is not the name of a zip file: give one that ends in .zip, such as autograder.zip.")
    built = autograder(find_assignment(assignment), isolation)
    make_folder(output.parent)
    write_file(output, built)
    if not quiet:
        print(f"{output}: upload it on Gradescope under Configure Autograder; it holds the solutions.")  # noqa: T201
    return 0
