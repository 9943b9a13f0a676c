"""Tables of pandas on the wire: what contradicts itself is refused before pandas sees it, what is too much or odd stays
behind for a reason that everybody knows, and where there is no pandas there are no tables.
"""

import sys
from collections.abc import Sequence

import numpy as np
import pandas as pd
import pytest

from grader.wire.frames import WireError
from grader.wire.packing import pack
from grader.wire.packing_budget import NOTES
from grader.wire.unpacking import unpack
from grader.wire.values import (
    MAX_RICH_KEYS,
    MAX_ROWS,
    MAX_TABLE_TEXTS,
    Array,
    Column,
    DataFrame,
    Dict,
    Handle,
    Index,
    List,
    Moment,
    Range,
    Recording,
    Series,
    Value,
)
from grader.wire.values import Set as WireSet

ONE = Array("<i8", (1,), bytes(8))
SEVEN = Array("<i8", (1,), b"\7" + bytes(7))
NUMBER = Column("numpy", ONE)
ROW = Index(None, Range(0, 1, 1))
MANY = Array("<i8", (MAX_RICH_KEYS + 1,), np.arange(MAX_RICH_KEYS + 1).tobytes())
HOSTILE: dict[str, Value] = {
    "rows that are missing": DataFrame(ROW, [NUMBER], Index(None, Range(0, 2, 1))),
    "a column without a label": DataFrame(ROW, [NUMBER, NUMBER], ROW),
    "a column of two dimensions": Series(None, Column("numpy", Array("<i8", (1, 1), bytes(8))), ROW),
    "rows without end": Index(None, Range(0, 10**15, 1)),
    "a range without a step": Index(None, Range(0, 1, 0)),
    "an index of nothing": Index(None, None),
    "a level beyond its labels": Index(None, None, [ROW], [Array("<i8", (1,), b"\1" + bytes(7))]),
    "levels of two lengths": Index(None, None, [ROW, ROW], [ONE, Array("<i8", (2,), bytes(16))]),
    "levels of levels": Index(None, None, [Index(None, None, [ROW], [ONE])], [ONE]),
    "a category beyond them": Series(None, Column("category", SEVEN, categories=ROW), ROW),
    "a category twice": Series(None, Column("category", ONE, categories=Index(None, Column("object", [1, 1]))), ROW),
    "too many categories": Series(None, Column("category", ONE, categories=Index(None, Column("numpy", MANY))), ROW),
    "marks of another length": Series(None, Column("masked", ONE, Array("|b1", (2,), bytes(2))), ROW),
    "a time after the last": Series(None, Column("datetime64[s]", Array("<i8", (1,), b"\xff" * 7 + b"\x7f")), ROW),
    "a zone that is a file": Series(None, Column("datetime64[s, ../../etc/passwd]", ONE), ROW),
    "a zone that is none": Series(None, Column("datetime64[s, Europe/Nowhere]", ONE), ROW),
    "an offset that is none": Series(None, Column("datetime64[s, UTC+99:99]", ONE), ROW),
    "an unknown dtype": Series(None, Column("interval", ONE), ROW),
    "texts that are numbers": Series(None, Column("str", [1]), ROW),
    "an object in a column": Series(None, Column("object", [List([Handle(1, "f")])]), ROW),
    "a recording in a column": Series(None, Column("object", [Recording("f", {}, [])]), ROW),
    "a label without a hash": Index(None, Column("object", [List([])])),
    "a name without a hash": Series(List([]), NUMBER, ROW),
    "a moment that is a number": Moment(NUMBER),
    "a moment that is two": Moment(Column("datetime64[s]", Array("<i8", (2,), bytes(16)))),
    "a table as a key": Dict([(ROW, 1)]),
    "a table in a set": WireSet([Series(None, NUMBER, ROW)]),
    "tables without end": List([DataFrame(Index(None, Range(0, 0, 1)), [], ROW)] * 2_000),
    "too many texts": Series(
        None, Column("str", list(map(str, range(MAX_TABLE_TEXTS + 1)))), Index(None, Range(0, MAX_TABLE_TEXTS + 1, 1))
    ),
}  # fmt: skip


def opened(value: object) -> object:
    return value


def kept(thing: object, note: str) -> Value:
    return Handle(7, type(thing).__name__, note)


@pytest.mark.parametrize("name", HOSTILE)
def test_what_contradicts_itself_or_is_too_much_is_refused(name: str) -> None:
    with pytest.raises(WireError):
        unpack(HOSTILE[name], opened)


def test_the_parts_that_those_are_made_of_are_tables() -> None:
    found = unpack(DataFrame(Index("n", Column("str", ["a"])), [NUMBER], ROW), opened)
    pd.testing.assert_frame_equal(found, pd.DataFrame([[0]], columns=pd.Index(["a"], name="n")))
    assert unpack(Moment(Column("datetime64[s, UTC]", ONE)), opened) == pd.Timestamp(0, tz="UTC")


TOO_MUCH: Sequence[object] = (
    pd.DataFrame({"a": range(MAX_ROWS + 1)}),
    pd.Series(range(MAX_TABLE_TEXTS + 1)).astype(str),
    pd.Series(pd.period_range("2026", periods=2)),
    pd.cut(pd.Series([1, 2, 3]), 2),
    pd.Series([1, object()]),
    pd.Series([[lambda: None]]),
    pd.DataFrame(np.zeros((1, 3_000))),
    pd.RangeIndex(10**12),
    pd.DataFrame({"a": pd.arrays.SparseArray([0, 1])}),
)


@pytest.mark.parametrize("place", range(len(TOO_MUCH)))
def test_what_does_not_travel_stays_behind_whole_and_says_why(place: int) -> None:
    thing = TOO_MUCH[place]
    packed = pack(thing, kept)
    assert isinstance(packed, Handle)
    assert packed.note in NOTES


def test_a_subclass_cannot_answer_for_a_table() -> None:
    class Mine(pd.DataFrame):  # type: ignore[misc] # pandas has no types
        """A table that says of itself what it likes."""

    assert isinstance(pack(Mine({"a": [1]}), kept), Handle)
    assert isinstance(pack(pd.DataFrame({"a": [1]}), kept), DataFrame)


def test_where_pandas_is_not_in_use_a_table_is_none_and_nothing_imports_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "pandas")
    with pytest.raises(WireError):
        unpack(Series(None, NUMBER, ROW), opened)
    assert "pandas" not in sys.modules
