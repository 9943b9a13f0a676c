"""Merges the shards of a class: their records into one, and from that makes the files of the class. Trusted side."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from msgspec import Struct
from sqlalchemy import Connection, func, select

from grader.errors import UsageError
from grader.feedback.words import count_of
from grader.gradebook.changes import Change
from grader.gradebook.merging.joining import Joining
from grader.gradebook.merging.part import ShardRecord, read_part
from grader.gradebook.merging.together import missing_shards, require_together
from grader.gradebook.publish import changes_of, clear_away, people_of, publish, standing_results
from grader.gradebook.shards import Shard, called
from grader.gradebook.store.address import address_of, use_address
from grader.gradebook.store.known import put_reports, reports_on_record
from grader.gradebook.store.opening import STORE, compact, database_errors_explained, opened_for_writing
from grader.gradebook.store.reading import Record, record_of, record_of_run
from grader.gradebook.store.rows import shard_of
from grader.gradebook.store.tables import ASSIGNMENT, RUNS
from grader.model import SubmissionResult
from grader.output.files import make_folder
from grader.sanitize import quoted


class Merged(Struct, frozen=True, kw_only=True):
    """A class that was merged from shards.

    Attributes:
        title: The assignment's title.
        shards: How many there were.
        missing: The shards of the class that were not among them.
        results: The grade of each submission as it counts, or why there is none, sorted by id.
        names: Students' names, by submission, as far as they are known.
        held_back: Submissions whose students may not see the results yet, and why.
        changes: What changed since the previous run; empty while a shard is missing.
        new: Whether any of it was not in the record yet.
    """

    title: str
    shards: int
    missing: tuple[Shard, ...]
    results: tuple[SubmissionResult, ...]
    names: Mapping[str, str]
    held_back: Mapping[str, str]
    changes: tuple[Change, ...]
    new: bool


def merge_shards(folders: Iterable[Path], output: Path, store: str = "") -> Merged:
    """Joins the records of these shards in the one of `output`, and writes what is handed out.

    Args:
        folders: The results of each.
        output: The folder for those of the class.
        store: The address of the database for the record, if it is not a file in that folder.

    Raises:
        UsageError: They do not belong together, one of them is incomplete, or `output` holds something else.
    """
    parts = sorted((read_part(folder) for folder in folders), key=lambda part: part.shard)
    if not parts:
        raise UsageError("No shard is given: name the folders that `grader bulk --shard` wrote.")
    require_together(parts)
    make_folder(output)
    if store:
        use_address(output, store)
    file = output / STORE
    with opened_for_writing(file) as connection:
        with database_errors_explained(address_of(file)), connection.begin():
            _require_same_class(connection, output, parts[0])
            number, new = Joining(connection, parts).join()
        if new:
            compact(connection)
        return _published(output, connection, parts, number, new=new)


def _require_same_class(connection: Connection, output: Path, part: ShardRecord) -> None:
    """Requires that this is the record of a whole class, or empty. Raises UsageError."""
    if (shard := shard_of(connection)) is not None:
        raise UsageError(f"{output} holds the grades of {called(shard)}: give another --output.")
    known = connection.execute(select(ASSIGNMENT.c.slug)).scalar()
    if known not in {None, part.assignment.slug}:
        raise UsageError(
            f"{output} holds the grades of {quoted(str(known))}, and these are of {quoted(part.assignment.slug)}: "
            "give another --output."
        )


def _published(output: Path, connection: Connection, parts: Sequence[ShardRecord], number: int, *, new: bool) -> Merged:
    missing = missing_shards(parts)
    record = _record(connection, output / STORE, number)
    changes = () if missing else changes_of(connection, record)
    with connection.begin():
        known = reports_on_record(connection)
    written = publish(output, record, changes, known=known, note=_note(parts, missing))
    with connection.begin():
        put_reports(connection, written)
    clear_away(output, changes)
    return Merged(
        title=record.assignment.title,
        shards=len(parts),
        missing=missing,
        results=tuple(standing_results(record)),
        names=people_of(record).names,
        held_back={name: each.held_back for name, each in record.run.results.items() if each.held_back},
        changes=changes,
        new=new,
    )


def _record(connection: Connection, file: Path, number: int) -> Record:
    """The class as it was merged, whether or not a shard is missing; or as a later run over it has left it."""
    with connection.begin():
        latest = connection.execute(select(func.max(RUNS.c.run))).scalar()
        if latest == number:
            return record_of_run(connection, number)
    return record_of(connection, file)


def _note(parts: Sequence[ShardRecord], missing: Sequence[Shard]) -> str:
    if not missing:
        return ""
    names = ", ".join(str(shard) for shard in missing)
    verb = "is" if len(missing) == 1 else "are"
    return f"{count_of(len(missing), 'shard')} of {parts[0].shard.count} {verb} missing: {names}."
