"""How a class is graded, as whoever grades it chose. Trusted side; data only."""

from pathlib import Path

from msgspec import Struct

from grader.errors import UsageError
from grader.gradebook.shards import Shard
from grader.model import Isolation


class ClassOptions(Struct, frozen=True, kw_only=True):
    """How a class is graded.

    Attributes:
        output: The folder for the results; None writes and keeps nothing.
        store: The address of the database for the record, where it is not to be a file among them.
        workers: How many submissions are graded at a time; 0 stands for one for each processor.
        seed: What to draw the hidden inputs from, if not from the secret seed.
        practice: Draw from the seed for practice: what comes of it students may see whenever it is made.
        isolation: The weakest isolation to accept.
        regrade: Grade also what has not changed since its last grade.
        run: Execute notebooks for display too.
        shard: The part of the class to grade, where it is not all.
        cluster: The address of the Dask scheduler whose workers grade, where those of this machine do not.
    """

    output: Path | None = None
    store: str = ""
    workers: int = 0
    seed: str | None = None
    practice: bool = False
    isolation: Isolation = Isolation.JAILED
    regrade: bool = False
    run: bool = True
    shard: Shard | None = None
    cluster: str = ""

    def check(self) -> None:
        """Raises UsageError where they contradict each other."""
        if self.workers < 0:
            raise UsageError(f"{self.workers} workers are too few: ask for 1 or more, or leave the number out.")
        if self.practice and self.seed is not None:
            raise UsageError("--practice and --seed both say what to draw the hidden inputs from: give one of them.")
        if self.store and self.output is None:
            raise UsageError("--store says where the record of --output is kept: give both.")
        if self.shard is not None and self.output is None:
            raise UsageError("A shard is graded to be merged: give a folder for its results.")
        if self.cluster and self.workers:
            raise UsageError("--workers counts processes of this machine, and --cluster has its own: give one of them.")
