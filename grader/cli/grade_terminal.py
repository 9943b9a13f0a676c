"""What the terminal shows of one grade. Trusted side; student text passes as `Text`, never as markup."""

import sys
from collections import Counter
from functools import partial
from pathlib import Path

from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from grader import api
from grader.cli.colours import GOOD, PARTLY
from grader.cli.one_work import print_left_out, print_notes, print_task_heading, print_title
from grader.cli.streams import write_json
from grader.cli.terminal import (
    MAX_ROWS,
    OutputMode,
    bar,
    fitting,
    make_console,
    make_table,
    style_of,
    task_cell,
    traceback_is_wanted,
)
from grader.feedback.measures import Points
from grader.feedback.view import for_student
from grader.feedback.words import count_of, format_points
from grader.model import Grade, ManualWork, Outcome, TaskResult, TestResult
from grader.sanitize import Context, clean_block, clean_line, escape_log, sanitize

MAX_REASONS = 3


def show_grade(grade: Grade, output: Path, mode: OutputMode = OutputMode.TEXT, *, reasons: bool = True) -> None:
    """Shows one submission: a row for each task, why points were lost, the notes, the grade, and where the report is.

    Without `reasons`, if they were shown already, it shows neither those nor the notes.
    """
    visible = for_student(grade)
    if mode is OutputMode.JSON:
        write_json(api.to_json(grade))
    if mode is not OutputMode.TEXT:
        return
    console = make_console()
    print_title(console, visible.title, visible.submission)
    console.print(fitting(console, *(partial(_table, console, visible, bars=bars) for bars in (True, False))))
    for task in visible.tasks if reasons else ():
        _print_reasons(console, task)
    print_notes(console, visible.notes if reasons else ())
    console.print(Text.assemble("\n", (_score(visible), "bold"), (f"  isolation: {visible.isolation}", "dim")))
    console.print(Text.assemble(("Report ", "dim"), str(output / "report.html")), soft_wrap=True)


def show_problems(grade: Grade) -> None:
    """Says to the instructor why tests could not judge, if there are any."""
    for test in [test for task in grade.tasks for test in task.tests if test.evidence.problem][:MAX_ROWS]:
        sys.stderr.write(f"Could not judge: {sanitize(test.evidence.problem, Context.LOG)}\n")
        if traceback_is_wanted():
            sys.stderr.write(escape_log(f"\n{clean_block(test.evidence.traceback)}\n\n"))
    if grade.problems and not traceback_is_wanted():
        sys.stderr.write("`grader --debug …` and the instructor's copy show where in the tests that was raised.\n")


def _table(console: Console, grade: Grade, *, bars: bool) -> Table:
    table = make_table("", "task", "", "points", "", "tests")
    for task in grade.tasks:
        table.add_row(*_task_row(console, task, bars=bars))
    return table


def _task_row(console: Console, task: TaskResult, *, bars: bool) -> tuple[RenderableType, ...]:
    passed = sum(test.outcome is Outcome.PASSED for test in task.tests)
    if isinstance(task.manual, ManualWork):
        return _manual_row(task)
    style = style_of(task.score, task.max_score)
    return (
        Text(_mark(console, task), style=style),
        task_cell(task.id, task.title),
        bar(console, task.score, task.max_score) if bars else "",
        Text(format_points(task.score), style=f"bold {style}"),
        Text(f"of {format_points(task.max_score)}", style="dim"),
        Text(f"{passed} of {len(task.tests)}{', bonus' if task.bonus is True else ''}", style="dim"),
    )


def _manual_row(task: TaskResult) -> tuple[RenderableType, ...]:
    return (
        "",
        task_cell(task.id, task.title),
        "",
        "",
        Text(f"of {format_points(task.max_score)}", style="dim"),
        Text("not graded yet", style="dim"),
    )


def _print_reasons(console: Console, task: TaskResult) -> None:
    """Prints the first few reasons why points of a task are missing, the most common first."""
    missed = [test for test in task.tests if test.outcome is not Outcome.PASSED]
    known = Counter(mistake.title for test in missed for mistake in test.misconceptions)
    reasons = Counter(_first_sentence(test) for test in missed if not test.misconceptions)
    if missed:
        print_task_heading(console, task.id, task.title)
    for title, tests in known.most_common(MAX_REASONS):
        _print_reason(console, f"Looks like: {clean_line(title)}", tests, PARTLY)
    for message, tests in Counter(test.message for test in task.tests if test.follows).most_common(MAX_REASONS):
        _print_reason(console, clean_line(message), tests, GOOD)
    for message, tests in reasons.most_common(MAX_REASONS):
        _print_reason(console, clean_line(message), tests, "")
    print_left_out(console, len(reasons) - MAX_REASONS, indent=5)


def _first_sentence(test: TestResult) -> str:
    """The first finding, which says what is wrong; the others say where."""
    return test.evidence.findings[0].text if test.evidence.findings else test.message.split("\n")[0]


def _print_reason(console: Console, sentence: str, tests: int, style: str) -> None:
    text = Text.assemble((sentence, style), (f" ({count_of(tests, 'test')})", "dim"))
    row = Table.grid(padding=(0, 1, 0, 0))
    row.add_row("    ", text)
    console.print(row)


def _mark(console: Console, task: TaskResult) -> str:
    words = ("ok", "part", "-") if console.options.ascii_only else ("✓", "◐", "✗")
    return words[0] if task.score >= task.max_score else words[1] if task.score else words[2]


def _score(grade: Grade) -> str:
    if grade.withheld:
        return "No grade: it is withheld because some tests could not judge"
    return f"{Points.of(grade.score, grade.max_score)}"
