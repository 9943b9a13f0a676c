"""Everything that the record of a class says about one student. Trusted side."""

import shlex
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, Row, select

from grader.gradebook.people import find_student
from grader.gradebook.publish import standing_results
from grader.gradebook.store.opening import STORE, opened_for_reading
from grader.gradebook.store.reading import Adjustment, DroppedTest, Record, RecordedResult, record_of
from grader.gradebook.store.tables import ATTEMPTS, GRADES, RUNS
from grader.intake import Student
from grader.model import SubmissionResult
from grader.output.folder import COPIES, PAGE


class GradeOnRecord(Struct, frozen=True):
    """One grade that was ever given: for which work, when, by what, and whether it is the current one."""

    digest: str
    graded_at: str
    score: float
    max_score: float
    withheld: bool
    isolation: str
    seed: str
    versions: str
    holds: bool


class AttemptOnRecord(Struct, frozen=True):
    """One work that was handed in: when, whether the platform called it late, and when it was first and last seen."""

    digest: str
    handed_in_at: str
    late: bool
    first_seen: str
    last_seen: str


class Dossier(Struct, frozen=True, kw_only=True):
    """Everything about one student.

    Attributes:
        submission: The id.
        student: Who it is.
        result: The grade as it counts, or why there is none.
        attempts: The works, in the order in which they came.
        grades: All grades that were ever given, in order.
        adjustments: What was adjusted.
        dropped: The tests of the class that no longer count.
        report: The page of the student.
        copy: The instructor's.
        command: The command that grades the class again, including this student's work.
    """

    submission: str
    student: Student
    result: SubmissionResult
    attempts: tuple[AttemptOnRecord, ...]
    grades: tuple[GradeOnRecord, ...]
    adjustments: tuple[Adjustment, ...]
    dropped: tuple[DroppedTest, ...]
    report: Path
    copy: Path
    command: str


def dossier(results: Path, said: str) -> Dossier:
    """What the record says about a student, by id, name, login, address or number.

    Raises:
        UsageError: It is not clear which student is meant, or there are no grades.
    """
    with opened_for_reading(results / STORE) as connection:
        record = record_of(connection, results / STORE)
        submission = find_student(said, record.run.results, record.roster)
        with connection.begin():
            runs = {run.run: run for run in connection.execute(select(RUNS))}
            attempts = _attempts(connection, submission, runs)
            grades = _grades(connection, submission, runs, record.run.results[submission])
    member = record.roster.get(submission)
    return Dossier(
        submission=submission,
        student=member.student if member is not None else Student(),
        result=_result(record, submission),
        attempts=attempts,
        grades=grades,
        adjustments=tuple(each for each in record.adjustments if each.submission == submission),
        dropped=record.dropped,
        report=results / submission / PAGE,
        copy=results / COPIES / f"{submission}.html",
        command=f"grader bulk SOURCE --output {shlex.quote(str(results))} --regrade",
    )


def _attempts(connection: Connection, submission: str, runs: Mapping[int, Row[Any]]) -> tuple[AttemptOnRecord, ...]:
    query = select(ATTEMPTS).where(ATTEMPTS.c.submission == submission).order_by(ATTEMPTS.c.first_run)
    return tuple(
        AttemptOnRecord(
            each.digest,
            each.handed_in_at or "",
            each.late,
            runs[each.first_run].started_at,
            runs[each.last_run].started_at,
        )
        for each in connection.execute(query)
    )


def _grades(
    connection: Connection, submission: str, runs: Mapping[int, Row[Any]], holds: RecordedResult
) -> tuple[GradeOnRecord, ...]:
    graded = select(*(column for column in GRADES.c if column.name != "grade"))
    query = graded.where(GRADES.c.submission == submission).order_by(GRADES.c.run)
    return tuple(
        GradeOnRecord(
            each.digest,
            runs[each.run].started_at,
            each.score,
            each.max_score,
            each.withheld,
            runs[each.run].isolation,
            runs[each.run].seed,
            _versions(runs[each.run]),
            holds=(each.digest, each.run) == (holds.digest, holds.graded_in),
        )
        for each in connection.execute(query)
    )


def _result(record: Record, submission: str) -> SubmissionResult:
    return next(each for each in standing_results(record) if each.submission == submission)


def _versions(run: object) -> str:
    told = {name: getattr(run, name.casefold()) for name in ("grader", "Python", "NumPy")}
    return ", ".join(f"{name} {version}" for name, version in told.items() if version)
