"""The command `grader release`: builds the archive for students, free of solutions. Trusted side; for authors."""

from pathlib import Path
from typing import TYPE_CHECKING

from rich.text import Text

from grader import api
from grader.cli import terminal
from grader.cli.colours import GOOD
from grader.cli.exit_codes import DONE
from grader.cli.streams import write_document
from grader.cli.terminal import OutputMode
from grader.feedback.words import count_of, format_points

if TYPE_CHECKING:
    from grader.api.results import Release


def release(*, output: Path, assignment: Path | None = None, json: bool = False, quiet: bool = False) -> int:
    """Build the archive that students get, OUTPUT/SLUG.zip, proven free of solutions.

    Nothing is built if the handout as it is, or its notebook alone, earns points; if it repeats a passage of the
    reference, of an alternative or of a hidden test, or the seed; if the reference fails a public or hidden test; or if
    the notebook is not up to date. The same files give the same bytes.

    Args:
        output: The folder for the archive; it is created if it does not exist.
        assignment: The folder of the assignment; by default the only one under assignments/.
        json: Print what was built as JSON and nothing else.
        quiet: Print nothing but errors.
    """
    mode = OutputMode.chosen(json=json, quiet=quiet)
    with terminal.busy("Trying the handout", mode):
        built = api.build_release(output, assignment=assignment)
    _show(built, mode)
    return DONE


def _show(built: "Release", mode: OutputMode) -> None:
    if mode is OutputMode.JSON:
        told = ("archive", "digest", "files", "left_out")
        write_document({name: getattr(built, name) for name in told})
    if mode is not OutputMode.TEXT:
        return
    console = terminal.make_console()
    console.print(Text(f"{built.title} · release\n", style="bold"))
    table = terminal.make_table("file", "bytes")
    for name, size in built.files.items():
        table.add_row(Text(name), f"{size:,}")
    console.print(table)
    console.print()
    if built.left_out:
        console.print(Text(f"left out: {', '.join(built.left_out)}", style="dim"), soft_wrap=True)
    for held in (
        f"worth 0 of {format_points(built.max_score)} points as it is, and by its notebook alone",
        f"the reference passes {built.public_tests} of {count_of(built.public_tests, 'public test')}",
        "repeats no passage of the reference, of an alternative or of a hidden test, and not the seed",
        "its notebook is what README.md and the stubs make",
    ):
        console.print(Text.assemble(("✓ ", GOOD), held), soft_wrap=True)
    console.print(Text.assemble(("\nArchive ", "dim"), built.archive), soft_wrap=True)
    console.print(Text(built.digest, style="dim"), soft_wrap=True)
