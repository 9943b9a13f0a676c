"""Reads the record of a class: the last finished run, and what was recorded since. Trusted side.

Scores here are those of the tests, without adjustments: `gradebook.standing` combines the two.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, RowMapping, Select, select

from grader.errors import UsageError
from grader.gradebook.store.address import address_of
from grader.gradebook.store.facts import MISSING, WITHHELD, AssignmentFacts, RunFacts
from grader.gradebook.store.graded_tasks import run_tasks
from grader.gradebook.store.opening import database_errors_explained, opened_for_reading
from grader.gradebook.store.tables import (
    ADJUSTMENTS,
    ASSIGNMENT,
    ATTEMPTS,
    DROPPED_TESTS,
    GRADES,
    RESULTS,
    ROSTER,
    RUNS,
    TASKS,
)
from grader.intake import HandInTime, Student
from grader.model import Grade, SubmissionResult, Ungraded


class Adjustment(Struct, frozen=True, kw_only=True):
    """Points that somebody added or deducted after grading, and why; `task` is empty if it concerns the whole grade."""

    number: int = 0
    submission: str
    points: float
    reason: str
    task: str = ""
    comment: str = ""
    author: str = ""
    made_at: str = ""


class DroppedTest(Struct, frozen=True, kw_only=True):
    """A test that no longer counts, and why."""

    test: str
    reason: str
    author: str = ""
    made_at: str = ""


class RecordedResult(Struct, frozen=True, kw_only=True):
    """The result of a run for one submission, without the grade itself.

    Attributes:
        submission: Its id.
        status: `graded`, `withheld` or `no grade`.
        digest: The digest of the work, if it could be read.
        graded_in: The run that gave the grade.
        reason: Why there is no grade.
        held_back: Why its student may not see it yet.
        score: The score of the tests, if there is one.
    """

    submission: str
    status: str
    digest: str | None = None
    graded_in: int | None = None
    reason: str = ""
    held_back: str = ""
    score: float | None = None


class RecordedRun(Struct, frozen=True):
    """One finished run: its number, how it was made, and its result for each submission."""

    number: int
    facts: RunFacts
    results: Mapping[str, RecordedResult]


class ClassMember(Struct, frozen=True):
    """A member of the class: the student, the format in which the class arrived, and whether there is work."""

    student: Student
    source_format: str
    status: str


class Record(Struct, frozen=True, kw_only=True):
    """The present content of a class's record.

    Attributes:
        assignment: Its assignment.
        run: The last run.
        grades: The grades of that run, by submission, including withheld ones.
        roster: Everybody who was ever in the class, by submission or another key.
        hand_ins: When the work of each submission was handed in.
        adjustments: All adjustments, in the order in which they were made.
        dropped: The tests that no longer count.
    """

    assignment: AssignmentFacts
    run: RecordedRun
    grades: Mapping[str, Grade]
    roster: Mapping[str, ClassMember]
    hand_ins: Mapping[str, HandInTime]
    adjustments: tuple[Adjustment, ...]
    dropped: tuple[DroppedTest, ...]

    @property
    def missing(self) -> tuple[Student, ...]:
        """The students who have not handed in anything."""
        return tuple(member.student for member in self.roster.values() if member.status == MISSING)

    def results(self) -> list[SubmissionResult]:
        """The grade of each submission, or why there is none, sorted by id."""
        found = sorted(self.run.results.values(), key=lambda result: result.submission)
        return [
            self.grades.get(each.submission) or Ungraded(each.submission, each.reason, withheld=each.status == WITHHELD)
            for each in found
        ]


def read_record(file: Path) -> Record:
    """The record, with the grades of the last run.

    Raises:
        UsageError: It cannot be read, or the last run was stopped before it finished.
    """
    with opened_for_reading(file) as connection:
        return record_of(connection, file)


def record_of(connection: Connection, file: Path) -> Record:
    """The same, through an open connection."""
    address = address_of(file)
    with database_errors_explained(address), connection.begin():
        numbers = connection.execute(select(RUNS.c.run, RUNS.c.finished_at).order_by(RUNS.c.run)).all()
        if not numbers or numbers[-1].finished_at is None:
            raise UsageError(f"{address} has no grades of a run that came to its end: run `grader bulk` again.")
        return record_of_run(connection, numbers[-1].run)


def record_of_run(connection: Connection, number: int) -> Record:
    """The same for any run, within a transaction."""
    run = run_of(connection, number)
    return Record(
        assignment=recorded_assignment(connection),
        run=run,
        grades={grade.submission: grade for grade in grades_of(connection, run.number)},
        roster={row["student"]: _member(row) for row in sorted(_rows(connection, select(ROSTER)), key=_in_class_order)},
        hand_ins=_hand_ins(connection, run),
        adjustments=adjustments_of(connection),
        dropped=dropped_of(connection),
    )


def run_of(connection: Connection, number: int) -> RecordedRun:
    """A run with its results."""
    facts = dict(connection.execute(select(RUNS).where(RUNS.c.run == number)).mappings().one())
    facts["tasks"] = run_tasks(connection, facts.pop("run"))
    facts.pop("finished_at")
    query = (
        select(RESULTS, GRADES.c.score)
        .join(
            GRADES,
            (GRADES.c.submission == RESULTS.c.submission)
            & (GRADES.c.digest == RESULTS.c.digest)
            & (GRADES.c.run == RESULTS.c.graded_in),
            isouter=True,
        )
        .where(RESULTS.c.run == number)
    )
    results = (dict(row) for row in _rows(connection, query))
    return RecordedRun(number, RunFacts(**facts), {row["submission"]: _result(row) for row in results})


def last_finished(connection: Connection, before: int) -> RecordedRun | None:
    """The last finished run before this one."""
    query = select(RUNS.c.run).where(RUNS.c.finished_at.is_not(None), RUNS.c.run < before)
    number = connection.execute(query.order_by(RUNS.c.run.desc())).scalar()
    return None if number is None else run_of(connection, number)


def adjustments_of(connection: Connection) -> tuple[Adjustment, ...]:
    """All adjustments, in order."""
    query = select(ADJUSTMENTS).order_by(ADJUSTMENTS.c.number)
    return tuple(Adjustment(**row) for row in _rows(connection, query))


def dropped_of(connection: Connection) -> tuple[DroppedTest, ...]:
    """The tests that no longer count, by name."""
    return tuple(DroppedTest(**row) for row in _rows(connection, select(DROPPED_TESTS).order_by(DROPPED_TESTS.c.test)))


def student_names(connection: Connection) -> dict[str, str]:
    """The names of everybody who was ever in the class, if known, by submission."""
    query = select(ROSTER.c.student, ROSTER.c.name).where(ROSTER.c.name != "")
    return {row.student: row.name for row in connection.execute(query)}


def _rows(connection: Connection, query: Select[Any]) -> Sequence[RowMapping]:
    return connection.execute(query).mappings().all()


def _result(row: dict[str, Any]) -> RecordedResult:
    row.pop("run")
    return RecordedResult(**row)


def _in_class_order(row: RowMapping) -> tuple[bool, int, str]:
    """By id; members without one in the order of the roster."""
    missing = row["status"] == MISSING
    return missing, len(row["student"]) if missing else 0, row["student"]


def _member(row: RowMapping) -> ClassMember:
    names = ("number", "login", "email", "name", "section")
    student = Student(**{name: row[name] for name in names}, group=row["team"])
    return ClassMember(student, row["form"], row["status"])


def recorded_assignment(connection: Connection) -> AssignmentFacts:
    """The assignment of a record."""
    about = connection.execute(select(ASSIGNMENT)).mappings().one()
    tasks = connection.execute(select(TASKS).order_by(TASKS.c.position)).all()
    return AssignmentFacts(
        slug=about["slug"],
        title=about["title"],
        tasks=tuple((task.task, task.title, task.max_score) for task in tasks),
        late_policy=about["late_policy"],
        diagrams=about["diagrams"],
    )


def grades_of(connection: Connection, run: int, only: Sequence[str] | None = None) -> list[Grade]:
    """The grades of a run, for all or for these submissions only, in the order of their submissions."""
    joined = (
        (GRADES.c.submission == RESULTS.c.submission)
        & (GRADES.c.digest == RESULTS.c.digest)
        & (GRADES.c.run == RESULTS.c.graded_in)
    )
    query = select(GRADES.c.grade).join(RESULTS, joined).where(RESULTS.c.run == run).order_by(GRADES.c.submission)
    chosen = query if only is None else query.where(RESULTS.c.submission.in_(only))
    return [msgspec.msgpack.decode(content, type=Grade) for content in connection.execute(chosen).scalars()]


def _hand_ins(connection: Connection, run: RecordedRun) -> dict[str, HandInTime]:
    """When the work that the run graded was handed in; earlier attempts are not read."""
    found = {}
    for row in connection.execute(select(ATTEMPTS)):
        result = run.results.get(row.submission)
        if result is not None and result.digest == row.digest:
            at = datetime.fromisoformat(row.handed_in_at) if row.handed_in_at else None
            found[row.submission] = HandInTime(at=at, late=row.late)
    return found
