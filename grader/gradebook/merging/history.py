"""The runs over the shards of a class -> the runs over the class that they amount to. Trusted side; pure.

They are matched from the last one back: the last runs of all shards are one run over the class, and so are those
before, if they were made alike. A shard that was run more often than others has runs of its own before those.
"""

from collections import defaultdict
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from grader.gradebook.merging.part import ShardRecord, ShardRun
from grader.gradebook.store.facts import RunFacts


class NumberedShardRun(Struct, frozen=True):
    """A run over one shard: which of the shards, and the run."""

    place: int
    part_run: ShardRun


class MergedRun(Struct, frozen=True, kw_only=True):
    """A run over the class.

    Attributes:
        facts: How it was made.
        finished_at: When it finished; None if a shard is missing or was stopped.
        members: The runs that it is made of.
    """

    facts: RunFacts
    finished_at: str | None
    members: tuple[NumberedShardRun, ...]


def merged_runs(parts: Sequence[ShardRecord]) -> list[MergedRun]:
    """The runs over the class, the earliest first; the last one is made of the last runs of all."""
    together: defaultdict[tuple[int, str], list[NumberedShardRun]] = defaultdict(list)
    for place, part in enumerate(parts):
        for back, each in enumerate(reversed(part.runs)):
            together[-back, each.run.facts.made_with].append(NumberedShardRun(place, each))
    count = parts[0].shard.count
    runs = [(back, _merged(members, count)) for (back, _), members in together.items()]
    return [run for _, run in sorted(runs, key=lambda each: (each[0], each[1].facts.started_at))]


def _merged(members: Sequence[NumberedShardRun], count: int) -> MergedRun:
    facts = [member.part_run.run.facts for member in members]
    ended = [member.part_run.finished_at for member in members]
    whole = len(members) == count and None not in ended
    return MergedRun(
        facts=replace(facts[0], started_at=min(each.started_at for each in facts)),
        finished_at=max(filter(None, ended)) if whole else None,
        members=tuple(members),
    )
