"""How a class is to be graded, as chosen by the person who grades it. Trusted side; data only."""

from pathlib import Path

from msgspec import Struct

from grader.errors import UsageError
from grader.gradebook.shards import Shard
from grader.model import Isolation


class ClassOptions(Struct, frozen=True, kw_only=True):
    """How a class is graded.

    Attributes:
        output: The folder for the results; None writes and keeps nothing.
        store: The address of the database for the record, if it is not a file among the results.
        workers: How many submissions are graded at a time; 0 means one for each processor.
        seed: The seed for hidden inputs, if not the secret one.
        practice: Draw from the practice seed: students may see the results at any time.
        isolation: The weakest isolation to accept.
        regrade: Also grade what has not changed since its last grade.
        run: Execute notebooks for display too.
        shard: The part of the class to grade, if not all.
        cluster: The address of the Dask scheduler whose workers grade, if not those of this machine.
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
