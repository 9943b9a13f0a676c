"""Joins the records of shards into one record, within a transaction of it. Trusted side.

Afterwards every grade of a shard is there, once, and nothing that was there before has changed: what was joined
already is recognised by its content.
"""

from collections.abc import Iterator, Sequence

import msgspec
from sqlalchemy import Connection, RowMapping, func, insert, select

from grader.gradebook.merging.history import MergedRun, merged_runs
from grader.gradebook.merging.part import ShardRecord, part_opened, require_id
from grader.gradebook.merging.surroundings import copy_attempts, copy_known, copy_made_by_people, copy_roster
from grader.gradebook.store.graded_tasks import put_run_tasks
from grader.gradebook.store.rows import replace_all
from grader.gradebook.store.tables import ASSIGNMENT, GRADED_TASKS, GRADES, RESULTS, RUNS, TASKS
from grader.model import Grade

_AT_ONCE = 100
"""How many grades are read at a time: each may be as large as what its tests saw."""
_OF_RESULT = ("submission", "status", "digest", "graded_in", "reason", "held_back")


class Joining:
    """One joining of shards.

    Args:
        target: The record of the whole class.
        parts: The shards.
    """

    def __init__(self, target: Connection, parts: Sequence[ShardRecord]) -> None:
        self._target = target
        self._parts = parts
        self._runs: dict[tuple[int, int], int] = {}
        self._grades: dict[tuple[str, int], int] = {}

    def join(self) -> tuple[int, bool]:
        """Joins them; returns the run that their last runs amount to, and whether it is new."""
        for part in self._parts:
            self._find_grades(part)
        merged = merged_runs(self._parts)
        number = self._same(merged[-1])
        if new := number is None:
            number = self._join_history(merged)
        for part in self._parts:
            with part_opened(part.folder, part) as source:
                copy_known(source, self._target)
        copy_made_by_people(self._parts, self._target)
        return number, new

    def _join_history(self, merged: Sequence[MergedRun]) -> int:
        """Joins what the runs have left; returns the number of the last one."""
        new = [(number, run) for run in merged if (number := self._begun(run))]
        for place, part in enumerate(self._parts):
            with part_opened(part.folder, part) as source:
                self._copy_grades(place, source)
                copy_attempts(source, self._target, lambda run, place=place: self._runs[place, run])  # type: ignore[misc]
        for number, run in new:
            rows = [{"run": number, **dict(zip(_OF_RESULT, each, strict=True))} for each in self._results(run)]
            if rows:
                self._target.execute(insert(RESULTS), rows)
        with part_opened(self._parts[0].folder, self._parts[0]) as source:
            for table in (ASSIGNMENT, TASKS):
                replace_all(self._target, table, [dict(row) for row in source.execute(select(table)).mappings()])
        copy_roster(self._parts, self._target)
        return new[-1][0]

    def _find_grades(self, part: ShardRecord) -> None:
        """Checks that each grade of a shard is one of ours, and finds those that were joined before."""
        digests: dict[tuple[str, int], str] = {}
        with part_opened(part.folder, part) as source:
            for row in source.execute(select(GRADES).execution_options(yield_per=_AT_ONCE)).mappings():
                _require_whole(row, part)
                key = (row["submission"], row["run"])
                if digests.setdefault(key, row["digest"]) != row["digest"]:
                    raise ValueError(f"{key[0]} has two grades of run {key[1]}")
                same = {name: row[name] for name in ("submission", "digest", "made_with", "grade")}
                found = self._target.execute(select(func.max(GRADES.c.run)).filter_by(**same)).scalar()
                if found is not None:
                    self._grades[key] = found
            for each in part.runs:
                for result in each.run.results.values():
                    if result.graded_in and digests.get((result.submission, result.graded_in)) != result.digest:
                        raise ValueError(f"{result.submission} lacks the grade of run {result.graded_in}")

    def _same(self, run: MergedRun) -> int | None:
        """The run over the class that this one was joined as, if it was."""
        rows = set(self._results(run))
        known = {"started_at": run.facts.started_at, "made_with": run.facts.made_with, "finished_at": run.finished_at}
        columns = [RESULTS.c[name] for name in _OF_RESULT]
        for number in self._target.execute(select(RUNS.c.run).filter_by(**known)).scalars():
            if {tuple(row) for row in self._target.execute(select(*columns).where(RESULTS.c.run == number))} == rows:
                return int(number)
        return None

    def _results(self, run: MergedRun) -> Iterator[tuple[object, ...]]:
        """Its result for each submission; 0 means a run whose grade is not joined yet."""
        for member in run.members:
            for each in member.part_run.run.results.values():
                graded_in = None if each.graded_in is None else self._grades.get((each.submission, each.graded_in), 0)
                yield each.submission, each.status, each.digest, graded_in, each.reason, each.held_back

    def _begun(self, run: MergedRun) -> int:
        """Begins a run over the class and returns its number; 0 if it was joined before."""
        known = self._same(run)
        number = known or (self._target.execute(select(func.max(RUNS.c.run))).scalar() or 0) + 1
        self._runs |= {(member.place, member.part_run.run.number): number for member in run.members}
        if known is not None:
            return 0
        told = {name: said for name, said in msgspec.structs.asdict(run.facts).items() if name != "tasks"}
        self._target.execute(insert(RUNS).values(run=number, finished_at=run.finished_at, **told))
        put_run_tasks(self._target, number, run.facts.tasks)
        return number

    def _copy_grades(self, place: int, source: Connection) -> None:
        """Copies the grades of a shard that are not joined yet, and what is known of their tasks."""
        new = set()
        for row in source.execute(select(GRADES).execution_options(yield_per=_AT_ONCE)).mappings():
            key = (row["submission"], row["run"])
            if key not in self._grades:
                self._grades[key] = self._runs[place, row["run"]]
                self._target.execute(insert(GRADES).values({**row, "run": self._grades[key]}))
                new.add(key)
        tasks = [
            {**row, "run": self._grades[key], "graded_in": self._grades[row["submission"], row["graded_in"]]}
            for row in source.execute(select(GRADED_TASKS)).mappings()
            if (key := (row["submission"], row["run"])) in new
        ]
        if tasks:
            self._target.execute(insert(GRADED_TASKS), tasks)


def _require_whole(row: RowMapping, part: ShardRecord) -> None:
    """Requires that a row agrees with the grade in it, and belongs to the shard. Raises ValueError."""
    require_id(row["submission"], part.shard)
    grade = msgspec.msgpack.decode(row["grade"], type=Grade)
    said = (row["submission"], row["digest"], row["score"], row["max_score"], bool(row["withheld"]))
    if said != (grade.submission, grade.digest, grade.score, grade.max_score, grade.withheld):
        raise ValueError(f"the grade of {row['submission']} says something else than its row")
    if grade.assignment != part.assignment.slug:
        raise ValueError(f"the grade of {row['submission']} is of another assignment")
