"""Counts the steps of a computation, so that a test can require linear growth without a clock."""

import sys
from collections.abc import Callable
from itertools import pairwise
from types import FrameType
from typing import Any


def steps(action: Callable[[], object]) -> int:
    """Lines of Python that are run, repetitions of a line included, and calls into C; the same at every load."""
    counted = 0

    def trace(_frame: FrameType, _event: str, _argument: Any) -> Any:
        nonlocal counted
        counted += 1
        return trace

    def profile(_frame: FrameType, event: str, _argument: Any) -> None:
        nonlocal counted
        counted += event == "c_call"

    before = sys.gettrace(), sys.getprofile()
    sys.setprofile(profile)
    sys.settrace(trace)
    try:
        action()
    finally:
        sys.settrace(before[0])
        sys.setprofile(before[1])
    return counted


def grows_linearly(action: Callable[[int], Callable[[], object]], size: int) -> bool:
    """Whether `action(n)` takes, for every n up to eight times this size, about n steps.

    What is quadratic takes four times as many steps for twice the size, and what is exponential more than that.
    """
    counts = [steps(action(size << doubled)) for doubled in range(4)]
    return all(later <= 2.2 * earlier + 200 for earlier, later in pairwise(counts))
