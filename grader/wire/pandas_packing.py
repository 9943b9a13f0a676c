"""How pandas tables become values of the wire: column by column, as arrays if they are numbers. Both sides;
`pandas_unpacking` is the way back.

Neither imports pandas: if nobody imported it, there are no pandas objects. Only its own exact types travel.
"""

import sys
from collections.abc import Callable, Hashable
from enum import StrEnum
from typing import Any

import numpy as np
from msgspec import Struct

from grader.wire.values import (
    COLUMN_ITEMS,
    MAX_ROWS,
    MAX_TABLE_TEXTS,
    MOMENT_ITEMS,
    Array,
    Column,
    DataFrame,
    Index,
    Moment,
    Range,
    Series,
    Value,
)

TOO_MANY_ROWS = f"more than {MAX_ROWS:,} rows"
TOO_MANY_TEXTS = f"a table with more than {MAX_TABLE_TEXTS:,} different texts"
ODD_COLUMN = "a column that is neither numbers, texts, times, categories nor plain objects"
ODD_ENTRY = "a column with an object that is no data"
ODD_LABELS = "an index that is neither numbers, texts, times, a range nor several levels of them"
NOTES = frozenset({TOO_MANY_ROWS, TOO_MANY_TEXTS, ODD_COLUMN, ODD_ENTRY, ODD_LABELS})
TABLES = (DataFrame, Series, Index)
UNITS = ("s", "ms", "us", "ns")
_PER_SECOND = {"s": 1, "ms": 10**3, "us": 10**6, "ns": 10**9}
NO_TIME = np.iinfo(np.int64).min
FIRST_SECOND, LAST_SECOND = -62_135_596_800, 253_402_300_799
"""The first second of year 1 and the last of year 9999: Python's dates cannot represent others."""


class Dtype(StrEnum):
    """What a column says about its dtype, besides the names of time dtypes."""

    NUMPY = "numpy"
    MASKED = "masked"
    CATEGORY = "category"
    OBJECT = "object"
    STR = "str"
    STRING = "string"


class UnfitTableError(Exception):
    """An object of pandas that does not travel, and why."""


class PartPackers(Struct, frozen=True):
    """The functions that pack the parts of a table: its arrays, entries and labels, each of which may refuse."""

    array: Callable[[Any], Array]
    entry: Callable[[object], Value]
    label: Callable[[object], Value]
    count: Callable[[int], None]
    texts: set[str]


def is_of_pandas(thing: object) -> bool:
    """Whether something is an object of a class of pandas."""
    return sys.modules.get("pandas") is not None and type(thing).__module__.startswith("pandas")


def packed(thing: Any, parts: PartPackers) -> Value | None:
    """The value of a table, an index or a scalar of pandas, or None if it is another object of pandas.

    Raises UnfitTableError.
    """
    pandas: Any = sys.modules["pandas"]
    if _is(thing, pandas, "DataFrame"):
        parts.count(COLUMN_ITEMS)
        columns = [_column(thing.iloc[:, place], parts) for place in range(thing.shape[1])]
        return DataFrame(_index(thing.columns, parts), columns, _index(thing.index, parts))
    if _is(thing, pandas, "Series"):
        parts.count(COLUMN_ITEMS)
        return Series(parts.label(thing.name), _column(thing, parts), _index(thing.index, parts))
    if isinstance(thing, pandas.Index):
        return _index(thing, parts)
    if _is(thing, pandas, "Timestamp", "Timedelta") or thing is pandas.NaT or thing is pandas.NA:
        parts.count(MOMENT_ITEMS)
        dtype = "Int64" if thing is pandas.NA else None
        return Moment(_entries(pandas.Series([thing], dtype=dtype), parts))
    return None


def _is(thing: object, pandas: Any, *names: str) -> bool:
    return any(type(thing) is getattr(pandas, name, None) for name in names)


