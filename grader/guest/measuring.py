"""Measures what is done between two requests: counted operations, memory, processor time. Untrusted side.

The host measures the time itself, where the system tells it; what is said here of it is for where it does not.
"""

import time
import tracemalloc
from collections.abc import Callable

from grader.wire.counted import Counter


class Measuring:
    """What is measured, and the numbers and texts that count."""

    def __init__(self) -> None:
        self.counter = Counter()
        self._clock: Callable[[], float] = time.process_time  # as it is before student code is there
        self._began = 0.0
        self._held = 0

    def begin(self, *, trace: bool) -> None:
        """Begins anew; with `trace` memory is looked at too, which takes its time."""
        if trace:
            tracemalloc.start(1)
            self._held = tracemalloc.get_traced_memory()[0]
        self.counter.operations = 0
        self._began = self._clock()

    def end(self) -> tuple[int, int, float]:
        """The operations, the most bytes that were held at a time, and the seconds."""
        seconds, operations = self._clock() - self._began, self.counter.operations
        peak = max(0, tracemalloc.get_traced_memory()[1] - self._held)
        tracemalloc.stop()
        return operations, peak, seconds
