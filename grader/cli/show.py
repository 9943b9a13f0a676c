"""The command `grader show`: everything on record about one student. Trusted side."""

from pathlib import Path
from typing import TYPE_CHECKING

from rich.text import Text

from grader import api
from grader.cli.colours import GOOD, PARTLY
from grader.cli.terminal import make_console, make_table
from grader.feedback.words import changes_in_a_line, format_points, signed
from grader.model import Grade
from grader.sanitize import clean_line

if TYPE_CHECKING:
    from grader.api.results import Dossier

_DIGEST, _SEED = 19, 24


def show(results: Path, student: str) -> int:
    """Show what is on record about a student: attempts, grades, adjustments, versions, and where the pages are.

    Args:
        results: The folder that `grader bulk` wrote.
        student: The name of their results, or a name, login, address or number.
    """
    _print(api.show_student(results, student))
    return 0


def _print(found: "Dossier") -> None:
    console = make_console()
    who = found.student
    told = [clean_line(each) for each in (who.name, who.login, who.email, who.group, who.section) if each]
    console.print(Text.assemble((clean_line(found.submission), "bold"), ("  " + ", ".join(told) if told else "")))
    console.print(Text(_score(found), style="bold"))
    console.print()
    _print_attempts(found)
    _print_grades(found)
    _print_adjustments(found)
    for name, path in (("Report", found.report), ("Full copy", found.copy)):
        if path.is_file():
            console.print(Text.assemble((f"{name:<12}", "dim"), str(path)), soft_wrap=True)
    console.print(Text.assemble((f"{'Grade again':<12}", "dim"), found.command), soft_wrap=True)


def _score(found: "Dossier") -> str:
    result = found.result
    if not isinstance(result, Grade):
        return f"No grade: {clean_line(result.reason)}"
    if result.withheld:
        return "No grade: it is withheld because some tests could not judge"
    changes = changes_in_a_line(result)
    score = f"{format_points(result.counted_score)} of {format_points(result.max_score)} points"
    return f"{score}: {changes}" if changes else score


def _print_attempts(found: "Dossier") -> None:
    table = make_table("work", "handed in", "", "first graded")
    for each in found.attempts:
        late = Text("late" if each.late else "", style=PARTLY)
        table.add_row(each.digest[:_DIGEST], _minute(each.handed_in_at) or "not told", late, _minute(each.first_seen))
    console = make_console()
    console.print(table)
    console.print()


def _print_grades(found: "Dossier") -> None:
    """Prints two lines for each grade, so that both fit a terminal: the grade, and what it was made with."""
    console = make_console()
    for each in found.grades:
        score = "withheld" if each.withheld else f"{format_points(each.score)} of {format_points(each.max_score)}"
        holds = ("  holds", GOOD) if each.holds else ""
        work = f" for {each.digest[:_DIGEST]}, graded {_minute(each.graded_at)}"
        console.print(Text.assemble((score, "bold"), work, holds), soft_wrap=True)
        made = f"     {each.isolation}, {each.versions}, seed {each.seed[:_SEED]}"
        console.print(Text(made, style="dim"), soft_wrap=not console.is_terminal)
    console.print()


def _minute(time: str) -> str:
    """`2026-11-27 10:35 +00:00` for a time in ISO 8601, as far as it is one."""
    day, _, rest = time.partition("T")
    return f"{day} {rest[:5]} {rest[8:]}".rstrip() if rest else time


def _print_adjustments(found: "Dossier") -> None:
    console = make_console()
    for dropped in found.dropped:
        told = f"{clean_line(dropped.test)} does not count  {clean_line(dropped.reason)}"
        _print_change(told, dropped.author, dropped.made_at)
    for each in found.adjustments:
        task = f"task {clean_line(each.task)}, " if each.task else ""
        _print_change(f"{signed(each.points)}  {task}{clean_line(each.reason)}", each.author, each.made_at)
        if each.comment:
            console.print(Text(f"     {clean_line(each.comment)}"), soft_wrap=True)
    if found.adjustments or found.dropped:
        console.print()


def _print_change(said: str, author: str, made_at: str) -> None:
    """Prints what was changed after grading, and who did it when."""
    who = f"by {clean_line(author)}, " if author else ""
    make_console().print(Text.assemble(said, (f"  {who}{_minute(made_at)}", "dim")), soft_wrap=True)
