"""Makes answers that student code may give, honest and hostile: every kind of data, as the exam receives it."""

import math
import random
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import PurePosixPath
from typing import Any, cast

import numpy as np
import pandas as pd
import scipy.sparse as sp

from grader.host.failures import CallFailedError
from grader.host.proxy import Proxy
from grader.host.replies import CallFailure
from grader.model import CallStatus
from grader.wire.figures import Figure, figure_fault
from grader.wire.frames import WireError
from grader.wire.records import DataObject, EnumMember, NamedTuple
from grader.wire.unpacking import unpack
from grader.wire.values import Handle, Recording
from tests.support.hostile.frames import FrameMaker

SPECIAL: Sequence[object] = (
    10**400, -(10**400), [10**400, 1.0], {"a": 10**400}, np.array(3), np.array(0.5), np.zeros((), bool),
    np.str_("word"), np.float32(0.5), np.float16(0.5), np.int8(3), np.uint64(2**64 - 1), np.True_, True, 0.5, 3, None,
    "word", 1j, np.complex128(1j), math.nan, math.inf, -math.inf, np.array(math.nan), np.zeros((0, 3)),
    np.zeros((0,) * 8), np.zeros((1,) * 8), np.array([True, False]), np.array([1, 2]), np.array([1.0, 2.0]),
    np.array([1j, 2.0]), [1.0, 2.0], (1, 2), [True, False], [np.array(1.0), np.array(2)], [[1.0], [2.0, 3.0]],
    [[]], [], (), {},
    {math.nan: 1.0}, {None: None, True: 1, "a": [1.0]}, ["a", None, True], [np.ones(2), np.ones((2, 3))],
    "x" * 9_000, np.array([1.0, 2.0], np.float32), np.array([[1.0, 2.0], [3.0, 4.0]]), {"a": 1.0, "b": [True, None]},
    {1, "a"}, set(), frozenset({(1, 2)}), b"bytes", bytearray(b"ab"), range(3), range(10**30), slice(1, None), ...,
    Decimal("0.1"), Decimal("NaN"), Decimal("1E+9999"), Fraction(1, 3), date(2026, 1, 2), datetime(2026, 1, 2, 3),  # noqa: DTZ001
    datetime(2026, 1, 2, 3, tzinfo=UTC), time(4), timedelta(5), PurePosixPath("a"), {(1, 2): 3, b"k": {4}},
    EnumMember("Colour", "RED", 1), DataObject("Point", {"x": 1.0}), NamedTuple.of("Pair", ("a", "b"), (1, 2.0)),
    np.array([(1, 2.0)], [("n", "i8"), ("x", "f8")]), np.array([(1, 2.0)], [("n", "i8"), ("x", "f8")])[0],
    pd.DataFrame({"a": [1, 2], "b": ["x", None]}), pd.DataFrame(), pd.DataFrame([[1, 2]], columns=["a", "a"]),
    pd.DataFrame({"a": [[1], {"b": 2}]}), pd.Series([0.5, None], ["u", "v"]), pd.Series([1, "a", None, [2]]),
    pd.Series(["a", "b"], dtype="category"), pd.Series([1, None], dtype="Int64"), pd.Index([1, 2]), pd.RangeIndex(3),
    pd.MultiIndex.from_tuples([(1, "a"), (1, "b")]), pd.Timestamp("2026-01-31", tz="UTC"), pd.NaT, pd.NA,
    sp.csr_matrix([[0.0, 1.0], [2.0, 0.0]]), sp.coo_array([[1j, 0.0]]), sp.csr_matrix((0, 3)), sp.dok_matrix((2, 2)),
    sp.lil_matrix([[math.nan, math.inf]]), np.array([b"a"]), np.bytes_(b"a"),
    {EnumMember("Colour", "RED", 1): [Decimal(1)]},
    np.full(2, 1.7e308), [1.7e308, -1.7e308], np.full((2, 2), 5e-324), [[[[[[[[[1.0]]]]]]]]], [np.zeros((0, 2))] * 2,
)  # fmt: skip


class _GoneGuest:
    """A guest whose process has ended: whatever it is asked does not return."""

    def __getattr__(self, _name: str) -> Any:
        raise CallFailedError(CallFailure(call_status=CallStatus.CRASHED, reason="its process had ended before"))


def proxy(handle: Handle, *, gone: bool = False) -> Proxy:
    """An object that stayed in a guest which nobody can ask any more: asking it is an error, or fails if it is gone."""
    return Proxy(cast("Any", _GoneGuest() if gone else None), handle, "f", lambda _exchange: None)


class AnswerMaker:
    """Draws answers from one generator, so that a seed gives the same ones again."""

    def __init__(self, seed: int) -> None:
        self._frames = FrameMaker(seed)
        self._random = random.Random(seed)  # noqa: S311 # repeatable, not secret

    def figure(self) -> Figure:
        """A figure of anything, which the exam would take."""
        while True:
            figure = self._frames.figure()
            if not figure_fault(figure):
                return figure

    def answer(self) -> object:
        """One answer, which may hold others."""
        kind = self._random.random()
        if kind < 0.3:
            return self._random.choice(SPECIAL)
        if kind < 0.5:
            several = [self.answer() for _ in range(self._random.choice((1, 2, 2, 3)))]
            keys = self._random.choices(("a", "b", "words", 1, None), k=len(several))
            return self._random.choice((several, tuple(several), dict(zip(keys, several, strict=True))))
        while True:
            try:
                return unpack(self._frames.value(), _opened)
            except WireError:
                continue


def _opened(thing: object) -> object:
    if isinstance(thing, Recording):
        raise WireError("a recording")
    return proxy(thing, gone=True) if isinstance(thing, Handle) else thing
