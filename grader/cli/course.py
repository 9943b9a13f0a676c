"""The command `grader course`: several assignments, student by assignment. Trusted side."""

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter
from rich.text import Text

from grader import api
from grader.cli.terminal import make_console
from grader.feedback.words import count_of


def course(*results: Annotated[Path, Parameter(negative=())], output: Path) -> int:
    """Combine the grades of several assignments: a row for each student, as a page and as a table.

    These are the current grades, with adjustments and deductions for lateness. Two results belong to the same student
    if they share an address, login or number, or the id in classes that are folders you named; a name alone joins
    nobody, so give `grader bulk` a roster.

    Args:
        results: The folders that `grader bulk` wrote, one for each assignment.
        output: The folder for course.html and course.csv; it is for instructors.
    """
    found = api.course_overview(results, output=output)
    students = count_of(len(found.students), "student")
    console = make_console()
    console.print(Text(f"{students}, {count_of(len(found.assignments), 'assignment')}", style="bold"))
    for name, file in (("Page", "course.html"), ("Table", "course.csv")):
        console.print(Text.assemble((f"{name:<12}", "dim"), str(output / file)), soft_wrap=True)
    return 0
