"""Which part of a class is graded on which machine of a batch system, decided by ids alone. Trusted side; pure."""

import hashlib
import re
from typing import Self

from msgspec import Struct

from grader.errors import UsageError
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
