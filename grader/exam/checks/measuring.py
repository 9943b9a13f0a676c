"""The cost of a call: counted operations, memory and processor time, for the student's code and the reference. Trusted
side.

Time is measured by the kernel, from outside. Operations and memory are counted where the code runs, so that a student's
code could falsify them: check the result as well.
"""

import time
import tracemalloc
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from typing import Any

from msgspec import Struct

from grader.host.failures import CallFailedError
from grader.host.proxy import Proxy
from grader.wire.counted import COUNTED, Counter
from grader.wire.packing import pack
from grader.wire.surroundings import BeginMeasuring, EndMeasuring
from grader.wire.values import Recording, Value

_COUNTABLE = frozenset({int, float, str, bool, type(None)})


class Counted(Struct, frozen=True):
    """A list whose numbers and texts count the operations on them, on the side where the call runs."""

    values: Sequence[object]


class Measurement(Struct, frozen=True):
    """The result and the cost of a call.

    Attributes:
        returned: What it returned.
        operations: How often counted numbers and texts were compared, computed with or hashed, and functions of the
            test were called.
        seconds: Processor time of all threads.
        peak_bytes: The peak memory of Python's objects and arrays, beyond what was allocated before.
    """

    returned: Any
    operations: int
    seconds: float
    peak_bytes: int


class _Calls:
    """Counts calls of the test's functions."""

    def __init__(self) -> None:
        self.number = 0

    def counting(self, thing: object) -> object:
        """The same function, counted; anything else unchanged."""
        if not callable(thing) or isinstance(thing, Proxy | type):
            return thing

        def counted(*arguments: object) -> object:
            self.number += 1
            return thing(*arguments)

        return counted


def counted(values: Iterable[object]) -> Counted:
    """A list for `measure`, whose numbers and texts count how often they are compared, computed with or hashed."""
    found = list(values)
    if odd := next((each for each in found if type(each) not in _COUNTABLE), None):
        raise TypeError(f"counted takes numbers and texts, and not {type(odd).__name__}")
    return Counted(found)


def measure(call: Any, *arguments: object, **keywords: object) -> Measurement:
    """Calls a function, the student's or any other, and measures the cost."""
    return measured(call, arguments, keywords, trace=True)


def measured(
    call: Any, arguments: Sequence[object], keywords: Mapping[str, object] | None = None, *, trace: bool
) -> Measurement:
    """The same; memory is measured only with `trace`, since that takes time."""
    calls = _Calls()
    given = [calls.counting(argument) for argument in arguments]
    named = {name: calls.counting(each) for name, each in (keywords or {}).items()}
    found = (_in_guest if isinstance(call, Proxy) else _here)(call, given, named, trace)
    return Measurement(found.returned, found.operations + calls.number, found.seconds, found.peak_bytes)


def _in_guest(call: Proxy, given: list[object], named: dict[str, object], trace: bool) -> Measurement:  # noqa: FBT001 # one of two
    sent, more = list(map(_sent, given)), {name: _sent(each) for name, each in named.items()}
    Proxy.perform(call, BeginMeasuring(trace=trace))
    try:
        returned = call(*sent, **more)
    except CallFailedError:
        with suppress(CallFailedError):
            Proxy.perform(call, EndMeasuring())
        raise
    told, _, _ = Proxy.perform(call, EndMeasuring())
    match told:
        case (None | float() as kernel, (int(operations), int(peak), float(said))) if operations >= 0 and peak >= 0:
            return Measurement(returned, operations, max(0.0, said if kernel is None else kernel), peak)
        case _:
            raise Proxy.protocol_error(call)


def _sent(thing: object) -> object:
    if not isinstance(thing, Counted):
        return thing
    return Recording(COUNTED, {"values": pack(list(thing.values), _refused)}, [])


def _refused(_thing: object, note: str) -> Value:
    raise TypeError(f"a test cannot pass to a student {note}")


def _here(
    call: Callable[..., object],
    given: list[object],
    named: dict[str, object],
    trace: bool,  # noqa: FBT001 # one of two
) -> Measurement:
    counter = Counter()

    def opened(thing: object) -> object:
        return counter.counted(thing.values) if isinstance(thing, Counted) else thing

    arguments, keywords = list(map(opened, given)), {name: opened(each) for name, each in named.items()}
    if trace:
        tracemalloc.start(1)
    try:
        began = time.thread_time()
        returned = call(*arguments, **keywords)
        seconds = time.thread_time() - began
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        if trace:
            tracemalloc.stop()
    return Measurement(returned, counter.operations, seconds, peak)
