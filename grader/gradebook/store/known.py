"""What the record of a class knows about earlier work: what had arrived, and what reports were made from.

Trusted side. All of it is optional: what is not known is read, graded or written again.
"""

from collections.abc import Iterable, Mapping

import msgspec
from msgspec import Struct
from msgspec.structs import asdict
from sqlalchemy import ColumnElement, Connection, bindparam, delete, func, insert, select

from grader.gradebook.store.facts import UNGRADED
from grader.gradebook.store.tables import ARRIVALS, GRADES, REPORTS, RESULTS, RUNS, SHOWN
from grader.model import Grade, Isolation

_OLD_ARRIVALS = delete(ARRIVALS).where(
    *(getattr(ARRIVALS.c, name) == bindparam(f"of_{name}") for name in ("submission", "arrived", "made_with"))
)
_NEW_ARRIVALS = insert(ARRIVALS)


class Report(Struct, frozen=True):
    """The files of one submission as they were written.

    Attributes:
        submission: The submission's id.
        made_of: A digest of everything that they were made from.
        content: A digest of their contents.
    """

    submission: str
    made_of: str
    content: str


class UnchangedWork(Struct, frozen=True):
    """A work that is unchanged since it was graded.

    Attributes:
        submission: The submission's id.
        digest: The digest of the work.
        held_back: Why its student may not see the grade yet.
        arrived: A digest of what arrived, if that is not known yet.
    """

    submission: str
    digest: str
    held_back: str = ""
    arrived: str = ""


def digests_by_arrival(connection: Connection, made_with: str) -> dict[tuple[str, str], str]:
    """The digest of each work whose grade would be the same again, by its submission and what had arrived."""
    graded = (
        (GRADES.c.submission == ARRIVALS.c.submission)
        & (GRADES.c.digest == ARRIVALS.c.digest)
        & (GRADES.c.made_with == ARRIVALS.c.made_with)
        & GRADES.c.withheld.is_(False)
    )
    query = select(ARRIVALS.c.submission, ARRIVALS.c.arrived, ARRIVALS.c.digest).join(GRADES, graded)
    rows = connection.execute(query.where(ARRIVALS.c.made_with == made_with))
    return {(row.submission, row.arrived): row.digest for row in rows}


def runs_of_grades(connection: Connection, made_with: str) -> dict[tuple[str, str], int]:
    """The latest run that gave each of those grades, by submission and digest."""
    query = (
        select(GRADES.c.submission, GRADES.c.digest, func.max(GRADES.c.run).label("run"))
        .where(*_same_again(made_with))
        .group_by(GRADES.c.submission, GRADES.c.digest)
    )
    return {(row.submission, row.digest): row.run for row in connection.execute(query)}


def digests_of_grades(connection: Connection, made_with: str) -> dict[str, frozenset[str]]:
    """The submissions that have one of those grades, each with the digests of the works that were graded."""
    found: dict[str, set[str]] = {}
    query = select(GRADES.c.submission, GRADES.c.digest)
    for submission, digest in connection.execute(query.where(*_same_again(made_with))):
        found.setdefault(submission, set()).add(digest)
    return {submission: frozenset(digests) for submission, digests in found.items()}


def latest_grade(connection: Connection, made_with: str, submission: str, digest: str) -> Grade:
    """The latest of those grades of a work. Raises KeyError if there is none."""
    query = select(GRADES.c.grade).where(
        *_same_again(made_with), GRADES.c.submission == submission, GRADES.c.digest == digest
    )
    content = connection.execute(query.order_by(GRADES.c.run.desc()).limit(1)).scalar()
    if content is None:
        raise KeyError(submission)
    return msgspec.msgpack.decode(content, type=Grade)


def _same_again(made_with: str) -> tuple[ColumnElement[bool], ...]:
    """Selects the grades that would be the same again."""
    return (GRADES.c.made_with == made_with, GRADES.c.withheld.is_(False))


def last_isolation(connection: Connection) -> Isolation | None:
    """The level of the last run, whether it was finished or not."""
    said = connection.execute(select(RUNS.c.isolation).order_by(RUNS.c.run.desc()).limit(1)).scalar()
    return Isolation(said) if said else None


def without_a_grade(connection: Connection) -> frozenset[str]:
    """The submissions in which the last run found nothing to grade."""
    latest = select(func.max(RUNS.c.run)).scalar_subquery()
    query = select(RESULTS.c.submission).where(RESULTS.c.run == latest, RESULTS.c.status == UNGRADED)
    return frozenset(connection.execute(query).scalars())


def reports_on_record(connection: Connection) -> Mapping[str, Report]:
    """What is known about the reports, by submission."""
    return {row.submission: Report(*row) for row in connection.execute(select(REPORTS))}


def put_reports(connection: Connection, reports: Iterable[Report]) -> None:
    """Stores which reports were written."""
    written = {report.submission: report for report in reports}
    if written:
        every = dict(reports_on_record(connection)) | written
        connection.execute(delete(REPORTS))  # in order, so that the file does not reveal when each was written
        connection.execute(insert(REPORTS), [asdict(every[name]) for name in sorted(every)])


def put_arrivals(connection: Connection, made_with: str, kept: Iterable[UnchangedWork]) -> None:
    """Stores what had arrived of works, if given."""
    rows = [
        {"submission": each.submission, "arrived": each.arrived, "made_with": made_with, "digest": each.digest}
        for each in kept
        if each.arrived
    ]
    if rows:
        connection.execute(_OLD_ARRIVALS, [{f"of_{name}": row[name] for name in row} for row in rows])
        connection.execute(_NEW_ARRIVALS, rows)


def show_once(connection: Connection, submission: str, digest: str, made_with: str, day: str, per_day: int) -> bool:
    """Whether a student may see a grade on this day, of at most `per_day` works; if so, it counts, once for all."""
    known = {"submission": submission, "digest": digest, "made_with": made_with}
    if connection.execute(select(SHOWN.c.day).filter_by(**known)).first():
        return True
    today = select(func.count()).select_from(SHOWN).filter_by(submission=submission, day=day)
    if connection.execute(today).scalar_one() >= per_day:
        return False
    connection.execute(insert(SHOWN).values(**known, day=day))
    return True
