"""The command `grader export`: the grades of a class for a learning platform. Trusted side."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias

from cyclopts import Parameter
from rich.text import Text

from grader import api
from grader.cli import terminal
from grader.cli.colours import PARTLY
from grader.cli.terminal import MAX_ROWS
from grader.feedback.words import count_of, format_points
from grader.sanitize import clean_line

if TYPE_CHECKING:
    from grader.api.results import Filled

    FormatName: TypeAlias = str
else:
    FormatName = Literal[*api.gradebook_formats()]


def export(
    results: Path,
    *,
    platform: Annotated[FormatName, Parameter(name="--format")],
    output: Path,
    template: Path | None = None,
    column: str | None = None,
) -> int:
    """Fill the grades of a class into a platform's gradebook, or make a table.

    These are the grades of the last run of `grader bulk`; students without one are left as they are.

    Only cells with grades change, and in a worksheet those with feedback. Points are scaled to those of the template.

    Args:
        results: The folder that `grader bulk` wrote.
        platform: Whose file it is.
        output: The file to write and to upload.
        template: The file as you downloaded it; plain tables need none.
        column: The name of the column to fill; by default the only assignment, or `Grade`.
    """
    filled = api.export_grades(results, platform, template=template, column=column, output=output)
    _show(filled, output)
    return 0


def _show(filled: "Filled", output: Path) -> None:
    console = terminal.make_console()
    grades = count_of(filled.filled + len(filled.unmatched), "grade")
    said = f"{filled.filled} of {grades} filled in, as shares of {format_points(filled.possible)} points"
    console.print(Text(said, style="bold"))
    for submission in filled.unmatched:
        line = Text.assemble((clean_line(submission), "bold"), ("  no line of its own in the template", PARTLY))
        console.print(line, soft_wrap=True)
    for note in filled.notes:
        console.print(Text(clean_line(note), style=PARTLY), soft_wrap=True)
    if filled.without:
        names = ", ".join(clean_line(name) for name in filled.without[:MAX_ROWS])
        more = f" and {len(filled.without) - MAX_ROWS} more" if len(filled.without) > MAX_ROWS else ""
        console.print(Text.assemble(("Without a submission: ", "dim"), f"{names}{more}"), soft_wrap=True)
    console.print(Text.assemble(("File ", "dim"), str(output)), soft_wrap=True)
