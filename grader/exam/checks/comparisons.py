"""A log of the comparisons in a test, with their results, so that the diagnosis can distinguish them.

Trusted side. Without notes a comparison that fails ends its test. While notes are taken it is written down and the test
continues, so that each comparison can be compared with a known mistake. It knows neither pytest nor guests.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import NamedTuple

import numpy as np
from msgspec import Struct

from grader.exam.wording import kinds
from grader.host.sparse import is_sparse, side_by_side
from grader.host.tables import kind_of


class ComparisonError(Exception):
    """A comparison or another check that failed; `grader.exam.check` says how."""


class ComparisonKey(NamedTuple):
    """Which comparison of a test it is: the nth check of something with this name, and which part of that."""

    what: str
    number: int
    part: str


class Comparison(Struct, frozen=True):
    """One comparison: whether the student's value agreed with the reference's, and both."""

    agrees: bool
    actual: object
    expected: object


class ComparisonLog:
    """The comparisons of one run of a test, in their order."""

    def __init__(self) -> None:
        self.found: dict[ComparisonKey, Comparison] = {}
        self._checks: Counter[str] = Counter()
        self._what = ""

    def begin(self, what: str) -> None:
        """A check of something begins; the comparisons that follow are parts of it."""
        self._checks[what] += 1
        self._what = what

    def add(self, part: str, comparison: Comparison) -> None:
        """Adds one."""
        self.found[ComparisonKey(self._what, self._checks[self._what], part)] = comparison


_log: ContextVar[ComparisonLog | None] = ContextVar("notes", default=None)


@contextmanager
def recording_comparisons() -> Iterator[ComparisonLog]:
    """Records the comparisons made inside the block."""
    log = ComparisonLog()
    token = _log.set(log)
    try:
        yield log
    finally:
        _log.reset(token)


def is_recording() -> bool:
    """Whether comparisons are being recorded: if so, nobody reads the message of a failed one."""
    return _log.get() is not None


def begin_check(what: str) -> None:
    """Tells the log, if there is one, that a check begins."""
    if (log := _log.get()) is not None:
        log.begin(what)


class ComparingParts:
    """A comparison part by part: it is recorded itself only if it fails as a whole.

    While comparisons are recorded, a failure raises nothing. A class, since a generator costs three times as much, and
    a submission is compared in thousands of parts.
    """

    __slots__ = ("_actual", "_expected", "_log", "_part")

    def __init__(self, part: str, actual: object, expected: object) -> None:
        self._part, self._actual, self._expected = part, actual, expected
        self._log = _log.get()

    def __enter__(self) -> None:
        """Begins it."""

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _traceback: object) -> bool:
        if self._log is None or not isinstance(error, ComparisonError):
            return False
        self._add(self._log, agrees=False)
        return True

    def _add(self, log: ComparisonLog, *, agrees: bool) -> None:
        log.add(self._part, Comparison(agrees=agrees, actual=self._actual, expected=self._expected))


class Comparing(ComparingParts):
    """One comparison, which is recorded in any case."""

    __slots__ = ()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, traceback: object) -> bool:
        if self._log is not None and kind is None:
            self._add(self._log, agrees=True)
        return super().__exit__(kind, error, traceback)


def alike(one: object, other: object) -> bool:
    """Whether two expected values are the same up to rounding, so that no comparison distinguishes them."""
    if any(isinstance(each, str | bool | None) for each in (one, other)):
        return type(one) is type(other) and one == other
    if kind_of(one) == kind_of(other) != "":
        return bool(one.equals(other))  # type: ignore[attr-defined] # tables, of the same computations where these agree
    if is_sparse(one) and is_sparse(other):
        _, one, other = side_by_side(one, other) if one.shape == other.shape else (None, 0.0, 1.0)  # type: ignore[attr-defined] # matrices
    first, second = kinds.numbers(one), kinds.numbers(other)
    if first is None or second is None:  # such as an object of the student's, about which nobody may ask
        return False
    return first.shape == second.shape and np.allclose(first, second, rtol=1e-12, atol=0.0, equal_nan=True)
