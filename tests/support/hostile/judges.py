"""Every check for test authors, as a function of the result and the expected value; and what the hidden tests of the
bundled assignment read from figures.
"""

import importlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from pathlib import PurePosixPath

import numpy as np
import pandas as pd
import pytest
import scipy.sparse as sp
from matplotlib.figure import Figure

from grader.exam import Direction, accurate, axes_grid, check, close_in_order, unchanged
from grader.exam.checks.check import CheckFailedError
from grader.host.failures import CallFailedError
from grader.wire.figures import Area, Bar, Colour, Line
from grader.wire.figures import Figure as Drawn
from grader.wire.records import DataObject, EnumMember, NamedTuple
from tests.support.loading import HANDOUT, REFERENCE

HIDDEN_TESTS = REFERENCE / "hidden_tests"
MAX_SAID = 3_000
Check = Callable[[object, object], object]
EXPECTED: Sequence[object] = (
    None, True, False, np.True_, 3, np.int64(3), 0.5, np.float64(0.5), float("nan"), "word", np.str_("word"), 1j,
    np.complex128(2.0), np.array([1.0, 2.0]), np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([1, 2]),
    np.array(["a", "b"]), np.array([True, False]), np.array(0.5), np.array(3), np.array([1j, 2.0]),
    [1.0, 2.0], (1, 2), ["a", None, True], [True, False], [np.ones(2), np.ones((2, 3))], {"a": 1.0, "b": [True, None]},
    [], {}, np.zeros((0, 3)), 10**400,
    {1, "a"}, frozenset({(1, 2)}), {"a": {1}, (1, 2): "b"}, b"bytes", bytearray(b"ab"), range(3), slice(1, None), ...,
    Decimal("0.1"), Decimal("NaN"), Fraction(1, 3), date(2026, 1, 2), datetime(2026, 1, 2, 3, tzinfo=UTC), time(4),
    timedelta(5), PurePosixPath("a"), "two\nlines of words", EnumMember("Colour", "RED", 1),
    DataObject("Point", {"x": 1.0}), NamedTuple.of("Pair", ("a", "b"), (1, 2.0)),
    np.array([(1, 2.0)], [("n", "i8"), ("x", "f8")]),
    pd.DataFrame({"a": [1, 2], "b": ["x", None]}), pd.Series([0.5, None], ["u", "v"]),
    pd.Timestamp("2026-01-31"), pd.NA, sp.csr_matrix([[0.0, 1.0], [2.0, 0.0]]),
)  # fmt: skip
"""One of each kind that a reference may give."""
NUMBERS = (0.5, np.array([1.0, 2.0]), np.array([[1.0, 2.0], [3.0, 4.0]]), [np.ones(2), 2.0], {"a": 1.0})


def _drawn(actual: object, expected: object) -> None:
    with check.attach_plot(actual, [1.0, 2.0], "magnitude", "layer"), check.attach_figure(Figure):
        check.close(actual, expected, "the result")


def _accurate(actual: object, _expected: object) -> None:
    for number in NUMBERS:
        try:
            accurate(actual, number, "the result", near_zero=1e-3)
        except CheckFailedError:
            continue


CHECKS: Mapping[str, Check] = {
    "true": lambda actual, _: check.true(actual, "It should hold."),
    "close": lambda actual, expected: check.close(actual, expected, "the result"),
    "equal": lambda actual, expected: check.equal(actual, expected, "the result"),
    "number": lambda actual, _: check.number(actual, "the result"),
    "array": lambda actual, expected: check.array(actual, getattr(expected, "shape", ()), "the result"),
    "items": lambda actual, expected: check.items(actual, len(expected) if isinstance(expected, list) else 2, "it"),
    "entry": lambda actual, expected: check.entry(actual, expected if isinstance(expected, str) else "a", "the result"),
    "frame": lambda actual, expected: (
        check.frame(actual, expected, "it", ignore=("row order", "column order"))
        if isinstance(expected, pd.DataFrame | pd.Series)
        else check.true(actual, "It should hold.")
    ),
    "text": lambda actual, _: check.text(actual, "Some words\nof text", "it", ignore=("case", "spaces")),
    "function": lambda actual, _: check.function(actual, "it"),
    "instance": lambda actual, expected: check.instance(actual, type(expected), "it"),
    "raises": lambda actual, _: check.raises(ValueError, _call(actual)),
    "chain": lambda actual, _: close_in_order(
        actual, [np.ones(2), 0.5], "deltas", ["layer 1", "layer 2"], Direction.BACKWARD
    ),
    "drawn": _drawn,
    "accurate": _accurate,
}


def readers() -> Mapping[str, Callable[[Drawn], object]]:
    """What the hidden tests of the bundled assignment read off a figure; each returns, whatever the figure is."""
    with pytest.MonkeyPatch.context() as patch:
        for folder in (HIDDEN_TESTS, HANDOUT):
            patch.syspath_prepend(str(folder))
        artists = importlib.import_module("artists")
    values = np.array([0.2, 0.4])
    return {
        "places": lambda figure: axes_grid(figure, 2),
        "bars": lambda figure: [artists.named(axes.bars) for axes in figure.axes],
        "lines": lambda figure: [artists.named(axes.lines) for axes in figure.axes],
        "shown": lambda figure: [artists.shown_bars(axes) for axes in figure.axes],
        "layers": lambda figure: [artists.shows_layer(axes, 1, values, 0.1) for axes in figure.axes],
        "colours": lambda figure: [artists.look_alike(one, other) for one, other in pairwise(_colours(figure))],
    }


def left_as_it_was(actual: object, before: object) -> None:
    """What hidden tests ask of an argument after a call."""
    unchanged([actual], [np.asarray(before)], "y")


def _colours(figure: Drawn) -> Iterator[Colour]:
    for axes in figure.axes:
        artists: list[Bar | Line | Area] = [*axes.bars, *axes.lines, *axes.areas]
        yield from (artist.colour for artist in artists)


def passes(judge: Check, actual: object, expected: object) -> bool:
    """Whether a check finds nothing wrong; any other end than a failed check is an error of ours."""
    try:
        judge(actual, expected)
    except CheckFailedError as failure:
        if sum(len(part.text) for part in failure.findings) > MAX_SAID:
            raise ValueError("a failed check says too much") from failure
        return False
    except CallFailedError:  # what only a guest could answer, which has gone
        return False
    return True


def _call(actual: object) -> Callable[[], object]:
    return actual if not callable(actual) else (lambda: None)  # type: ignore[return-value] # which is the point
