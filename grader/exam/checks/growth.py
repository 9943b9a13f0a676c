"""How counted steps grow with the size of the input, compared with the reference's. Trusted side.

Steps are counted and no clock is read, so that the result is the same on a busy machine.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import numpy as np

from grader.exam.checks.basic import CheckFailedError
from grader.exam.checks.comparisons import Comparing, begin_check
from grader.exam.checks.message_count import counts_messages
from grader.exam.wording import kinds
from grader.model import FeedbackLevel, Finding

Count = Callable[[int], Any]
SIZES = (16, 32, 64, 128, 256)
ENOUGH = 2.0
"""How many times the steps of the reference are allowed at the largest size, however they seem to grow."""
ORDERS: Mapping[str, Callable[[int], float]] = MappingProxyType(
    {
        "1": lambda _: 1.0,
        "log n": math.log2,
        "n": float,
        "n log n": lambda n: n * math.log2(n),
        "n²": lambda n: float(n) ** 2,
        "n³": lambda n: float(n) ** 3,
        "2ⁿ": lambda n: 2.0 ** min(n, 1000),
    }
)
"""Slower growth first."""


def growth(count: Count, expected: Count | str, what: str, sizes: Sequence[int] = SIZES) -> None:
    """Requires that counted steps grow no faster with the size than the reference's.

    Args:
        count: Runs the student's code on an input of a given size, and returns how many steps it took.
        expected: The same for the reference, or the required order: one of `ORDERS`.
        what: Its name in messages.
        sizes: The sizes to try, three or more, increasing.
    """
    __tracebackhide__ = True
    require_sizes(sizes)
    begin_check(what)
    theirs = None if isinstance(expected, str) else _counts(expected, sizes)
    if theirs is not None and not all(map(_is_count, theirs)):
        raise ValueError("growth counts steps: the count of the reference gives something else than a number")
    wanted = require_order(expected) if isinstance(expected, str) else order_of(theirs or [], sizes)
    mine = _counts(count, sizes)
    with Comparing(what, mine, theirs):
        _require_slow(mine, theirs, wanted, what, sizes)


def order_of(counts: Sequence[float], sizes: Sequence[int]) -> str:
    """The one of `ORDERS` to which the counts are most nearly proportional."""
    found = np.log(np.maximum(np.asarray(counts, np.float64), 1.0))
    return min(ORDERS, key=lambda name: float(np.std(found - np.log([ORDERS[name](size) for size in sizes]))))


@counts_messages(2, 2)
def _require_slow(
    mine: Sequence[object], theirs: Sequence[Any] | None, wanted: str, what: str, sizes: Sequence[int]
) -> None:
    __tracebackhide__ = True
    if not all(map(_is_count, mine)):
        raise CheckFailedError(Finding(FeedbackLevel.CATEGORY, f"The steps of {what} could not be counted."))
    counts = [kinds.as_float(each) for each in mine]
    found, names = order_of(counts, sizes), list(ORDERS)
    few = theirs is not None and counts[-1] <= ENOUGH * float(theirs[-1])
    if names.index(found) <= names.index(wanted) or few:
        return
    shown = ", ".join(f"{each:.0f} for n = {size}" for each, size in zip(counts, sizes, strict=True))
    raise CheckFailedError(
        Finding(FeedbackLevel.CATEGORY, f"The steps of {what} grow faster with the size of the input than they need."),
        Finding(FeedbackLevel.INPUTS, f"They grow about as {found}: {shown}."),
        Finding(FeedbackLevel.VALUES, f"They should grow no faster than {wanted}."),
        expected=wanted,
    )


def _counts(count: Count, sizes: Sequence[int]) -> list[Any]:
    return [kinds.plain(count(size)) for size in sizes]


def _is_count(value: object) -> bool:
    return kinds.is_real(value) and 0 <= kinds.as_float(value) < math.inf


def require_order(order: str) -> str:
    """Requires one of `ORDERS`. Raises ValueError."""
    if order not in ORDERS:
        raise ValueError(f"expected={order!r} is no growth: give {', '.join(ORDERS)}, or count the reference's steps")
    return order


def require_sizes(sizes: Sequence[int]) -> None:
    """Requires sizes that show a growth. Raises ValueError."""
    if len(sizes) < 3 or list(sizes) != sorted(set(sizes)) or sizes[0] < 2:  # noqa: PLR2004 # a curve, and a logarithm
        raise ValueError("sizes takes three or more sizes, rising, the least of which is 2")
