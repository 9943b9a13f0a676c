"""The command `grader return`: returns reports to students. Trusted side."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias

from cyclopts import Parameter
from rich.text import Text

from grader import api
from grader.cli.colours import PARTLY
from grader.cli.terminal import MAX_ROWS, make_console
from grader.feedback.words import count_of
from grader.sanitize import clean_line

if TYPE_CHECKING:
    FormatName: TypeAlias = str
else:
    FormatName = Literal[*api.hand_back_formats()]


def hand_back(results: Path, *, to: Annotated[FormatName, Parameter(name="--to")], output: Path) -> int:
    """Return the reports of a class, in a format that a platform, mail or a web server takes.

    These are only reports that students may read, of students who have a grade now.

    Args:
        results: The folder that `grader bulk` wrote.
        to: The format: moodle-zip and canvas-zip make one file, mail makes drafts, site makes a folder with an address
            for each student that nobody can guess.
        output: The file or the new folder to write.
    """
    made = api.hand_back(results, to, output)
    console = make_console()
    everybody = len(made.left_out) + made.students
    console.print(Text(f"{made.students} of {count_of(everybody, 'report')} handed back", style="bold"))
    for name, why in list(made.left_out.items())[:MAX_ROWS]:
        console.print(Text.assemble((clean_line(name), "bold"), (f"  {why}", PARTLY)), soft_wrap=True)
    console.print(Text.assemble(("Written ", "dim"), str(output)), soft_wrap=True)
    console.print(Text.assemble(("Next    ", "dim"), made.next_step), soft_wrap=True)
    return 0
