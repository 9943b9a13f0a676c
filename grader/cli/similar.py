"""The command `grader similar`: similar work in a class. Trusted side."""

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter
from rich.text import Text

from grader import api
from grader.cli.colours import PARTLY
from grader.cli.exit_codes import DONE
from grader.cli.terminal import MAX_ROWS, make_console, make_table
from grader.feedback.measures import percent_of
from grader.feedback.words import count_of
from grader.model.options import READING, ReadingOptions
from grader.sanitize import clean_line, listed


def similar(
    source: Path,
    *,
    output: Path,
    threshold: float = 50,
    assignment: Path | None = None,
    reading: Annotated[ReadingOptions, Parameter(name="*")] = READING,
) -> int:
    """Find equal and similar work in a class, and show it side by side, for a person to judge.

    Names that students chose, comments and layout do not count, nor does code that was handed out or that most have.
    Notebooks are compared with modules too. Members of one group on the roster are not compared with each other. No
    code is run, and nothing is graded.

    Args:
        source: The archive (zip or tar) or the folder with the submissions, as `grader bulk` takes it.
        output: The folder for similar.html and the pages of the pairs; it is for instructors, and may be that of the
            results.
        threshold: Show a pair if at least this percentage of one student's own code is also in the other's.
        assignment: The folder of the assignment; by default the one under assignments/ whose files it has.
        reading: How the class is read.
    """
    found = api.similar_work(source, output=output, threshold=threshold / 100, assignment=assignment, reading=reading)
    console = make_console()
    pairs = count_of(len(found.pairs) + found.more, "pair")
    console.print(Text(f"{count_of(found.works, 'work')} compared, {pairs} to look at", style="bold"))
    for group in found.equal:
        console.print(Text.assemble(("equal  ", PARTLY), listed(group)), soft_wrap=True)
    if found.pairs:
        table = make_table("alike", "", "of the first", "of the second")
        for pair in found.pairs[:MAX_ROWS]:
            one, two = (Text(clean_line(", ".join(whose))) for whose in (pair.one, pair.two))
            shares = (pair.share_of_one, pair.share_of_two)
            table.add_row(one, two, *(f"{percent_of(share, 1.0)} %" for share in shares))
        console.print(table)
    if found.left_out:
        said = f"{count_of(len(found.left_out), 'submission')} not compared: too short or unreadable, as the page says"
        console.print(Text(said, style="dim"))
    console.print(Text.assemble(("Page        ", "dim"), str(output / "similar.html")), soft_wrap=True)
    return DONE
