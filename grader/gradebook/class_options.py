"""Which options for grading a class can be followed, and which part of the class they ask for. Trusted side; pure."""

from pathlib import Path

from grader.errors import UsageError
from grader.gradebook.shards import Shard
from grader.model.options import ClassOptions


def chosen_shard(options: ClassOptions, output: Path | None) -> Shard | None:
    """The part of the class to grade; None for all of it.

    Raises:
        UsageError: The options contradict each other, or need a folder for the results.
    """
    if options.workers < 0:
        raise UsageError(f"{options.workers} workers are too few: ask for 1 or more, or leave the number out.")
    if options.practice and options.seed is not None:
        raise UsageError("--practice and --seed both say what to draw the hidden inputs from: give one of them.")
    if options.store and output is None:
        raise UsageError("--store says where the record of --output is kept: give both.")
    if options.cluster and options.workers:
        raise UsageError("--workers counts processes of this machine, and --cluster has its own: give one of them.")
    shard = Shard.parse(options.shard) if options.shard else None
    if shard is not None and output is None:
        raise UsageError("A shard is graded to be merged: give a folder for its results.")
    return shard
