"""The command that hands the grades of a class back to a learning platform. Trusted side."""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter
from rich.text import Text

from grader.cli import terminal
from grader.feedback.measures import Points
from grader.feedback.view import for_student
from grader.feedback.words import KNOWN, capitalised, counted, number
from grader.gradebook.export import Filled, GradebookEntry, fill_canvas, fill_moodle
from grader.gradebook.store import STORE, grades_of_last_run, students_of
from grader.intake import Student
from grader.model import Grade, TaskResult
from grader.output import files
from grader.sanitize import clean_line


class Platform(StrEnum):
    """A learning platform that takes grades back."""

    CANVAS = "canvas"
    MOODLE = "moodle"


def export(
    results: Path,
    *,
    platform: Annotated[Platform, Parameter(name="--format")],
    template: Path,
    output: Path,
    column: str | None = None,
) -> int:
    """Fill the grades of a class into the gradebook of Canvas or the grading worksheet of Moodle.

    These are the grades of the last run of `grader bulk`; students without one there get none here.

    Only cells with grades change, and in a worksheet those with feedback. Points are scaled to those of the template.

    Args:
        results: The folder that `grader bulk` wrote.
        platform: Whose file it is.
        template: The file as you downloaded it.
        output: The file to write and to upload.
        column: The name of the column to fill; by default the only assignment, or `Grade`.
    """
    held = grades_of_last_run(results / STORE)
    known = students_of(results / STORE)
    fill = fill_canvas if platform is Platform.CANVAS else fill_moodle
    filled = fill(
        template.read_bytes(), [_entry(grade, *known.get(grade.submission, ("", Student()))) for grade in held], column
    )
    files.write_file(output, filled.content)
    _show(filled, held, output)
    return 0


def _entry(grade: Grade, form: str, student: Student) -> GradebookEntry:
    """A grade and what may be read of it: points, and the known mistakes of each task."""
    visible = for_student(grade)
    said = [f"{Points.of(visible.score, visible.max_score)}"]
    for task in visible.tasks:
        said += [
            f"{clean_line(task.id, 40)} {clean_line(task.title)}: {number(task.score)} of {number(task.max_score)}"
        ]
        said += [f"{KNOWN}{title}." for title in _mistakes(task)]
    return GradebookEntry(visible.submission, visible.score, visible.max_score, tuple(said), form, student)


def _mistakes(task: TaskResult) -> list[str]:
    titles = (capitalised(clean_line(known.title)) for test in task.tests for known in test.misconceptions)
    return list(dict.fromkeys(titles))


def _show(filled: Filled, held: Sequence[Grade], output: Path) -> None:
    console = terminal.make_console()
    said = f"{filled.filled} of {counted(len(held), 'grade')} filled in, as shares of {number(filled.possible)} points"
    console.print(Text(said, style="bold"))
    for submission in filled.unmatched:
        line = Text.assemble((clean_line(submission), "bold"), ("  no line of its own in the template", "yellow"))
        console.print(line, soft_wrap=True)
    console.print(Text.assemble(("File ", "dim"), str(output)), soft_wrap=True)
