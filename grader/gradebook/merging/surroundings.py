"""What the record of a class contains besides grades, joined from its shards. Trusted side."""

import math
from collections.abc import Callable, Iterable, Sequence

import msgspec
from sqlalchemy import Connection, insert, select, update

from grader.gradebook.merging.part import ShardRecord, part_opened
from grader.gradebook.store.editing import put_adjustments, put_dropped
from grader.gradebook.store.facts import HANDED_IN, WITHDRAWN
from grader.gradebook.store.reading import Adjustment, DroppedTest, adjustments_of, dropped_of
from grader.gradebook.store.rows import replace_all
from grader.gradebook.store.tables import ARRIVALS, ATTEMPTS, ROSTER, SHOWN


def copy_attempts(source: Connection, target: Connection, number_of: Callable[[int], int]) -> None:
    """Takes over which works there were, and which runs saw them first and last."""
    for row in source.execute(select(ATTEMPTS)).mappings():
        first, last = number_of(row["first_run"]), number_of(row["last_run"])
        same = (ATTEMPTS.c.submission == row["submission"], ATTEMPTS.c.digest == row["digest"])
        before = target.execute(select(ATTEMPTS.c.first_run, ATTEMPTS.c.last_run).where(*same)).one_or_none()
        if before is None:
            target.execute(insert(ATTEMPTS).values({**row, "first_run": first, "last_run": last}))
        else:
            runs = {"first_run": min(first, before.first_run), "last_run": max(last, before.last_run)}
            target.execute(update(ATTEMPTS).where(*same).values({**row, **runs}))


def copy_known(source: Connection, target: Connection) -> None:
    """Takes over what arrived as which work, and whose results students have seen."""
    for table in (ARRIVALS, SHOWN):
        keys = list(table.primary_key.columns)
        known = {tuple(row) for row in target.execute(select(*keys))}
        rows = [dict(row) for row in source.execute(select(table)).mappings()]
        if new := [row for row in rows if tuple(row[key.name] for key in keys) not in known]:
            target.execute(insert(table), new)


def copy_roster(parts: Sequence[ShardRecord], target: Connection) -> None:
    """Takes over who is in the class; anybody who was in it before and is not any more has withdrawn."""
    present = {row["student"]: row for row in parts[0].roster if row["status"] != WITHDRAWN}
    before = [dict(row) for row in target.execute(select(ROSTER)).mappings()]
    before += [dict(row) for part in parts for row in part.roster]
    withdrawn = {
        row["student"]: {**row, "status": WITHDRAWN}
        for row in before
        if row["status"] in {HANDED_IN, WITHDRAWN} and row["student"] not in present
    }
    replace_all(target, ROSTER, [*withdrawn.values(), *present.values()])


def copy_made_by_people(parts: Iterable[ShardRecord], target: Connection) -> None:
    """Takes over adjustments and dropped tests that are not there yet, in the order in which they were made."""
    adjustments, tests = list[Adjustment](), list[DroppedTest]()
    for part in parts:
        with part_opened(part.folder, part) as source:
            made = [msgspec.convert(msgspec.structs.asdict(each), Adjustment) for each in adjustments_of(source)]
            if any(not part.shard.holds(each.submission) or not math.isfinite(each.points) for each in made):
                raise ValueError("an adjustment is of nobody in the shard, or no number")
            adjustments += made
            tests += [msgspec.convert(msgspec.structs.asdict(each), DroppedTest) for each in dropped_of(source)]
    known = {msgspec.structs.replace(each, number=0) for each in adjustments_of(target)}
    unnumbered = (msgspec.structs.replace(each, number=0) for each in adjustments)
    put_adjustments(target, sorted((each for each in unnumbered if each not in known), key=lambda each: each.made_at))
    names = {test.test for test in dropped_of(target)}
    first = {test.test: test for test in sorted(tests, key=lambda each: each.made_at, reverse=True)}
    put_dropped(target, [test for name, test in sorted(first.items()) if name not in names])
