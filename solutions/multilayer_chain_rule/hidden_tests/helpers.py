"""What the hidden tests of several tasks share. Trusted side.

Expected values come from the `reference` fixture wherever a test compares: a diagnosis puts a known mistake in its
place and runs the test again. What a test draws (inputs, networks to start from) comes from the true reference modules,
so that it is the same in both runs.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from activations import FloatArray

from grader.exam import check
from grader.exam.tolerance import VALUE, Tolerance
from grader.host.proxy import Proxy
from grader.wire.figures import Axes, Figure

ALIKE = Tolerance(1e-9, 1e-12)


def close(actual: object, expected: object, what: str, tolerance: Tolerance = VALUE) -> None:
    """Compares values, and leaves their accuracy to the test of accuracy that each task has where it matters."""
    __tracebackhide__ = True
    check.close(actual, expected, what, tolerance)


def method(owner: object, name: str) -> Any:
    """Something of the student's to call; a failed check where it is anything else."""
    check.true(isinstance(owner, Proxy), f"There should be an object with {name} here.")
    found = getattr(owner, name)
    check.true(isinstance(found, Proxy), f"{name} should be something to call.")
    return found


def create(student: object, name: str, *arguments: object, **keywords: object) -> Any:
    """An object of a class of the student's."""
    made = method(student, name)(*arguments, **keywords)
    check.true(isinstance(made, Proxy), f"{name}(...) should make an object of your class.")
    return made


def layers(count: int) -> list[str]:
    """What messages call the layers of a network, from the first to the last."""
    return [*(f"layer {number}" for number in range(1, count)), "the output layer"]


def copied(arrays: Sequence[FloatArray]) -> list[FloatArray]:
    """Copies, to give away where the originals are still needed."""
    return [array.copy() for array in arrays]


def overwrite(held: Proxy, numbers: FloatArray) -> None:
    """Writes these numbers into an array that stays with the student's objects."""
    method(held, "put")(list(range(numbers.size)), numbers)


def left_alike(after: object, theirs: Sequence[FloatArray], before: Sequence[FloatArray], what: str) -> None:
    """Requires that a call left these arrays as the reference leaves them: bit for bit, where it changes nothing."""
    kept = all(np.array_equal(one, other) for one, other in zip(theirs, before, strict=True))
    for index, (mine, array) in enumerate(zip(check.items(after, len(before), what), theirs, strict=True)):
        name = f"{what}[{index}]"
        found = check.array(mine, array.shape, name) if array.ndim else check.number(mine, name)
        same = np.array_equal(found, array) if kept else np.allclose(found, array, ALIKE.relative, ALIKE.absolute)
        check.true(same, f"{name} was changed by the call.")


def places(figure: Figure, columns: int) -> dict[tuple[int, int], list[Axes]]:
    """The axes by row and column, counted in what is occupied; where none has a place, they are taken row by row."""
    found: dict[tuple[int, int], list[Axes]] = {}
    placed = [axes for axes in figure.axes if axes.row >= 0]
    rows, offsets = sorted({axes.row for axes in placed}), sorted({axes.column for axes in placed})
    for index, axes in enumerate(placed or figure.axes):
        place = (rows.index(axes.row), offsets.index(axes.column)) if placed else divmod(index, columns)
        found.setdefault(place, []).append(axes)
    return found
