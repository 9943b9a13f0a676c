"""What most hidden tests need beside checks: methods and objects of the student's, copies, arguments that a call left
as they were, and the axes of a figure by their place. Trusted side.
"""

import copy
from collections.abc import Sequence
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from grader.exam.checks import check
from grader.exam.checks.equality import is_same_table
from grader.exam.checks.tables import EXACTLY
from grader.exam.checks.tolerance import Tolerance
from grader.host.proxy import Proxy
from grader.host.tables import kind_of
from grader.wire.figures import Axes, Figure

Arrays = Sequence[NDArray[Any] | Any]
"""Arrays, or tables of pandas."""
_T = TypeVar("_T")

SAME = Tolerance(1e-9, 1e-12)
"""For what a known mistake leaves behind, if the student's code rounds differently."""


def method(owner: object, name: str) -> Any:
    """A callable of the student's, by its name; a failed check if it is anything else."""
    __tracebackhide__ = True
    check.true(isinstance(owner, Proxy), f"There should be an object with {name} here.")
    found = getattr(owner, name)
    _require_callable(found, name)
    return found


def by_name(owner: object, name: str) -> Any:
    """The same, but looked up in the request that calls it, which saves one request.

    If it is never called, it does not matter whether it exists.
    """
    __tracebackhide__ = True
    check.true(isinstance(owner, Proxy), f"There should be an object with {name} here.")
    named = Proxy.method(owner, name, lambda found: _require_callable(found, name))  # type: ignore[arg-type] # a proxy
    _require_callable(named, name)  # so that the possible messages are counted, whether it has to be looked up or not
    return named


def _require_callable(found: object, name: str) -> None:
    __tracebackhide__ = True
    check.true(isinstance(found, Proxy), f"{name} should be something to call.")


def assign(owner: object, **attributes: object) -> None:
    """Sets several attributes of an object of the student's or the reference's, one after another, in one request."""
    __tracebackhide__ = True
    if isinstance(owner, Proxy):
        Proxy.assign(owner, attributes)
        return
    for name, value in attributes.items():
        setattr(owner, name, value)


def create(student: object, name: str, *arguments: object, **keywords: object) -> Any:
    """An object of a student's class; a failed check if calling the class returns anything else."""
    __tracebackhide__ = True
    made = by_name(student, name)(*arguments, **keywords)
    check.true(isinstance(made, Proxy), f"{name}(...) should make an object of your class.")
    return made


def copied(data: _T) -> _T:
    """A copy of data with all that it holds, to give away where the original is still needed."""
    return copy.deepcopy(data)


def unchanged(after: object, before: Arrays, what: str, reference: Arrays | None = None) -> None:
    """Requires that a call left arrays or tables as they were, bit for bit.

    `reference` is what the reference left of them, if a known mistake that stands in for it may write into them: then
    the student's code has to leave the same, as closely as it can be computed.
    """
    __tracebackhide__ = True
    theirs = before if reference is None else reference
    kept = all(_is_same(one, other) for one, other in zip(theirs, before, strict=True))
    for index, (mine, array) in enumerate(zip(check.items(after, len(before), what), theirs, strict=True)):
        name = f"{what}[{index}]"
        if kind_of(array):
            same = is_same_table(mine, array, EXACTLY if kept else SAME)
            check.true(same, f"{name} was changed by the call.")
            continue
        found = check.array(mine, array.shape, name) if array.ndim else check.number(mine, name)
        same = np.array_equal(found, array) if kept else np.allclose(found, array, SAME.relative, SAME.absolute)
        check.true(same, f"{name} was changed by the call.")


def _is_same(one: Any, other: Any) -> bool:
    return bool(one.equals(other)) if kind_of(one) else np.array_equal(one, other)


def axes_grid(figure: Figure, columns: int) -> dict[tuple[int, int], list[Axes]]:
    """The axes of a figure by row and column, counted in what is occupied.

    Where none has a place in a grid, they are taken row by row, so many `columns` in each.
    """
    found: dict[tuple[int, int], list[Axes]] = {}
    placed = [axes for axes in figure.axes if axes.row >= 0]
    rows, offsets = sorted({axes.row for axes in placed}), sorted({axes.column for axes in placed})
    for index, axes in enumerate(placed or figure.axes):
        place = (rows.index(axes.row), offsets.index(axes.column)) if placed else divmod(index, columns)
        found.setdefault(place, []).append(axes)
    return found
