"""The command `grader pack`: the archive to hand in, and which of its files will be graded. Trusted side."""

from pathlib import Path

from grader import api
from grader.cli.exit_codes import DONE
from grader.cli.receipts import show_receipt
from grader.cli.terminal import OutputMode


def pack(
    path: Path = Path(),
    *,
    output: Path | None = None,
    assignment: Path | None = None,
    json: bool = False,
    quiet: bool = False,
) -> int:
    """Make the archive to hand in, SLUG.zip, and its receipt, and say what will be graded.

    Before the archive is called ready, it is opened again and read as it will be in grading. It contains your own
    files, and nothing that was handed out and is unchanged.

    Args:
        path: Your folder, or your notebook; by default the current folder.
        output: The folder for the archive; by default the current folder or, if that is your work, the one above.
        assignment: The folder of the assignment; by default PATH or the current folder, if it is one, or else the only
            one under assignments/.
        json: Print the receipt as JSON and nothing else.
        quiet: Print nothing but errors.
    """
    packed, archive = api.pack(path, output=output, assignment=assignment)
    show_receipt(packed.receipt, OutputMode.chosen(json=json, quiet=quiet), f"Ready: {archive}")
    return DONE
