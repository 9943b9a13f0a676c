"""What the record of a class knows about each task: what its part of a grade depends on, and when its tests were run.

Trusted side. The tests of a task are not run again if its tests, reference and files are unchanged.
"""

from collections.abc import Iterable, Mapping

import msgspec
from msgspec import UNSET
from msgspec.structs import replace
from sqlalchemy import Connection, and_, insert, or_, select

from grader.gradebook.known_tasks import KnownTask, KnownTasks
from grader.gradebook.store.tables import GRADED_TASKS, GRADES, RUN_TASKS
from grader.gradebook.task_works import TaskWorks
from grader.model import Grade, Outcome, TaskResult


def put_run_tasks(connection: Connection, run: int, tasks: Mapping[str, str]) -> None:
    """Stores what the tasks of a run depend on."""
    if tasks:
        rows = [{"run": run, "task": task, "made_with": made_with} for task, made_with in tasks.items()]
        connection.execute(insert(RUN_TASKS), rows)


def run_tasks(connection: Connection, run: int) -> dict[str, str]:
    """Reads what the tasks of a run depend on."""
    found = connection.execute(select(RUN_TASKS).where(RUN_TASKS.c.run == run).order_by(RUN_TASKS.c.task))
    return {row.task: row.made_with for row in found}


def known_tasks(
    connection: Connection, tasks: Mapping[str, str], submissions: Iterable[str]
) -> dict[str, dict[tuple[str, str], KnownTask]]:
    """The latest results of these submissions' tasks that are still valid, given what tasks depend on now."""
    wanted = set(submissions)
    if not tasks or not wanted:
        return {}
    same = or_(*(and_(RUN_TASKS.c.task == task, RUN_TASKS.c.made_with == now) for task, now in tasks.items()))
    of_run = (RUN_TASKS.c.run == GRADED_TASKS.c.run) & (RUN_TASKS.c.task == GRADED_TASKS.c.task)
    query = select(GRADED_TASKS).join(RUN_TASKS, of_run).where(same, GRADED_TASKS.c.withheld.is_(False))
    found: dict[str, dict[tuple[str, str], KnownTask]] = {}
    for row in connection.execute(query.order_by(GRADED_TASKS.c.run)):
        if row.submission in wanted:
            known = KnownTask(row.digest, row.run, row.graded_in, row.score)
            found.setdefault(row.submission, {})[row.task, row.work] = known
    return found


def put_graded_tasks(connection: Connection, run: int, grades: Iterable[tuple[Grade, TaskWorks, KnownTasks]]) -> None:
    """Stores the work that each task of new grades was graded from, and when its tests were run."""
    rows = [
        _row(grade, task, run, works, known)
        for grade, works, known in grades
        for task in grade.tasks
        if task.id in works.works
    ]
    if rows:
        connection.execute(insert(GRADED_TASKS), rows)


def completed(connection: Connection, grade: Grade, works: TaskWorks, known: KnownTasks) -> Grade:
    """A grade with the results of the tasks that were not run again, taken from earlier grades of the submission."""
    if not works.known:
        return grade
    sources = {task: known[task, works.works[task]] for task in works.known}
    earlier = {key: _grade(connection, grade.submission, *key) for key in {(s.digest, s.run) for s in sources.values()}}
    tasks = tuple(
        _filled(task, earlier[sources[task.id].digest, sources[task.id].run]) if task.id in sources else task
        for task in grade.tasks
    )
    shown = [each.executed for each in earlier.values() if each.digest == grade.digest and each.executed is not UNSET]
    return replace(grade, tasks=tasks, executed=shown[-1] if shown else grade.executed)


def _filled(task: TaskResult, earlier: Grade) -> TaskResult:
    """A task with its present texts and its earlier results."""
    before = next(each for each in earlier.tasks if each.id == task.id)
    return replace(task, tests=before.tests, score=before.score)


def _grade(connection: Connection, submission: str, digest: str, run: int) -> Grade:
    query = select(GRADES.c.grade).filter_by(submission=submission, digest=digest, run=run)
    return msgspec.msgpack.decode(connection.execute(query).scalar_one(), type=Grade)


def _row(grade: Grade, task: TaskResult, run: int, works: TaskWorks, known: KnownTasks) -> dict[str, object]:
    work = works.works[task.id]
    return {
        "submission": grade.submission,
        "digest": grade.digest,
        "run": run,
        "task": task.id,
        "work": work,
        "graded_in": known[task.id, work].graded_in if task.id in works.known else run,
        "withheld": any(test.outcome is Outcome.ERROR for test in task.tests),
        "score": task.score,
        "max_score": task.max_score,
    }
