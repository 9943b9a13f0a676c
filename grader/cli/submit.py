"""The command `grader submit`: packs, shows what will be graded, and pushes it to the course's server. Trusted side."""

from pathlib import Path

from grader import api
from grader.cli.exit_codes import DONE
from grader.cli.receipts import show_receipt
from grader.cli.terminal import OutputMode


def submit(
    path: Path = Path(),
    *,
    assignment: Path | None = None,
    dry_run: bool = False,
    json: bool = False,
    quiet: bool = False,
) -> int:
    """Hand in to the course's git server: commits what `grader pack` would pack, and pushes it.

    Args:
        path: Your folder, or your notebook; by default the current folder.
        assignment: The folder of the assignment; by default PATH or the current folder, if it is one, or else the only
            one under assignments/.
        dry_run: Say what would be handed in, and hand in nothing.
        json: Print the receipt as JSON and nothing else.
        quiet: Print nothing but errors.
    """
    packed, commit = api.submit(path, assignment=assignment, push=not dry_run)
    said = f"Handed in as commit {commit}." if commit else "Nothing was handed in: this was a dry run."
    show_receipt(packed.receipt, OutputMode.chosen(json=json, quiet=quiet), said)
    return DONE
