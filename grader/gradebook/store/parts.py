"""Of which part of a class a record is, where it is not of the whole. Trusted side."""

from sqlalchemy import Connection, func, insert, select

from grader.gradebook.shards import Shard
from grader.gradebook.store.tables import RUNS, SHARD


def shard_of(connection: Connection) -> Shard | None:
    """The shard that a record is of, or None for a whole class."""
    row = connection.execute(select(SHARD)).one_or_none()
    return None if row is None else Shard(row.shard, row.shards)


def keep_shard(connection: Connection, shard: Shard | None) -> Shard | None:
    """Keeps of what a record is that has no run yet; gives what it is of."""
    if shard is not None and not connection.execute(select(func.count()).select_from(RUNS)).scalar_one():
        connection.execute(insert(SHARD).values(shard=shard.number, shards=shard.count))
    return shard_of(connection)
