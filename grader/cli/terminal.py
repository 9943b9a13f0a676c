"""What people see in the terminal. Trusted side; student text passes as `Text`, never as markup.

Colours, bars and progress are for terminals. Into a file or a pipe goes plain text at full length.
"""

import sys
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from enum import StrEnum
from pathlib import Path
from statistics import fmean, median
from time import monotonic
from typing import IO, Any, TextIO, TypeVar, cast

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from grader import api
from grader.cli.streams import write_document, write_json
from grader.feedback.measures import Points
from grader.feedback.view import for_student
from grader.feedback.words import counted, number
from grader.model import Grade, ManualWork, Outcome, TaskResult, TestResult, Ungraded
from grader.sanitize import BLOCK, Context, clean_block, clean_line, escape_log, sanitize

_T = TypeVar("_T")

BAR = 12
NARROW_BAR = 8  # 80 columns hold it beside the title of a task
NARROW = 90
PIPE_WIDTH = 240
MAX_ROWS = 40
LOG_SECONDS = 30.0
MAX_REASONS = 3
NUMBERS = frozenset({"points", "score"})
_TRACEBACKS: ContextVar[bool] = ContextVar("tracebacks", default=False)


class InertStream:
    """A stream to a terminal, or to the log of a CI system, for which nothing that is said is a command."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """Writes the text as far as it can be no command."""
        return self._stream.write(escape_log(text))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


class OutputMode(StrEnum):
    """How results are said on standard output."""

    TEXT = "text"
    JSON = "json"
    QUIET = "quiet"

    @classmethod
    def chosen(cls, *, json: bool, quiet: bool) -> "OutputMode":
        """What the options ask for; JSON is the stronger wish."""
        return cls.JSON if json else cls.QUIET if quiet else cls.TEXT


def show_grade(grade: Grade, output: Path, form: OutputMode = OutputMode.TEXT) -> None:
    """One submission: a row for each task, why points were lost, the notes, the grade, and where the report is."""
    visible = for_student(grade)
    if form is OutputMode.JSON:
        write_json(api.to_json(grade))
    if form is not OutputMode.TEXT:
        return
    console = make_console()
    table = make_table("", "task", "", "points", "", "tests")
    for task in visible.tasks:
        table.add_row(*_task_row(console, task))
    console.print(Text.assemble((clean_line(visible.title), "bold"), f" · {clean_line(visible.submission)}\n"))
    console.print(table)
    for task in visible.tasks:
        _print_reasons(console, task)
    for note in visible.notes:
        console.print(Text.assemble(("\nNote ", "bold cyan"), clean_line(note)), soft_wrap=not console.is_terminal)
    console.print(Text.assemble("\n", (_score(visible), "bold"), (f"  isolation: {visible.isolation}", "dim")))
    console.print(Text.assemble(("Report ", "dim"), str(output / "report.html")), soft_wrap=True)


def show_class(
    title: str,
    results: Sequence[Grade | Ungraded],
    output: Path,
    form: OutputMode = OutputMode.TEXT,
    held_back: Collection[str] = (),
) -> None:
    """A class: a row for each submission while they are few, the class in numbers, and where to look."""
    if form is OutputMode.JSON:
        found = {"title": title, "output": str(output), "submissions": list(map(_summary, results))}
        write_document(found)
    if form is not OutputMode.TEXT:
        return
    console = make_console()
    console.print(Text(f"{clean_line(title)}\n", style="bold"))
    graded = [result for result in results if isinstance(result, Grade) and not result.withheld]
    if graded and len(results) <= MAX_ROWS:
        console.print(_score_table(console, graded))
    elif graded:
        console.print(_distribution(console, graded))
    _print_ungraded(console, results)
    console.print(Text(_in_numbers(graded, len(results)), style="bold"))
    if held_back:
        console.print(Text(f"Held back from their students for now: {len(held_back)} of {len(results)}."))
    for name, file in (("Class page", "index.html"), ("Gradebook", "gradebook.csv")):
        console.print(Text.assemble((f"{name:<12}", "dim"), str(output / file)), soft_wrap=True)


def progress(
    results: Iterable[_T], total: int, form: OutputMode = OutputMode.TEXT, doing: str = "Grading"
) -> Iterator[_T]:
    """Passes results on and shows on standard error how many there were: as a bar in a terminal, else now and then."""
    console = Console(stderr=True)
    if form is OutputMode.TEXT and not console.is_terminal:
        yield from _logged(results, total, doing)
        return
    columns = (TextColumn(doing), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    hidden = form is not OutputMode.TEXT or not console.is_terminal
    with Progress(*columns, console=console, transient=True, disable=hidden) as bar:
        yield from bar.track(results, total=total)


def progress_bar(form: OutputMode = OutputMode.TEXT, doing: str = "Grading") -> api.Progress:
    """The same for what shows its progress by itself."""

    def passed_on(results: Iterable[_T], total: int) -> Iterator[_T]:
        return progress(results, total, form, doing)

    return passed_on


def _logged(results: Iterable[_T], total: int, doing: str) -> Iterator[_T]:
    """The same for a log: nothing while it is quick."""
    said_at = monotonic()
    for count, result in enumerate(results, start=1):
        yield result
        if monotonic() - said_at >= LOG_SECONDS and count < total:
            say(f"{doing}: {count} of {total}")
            said_at = monotonic()


@contextmanager
def tracebacks(*, wanted: bool) -> Iterator[None]:
    """Has what went wrong in a hidden test shown with its traceback inside, or not."""
    token = _TRACEBACKS.set(wanted)
    try:
        yield
    finally:
        _TRACEBACKS.reset(token)


def say(sentence: str) -> None:
    """Prints a message that is not a result, on standard error."""
    Console(stderr=True, soft_wrap=True, highlight=False).print(Text(escape_log(clean_block(sentence, BLOCK))))


def make_console() -> Console:
    """The console that results are said on."""
    stream = cast("IO[str]", InertStream(sys.stdout))
    # A pipe has no width: rich would take 80 columns and cut what somebody wants to search or to read later.
    width = None if sys.stdout.isatty() else PIPE_WIDTH
    return Console(file=stream, highlight=False, width=width)


def _task_row(console: Console, task: TaskResult) -> tuple[Text | str, ...]:
    passed = sum(test.outcome is Outcome.PASSED for test in task.tests)
    if isinstance(task.manual, ManualWork):
        return _manual_row(task)
    style = _style(task.score, task.max_score)
    return (
        Text(_mark(console, task), style=style),
        Text(f"{clean_line(task.id, 12)}  {clean_line(task.title)}", overflow="ellipsis", no_wrap=True),
        bar(console, task.score, task.max_score),
        Text(number(task.score), style=f"bold {style}"),
        Text(f"of {number(task.max_score)}", style="dim"),
        Text(f"{passed} of {len(task.tests)}", style="dim"),
    )


def _manual_row(task: TaskResult) -> tuple[Text | str, ...]:
    title = Text(f"{clean_line(task.id, 12)}  {clean_line(task.title)}", overflow="ellipsis", no_wrap=True)
    return "", title, "", "", Text(f"of {number(task.max_score)}", style="dim"), Text("not graded yet", style="dim")


def _print_reasons(console: Console, task: TaskResult) -> None:
    """The first few reasons why points of a task are missing, the commonest first."""
    missed = [test for test in task.tests if test.outcome is not Outcome.PASSED]
    known = Counter(mistake.title for test in missed for mistake in test.misconceptions)
    reasons = Counter(_first_sentence(test) for test in missed if not test.misconceptions)
    if missed:
        console.print(Text(f"\n{clean_line(task.id, 12)}  {clean_line(task.title)}", style="bold"))
    for title, tests in known.most_common(MAX_REASONS):
        _print_reason(console, f"Looks like: {clean_line(title)}", tests, "yellow")
    for message, tests in Counter(test.message for test in task.tests if test.follows).most_common(MAX_REASONS):
        _print_reason(console, clean_line(message), tests, "green")
    for message, tests in reasons.most_common(MAX_REASONS):
        _print_reason(console, clean_line(message), tests, "")
    left_out = len(reasons) - MAX_REASONS
    if left_out > 0:
        console.print(Text(f"     and {counted(left_out, 'other reason')}; the report has all", style="dim"))


def _first_sentence(test: TestResult) -> str:
    """The finding that is said first: it tells apart what is wrong, where the rest tells where."""
    return test.evidence.findings[0].text if test.evidence.findings else test.message.split("\n")[0]


def _print_reason(console: Console, sentence: str, tests: int, style: str) -> None:
    text = Text.assemble((sentence, style), (f" ({counted(tests, 'test')})", "dim"))
    row = Table.grid(padding=(0, 1, 0, 0))
    row.add_row("    ", text)
    console.print(row)


def _score_table(console: Console, graded: Sequence[Grade]) -> Table:
    tasks = {task.id: task.max_score for grade in graded for task in grade.tasks}
    table = make_table("submission", "score", "", *(clean_line(task, 12) for task in tasks))
    for grade in graded:
        reached = {task.id: task for task in grade.tasks}
        cells = [
            "-"
            if reached[id_].manual
            else Text(number(reached[id_].score), style=_cell_style(reached[id_]))
            if id_ in reached
            else ""
            for id_ in tasks
        ]
        name = Text(clean_line(grade.submission), overflow="ellipsis", no_wrap=True)
        counts = grade.counted_score
        score = Text(number(counts), style=f"bold {_style(counts, grade.max_score)}")
        table.add_row(name, score, bar(console, counts, grade.max_score), *cells)
    return table


def _distribution(console: Console, graded: Sequence[Grade]) -> Table:
    """How many have how much, in tenths of the points; full marks in the last."""
    shares = [grade.counted_score / grade.max_score if grade.max_score else 0.0 for grade in graded]
    bins = Counter(min(int(10 * share), 9) for share in shares)
    table = make_table("score", "", "submissions")
    for tenth in range(10):
        name = f"{10 * tenth} to {10 * tenth + 10} %"
        table.add_row(name, bar(console, bins[tenth], max(bins.values()), 40, "cyan"), str(bins[tenth]))
    return table


def _print_ungraded(console: Console, results: Sequence[Grade | Ungraded]) -> None:
    without = [result for result in results if isinstance(result, Ungraded) or result.withheld]
    console.print()
    for result in without[:MAX_ROWS]:
        reason = result.reason if isinstance(result, Ungraded) else _withheld(result)
        line = Text.assemble((clean_line(result.submission), "bold"), ("  no grade  ", "red"), clean_line(reason))
        console.print(line, soft_wrap=not console.is_terminal)
    if len(without) > MAX_ROWS:
        console.print(Text(f"and {len(without) - MAX_ROWS} more without a grade; the class page has all", style="dim"))
    if without:
        console.print()


def show_problems(grade: Grade) -> None:
    """Why tests could not judge, for the instructor; nothing where all could."""
    for test in [test for task in grade.tasks for test in task.tests if test.evidence.problem][:MAX_ROWS]:
        sys.stderr.write(f"Could not judge: {sanitize(test.evidence.problem, Context.LOG)}\n")
        if _TRACEBACKS.get():
            sys.stderr.write(escape_log(f"\n{clean_block(test.evidence.traceback)}\n\n"))
    if grade.problems and not _TRACEBACKS.get():
        sys.stderr.write("`grader --debug …` and the instructor's copy show where in the tests that was raised.\n")


def _withheld(grade: Grade) -> str:
    others = f", and {len(grade.problems) - 1} more" if len(grade.problems) > 1 else ""
    return f"withheld: {grade.problems[0]}{others}" if grade.problems else "withheld: some tests could not judge"


def _in_numbers(graded: Sequence[Grade], total: int) -> str:
    scores = [grade.counted_score for grade in graded]
    said = f"{len(scores)} of {total} graded"
    return f"{said}, mean {fmean(scores):.1f}, median {median(scores):.1f}" if scores else said


def make_table(*headings: str) -> Table:
    """A table without lines; headings only where there are any."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=any(headings), header_style="dim")
    for heading in headings:
        is_number = heading in NUMBERS or heading[:1].isdigit()
        table.add_column(heading, justify="right" if is_number else "left", no_wrap=is_number)
    return table


