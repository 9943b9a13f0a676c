"""Which part of a class a run grades: the part that its options ask for, decided by ids alone. Trusted side; pure."""

import hashlib
import re
from pathlib import Path
from typing import Self

from msgspec import Struct

from grader.errors import UsageError
from grader.model.options import ClassOptions
from grader.sanitize import quoted

_WRITTEN = re.compile(r"([0-9]{1,4})/([0-9]{1,4})")


class Shard(Struct, frozen=True, order=True):
    """One of several parts of a class.

    A submission is always in the same one, whoever else is in the class, and in whatever order they come.
    """

    number: int
    count: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """Reads `2/5`. Raises UsageError."""
        found = _WRITTEN.fullmatch(text)
        shard = cls(int(found[1]), int(found[2])) if found else None
        if shard is None or not 1 <= shard.number <= shard.count:
            raise UsageError(f"{quoted(text)} is not a shard: write the second of five as 2/5.")
        return shard

    def holds(self, submission: str) -> bool:
        """Whether a submission of this id is in it."""
        found = hashlib.sha256(submission.encode("utf-8", "surrogatepass")).digest()
        return int.from_bytes(found[:8]) % self.count == self.number - 1

    def __str__(self) -> str:
        return f"{self.number}/{self.count}"


def called(shard: Shard | None) -> str:
    """What is graded, in words."""
    return "a whole class" if shard is None else f"shard {shard}"


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
