"""What people see in the terminal. Trusted side; student text passes as `Text`, never as markup."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from statistics import fmean
from typing import TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from grader.gradebook.bulk import Ungraded
from grader.host.probe import Probe
from grader.model import Grade, Outcome
from grader.report.text import clean_line

_T = TypeVar("_T")


def show_grade(grade: Grade, output: Path) -> None:
    """One submission: a row for each task, the notes, the grade, and where the report is."""
    console = Console()
    table = _table("task", "", "tests passed", "points")
    for task in grade.tasks:
        passed = sum(test.outcome is Outcome.PASSED for test in task.tests)
        points = f"{task.score:g} / {task.max_score:g}"
        style = "green" if task.score == task.max_score else "yellow" if task.score else "red"
        table.add_row(task.id, Text(task.title), f"{passed} of {len(task.tests)}", Text(points, style=style))
    console.print(Text(f"{grade.title}: {clean_line(grade.submission)}", style="bold"))
    console.print(table)
    for note in grade.notes:
        console.print(Text(f"Note: {clean_line(note)}"))
    console.print(Text(f"Grade: {_score(grade)} (isolation: {grade.isolation})", style="bold"))
    console.print(Text(f"Report: {output / 'report.html'}"), soft_wrap=True)


def show_class(title: str, results: Sequence[Grade | Ungraded], output: Path) -> None:
    """A class: a row for each submission, the mean, and where to look."""
    console = Console()
    table = _table("submission", "score", "")
    for result in results:
        name = Text(clean_line(result.submission))
        if isinstance(result, Ungraded):
            table.add_row(name, Text("no grade", style="red"), Text(clean_line(result.reason)))
        else:
            table.add_row(name, Text(_score(result)), Text(_lost(result)))
    scores = [result.score for result in results if isinstance(result, Grade) and not result.withheld]
    console.print(Text(title, style="bold"))
    console.print(table)
    if scores:
        console.print(Text(f"{len(scores)} of {len(results)} graded, mean {fmean(scores):.1f}", style="bold"))
    console.print(Text(f"Look at {output / 'index.html'}; scores are in {output / 'gradebook.csv'}"), soft_wrap=True)


def show_probe(probe: Probe) -> None:
    """What `doctor` found, a line each."""
    console = Console()
    table = _table("", "")
    for name, found in probe.facts:
        table.add_row(name, Text(found))
    console.print(table)


def progress(results: Iterable[_T], total: int) -> Iterator[_T]:
    """Passes results on and shows how many there were."""
    columns = (TextColumn("grading"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        yield from bar.track(results, total=total)


def _table(*headings: str) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 3, 0, 0), show_header=any(headings), header_style="dim")
    for heading in headings:
        table.add_column(heading, justify="right" if heading in ("points", "score", "tests passed") else "left")
    return table


def _score(grade: Grade) -> str:
    return "withheld" if grade.withheld else f"{grade.score:g} of {grade.max_score:g}"


def _lost(grade: Grade) -> str:
    lost = [task.id for task in grade.tasks if task.score < task.max_score]
    if not lost:
        return ""
    return "no points yet" if not grade.score else f"lost points in {', '.join(lost)}"
