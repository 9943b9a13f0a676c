"""Who gets which grade: submissions matched with the rows of a platform's file. Trusted side; pure."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from grader.errors import UsageError
from grader.feedback.measures import Points
from grader.feedback.view import for_student
from grader.feedback.words import KNOWN, capitalised, changes_in_a_line, comments, format_points
from grader.gradebook.export.numbers import NumberFormat
from grader.gradebook.export.table import CsvTable
from grader.intake import Student
from grader.model import Grade, SubmissionResult, TaskResult, TestResult, Ungraded
from grader.sanitize import clean_line

BY_HAND = frozenset({"", "plain", "prefixed", "drive", "pattern"})
"""Formats whose submissions have names that somebody chose: an id, or a platform's name of a file."""


class GradebookEntry(Struct, frozen=True):
    """What a gradebook may say about one submission.

    Attributes:
        submission: The id it was graded under.
        score: The points that count; None if there is no grade to hand out.
        max_score: The maximum; None if nothing was graded.
        said: What its student may read about it, line by line.
        tasks: The points of each task by its id, as `score`.
        status: `graded`, `withheld`, or why there is no grade.
        source_format: The format of the class's source; the student's number is that platform's.
        student: Who handed it in, as far as that is known.
        machine_score: What the tests found, whatever was changed after that.
        changes: How the score came from that, if it was changed.
        tests: Task, name, outcome, ending, points, points possible and known mistakes of each test.
    """

    submission: str
    score: float | None
    max_score: float | None
    said: tuple[str, ...] = ()
    source_format: str = ""
    student: Student = Student()
    tasks: tuple[tuple[str, float | None], ...] = ()
    status: str = "graded"
    machine_score: float | None = None
    changes: str = ""
    tests: tuple[tuple[str | float, ...], ...] = ()


def entry_of(
    result: SubmissionResult, tasks: Iterable[str] = (), source_format: str = "", student: Student | None = None
) -> GradebookEntry:
    """What may be said about a result; `tasks` are those of the assignment, for one without a grade."""
    points = without_tests(result, tasks, source_format, student)
    if isinstance(result, Ungraded) or result.withheld:
        return points
    visible = for_student(result)
    tests = tuple(_test_cells(task.id, test) for task in visible.tasks for test in task.tests)
    return replace(points, said=tuple(_said(visible)), tests=tests)


def without_tests(
    result: SubmissionResult, tasks: Iterable[str] = (), source_format: str = "", student: Student | None = None
) -> GradebookEntry:
    """The same without anything about its tests, which takes most of the time: enough for a table of points."""
    who = student or Student()
    none = tuple((task, None) for task in tasks)
    if isinstance(result, Ungraded):
        return GradebookEntry(result.submission, None, None, (), source_format, who, none, result.reason)
    if result.withheld:
        return GradebookEntry(result.submission, None, result.max_score, (), source_format, who, none, "withheld")
    scores = tuple((task.id, result.known_points(task)) for task in result.tasks)
    return GradebookEntry(
        result.submission,
        result.counted_score,
        result.max_score,
        (),
        source_format,
        who,
        scores,
        machine_score=result.score,
        changes=changes_in_a_line(result),
    )


def absent(name: str, tasks: Iterable[str]) -> GradebookEntry:
    """What may be said about somebody in the class who has handed nothing in."""
    none = tuple((task, None) for task in tasks)
    return GradebookEntry("", None, None, (), "", Student(name=name), none, "nothing handed in")


def _said(visible: Grade) -> Iterator[str]:
    """Points, and the known mistakes of each task."""
    yield str(Points.of(visible.counted_score, visible.max_score))
    if changes := changes_in_a_line(visible):
        yield changes
    yield from comments(visible)
    for task in visible.tasks:
        points = visible.known_points(task)
        reached = "not graded yet," if points is None else format_points(points)
        yield f"{clean_line(task.id, 40)} {clean_line(task.title)}: {reached} of {format_points(task.max_score)}"
        yield from (f"{KNOWN}{title}." for title in _misconceptions(task))