def bar(console: Console, part: float, whole: float, width: int = 0, style: str = "") -> Text:
    """A bar where it helps: in a terminal, or of counts; next to nothing is still seen."""
    if not console.is_terminal and not style:
        return Text()
    width = width or (NARROW_BAR if console.width < NARROW else BAR)
    full, empty = ("#", ".") if console.options.ascii_only else ("━", "─")
    filled = 0 if part <= 0 or whole <= 0 else max(1, min(int(width * part / whole), width))
    return Text.assemble(
        (full * filled, style or _style(part, whole)), ("" if style else empty * (width - filled), "dim")
    )


def _mark(console: Console, task: TaskResult) -> str:
    words = ("ok", "part", "-") if console.options.ascii_only else ("✓", "◐", "✗")
    return words[0] if task.score >= task.max_score else words[1] if task.score else words[2]


def _style(score: float, max_score: float) -> str:
    return "green" if score >= max_score else "yellow" if score else "red"


def _cell_style(task: TaskResult) -> str:
    return "dim" if task.score >= task.max_score else _style(task.score, task.max_score)


def _score(grade: Grade) -> str:
    if grade.withheld:
        return "No grade: it is withheld, for some tests could not judge"
    return f"{Points.of(grade.score, grade.max_score)}"


def _summary(result: Grade | Ungraded) -> dict[str, object]:
    if isinstance(result, Ungraded):
        return {"submission": result.submission, "score": None, "status": "ungraded", "reason": result.reason}
    status = "withheld" if result.withheld else "graded"
    score = None if result.withheld else result.score
    told: dict[str, object] = {
        "submission": result.submission,
        "score": score,
        "max_score": result.max_score,
        "status": status,
    }
    if result.score_changes and not result.withheld:
        told |= {"final_score": result.counted_score, "changes": result.score_changes}
    return told
