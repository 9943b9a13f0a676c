"""Which part of a class a record is for, if not the whole. Trusted side."""

from sqlalchemy import Connection, func, insert, select

from grader.gradebook.shards import Shard
from grader.gradebook.store.tables import RUNS, SHARD


def shard_of(connection: Connection) -> Shard | None:
    """The shard that a record is for, or None for a whole class."""
    row = connection.execute(select(SHARD)).one_or_none()
    return None if row is None else Shard(row.shard, row.shards)


def keep_shard(connection: Connection, shard: Shard | None) -> Shard | None:
    """Stores the shard of a record that has no run yet; returns the shard of the record."""
    if shard is not None and not connection.execute(select(func.count()).select_from(RUNS)).scalar_one():
        connection.execute(insert(SHARD).values(shard=shard.number, shards=shard.count))
    return shard_of(connection)
