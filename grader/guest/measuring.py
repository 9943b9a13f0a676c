"""Measures the work between two requests: counted operations, memory, processor time. Untrusted side.

The host measures the time itself if the system reports it; the time from here is for systems that do not.
"""

import time
import tracemalloc
from collections.abc import Callable

from grader.wire.counted import Counter


class Measuring:
    """The measurements, and the counting numbers and texts."""

    def __init__(self) -> None:
        self.counter = Counter()
        self._clock: Callable[[], float] = time.process_time  # taken before student code could replace it
        self._began = 0.0
        self._held = 0

    def begin(self, *, trace: bool) -> None:
        """Starts a new measurement; with `trace`, of memory too, which takes time."""
        if trace:
            tracemalloc.start(1)
            self._held = tracemalloc.get_traced_memory()[0]
        self.counter.operations = 0
        self._began = self._clock()

    def end(self) -> tuple[int, int, float]:
        """The operations, the peak memory in bytes, and the seconds."""
        seconds, operations = self._clock() - self._began, self.counter.operations
        peak = max(0, tracemalloc.get_traced_memory()[1] - self._held)
        tracemalloc.stop()
        return operations, peak, seconds
