"""The command `grader notebook`: generates the notebooks of an assignment. Trusted side; for authors."""

from pathlib import Path

from rich.console import Console
from rich.text import Text

from grader import api
from grader.errors import UsageError


def notebook(*, assignment: Path | None = None, check: bool = False) -> int:
    """Generate the handout notebook and the reference notebook from README.md, the stubs and the reference.

    Args:
        assignment: The folder of the assignment; by default the only one under assignments/.
        check: Write nothing, and exit with 2 if a notebook is not up to date.
    """
    stale = api.make_notebooks(assignment=assignment, write=not check)
    if check and stale:
        raise UsageError(f"{stale[0]} is not up to date: run `grader notebook`.")
    for path in stale:
        Console(soft_wrap=True).print(Text(f"wrote {path}"))
    return 0
