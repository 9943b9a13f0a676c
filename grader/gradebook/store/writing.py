"""The record of one class while a run writes it: every grade as it comes, so that a stopped run can be continued.

Trusted side. Only the coordinator writes it. It contains hidden inputs and expected values, for instructors only.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec
from sqlalchemy import Connection, func, insert, select, update

from grader.errors import UsageError
from grader.gradebook.known_tasks import KnownTasks
from grader.gradebook.shards import Shard, called
from grader.gradebook.store.address import address_of
from grader.gradebook.store.facts import (
    GRADED,
    AssignmentFacts,
    RunFacts,
)
from grader.gradebook.store.graded_tasks import (
    completed,
    known_tasks,
    put_run_tasks,
)
from grader.gradebook.store.known import (
    Report,
    UnchangedWork,
    digests_of_grades,
    latest_grade,
    put_arrivals,
    put_reports,
    reports_on_record,
    runs_of_grades,
    show_once,
)
from grader.gradebook.store.new_rows import NewResult, RunKey, put_results
from grader.gradebook.store.opening import compact, database_errors_explained, opened_for_writing
from grader.gradebook.store.reading import (
    Adjustment,
    DroppedTest,
    RecordedRun,
    adjustments_of,
    dropped_of,
    grades_of,
    last_finished,
    run_of,
    student_names,
)
from grader.gradebook.store.rows import (
    SEEN_AGAIN,
    attempt_facts,
    keep_shard,
    put_assignment,
    put_roster,
    result_row,
)
from grader.gradebook.store.tables import ASSIGNMENT, RESULTS, RUNS
from grader.gradebook.task_works import TaskWorks
from grader.intake import ClassEntry, Student
from grader.model import Grade, SubmissionResult

_AT_ONCE = 100
"""How many grades are read or written at a time: each may be as large as what its tests saw."""


class Store:
    """The record of one class. Use as a context manager; nobody else writes it meanwhile.

    Args:
        file: The database; created or migrated if necessary. If there is an address beside it, that database.

    Attributes:
        run: The number of the current run.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._held = ExitStack()
        self._made_with = ""
        self._tasks: Mapping[str, str] = {}
        self.run = 0
        self._entries: Mapping[str, ClassEntry] = {}
        self._anonymous = False

    def __enter__(self) -> Self:
        """Opens it. Raises UsageError if that is not possible."""
        self._address = address_of(self._file)
        self._connection: Connection = self._held.enter_context(opened_for_writing(self._file))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._held.__exit__(kind, error, trace)

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """A transaction that is on disk when it ends."""
        with database_errors_explained(self._address), self._connection.begin():
            yield self._connection

    def begin(self, assignment: AssignmentFacts, run: RunFacts, shard: Shard | None = None) -> None:
        """Begins a run: the grades of earlier runs are kept, but are no longer the current ones.

        Raises:
            UsageError: These are the grades of another assignment, or of another part of a class.
        """
        with self.transaction() as connection:
            known = connection.execute(select(ASSIGNMENT.c.slug)).scalar()
            if known not in {None, assignment.slug}:
                raise UsageError(
                    f"{self._address} holds the grades of {known!r}, and this is {assignment.slug!r}: "
                    "give another --output, or another --store."
                )
            if (before := keep_shard(connection, shard)) != shard:
                raise UsageError(
                    f"{self._address} holds the grades of {called(before)}, and this is {called(shard)}: "
                    "give another --output, or another --store."
                )
            put_assignment(connection, assignment)
            latest = connection.execute(select(func.max(RUNS.c.run))).scalar() or 0
            self.run, self._made_with = latest + 1, run.made_with
            told = {name: said for name, said in msgspec.structs.asdict(run).items() if name != "tasks"}
            connection.execute(insert(RUNS).values(run=self.run, finished_at=None, **told))
            put_run_tasks(connection, self.run, run.tasks)
            self._tasks = run.tasks

    def enrol(self, entries: Iterable[ClassEntry], missing: Iterable[Student] = (), *, anonymous: bool = False) -> None:
        """Stores who handed in, and who did not, according to the class as it arrived now.

        For an anonymous class, the platform's file names are left out, since they contain students' names.
        """
        self._anonymous = anonymous
        self._entries = {entry.id: entry for entry in entries}
        with self.transaction() as connection:
            put_roster(connection, tuple(self._entries.values()), missing)

    def known_tasks(self, submissions: Iterable[str]) -> Mapping[str, KnownTasks]:
        """The tasks of these submissions that would have the same results again, by task and work."""
        with self.transaction() as connection:
            return known_tasks(connection, self._tasks, submissions)

    def completed(self, grade: Grade, works: TaskWorks, known: KnownTasks) -> Grade:
        """A new grade with the results of the tasks that were not run again."""
        if not works.known:
            return grade
        with self.transaction() as connection:
            return completed(connection, grade, works, known)

    def keep(self, result: SubmissionResult, held_back: str = "") -> None:
        """Stores a submission's result in addition to all earlier grades; it is on disk when this returns."""
        self.keep_all([NewResult(result, held_back)])

    def keep_all(self, results: Sequence[NewResult]) -> None:
        """The same for several at once: all of them are on disk when this returns, or none."""
        if not results:
            return
        run = RunKey(self.run, self._made_with)
        with self.transaction() as connection:
            for first in range(0, len(results), _AT_ONCE):
                put_results(connection, results[first : first + _AT_ONCE], run, self._attempt_facts)

    def keep_unchanged(self, submission: str, digest: str, held_back: str = "") -> None:
        """Stores that a submission keeps the grade that it has for this work."""
        self.keep_all_unchanged([UnchangedWork(submission, digest, held_back)])

    def keep_all_unchanged(self, kept: Sequence[UnchangedWork]) -> None:
        """The same for many at once. Raises KeyError if one of them has no grade for this work."""
        if not kept:
            return
        with self.transaction() as connection:
            runs = runs_of_grades(connection, self._made_with)
            connection.execute(SEEN_AGAIN, [self._seen(each) for each in kept])
            rows = [
                result_row(
                    self.run,
                    each.submission,
                    status=GRADED,
                    digest=each.digest,
                    graded_in=runs[each.submission, each.digest],
                    held_back=each.held_back,
                )
                for each in kept
            ]
            connection.execute(insert(RESULTS), rows)
            put_arrivals(connection, self._made_with, kept)

    def unchanged_grades(self, kept: Sequence[UnchangedWork]) -> Iterator[tuple[Grade, int]]:
        """The grades of unchanged works, each with the run that gave it."""
        if not kept:
            return
        with self.transaction() as connection:
            runs = runs_of_grades(connection, self._made_with)
        for first in range(0, len(kept), _AT_ONCE):
            names = [each.submission for each in kept[first : first + _AT_ONCE]]
            with self.transaction() as connection:
                grades = grades_of(connection, self.run, names)
            yield from ((grade, runs[grade.submission, grade.digest]) for grade in grades)

    def keep_reports(self, reports: Iterable[Report]) -> None:
        """Stores which reports were written, and from what."""
        with self.transaction() as connection:
            put_reports(connection, reports)

    def reports(self) -> Mapping[str, Report]:
        """What is known about the reports, by submission."""
        with self.transaction() as connection:
            return reports_on_record(connection)

    def finish(self, finished_at: datetime) -> None:
        """Ends the run: the submissions that it stored are the class."""
        with self.transaction() as connection:
            ended = finished_at.isoformat(timespec="seconds")
            connection.execute(update(RUNS).where(RUNS.c.run == self.run).values(finished_at=ended))
        compact(self._connection)  # otherwise the file would reveal in which order the workers finished

    def digests(self) -> dict[str, frozenset[str]]:
        """The submissions with a grade that would be the same again, each with the digests of the works it was for."""
        with self.transaction() as connection:
            return digests_of_grades(connection, self._made_with)

    def find(self, submission: str, digest: str) -> Grade:
        """The latest grade of one of those works. Raises KeyError if it is not among them."""
        with self.transaction() as connection:
            return latest_grade(connection, self._made_with, submission, digest)

    def names(self) -> dict[str, str]:
        """The names of everybody who was ever in the class, if known, by submission."""
        with self.transaction() as connection:
            return student_names(connection)

    def adjustments(self) -> tuple[Adjustment, ...]:
        """All adjustments so far."""
        with self.transaction() as connection:
            return adjustments_of(connection)

    def dropped(self) -> tuple[DroppedTest, ...]:
        """The tests that no longer count."""
        with self.transaction() as connection:
            return dropped_of(connection)

    def runs(self) -> tuple[RecordedRun | None, RecordedRun]:
        """The last finished run before this one, and this one so far."""
        with self.transaction() as connection:
            return last_finished(connection, self.run), run_of(connection, self.run)

    def show(self, work: Grade | UnchangedWork, day: date, per_day: int) -> bool:
        """Whether a student may see a grade on this day, of at most `per_day` works; if so, it counts, once for all."""
        with self.transaction() as connection:
            return show_once(connection, work.submission, work.digest, self._made_with, day.isoformat(), per_day)

    def _attempt_facts(self, submission: str) -> dict[str, object]:
        return attempt_facts(self._entries.get(submission), anonymous=self._anonymous)

    def _seen(self, kept: UnchangedWork) -> dict[str, object]:
        told = self._attempt_facts(kept.submission)
        return {**told, "last_run": self.run, "of_submission": kept.submission, "of_digest": kept.digest}
