"""What a call takes at several sizes, and at larger ones where it is too quick to tell how that grows. Trusted side.

One call of NumPy takes about as long for a hundred numbers as for a thousand: what it takes by itself hides the growth.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
from msgspec import Struct

LARGEST = 3
"""How many of the sizes count: at smaller ones, much of the time is that of the request itself."""
QUICK_SECONDS = 5e-4
"""Of a call that takes less, what it takes by itself may be most."""
MAX_DOUBLINGS = 8
MAX_BYTES = 8 << 20
MAX_MAKING_SECONDS = 0.2
"""No input is made that would be larger, or after one that took longer to make."""


class Curve(Struct, frozen=True):
    """What a call takes, by size."""

    sizes: tuple[int, ...]
    taken: tuple[float, ...]

    def power(self, least: float) -> float:
        """The power of n with which it grows over the largest sizes; what takes less than `least` takes that."""
        taken = np.maximum(self.taken[-LARGEST:], least)
        return float(np.polyfit(np.log(self.sizes[-LARGEST:]), np.log(taken), 1)[0])


def prolonged(curve: Curve, given: Any, inputs: Callable[[int], Any], take: Callable[[Any], float]) -> Curve:
    """The curve of a quick call at sizes at which it takes long enough, as far as there is room for its inputs.

    `given` is its largest input so far. Afterwards `inputs` draws what it would have drawn without this.
    """
    sizes, taken = list(curve.sizes), list(curve.taken)
    with _drawing_aside(inputs):
        for _ in range(MAX_DOUBLINGS):
            if taken[-1] >= QUICK_SECONDS or 4 * _bytes_of(given) > MAX_BYTES:  # twice the size may be four times that
                break
            began = time.monotonic()
            given = inputs(2 * sizes[-1])
            slow = time.monotonic() - began > MAX_MAKING_SECONDS
            sizes.append(2 * sizes[-1])
            taken.append(take(given))
            if slow:
                break
    return Curve(tuple(sizes), tuple(taken))


@contextmanager
def _drawing_aside(inputs: Callable[[int], Any]) -> Iterator[None]:
    """Gives the generators that a function draws from their state back."""
    cells = getattr(inputs, "__closure__", None) or ()
    drawn = [each.cell_contents for each in cells if isinstance(each.cell_contents, np.random.Generator)]
    states = [each.bit_generator.state for each in drawn]
    try:
        yield
    finally:
        for each, state in zip(drawn, states, strict=True):
            each.bit_generator.state = state


def _bytes_of(given: object) -> int:
    """About how much memory an input takes."""
    if isinstance(given, np.ndarray):
        return given.nbytes
    if isinstance(given, str | bytes | bytearray):
        return len(given)
    if isinstance(given, Sequence | set | frozenset | dict) and given:
        return 64 * len(given) + len(given) * max(_bytes_of(each) for each in list(given)[:LARGEST])
    return 0
