"""Checks that shards belong to one class, graded in the same way, and finds missing ones. Trusted side; pure."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from grader.errors import UsageError
from grader.gradebook.merging.part import ShardRecord
from grader.gradebook.shards import Shard
from grader.gradebook.store.facts import WITHDRAWN, RunFacts
from grader.sanitize import quoted


def require_together(parts: Sequence[ShardRecord]) -> None:
    """Requires that they are parts of one class, sorted by shard, each only once. Raises UsageError."""
    for one, other in pairwise(parts):  # sorted by shard, so it is enough to compare neighbours
        if why := next(_differences(one, other), ""):
            raise UsageError(f"{one.folder} and {other.folder} cannot be merged, since {why}.")


def missing_shards(parts: Sequence[ShardRecord]) -> tuple[Shard, ...]:
    """The shards of the class that are missing."""
    there = {part.shard for part in parts}
    count = parts[0].shard.count
    return tuple(shard for number in range(1, count + 1) if (shard := Shard(number, count)) not in there)


def _differences(one: ShardRecord, other: ShardRecord) -> Iterator[str]:
    if one.assignment.slug != other.assignment.slug:
        slugs = quoted(one.assignment.slug), quoted(other.assignment.slug)
        yield f"one is of the assignment {slugs[0]} and the other of {slugs[1]}"
    if one.shard.count != other.shard.count:
        yield f"one is shard {one.shard} and the other shard {other.shard}: cut a class in one way"
    if one.shard == other.shard:
        yield f"both are shard {one.shard}: give one of them"
    yield from _differences_of_runs(one.last.run.facts, other.last.run.facts)
    if one.assignment != other.assignment:
        yield "titles, points, diagrams or what being late costs are not the same: run both again"
    if _class_of(one) != _class_of(other):
        yield "they were given different classes: run both again on the same one"


def _differences_of_runs(one: RunFacts, other: RunFacts) -> Iterator[str]:
    if one.assignment_digest != other.assignment_digest:
        yield "the tests, the reference or the limits are not the same: grade both by the same assignment"
    if one.seed != other.seed:
        yield "their hidden inputs are drawn from different seeds: grade both from the same one"
    versions = [f"grader {run.grader}, Python {run.python}, NumPy {run.numpy}" for run in (one, other)]
    if one.engine_digest != other.engine_digest:
        said = " and ".join(versions) if versions[0] != versions[1] else "different states of the same version"
        yield f"they were graded by {said}: grade both by the same grader"
    if one.isolation != other.isolation:
        yield f"their isolation was {one.isolation} and {other.isolation}: grade both on machines that are alike"
    if one.made_with != other.made_with:
        yield "notebooks were run for display in one of them only: grade both with --no-run or both without"


def _class_of(part: ShardRecord) -> list[tuple[str, ...]]:
    """The members of the whole class, according to a shard's record."""
    return [tuple(row.values()) for row in part.roster if row["status"] != WITHDRAWN]
