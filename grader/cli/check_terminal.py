"""Shows a student's check in the terminal. Trusted side; student text is passed as `Text`, never as markup."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from rich.console import Console, RenderableType
from rich.style import Style
from rich.table import Table
from rich.text import Text

from grader import api
from grader.cli.colours import BAD, GOOD, PARTLY
from grader.cli.one_work import print_left_out, print_notes, print_task_heading, print_title
from grader.cli.streams import write_json
from grader.cli.terminal import OutputMode, bar, fitting, follows_links, make_console, make_table, task_cell
from grader.feedback.check import tally
from grader.feedback.words import count_of, title_of
from grader.model import CheckResult, Outcome, TaskResult, TestResult
from grader.sanitize import clean_line

MAX_REASONS = 5
DECIDES = "Hidden tests, with other inputs, decide the grade."


def show_check(check: CheckResult, page: Path | None, mode: OutputMode = OutputMode.TEXT) -> None:
    """A row for each task, why tests do not pass, the notes, the count, and where the report is."""
    if mode is OutputMode.JSON:
        write_json(api.to_json(check))
    if mode is not OutputMode.TEXT:
        return
    console = make_console()
    print_title(console, check.title, check.submission)
    console.print(fitting(console, *(partial(_table, console, check, bars=bars) for bars in (True, False))))
    for task in check.tasks:
        _print_reasons(console, task)
    print_notes(console, check.notes)
    passed = f"{check.passed} of {count_of(len(check.tests), 'public test')} passed."
    console.print(Text.assemble("\n", (passed, "bold"), f" {DECIDES}"), soft_wrap=not console.is_terminal)
    if page is not None:
        link = page.resolve().as_uri() if follows_links() else None
        where = Text(str(page), Style(link=link))
        console.print(Text.assemble(("Report ", "dim"), where), soft_wrap=True)


def _table(console: Console, check: CheckResult, *, bars: bool) -> Table:
    table = make_table("", "task", "", "", "", "")
    for task in check.tasks:
        table.add_row(*_row(console, task, bars=bars))
    return table


def _row(console: Console, task: TaskResult, *, bars: bool) -> tuple[RenderableType, ...]:
    passed, total = sum(test.outcome is Outcome.PASSED for test in task.tests), len(task.tests)
    mark, style = _mark(console, task.tests)
    return (
        Text(mark, style=style),
        task_cell(task.id, task.title),
        bar(console, passed, total) if bars else "",
        Text(str(passed), style=f"bold {style}", justify="right"),
        Text(f"of {total} passed", style="dim", no_wrap=True),
        Text(", ".join(filter(None, (tally(task.tests), "bonus" if task.bonus is True else ""))), style="dim"),
    )


def _mark(console: Console, tests: Sequence[TestResult]) -> tuple[str, str]:
    """The mark and style for: all pass, something is wrong, or nothing is written yet."""
    good, bad, nothing = ("ok", "x", "-") if console.options.ascii_only else ("✓", "✗", "○")
    if any(test.outcome is Outcome.FAILED for test in tests):
        return bad, BAD
    return (good, GOOD) if tests and all(test.outcome is Outcome.PASSED for test in tests) else (nothing, PARTLY)


def _print_reasons(console: Console, task: TaskResult) -> None:
    """The first few reasons why tests do not pass; wrong results before code that is not written yet."""
    reasons: dict[str, list[TestResult]] = {}
    for test in sorted(task.tests, key=lambda test: test.outcome is not Outcome.FAILED):
        if test.outcome is not Outcome.PASSED:
            reasons.setdefault(_lines(test)[0], []).append(test)
    if all(test.unwritten for test in task.tests):
        return  # the table already says it
    if reasons:
        print_task_heading(console, task.id, task.title)
    for tests in list(reasons.values())[:MAX_REASONS]:
        _print_reason(console, tests)
    print_left_out(console, len(reasons) - MAX_REASONS, indent=4)


def _print_reason(console: Console, tests: Sequence[TestResult]) -> None:
    mark, style = _mark(console, tests)
    sentence, *more = _lines(tests[0])
    which = title_of(tests[0].title, tests[0].name) if len(tests) == 1 else count_of(len(tests), "test")
    row = Table.grid(padding=(0, 1, 0, 0))
    row.add_row("   ", Text(mark, style=style), Text.assemble(clean_line(sentence), (f" ({which})", "dim")))
    for line in more:
        row.add_row("", "", Text(clean_line(line), style="dim"))
    console.print(row)


def _lines(test: TestResult) -> list[str]:
    """The message of a test, sentence by sentence."""
    return [part.text for part in test.evidence.findings] or [test.message]