def _test_cells(task: str, test: TestResult) -> tuple[str | float, ...]:
    known = ", ".join(mistake.id for mistake in test.misconceptions)
    return (task, test.name, test.outcome.value, test.call_status.value, test.score, test.max_score, known)


def _misconceptions(task: TaskResult) -> list[str]:
    titles = (capitalised(clean_line(known.title)) for test in task.tests for known in test.misconceptions)
    return list(dict.fromkeys(titles))


class Filled(Struct, frozen=True):
    """A filled file.

    Attributes:
        content: Its bytes.
        filled: How many rows got a grade.
        possible: The points that the platform counts the assignment with.
        unmatched: Submissions that match no row, or the same row as another submission.
        without: Rows without a submission.
        notes: What was left alone, and why.
    """

    content: bytes
    filled: int
    possible: float
    unmatched: tuple[str, ...]
    without: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def column_of(table: CsvTable, name: str) -> int:
    """Which column has this name. Raises UsageError if none has."""
    if name not in table.columns:
        raise UsageError(
            f"The template has no column {name!r}, but {', '.join(map(repr, filter(None, table.columns)))}."
        )
    return table.columns.index(name)


def keys_of(table: CsvTable, rows: Iterable[int], columns: Iterable[str]) -> dict[str, int]:
    """What identifies a row, in any of these columns -> the row; what identifies several is left out."""
    found: defaultdict[str, set[int]] = defaultdict(set)
    present = [table.columns.index(column) for column in columns if column in table.columns]
    for row in rows:
        for column in present:
            found[table.value(row, column).casefold()].add(row)
    return {key: min(lines) for key, lines in found.items() if key and len(lines) == 1}


def matched(
    entries: Sequence[GradebookEntry], keys: Mapping[str, int], keys_for: Callable[[GradebookEntry], Iterable[str]]
) -> tuple[dict[int, GradebookEntry], tuple[str, ...]]:
    """The entry of each row, by the first of its keys that is known, and the submissions without a row of their own."""
    claims: defaultdict[int | None, list[GradebookEntry]] = defaultdict(list)
    graded = [entry for entry in entries if entry.score is not None]  # of others the platform keeps what it has
    for entry in graded:
        known = (key.casefold() for key in keys_for(entry) if key)
        claims[next((keys[key] for key in known if key in keys), None)].append(entry)
    clear = {row: claimed[0] for row, claimed in claims.items() if row is not None and len(claimed) == 1}
    chosen = {entry.submission for entry in clear.values()}
    return clear, tuple(entry.submission for entry in graded if entry.submission not in chosen)


def scaled(entry: GradebookEntry, possible: float) -> float:
    """The score as a share of the points that the platform counts with."""
    return (entry.score or 0.0) * possible / entry.max_score if entry.max_score else 0.0


EXCUSED = "EX"


def fill_cells(
    table: CsvTable, clear: Mapping[int, GradebookEntry], column: int, possible: float, numbers: NumberFormat
) -> tuple[frozenset[int], tuple[str, ...]]:
    """Writes scores into a column; returns the lines that were filled, and notes on what was left unchanged."""
    if possible <= 0:
        name = table.columns[column]
        return frozenset(), (f"{name!r} counts with 0 points, and was left alone: give it points there first.",)
    excused = {row for row in clear if table.value(row, column).casefold() == EXCUSED.casefold()}
    for row, entry in clear.items():
        if row not in excused:
            table.put(row, column, numbers.write(scaled(entry, possible)))
    notes = tuple(f"{clear[row].submission} is excused there, and was left alone." for row in sorted(excused))
    return frozenset(clear) - excused, notes


def without_submission(table: CsvTable, rows: Iterable[int], clear: Collection[int], column: int) -> tuple[str, ...]:
    """The names of the rows that have no submission, from a column that names people."""
    return tuple(name for row in rows if row not in clear and (name := table.value(row, column)))
