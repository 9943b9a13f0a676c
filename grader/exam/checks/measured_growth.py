"""The fixture `growth`: how what a call takes grows with the size of its input, beside the reference's own. Trusted.

Operations are counted, so that they are the same on a busy machine. Of time and memory only how they grow from size to
size is compared, with much room, and no number is shown: they differ from run to run.
"""

import math
from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Any

from grader.exam.checks.basic import CheckFailedError
from grader.exam.checks.comparisons import begin_check
from grader.exam.checks.growth import ORDERS, SIZES, growth, order_of, require_order, require_sizes
from grader.exam.checks.growth_curve import Curve, prolonged
from grader.exam.checks.helpers import copied
from grader.exam.checks.measuring import Counted, Measurement, measured
from grader.exam.checks.message_count import counts_messages
from grader.host.proxy import Proxy
from grader.model import FeedbackLevel, Finding

LONG_SIZES = (250, 500, 1_000, 2_000, 4_000)
"""Where time and memory are measured: of the smaller ones most is what a request takes by itself."""
ROOM = 0.35
"""By how much the power of n may be higher. n² and n log n differ by 0.9; the effect of a busy processor is smaller."""
FEW = 2.0
"""How many times what the reference takes may be taken at the largest size, however it seems to grow."""
REPEATS, REPEATS_HERE, REPEATS_LONGER = 4, 40, 8
"""How often a quick call is measured in a guest, and here, since a call of the reference may take microseconds; here at
larger sizes it is less often, since it is given a copy of its input each time."""
QUICK_SECONDS = 0.05
"""A call that takes less is measured again, and the least counts: what disturbs a measurement only adds to it."""


class Measure(StrEnum):
    """What is measured."""

    OPERATIONS = "operations"
    SECONDS = "seconds"
    BYTES = "bytes"


Inputs = Callable[[int], Any]


def measured_growth(
    call: Any, expected: Any, inputs: Inputs, what: str = "", sizes: Sequence[int] = (), by: str = Measure.OPERATIONS
) -> list[Measurement]:
    """Requires that what a call takes grows no faster with the size of its input than what the reference's takes.

    Args:
        call: The student's function.
        expected: The reference's; or what is asked for: one of `ORDERS`.
        inputs: Makes the argument for a size, or a tuple of several. For operations, those of the numbers and texts in
            lists among them are counted, and calls of functions among them.
        what: Its name in messages; by default that of the function.
        sizes: The sizes to try, three or more, rising.
        by: What is measured: `operations`, `seconds` or `bytes`.
    """
    __tracebackhide__ = True
    measure = _measure(by)
    chosen = tuple(sizes) or (SIZES if measure is Measure.OPERATIONS else LONG_SIZES)
    require_sizes(chosen)
    name = what or (Proxy.label(call) if isinstance(call, Proxy) else str(getattr(call, "__name__", "the call")))
    if isinstance(expected, str):
        require_order(expected)
    given = [inputs(size) for size in chosen]
    mine = [_taken(call, each, measure) for each in given]
    theirs = None if isinstance(expected, str) else [_taken(expected, each, measure) for each in given]
    if measure is Measure.OPERATIONS:
        wanted = expected if theirs is None else _counts(theirs, chosen)
        growth(_counts(mine, chosen), wanted, name, chosen)
    else:
        begin_check(name)
        seen, beside = Curve(chosen, _numbers(mine, measure)), Curve(chosen, _steps(expected, theirs, chosen, measure))
        few = seen.taken[-1] <= FEW * beside.taken[-1]
        if theirs is not None and measure is Measure.SECONDS and not few and _beyond(seen, beside) > 0:
            beside = prolonged(
                beside, given[-1], inputs, lambda each: _taken(expected, each, measure, REPEATS_LONGER).seconds
            )
        _require_slow(seen, beside, name, few=few)
    return mine


def _beyond(mine: Curve, theirs: Curve) -> float:
    """The power of n with which the one grows beyond the other."""
    low = min((each for each in (*mine.taken, *theirs.taken) if each > 0), default=1.0)
    return mine.power(low) - theirs.power(low)


@counts_messages(1, 1)
def _require_slow(mine: Curve, theirs: Curve, what: str, *, few: bool) -> None:
    """Requires that the one grows little beyond the other, or takes few times as much."""
    __tracebackhide__ = True
    if few or _beyond(mine, theirs) <= ROOM:
        return
    found, wanted = order_of(_scaled(mine.taken), mine.sizes), order_of(_scaled(theirs.taken), theirs.sizes)
    raise CheckFailedError(
        Finding(FeedbackLevel.CATEGORY, f"What {what} takes grows faster with the size of the input than it needs."),
        Finding(FeedbackLevel.INPUTS, f"It grows about as {found}."),
        Finding(FeedbackLevel.VALUES, f"It should grow no faster than {wanted}."),
        expected=wanted,
    )


def _numbers(found: Sequence[Measurement], measure: Measure) -> tuple[float, ...]:
    return tuple(_number(each, measure) for each in found)


def _steps(
    expected: Any, theirs: Sequence[Measurement] | None, sizes: Sequence[int], measure: Measure
) -> tuple[float, ...]:
    """What is compared with: what the reference takes, or an order in proportion to it, which begins as nothing."""
    if theirs is not None:
        return _numbers(theirs, measure)
    return tuple(ORDERS[expected](size) * 1e-12 for size in sizes)


def _scaled(found: Sequence[float]) -> list[float]:
    """The same, beginning well above what `order_of` takes for the least."""
    least = min((each for each in found if each > 0), default=1.0)
    return [1e3 * max(each, least) / least for each in found]


def _taken(call: Any, given: Any, measure: Measure, repeats: int = REPEATS_HERE) -> Measurement:
    arguments = given if isinstance(given, tuple) else (given,)
    if measure is Measure.OPERATIONS:
        return measured(call, [Counted(each) if isinstance(each, list) else each for each in arguments], trace=False)
    best = measured(call, _own(call, arguments), trace=measure is Measure.BYTES)
    for _ in range((REPEATS if isinstance(call, Proxy) else repeats) - 1):
        if measure is Measure.BYTES or best.seconds > QUICK_SECONDS:
            break
        best = min(best, measured(call, _own(call, arguments), trace=False), key=lambda each: each.seconds)
    return best


def _own(call: Any, arguments: Sequence[object]) -> Sequence[object]:
    """Arguments that a call may change: a guest has its own in any case."""
    return arguments if isinstance(call, Proxy) else copied(arguments)


def _counts(found: Sequence[Measurement], sizes: Sequence[int]) -> Callable[[int], int]:
    return dict(zip(sizes, (each.operations for each in found), strict=True)).__getitem__


def _number(found: Measurement, measure: Measure) -> float:
    number = float(found.seconds if measure is Measure.SECONDS else found.peak_bytes)
    return number if math.isfinite(number) else 0.0


def _measure(by: str) -> Measure:
    if by not in set(Measure):
        raise ValueError(f"by={by!r} is nothing that is measured: give {', '.join(Measure)}")
    return Measure(by)
