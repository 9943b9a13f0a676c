"""What the instructor sees of scores that change: by an adjustment, a dropped test, or another run. Trusted side."""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from grader.cli.colours import PARTLY
from grader.cli.terminal import MAX_ROWS, OutputMode, make_console, make_table, say
from grader.feedback.words import changes_in_a_line, count_of, format_points, signed
from grader.sanitize import clean_line

if TYPE_CHECKING:
    from grader.api.results import Adjusted, Change, ClassRun, Merged, Moved


def show_adjusted(done: "Adjusted") -> None:
    """Shows each student's points before and after, with the reasons."""
    console = make_console()
    for each in done.moved:
        points = f"{format_points(each.before.counted_score)} → {format_points(each.after.counted_score)}"
        line = Text.assemble((_called(each), "bold"), f"  {points}  ", (changes_in_a_line(each.after), "dim"))
        console.print(line, soft_wrap=True)
    known = f", {done.known} on record before" if done.known else ""
    console.print(Text(f"{count_of(len(done.moved), 'grade')} adjusted{known}", style="bold"))


def show_dropped(tests: Collection[str], moved: "Sequence[Moved]", *, done: bool) -> None:
    """Shows who gains what when a test stops counting."""
    console = make_console()
    for test in tests:
        console.print(Text.assemble(("Test ", "dim"), clean_line(test)), soft_wrap=True)
    gaining = sorted((each for each in moved if each.gain), key=lambda each: -each.gain)
    table = make_table("student", "score", "", "gains")
    for each in gaining[:MAX_ROWS]:
        before, after = format_points(each.before.counted_score), format_points(each.after.counted_score)
        table.add_row(Text(_called(each)), before, f"→ {after}", signed(each.gain))
    if gaining:
        console.print(table)
    if len(gaining) > MAX_ROWS:
        console.print(Text(f"and {len(gaining) - MAX_ROWS} more", style="dim"))
    verb = "gained" if done else "would gain"
    console.print(Text(f"{count_of(len(gaining), 'student')} {verb} points", style="bold"))
    if not done:
        console.print("Nothing was changed: run it again with --yes to do it.")


def show_changes(run: "ClassRun", results: int, without_grade: int) -> None:
    """Shows what a run changed, student by student if they are few."""
    console = make_console()
    graded = f"{results - run.unchanged - without_grade} graded"
    only = f", {run.partly} of them only in the tasks that changed" if run.partly else ""
    without = f", {without_grade} without a grade" if without_grade else ""
    console.print(Text(f"{run.unchanged} unchanged, {graded}{only}{without}", style="bold"))
    _show_lines(console, run.changes)


def show_merged(merged: "Merged", mode: OutputMode) -> None:
    """Shows how many shards a class was merged from, which are missing, and what changed."""
    if merged.missing:
        names = ", ".join(str(shard) for shard in merged.missing)
        say(f"grader: shard {names} is missing, and nobody in it has a grade here yet: merge again when it is there.")
    if mode is OutputMode.TEXT:
        console = make_console()
        said = (
            f"{count_of(merged.shards, 'shard')} merged" if merged.new else "nothing new, all of it was merged before"
        )
        console.print(Text(said, style="bold"))
        _show_lines(console, merged.changes)


def _show_lines(console: Console, changes: "Sequence[Change]") -> None:
    for each in changes[:MAX_ROWS]:
        line = Text.assemble((clean_line(each.submission), "bold"), (f"  {each.kind}  ", PARTLY), clean_line(str(each)))
        console.print(line, soft_wrap=True)
    if len(changes) > MAX_ROWS:
        console.print(Text(f"and {len(changes) - MAX_ROWS} more; the class page has all", style="dim"))


def _called(moved: "Moved") -> str:
    name = f" ({clean_line(moved.name)})" if moved.name else ""
    return f"{clean_line(moved.submission)}{name}"
