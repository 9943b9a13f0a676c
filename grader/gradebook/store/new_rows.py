"""New results -> rows of the record, each table written once for all of them. Trusted side.

Executing a statement takes ten times as long as adding one more row to it, so what comes at the same time is written
together.
"""

from collections.abc import Callable, Mapping, Sequence

import msgspec
from msgspec import Struct
from msgspec.structs import asdict
from sqlalchemy import Connection, insert, select

from grader.gradebook.known_tasks import NO_TASKS, KnownTasks
from grader.gradebook.store.facts import GRADED, UNGRADED, WITHHELD
from grader.gradebook.store.graded_tasks import put_graded_tasks
from grader.gradebook.store.known import UnchangedWork, put_arrivals
from grader.gradebook.store.rows import SEEN_AGAIN, GradeKey, result_row
from grader.gradebook.store.tables import ATTEMPTS, GRADES, RESULTS
from grader.gradebook.task_works import NO_WORKS, TaskWorks
from grader.model import Grade, SubmissionResult, Ungraded


class NewResult(Struct, frozen=True):
    """A result to store.

    Attributes:
        result: The grade, or why there is none.
        held_back: Why its student may not see the grade yet, if so.
        arrived: A digest of what had arrived, if it could be read.
        works: The digests of the work that each task's grade depends on.
        known: The tasks whose results were already in the record.
    """

    result: SubmissionResult
    held_back: str = ""
    arrived: str = ""
    works: TaskWorks = NO_WORKS
    known: KnownTasks = NO_TASKS


_NEW_ATTEMPT, _NEW_GRADE, _NEW_RESULT = insert(ATTEMPTS), insert(GRADES), insert(RESULTS)
"""Created once: creating a statement takes longer than executing it."""
AttemptFacts = Callable[[str], Mapping[str, object]]
"""When the work of a submission was handed in, and in which files."""


class RunKey(Struct, frozen=True):
    """The run that new results are of, and what its grades depend on."""

    run: int
    made_with: str


def put_results(connection: Connection, results: Sequence[NewResult], run: RunKey, facts: AttemptFacts) -> None:
    """Adds results, each of another submission."""
    graded = [(new, new.result) for new in results if isinstance(new.result, Grade)]
    if graded:
        keys = [GradeKey(grade.submission, grade.digest, run.run) for _, grade in graded]
        _put_attempts(connection, keys, facts)
        connection.execute(
            _NEW_GRADE, [_grade_row(key, grade, run) for key, (_, grade) in zip(keys, graded, strict=True)]
        )
        put_graded_tasks(connection, run.run, [(grade, new.works, new.known) for new, grade in graded])
        arrived = [UnchangedWork(grade.submission, grade.digest, arrived=new.arrived) for new, grade in graded]
        put_arrivals(connection, run.made_with, arrived)
    connection.execute(_NEW_RESULT, [_result_row(new, run.run) for new in results])


def _put_attempts(connection: Connection, keys: Sequence[GradeKey], facts: AttemptFacts) -> None:
    """Stores that a run saw these works, and the facts about their hand-in."""
    query = select(ATTEMPTS.c.submission, ATTEMPTS.c.digest).where(
        ATTEMPTS.c.submission.in_([key.submission for key in keys])
    )
    known = {tuple(row) for row in connection.execute(query)}
    told = [(key, {**facts(key.submission), "last_run": key.run}) for key in keys]
    again = [
        {**said, "of_submission": key.submission, "of_digest": key.digest}
        for key, said in told
        if (key.submission, key.digest) in known
    ]
    new = [
        {**said, "submission": key.submission, "digest": key.digest, "first_run": key.run}
        for key, said in told
        if (key.submission, key.digest) not in known
    ]
    if again:
        connection.execute(SEEN_AGAIN, again)
    if new:
        connection.execute(_NEW_ATTEMPT, new)


def _grade_row(key: GradeKey, grade: Grade, run: RunKey) -> dict[str, object]:
    told = {"score": grade.score, "max_score": grade.max_score, "withheld": grade.withheld}
    return asdict(key) | told | {"made_with": run.made_with, "grade": msgspec.msgpack.encode(grade)}


def _result_row(new: NewResult, run: int) -> dict[str, object]:
    result = new.result
    if isinstance(result, Ungraded):
        status = WITHHELD if result.withheld else UNGRADED
        return result_row(run, result.submission, status=status, reason=result.reason)
    status = WITHHELD if result.withheld else GRADED
    more = {"digest": result.digest, "graded_in": run, "held_back": new.held_back}
    return result_row(run, result.submission, status=status, **more)
