"""A student's own work: which assignment it is for, and where results may be written. Trusted side; static."""

from pathlib import Path

from grader.assignment import MANIFEST, Assignment
from grader.errors import UsageError
from grader.intake.belonging import choose_assignment


def own_assignment(path: Path, given: Path | None) -> Assignment:
    """The given assignment, or `path` or the current folder if it is one, or else the only one.

    Its solution need not exist: a student has only the handout.

    Raises:
        UsageError: There is no work, or no assignment.
    """
    if not path.exists():
        raise UsageError(f"{path} does not exist: give the folder of your work, or your notebook.")
    place = path if path.is_dir() else path.parent
    near = (folder for folder in (place, Path.cwd()) if (folder / MANIFEST).is_file())
    return choose_assignment(path, given or next(near, None), solved=False)


def outside(path: Path, output: Path | None) -> Path:
    """The folder for results: outside of the work, otherwise they would be handed in the next time.

    Raises:
        UsageError: The given folder is in the work.
    """
    work = path.resolve() if path.is_dir() else None
    if output is not None:
        if work is not None and output.resolve().is_relative_to(work):
            raise UsageError(f"{output} lies in your work: --output takes a folder outside of it.")
        return output
    here = Path.cwd()
    return work.parent if work is not None and here.is_relative_to(work) else here