def _index(index: Any, parts: PartPackers) -> Index:
    pandas: Any = sys.modules["pandas"]
    parts.count(COLUMN_ITEMS)
    if _is(index, pandas, "RangeIndex"):
        if len(index) > MAX_ROWS:
            raise UnfitTableError(TOO_MANY_ROWS)
        return Index(parts.label(index.name), Range(int(index.start), int(index.stop), int(index.step)))
    if _is(index, pandas, "MultiIndex"):
        levels = [_index(level, parts) for level in index.levels]
        if any(level.levels for level in levels):
            raise UnfitTableError(ODD_LABELS)
        return Index(None, None, levels, [parts.array(np.asarray(codes, np.int64)) for codes in index.codes])
    if not _is(index, pandas, "Index", "DatetimeIndex", "TimedeltaIndex", "CategoricalIndex"):
        raise UnfitTableError(ODD_LABELS)
    return Index(parts.label(index.name), _column(index.to_series(), parts, parts.label))


def _column(series: Any, parts: PartPackers, entry: Callable[[Hashable], Value] | None = None) -> Column:
    parts.count(COLUMN_ITEMS)
    return _entries(series, parts, entry)


def _entries(series: Any, parts: PartPackers, entry: Callable[[Hashable], Value] | None = None) -> Column:
    """The column of a series; `entry` packs objects, if they have to be such as labels are."""
    if len(series) > MAX_ROWS:
        raise UnfitTableError(TOO_MANY_ROWS)
    pandas: Any = sys.modules["pandas"]
    dtype = series.dtype
    if isinstance(dtype, np.dtype):
        return _of_numpy(series, dtype, parts, entry or parts.entry)
    if _is(dtype, pandas, "StringDtype"):
        missing = series.isna().to_numpy(bool)
        texts = [None if gone else str(each) for each, gone in zip(series, missing, strict=True)]
        return Column(_told_text(dtype), [_text(each, parts) for each in texts])
    if _is(dtype, pandas, "CategoricalDtype"):
        codes = parts.array(series.cat.codes.to_numpy(np.int64))
        categories = _index(dtype.categories, parts)
        if categories.levels:
            raise UnfitTableError(ODD_COLUMN)
        return Column(Dtype.CATEGORY, codes, categories=categories, is_ordered=bool(dtype.ordered))
    if _is(dtype, pandas, "DatetimeTZDtype"):
        naive = series.dt.tz_convert("UTC").dt.tz_localize(None)
        return Column(f"datetime64[{dtype.unit}, {dtype.tz}]", _times(naive, dtype.unit, parts))
    if hasattr(dtype, "numpy_dtype") and type(dtype).__module__.startswith("pandas"):
        missing = series.isna().to_numpy(bool)
        filled = series.to_numpy(dtype.numpy_dtype, na_value=dtype.numpy_dtype.type(0))
        return Column(Dtype.MASKED, parts.array(filled), parts.array(missing))
    raise UnfitTableError(ODD_COLUMN)


def _of_numpy(series: Any, dtype: "np.dtype[Any]", parts: PartPackers, entry: Callable[[Any], Value]) -> Column:
    if dtype.kind in "mM":
        unit = np.datetime_data(dtype)[0]
        return Column(str(dtype), _times(series, unit, parts))
    if dtype.kind == "O":
        return Column(Dtype.OBJECT, [_text(each, parts) if type(each) is str else entry(each) for each in series])
    if dtype.kind not in "biufc":
        raise UnfitTableError(ODD_COLUMN)
    return Column(Dtype.NUMPY, parts.array(series.to_numpy()))


def _told_text(dtype: Any) -> str:
    """Its name: with NaN for missing values it is a different dtype than with NA."""
    return Dtype.STR if isinstance(dtype.na_value, float) else Dtype.STRING


def _text(text: str | None, parts: PartPackers) -> Value:
    if text is not None:
        parts.texts.add(text)
        if len(parts.texts) > MAX_TABLE_TEXTS:
            raise UnfitTableError(TOO_MANY_TEXTS)
    return parts.entry(text)


def _times(series: Any, unit: str, parts: PartPackers) -> Array:
    numbers = series.to_numpy().view(np.int64)
    if unit not in UNITS or not in_time(numbers, unit):
        raise UnfitTableError(ODD_COLUMN)
    return parts.array(numbers)


def in_time(numbers: "np.ndarray[Any, np.dtype[np.int64]]", unit: str) -> bool:
    """Whether each is missing or a time that Python's dates can represent."""
    seconds = numbers // _PER_SECOND[unit]
    known = numbers != NO_TIME
    return bool(((seconds >= FIRST_SECOND) & (seconds <= LAST_SECOND))[known].all())
