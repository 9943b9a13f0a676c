"""What is known of a task that need not be graded again. Trusted side; data, which workers and the store share."""

from collections.abc import Mapping
from types import MappingProxyType

from msgspec import Struct


class KnownTask(Struct, frozen=True):
    """The result of a task that would be the same again: in which grade of which run, and when its tests were run."""

    digest: str
    run: int
    graded_in: int
    score: float


KnownTasks = Mapping[tuple[str, str], KnownTask]
"""The known tasks of one submission, by task and the digest of its work."""
NO_TASKS: KnownTasks = MappingProxyType({})
