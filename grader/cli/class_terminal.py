"""What the terminal shows of the grades of a class. Trusted side; student text passes as `Text`, never as markup."""

from collections import Counter
from collections.abc import Collection, Sequence
from functools import partial
from pathlib import Path
from statistics import fmean, median

from rich.console import Console
from rich.table import Table
from rich.text import Text

from grader.cli.colours import BAD, NOTE
from grader.cli.terminal import MAX_ROWS, OutputMode, bar, fitting, make_console, make_table, style_of
from grader.feedback.reasons import shared_reasons
from grader.feedback.words import format_points
from grader.model import Grade, TaskResult, Ungraded
from grader.sanitize import clean_line

MAX_NAMES = 6


def show_class(
    title: str,
    results: Sequence[Grade | Ungraded],
    output: Path,
    mode: OutputMode = OutputMode.TEXT,
    held_back: Collection[str] = (),
) -> None:
    """Shows a class: a row for each submission if they are few, the class in numbers, and where to look."""
    if mode is not OutputMode.TEXT:
        return
    console = make_console()
    console.print(Text(f"{clean_line(title)}\n", style="bold"))
    graded = [result for result in results if isinstance(result, Grade) and not result.withheld]
    if graded and len(results) <= MAX_ROWS:
        table = partial(_score_table, console, graded)
        console.print(fitting(console, partial(table, bars=True), table, partial(table, tasks=False)))
    elif graded:
        console.print(_distribution(console, graded))
    _print_ungraded(console, results)
    console.print(Text(_in_numbers(graded, len(results)), style="bold"))
    if held_back:
        console.print(Text(f"Held back from their students for now: {len(held_back)} of {len(results)}."))
    for name, file in (("Class page", "index.html"), ("Gradebook", "gradebook.csv")):
        console.print(Text.assemble((f"{name:<12}", "dim"), str(output / file)), soft_wrap=True)


def _score_table(console: Console, graded: Sequence[Grade], *, bars: bool = False, tasks: bool = True) -> Table:
    """A row for each submission, which needs its name more than a bar, and more than the points for each task."""
    columns = {task.id: task for grade in graded for task in grade.tasks} if tasks else {}
    table = make_table("submission", "score", "", *map(_heading, columns.values()))
    for grade in graded:
        reached = {task.id: task for task in grade.tasks}
        cells = [_cell(grade, reached[id_]) if id_ in reached else "" for id_ in columns]
        name = Text(clean_line(grade.submission), overflow="fold")
        counts = grade.counted_score
        score = Text(format_points(counts), style=f"bold {style_of(counts, grade.max_score)}")
        table.add_row(name, score, bar(console, counts, grade.max_score) if bars else "", *cells)
    return table


def _heading(task: TaskResult) -> str:
    return f"{clean_line(task.id, 12)}{' bonus' if task.bonus is True else ''}"


def _cell(grade: Grade, task: TaskResult) -> Text | str:
    points = grade.known_points(task)
    return "-" if points is None else Text(format_points(points), style=_cell_style(points, task.max_score))


def _distribution(console: Console, graded: Sequence[Grade]) -> Table:
    """How many submissions reached how much, in tenths of the points; full marks count in the last."""
    shares = [grade.counted_score / grade.max_score if grade.max_score else 0.0 for grade in graded]
    bins = Counter(min(int(10 * share), 9) for share in shares)
    table = make_table("score", "", "submissions")
    for tenth in range(10):
        name = f"{10 * tenth} to {10 * tenth + 10} %"
        table.add_row(name, bar(console, bins[tenth], max(bins.values()), 40, NOTE), str(bins[tenth]))
    return table


def _print_ungraded(console: Console, results: Sequence[Grade | Ungraded]) -> None:
    without = [result for result in results if isinstance(result, Ungraded) or result.withheld]
    console.print()
    reasons = shared_reasons([clean_line(_reason(result)) for result in without])
    for reason in reasons[:MAX_ROWS]:
        names = [without[position].submission for position in reason.members]
        who = _called([_with_detail(*each) for each in zip(names, reason.details, strict=True)])
        line = Text.assemble((who, "bold"), ("  no grade  ", BAD), reason.sentence)
        console.print(line, soft_wrap=not console.is_terminal)
    if left := sum(len(reason.members) for reason in reasons[MAX_ROWS:]):
        console.print(Text(f"and {left} more without a grade; the class page has all", style="dim"))
    if without:
        console.print()


def _with_detail(submission: str, detail: str) -> str:
    return f"{clean_line(submission)} ({detail})" if detail else clean_line(submission)


def _called(submissions: Sequence[str]) -> str:
    """The submissions that share one reason: a few by name, and how many more there are."""
    first = ", ".join(submissions[:MAX_NAMES])
    return f"{first} and {len(submissions) - MAX_NAMES} more" if len(submissions) > MAX_NAMES else first


def _reason(result: Grade | Ungraded) -> str:
    return result.reason if isinstance(result, Ungraded) else _withheld(result)


def _withheld(grade: Grade) -> str:
    others = f", and {len(grade.problems) - 1} more" if len(grade.problems) > 1 else ""
    return f"withheld: {grade.problems[0]}{others}" if grade.problems else "withheld: some tests could not judge"


def _in_numbers(graded: Sequence[Grade], total: int) -> str:
    scores = [grade.counted_score for grade in graded]
    said = f"{len(scores)} of {total} graded"
    return f"{said}, mean {fmean(scores):.1f}, median {median(scores):.1f}" if scores else said


def _cell_style(score: float, max_score: float) -> str:
    return "dim" if score >= max_score else style_of(score, max_score)
