"""Checks of what was drawn, for the usual questions: titled, labelled, which scale, a legend, a series. Trusted side.

They look at the summary of a figure, whichever calls drew it; their sentences say nothing that came back.
"""

from collections.abc import Sequence

import numpy as np

from grader.exam.checks.basic import true
from grader.exam.checks.tolerance import ANALYTIC, Tolerance
from grader.exam.wording.sentences import subject
from grader.wire.figures import Axes, Figure, Line


def figure(actual: object, axes: int, what: str) -> list[Axes]:
    """Requires a figure with this many axes; returns them."""
    __tracebackhide__ = True
    true(isinstance(actual, Figure), f"{subject(what)} should be a Matplotlib figure.")
    found = list(actual.axes) if isinstance(actual, Figure) else []
    true(len(found) == axes, f"{subject(what)} should have {axes} axes.")
    return found


def labelled(axes: Axes, what: str) -> None:
    """Requires a title, and a label at both axes."""
    __tracebackhide__ = True
    for text, name in (
        (axes.title, "title"),
        (axes.x_label, "label at the x axis"),
        (axes.y_label, "label at the y axis"),
    ):
        true(text.strip() != "", f"{subject(what)} has no {name}.")


def scales(axes: Axes, x: str, y: str, what: str) -> None:
    """Requires these scales, such as `"linear"` and `"log"`."""
    __tracebackhide__ = True
    for found, wanted, name in ((axes.x_scale, x, "x"), (axes.y_scale, y, "y")):
        true(found == wanted, f"The {name} axis of {what} should have the scale {wanted!r}.")


def legend(axes: Axes, entries: Sequence[str], what: str) -> None:
    """Requires a legend with these entries, in any order, case and spacing; it may have more."""
    __tracebackhide__ = True
    there = {_plain(text) for text in axes.legend}
    true(there != set(), f"{subject(what)} has no legend.")
    true(
        {_plain(text) for text in entries} <= there, f"The legend of {what} lacks an entry, or spells one differently."
    )


def series(axes: Axes, x: Sequence[float], y: Sequence[float], what: str, tolerance: Tolerance = ANALYTIC) -> Line:
    """Requires a line or points, among whatever else is drawn, close to these in this order; returns it."""
    __tracebackhide__ = True
    fitting = [line for line in axes.lines if _near(line.x, x, tolerance) and _near(line.y, y, tolerance)]
    true(fitting != [], f"{subject(what)} is not drawn where it should be.")
    return fitting[0]


def _near(found: Sequence[float], wanted: Sequence[float], tolerance: Tolerance) -> bool:
    mine, theirs = np.asarray(found, dtype=float), np.asarray(wanted, dtype=float)
    if mine.shape != theirs.shape:
        return False
    room = tolerance.absolute + tolerance.scaled * float(np.max(np.abs(theirs), initial=0.0))
    return bool(np.allclose(mine, theirs, rtol=tolerance.relative, atol=room, equal_nan=True))


def _plain(text: str) -> str:
    return "".join(text.split()).casefold()
