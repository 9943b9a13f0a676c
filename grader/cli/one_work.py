"""What the terminal shows alike of one work, whether it was checked or graded. Trusted side; student text as `Text`."""

from collections.abc import Iterable

from rich.console import Console
from rich.text import Text

from grader.cli.colours import NOTE
from grader.feedback.words import count_of
from grader.sanitize import clean_line


def print_title(console: Console, title: str, submission: str) -> None:
    """Whose work is shown, and for which assignment."""
    console.print(Text.assemble((clean_line(title), "bold"), f" · {clean_line(submission)}\n"))


def print_notes(console: Console, notes: Iterable[str]) -> None:
    """What intake noted about a work."""
    for note in notes:
        console.print(Text.assemble(("\nNote ", f"bold {NOTE}"), clean_line(note)), soft_wrap=not console.is_terminal)


def print_task_heading(console: Console, name: str, title: str) -> None:
    """The task that the reasons below are about."""
    console.print(Text(f"\n{clean_line(name, 12)}  {clean_line(title)}", style="bold"))


def print_left_out(console: Console, reasons: int, indent: int) -> None:
    """How many other reasons the report has."""
    if reasons > 0:
        console.print(Text(f"{'':<{indent}}and {count_of(reasons, 'other reason')}; the report has all", style="dim"))
