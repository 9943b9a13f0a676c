"""What the hidden tests of several tasks share. Trusted side.

Expected values come from the `reference` fixture wherever a test compares: a diagnosis puts a known mistake in its
place and runs the test again. What a test draws (inputs, networks to start from) comes from the true reference modules,
so that it is the same in both runs.
"""

from activations import FloatArray

from grader.exam import VALUE, Proxy, Tolerance, check, method


def close(actual: object, expected: object, what: str, tolerance: Tolerance = VALUE) -> None:
    """Compares values, and leaves their accuracy to the test of accuracy that each task has where it matters."""
    __tracebackhide__ = True
    check.close(actual, expected, what, tolerance)


def layers(count: int) -> list[str]:
    """What messages call the layers of a network, from the first to the last."""
    return [*(f"layer {number}" for number in range(1, count)), "the output layer"]


def overwrite(held: Proxy, numbers: FloatArray) -> None:
    """Writes these numbers into an array that stays with the student's objects."""
    method(held, "put")(list(range(numbers.size)), numbers)
