"""Changes after grading: points added or taken away with a reason, and tests that no longer count. Trusted side.

Each is put on record first and then shown in the results; no student code runs, and no score of the tests changes.
"""

import csv
import getpass
import io
import math
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from difflib import get_close_matches
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Connection

from grader.errors import UsageError
from grader.gradebook.people import find_student
from grader.gradebook.publish import changes_of, publish, standing_results
from grader.gradebook.store.editing import add_adjustments, add_dropped
from grader.gradebook.store.known import put_reports, reports_on_record
from grader.gradebook.store.opening import STORE, opened_for_writing
from grader.gradebook.store.reading import Adjustment, DroppedTest, Record, record_of
from grader.model import Grade
from grader.sanitize import listed, quoted

_COLUMNS = ("student", "task", "points", "reason", "comment")


class Moved(Struct, frozen=True, kw_only=True):
    """What a change does to one student: the grade as it counted and as it counts."""

    submission: str
    name: str
    before: Grade
    after: Grade

    @property
    def gain(self) -> float:
        """How many points are gained."""
        return round(self.after.counted_score - self.before.counted_score, 6)


class Adjusted(Struct, frozen=True):
    """What adjustments did, and how many were on record already and were not made again."""

    moved: tuple[Moved, ...]
    known: int = 0


def adjust(results: Path, wanted: Sequence[Adjustment], *, once: bool = False) -> Adjusted:
    """Puts adjustments on record and shows them in the results.

    Args:
        results: The folder that `grader bulk` wrote.
        wanted: The adjustments; students in them are named as an instructor would.
        once: Whether to leave out what is on record already, as for a file that is read again.

    Raises:
        UsageError: A student or a task is not clear, a reason is missing, or there are no grades.
    """
    with opened_for_writing(_store(results)) as connection:
        record = record_of(connection, _store(results))
        made = [_checked(each, record) for each in wanted]
        known = {_same(each) for each in record.adjustments} if once else set()
        new = [each for each in made if _same(each) not in known]
        add_adjustments(connection, new)
        moved = _published(results, connection, record, {each.submission for each in new})
    return Adjusted(moved, len(made) - len(new))


def read_adjustments(file: Path) -> list[Adjustment]:
    """The adjustments of a table with the columns student, points and reason, and optionally task and comment.

    Raises:
        UsageError: It cannot be read as one, or a row has no number of points.
    """
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise UsageError(f"{file} cannot be read ({error.strerror}).") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{file} is not text in UTF-8: save it as CSV in UTF-8.") from error
    first = text.partition("\n")[0]
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count)))
    columns = [cell.strip().casefold() for cell in rows[0]] if rows else []
    if missing := [name for name in ("student", "points", "reason") if name not in columns]:
        raise UsageError(f"{file} has no column {missing[0]!r}: its first line names {', '.join(_COLUMNS)}.")
    lines = (dict(zip(columns, (cell.strip() for cell in row), strict=False)) for row in rows[1:])
    return [
        _of_line(line, f"line {number} of {file}") for number, line in enumerate(lines, start=2) if any(line.values())
    ]


def drop_test(results: Path, test: str, reason: str, *, carry_out: bool) -> tuple[tuple[str, ...], tuple[Moved, ...]]:
    """Makes a test stop counting, so that everybody gets its points; returns its full names and whose score moves.

    Args:
        results: The folder that `grader bulk` wrote.
        test: The test's name as in grade.json, or its title as in reports.
        reason: Why, for the students.
        carry_out: Whether to do it; otherwise it is only said what it would do.

    Raises:
        UsageError: The test is not clear or was dropped before, the reason is missing, or there are no grades.
    """
    with opened_for_writing(_store(results)) as connection:
        record = record_of(connection, _store(results))
        _require_reason(reason)
        names = _tests_called(test, record)
        dropped = tuple(DroppedTest(test=name, reason=reason, author=_author(), made_at=_now()) for name in names)
        if not carry_out:
            after = replace(record, dropped=(*record.dropped, *dropped))
            return names, _moved(record, after)
        add_dropped(connection, dropped)
        return names, _published(results, connection, record, None)


