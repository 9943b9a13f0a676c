"""The command that makes the notebooks of an assignment from its handout and modules. Trusted side; for authors."""

from pathlib import Path

from rich.console import Console
from rich.text import Text

from grader.assignment import find_assignment
from grader.errors import UsageError
from grader.handout import notebooks


def notebook(*, assignment: Path | None = None, check: bool = False) -> int:
    """Make the handout notebook and the reference notebook from README.md, the stubs and the reference.

    Args:
        assignment: The folder of the assignment; by default the only one under assignments/.
        check: Write nothing, and exit with 2 if a notebook is not what would be written.
    """
    made = notebooks(find_assignment(assignment))
    stale = [path for path, content in made.items() if not path.is_file() or path.read_bytes() != content]
    if check and stale:
        raise UsageError(f"{stale[0]} is not up to date: run `grader notebook`.")
    for path in stale:
        path.write_bytes(made[path])
        Console(soft_wrap=True).print(Text(f"wrote {path}"))
    return 0
