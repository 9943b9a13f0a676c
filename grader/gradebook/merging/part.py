"""Reads the record of one shard, and requires that it is whole and contains nobody else's students. Trusted side."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, select
from sqlalchemy.exc import SQLAlchemyError

from grader.errors import UsageError
from grader.gradebook.shards import Shard
from grader.gradebook.store.address import address_of
from grader.gradebook.store.facts import GRADED, HANDED_IN, UNGRADED, WITHHELD, AssignmentFacts, RunFacts
from grader.gradebook.store.opening import STORE, database_errors_explained, opened_for_reading
from grader.gradebook.store.reading import RecordedResult, RecordedRun, recorded_assignment, run_of
from grader.gradebook.store.rows import shard_of
from grader.gradebook.store.tables import ROSTER, RUNS
from grader.intake.class_folder import RESERVED
from grader.intake.naming import safe_id, twin_key
from grader.sanitize import quoted

_STATUSES = frozenset({GRADED, WITHHELD, UNGRADED})
_RESERVED = frozenset(twin_key(name) for name in RESERVED)


class ShardRun(Struct, frozen=True):
    """A run over one shard, and when it ended, if it finished."""

    run: RecordedRun
    finished_at: str | None


class ShardRecord(Struct, frozen=True, kw_only=True):
    """The record of one shard, without its grades.

    Attributes:
        folder: Where it is.
        shard: Which part of the class it is.
        assignment: Of which assignment.
        runs: Its runs, in order; the last one finished.
        roster: Everybody in the whole class, as rows.
    """

    folder: Path
    shard: Shard
    assignment: AssignmentFacts
    runs: tuple[ShardRun, ...]
    roster: tuple[Mapping[str, str], ...]

    @property
    def last(self) -> ShardRun:
        """The last run."""
        return self.runs[-1]


def read_part(folder: Path) -> ShardRecord:
    """The record of a shard.

    Raises:
        UsageError: There is none, it was stopped before its end, or it is not as the grader writes it.
    """
    with part_opened(folder) as connection:
        shard = shard_of(connection)
        if shard is None:
            raise UsageError(
                f"{folder} holds the grades of a whole class: give folders that `grader bulk --shard` wrote."
            )
        runs = tuple(_runs(connection))
        if not runs or runs[-1].finished_at is None:
            raise UsageError(
                f"Shard {shard} in {folder} was stopped before its end: run it again, or leave it out for now."
            )
        rows = connection.execute(select(ROSTER).order_by(ROSTER.c.student)).mappings()
        roster = msgspec.convert([dict(row) for row in rows], tuple[dict[str, str], ...])
        part = ShardRecord(
            folder=folder, shard=shard, assignment=recorded_assignment(connection), runs=runs, roster=roster
        )
        _require_own(part)
    return part


@contextmanager
def part_opened(folder: Path, before: ShardRecord | None = None) -> Iterator[Connection]:
    """The record of a shard within a transaction, unchanged since `before`.

    Raises:
        UsageError: It cannot be read, or a run has begun since.
    """
    file = folder / STORE
    try:
        with opened_for_reading(file) as connection, database_errors_explained(address_of(file)), connection.begin():
            if before is not None and tuple(_runs(connection)) != before.runs:
                raise UsageError(f"Somebody grades into {folder}: merge it when that has ended.")
            yield connection
    except (SQLAlchemyError, msgspec.MsgspecError, ValueError, TypeError, KeyError) as error:
        raise UsageError(
            f"{file} is not as the grader writes it ({quoted(str(error))}) and was left as it is: grade this shard "
            "again, into a new folder."
        ) from error


def require_id(submission: str, shard: Shard) -> None:
    """Requires that a submission has an id of ours, which names a folder, and is in this shard. Raises ValueError."""
    if safe_id(submission) != submission or twin_key(submission) in _RESERVED:
        raise ValueError(f"no submission has the id {submission}")
    if not shard.holds(submission):
        raise ValueError(f"{submission} is in another shard than {shard}")


def _runs(connection: Connection) -> Iterator[ShardRun]:
    for row in connection.execute(select(RUNS.c.run, RUNS.c.finished_at).order_by(RUNS.c.run)):
        run = run_of(connection, row.run)
        told = {name: msgspec.structs.asdict(result) for name, result in run.results.items()}
        results = msgspec.convert(told, dict[str, RecordedResult])  # for a database holds anything
        facts = msgspec.convert(msgspec.structs.asdict(run.facts), RunFacts)
        yield ShardRun(RecordedRun(run.number, facts, results), msgspec.convert(row.finished_at, str | None))


def _require_own(part: ShardRecord) -> None:
    """Requires results of exactly these students, from the last run of all of them. Raises ValueError."""
    for each in part.runs:
        for name, result in each.run.results.items():
            require_id(name, part.shard)
            if result.status not in _STATUSES:
                raise ValueError(f"nothing is {result.status}")
    there = {row["student"] for row in part.roster if row["status"] == HANDED_IN}
    for name in sorted(there ^ part.last.run.results.keys()):
        if name not in there or part.shard.holds(name):
            raise ValueError(f"{name} is in the class or in its results, and not in both")
