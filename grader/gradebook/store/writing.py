"""The record of one class while a run writes it: every grade as it comes, so that a stopped run goes on where it was.

Trusted side. One process writes it, the coordinator. It holds hidden inputs and expected values: instructors' alone.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, Table, delete, func, insert, select, update

from grader.errors import UsageError
from grader.gradebook.store.facts import (
    GRADED,
    HANDED_IN,
    MISSING,
    UNGRADED,
    WITHDRAWN,
    WITHHELD,
    AssignmentFacts,
    RunFacts,
)
from grader.gradebook.store.opening import compact, explained, opened_for_writing
from grader.gradebook.store.reading import (
    Adjustment,
    DroppedTest,
    Run,
    adjustments_of,
    dropped_of,
    last_finished,
    run_of,
)
from grader.gradebook.store.tables import ASSIGNMENT, ATTEMPTS, GRADES, RESULTS, ROSTER, RUNS, SHOWN, TASKS
from grader.intake import ClassEntry, HandIn, Student
from grader.model import Grade, SubmissionResult, Ungraded
from grader.sanitize import utf8

_NOBODY = "_missing"
"""What begins the key of somebody who has handed nothing in; no submission is called so."""


class Key(Struct, frozen=True):
    """Which grade: of whom, for which work, of which run."""

    submission: str
    digest: str
    run: int


class Store:
    """The record of one class. Use as a context manager; nobody else writes it meanwhile.

    Args:
        file: The database; made if need be, and brought to the present schema.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._held = ExitStack()
        self._made_with = ""
        self._run = 0
        self._entries: Mapping[str, ClassEntry] = {}
        self._anonymous = False

    def __enter__(self) -> Self:
        """Opens it. Raises UsageError where that cannot be done."""
        self._connection: Connection = self._held.enter_context(opened_for_writing(self._file))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._held.__exit__(kind, error, trace)

    def begin(self, assignment: AssignmentFacts, run: RunFacts) -> None:
        """Begins a run: what an earlier one graded is kept, and no longer the last word on the class.

        Raises:
            UsageError: These are the grades of another assignment.
        """
        with self._transaction() as connection:
            known = connection.execute(select(ASSIGNMENT.c.slug)).scalar()
            if known not in {None, assignment.slug}:
                raise UsageError(
                    f"{self._file} holds the grades of {known!r}, and this is {assignment.slug!r}: "
                    "give another --output."
                )
            self._put_assignment(connection, assignment)
            latest = connection.execute(select(func.max(RUNS.c.run))).scalar() or 0
            self._run, self._made_with = latest + 1, run.made_with
            connection.execute(insert(RUNS).values(run=self._run, finished_at=None, **msgspec.structs.asdict(run)))

    def enrol(self, entries: Iterable[ClassEntry], missing: Iterable[Student] = (), *, anonymous: bool = False) -> None:
        """Keeps who handed in, and who did not, as the class that came last tells.

        An anonymous one leaves the platform's names of files out, since they name students.
        """
        self._anonymous = anonymous
        self._entries = {entry.id: entry for entry in entries}
        present = [_row(entry.id, HANDED_IN, entry.form, entry.student) for entry in self._entries.values()]
        absent = [_row(f"{_NOBODY}-{line}", MISSING, "", who) for line, who in enumerate(missing, start=1)]
        with self._transaction() as connection:
            ids = {row["student"] for row in present}
            known = set(connection.execute(select(ROSTER.c.student)).scalars())
            gone = [name for name in known if name.startswith(_NOBODY) or name in ids]
            connection.execute(update(ROSTER).values(status=WITHDRAWN))
            for name in gone:
                connection.execute(delete(ROSTER).where(ROSTER.c.student == name))
            for row in (*present, *absent):
                connection.execute(insert(ROSTER).values(**row))

    def keep(self, result: SubmissionResult, held_back: str = "") -> None:
        """Keeps what came of a submission beside all earlier grades; it is on the disk when this returns."""
        if isinstance(result, Ungraded):
            status = WITHHELD if result.withheld else UNGRADED
            with self._transaction() as connection:
                self._put_result(connection, result.submission, status=status, reason=result.reason)
            return
        key = Key(result.submission, result.digest, self._run)
        told = {"score": result.score, "max_score": result.max_score, "withheld": result.withheld}
        content = msgspec.msgpack.encode(result)
        with self._transaction() as connection:
            self._put_attempt(connection, result.submission, result.digest)
            values = msgspec.structs.asdict(key) | told
            connection.execute(insert(GRADES).values(**values, made_with=self._made_with, grade=content))
            self._put_graded(connection, key, held_back, withheld=result.withheld)

    def keep_unchanged(self, submission: str, digest: str, held_back: str = "") -> None:
        """Keeps that a submission still has the grade that it was given for this work."""
        with self._transaction() as connection:
            self._put_attempt(connection, submission, digest)
            self._put_graded(connection, self._key_of(submission, digest), held_back, withheld=False)

    def finish(self, finished_at: datetime) -> None:
        """Ends the run: the submissions that were kept in it are the class."""
        with self._transaction() as connection:
            ended = finished_at.isoformat(timespec="seconds")
            connection.execute(update(RUNS).where(RUNS.c.run == self._run).values(finished_at=ended))
        compact(self._connection)  # or else the file would tell in which order the workers were done

    def digests(self) -> dict[str, frozenset[str]]:
        """The submissions with a grade that would be the same again, each with the digests of the works it was for."""
        query = select(GRADES.c.submission, GRADES.c.digest).where(
            GRADES.c.made_with == self._made_with, GRADES.c.withheld.is_(False)
        )
        found: dict[str, set[str]] = {}
        with self._transaction() as connection:
            for submission, digest in connection.execute(query):
                found.setdefault(submission, set()).add(digest)
        return {submission: frozenset(digests) for submission, digests in found.items()}

    def find(self, submission: str, digest: str) -> Grade:
        """The latest grade of one of those works. Raises KeyError if it is not among them."""
        with self._transaction() as connection:
            key = self._key_of(submission, digest)
            content = connection.execute(
                select(GRADES.c.grade).where(
                    GRADES.c.submission == submission, GRADES.c.digest == digest, GRADES.c.run == key.run
                )
            ).scalar_one()
        return msgspec.msgpack.decode(content, type=Grade)

    def names(self) -> dict[str, str]:
        """The names of all who were ever in the class, as far as they are known, by submission."""
        query = select(ROSTER.c.student, ROSTER.c.name).where(ROSTER.c.name != "")
        with self._transaction() as connection:
            return {row.student: row.name for row in connection.execute(query)}

    def adjustments(self) -> tuple[Adjustment, ...]:
        """What was adjusted so far."""
        with self._transaction() as connection:
            return adjustments_of(connection)

    def dropped(self) -> tuple[DroppedTest, ...]:
        """The tests that no longer count."""
        with self._transaction() as connection:
            return dropped_of(connection)

    def runs(self) -> tuple[Run | None, Run]:
        """The last run before this one that came to its end, and this one as far as it is."""
        with self._transaction() as connection:
            return last_finished(connection, self._run), run_of(connection, self._run)

    def show(self, grade: Grade, day: date, per_day: int) -> bool:
        """Whether a student may see a grade on this day, of at most so many works; then it counts, once for ever."""
        known = {"submission": grade.submission, "digest": grade.digest, "made_with": self._made_with}
        with self._transaction() as connection:
            if connection.execute(select(SHOWN.c.day).filter_by(**known)).first():
                return True
            today = {"submission": grade.submission, "day": day.isoformat()}
            shown = connection.execute(select(func.count()).select_from(SHOWN).filter_by(**today)).scalar_one()
            if shown >= per_day:
                return False
            connection.execute(insert(SHOWN).values(**known, day=day.isoformat()))
        return True

    def _key_of(self, submission: str, digest: str) -> Key:
        latest = select(func.max(GRADES.c.run)).where(
            GRADES.c.submission == submission,
            GRADES.c.digest == digest,
            GRADES.c.made_with == self._made_with,
            GRADES.c.withheld.is_(False),
        )
        run = self._connection.execute(latest).scalar()
        if run is None:
            raise KeyError(submission)
        return Key(submission, digest, run)

    def _put_assignment(self, connection: Connection, assignment: AssignmentFacts) -> None:
        about = {"slug": assignment.slug, "title": assignment.title, "max_score": assignment.max_score}
        more = {"late_policy": assignment.late_policy, "diagrams": assignment.diagrams}
        _replace_all(connection, ASSIGNMENT, [about | more])
        _replace_all(
            connection,
            TASKS,
            [
                {"task": task, "position": position, "title": title, "max_score": points}
                for position, (task, title, points) in enumerate(assignment.tasks, start=1)
            ],
        )

    def _put_attempt(self, connection: Connection, submission: str, digest: str) -> None:
        entry = self._entries.get(submission)
        hand_in = entry.hand_in if entry is not None else HandIn()
        at = hand_in.at.isoformat() if hand_in.at else None
        parts = entry.parts if entry is not None and not self._anonymous else ()
        files = "\n".join(part.found.location for part in parts)
        told = {"handed_in_at": at, "late": hand_in.late, "files": _text(files), "last_run": self._run}
        key = (ATTEMPTS.c.submission == submission, ATTEMPTS.c.digest == digest)
        if connection.execute(update(ATTEMPTS).where(*key).values(**told)).rowcount == 0:
            values = {"submission": submission, "digest": digest, "first_run": self._run, **told}
            connection.execute(insert(ATTEMPTS).values(**values))

    def _put_graded(self, connection: Connection, key: Key, held_back: str, *, withheld: bool) -> None:
        status = WITHHELD if withheld else GRADED
        more = {"digest": key.digest, "graded_in": key.run, "held_back": held_back}
        self._put_result(connection, key.submission, status=status, **more)

    def _put_result(self, connection: Connection, submission: str, *, status: str, **more: Any) -> None:
        nothing = {"digest": None, "graded_in": None, "reason": "", "held_back": ""}
        values = {"run": self._run, "submission": submission, "status": status, **(nothing | more)}
        values["reason"] = _text(values["reason"])
        connection.execute(insert(RESULTS).values(**values))

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        """A transaction that is on the disk when it is left."""
        with explained(self._file), self._connection.begin():
            yield self._connection


def _replace_all(connection: Connection, table: Table, rows: Sequence[Mapping[str, object]]) -> None:
    connection.execute(delete(table))
    for row in rows:
        connection.execute(insert(table).values(**row))


def _row(key: str, status: str, form: str, who: Student) -> dict[str, str]:
    told = {
        "number": who.number,
        "login": who.login,
        "email": who.email,
        "name": who.name,
        "team": who.group,
        "section": who.section,
    }
    return {"student": key, "status": status, "form": form, **{name: _text(said) for name, said in told.items()}}


def _text(said: str) -> str:
    """The same as a database can hold it: bytes of a name that are no text are spelled out."""
    return utf8(said).decode()