def _published(results: Path, connection: Connection, before: Record, only: set[str] | None) -> tuple[Moved, ...]:
    after = record_of(connection, _store(results))
    with connection.begin():
        known = reports_on_record(connection)
    written = publish(results, after, changes_of(connection, after), only, known)
    with connection.begin():
        put_reports(connection, written)
    return tuple(each for each in _moved(before, after) if only is None or each.submission in only)


def _moved(before: Record, after: Record) -> tuple[Moved, ...]:
    """The grades before and after, of those whose score or reasons changed."""
    old = {each.submission: each for each in standing_results(before) if isinstance(each, Grade)}
    return tuple(
        Moved(submission=each.submission, name=_name(each.submission, after), before=old[each.submission], after=each)
        for each in standing_results(after)
        if isinstance(each, Grade) and (each.counted_score, each.changes) != _counts(old[each.submission])
    )


def _counts(grade: Grade) -> tuple[float, object]:
    return grade.counted_score, grade.changes


def _name(submission: str, record: Record) -> str:
    member = record.roster.get(submission)
    return member.student.name if member is not None else ""


def _checked(wanted: Adjustment, record: Record) -> Adjustment:
    _require_reason(wanted.reason)
    if not math.isfinite(wanted.points):
        raise UsageError(f"{wanted.points} is not a number of points: give one such as 3 or -2.5.")
    submission = find_student(wanted.submission, record.run.results, record.roster)
    if submission not in record.grades:
        raise UsageError(f"{submission} has no grade that could be adjusted: grade the work first.")
    tasks = [task for task, _, _ in record.assignment.tasks]
    if wanted.task and wanted.task not in tasks:
        raise UsageError(f"There is no task {quoted(wanted.task)}: the tasks are {listed(tasks)}.")
    return replace(wanted, submission=submission, author=wanted.author or _author(), made_at=_now())


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise UsageError("A reason is missing: give one with --reason, for the student and for the record.")


def _same(adjustment: Adjustment) -> tuple[object, ...]:
    made = adjustment
    return made.submission, made.task, made.points, made.reason, made.comment


def _of_line(line: Mapping[str, str], where: str) -> Adjustment:
    said = line.get("points", "").replace("−", "-").replace("+", "").replace(" ", "").replace(",", ".")
    try:
        points = float(said or "0")
    except ValueError as error:
        raise UsageError(f"{where} has {quoted(line['points'])} for points, which is not a number.") from error
    if not line.get("student") or not line.get("reason"):
        raise UsageError(f"{where} names no {'reason' if line.get('student') else 'student'}.")
    task, comment = line.get("task", ""), line.get("comment", "")
    return Adjustment(submission=line["student"], points=points, reason=line["reason"], task=task, comment=comment)


def _tests_called(said: str, record: Record) -> tuple[str, ...]:
    """The full names of the test that is meant, with all its cases."""
    titles = {test.name: test.title for grade in record.grades.values() for task in grade.tasks for test in task.tests}
    wanted = {said.strip(), said.strip().removesuffix(".")}  # a title is the sentence that an author wrote
    found = [name for name, title in titles.items() if wanted & {name, _base(name), title}]
    if len({_base(name) for name in found}) != 1:
        raise UsageError(_unclear(said, found, titles))
    dropped = {each.test for each in record.dropped}
    left = tuple(sorted(name for name in found if name not in dropped))
    if not left:
        raise UsageError(f"{quoted(found[0])} no longer counts already.")
    return left


def _unclear(said: str, found: Sequence[str], titles: Mapping[str, str]) -> str:
    """Several tests may have one title; if none has it, the nearest are named, since a part of a name drops nothing."""
    if found:
        return f"Several tests of these grades are called {quoted(said)}: give a name, {listed(found)}."
    if not titles:
        return "No test is on record: grade the class first."
    part = said.strip().casefold()
    near = [name for name, title in titles.items() if part and (part in name.casefold() or part in title.casefold())]
    near = near or get_close_matches(said, titles, n=6, cutoff=0.0)
    return f"No test of these grades is called {quoted(said)}: give a whole name such as {listed(near)}."


def _base(name: str) -> str:
    """The test without the case."""
    return name.partition("[")[0]


def _store(results: Path) -> Path:
    return results / STORE


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _author() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a container's user need not have a name
        return ""
