"""How values of the wire become pandas tables again: everything is checked before pandas sees any of it. Both sides.

It builds them in linear time, by position and not by label, since the sender chose the labels.
"""

import re
import sys
from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
from msgspec import Struct

from grader.wire.frames import WireError
from grader.wire.pandas_packing import Dtype, in_time
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
    OfPandas,
    Range,
    Series,
    Value,
)

_ZONE = r"UTC|UTC[+-]\d\d:\d\d|[A-Za-z_]+(?:/[A-Za-z0-9_+-]+){1,2}"
_TIMES = re.compile(rf"(datetime64|timedelta64)\[(s|ms|us|ns)(?:, ({_ZONE}))?\]")
_MASKED_KINDS = "biuf"


class PartUnpackers(Struct, frozen=True):
    """What unpacks the parts of a table, counts them, and counts what has to be hashed at once."""

    array: Callable[[Array], Any]
    entry: Callable[[Value], object]
    label: Callable[[Value], Any]
    count: Callable[[int], None]
    hashed: Callable[[int], None]
    texts: set[str]


def unpacked(value: OfPandas, parts: PartUnpackers) -> object:
    """The object of pandas.

    Raises:
        WireError: It contradicts itself, there is more of it than is sent, or there is no pandas in use here.
    """
    pandas: Any = sys.modules.get("pandas")
    if pandas is None:
        raise WireError("a table of pandas where there is no pandas")
    match value:
        case DataFrame():
            return _frame(value, pandas, parts)
        case Series(name, column, index):
            parts.count(COLUMN_ITEMS)
            labels, entries = _index(index, pandas, parts), _column(column, pandas, parts)
            if len(labels) != len(entries):
                raise WireError("a series with other than one label for each entry")
            return pandas.Series(entries, index=labels, name=parts.label(name), copy=False)
        case Index():
            return _index(value, pandas, parts)
        case Moment(column):
            parts.count(MOMENT_ITEMS)
            return _moment(column, pandas, parts)


def _frame(value: DataFrame, pandas: Any, parts: PartUnpackers) -> object:
    parts.count(COLUMN_ITEMS)
    names, labels = _index(value.names, pandas, parts), _index(value.index, pandas, parts)
    columns = [_column(column, pandas, parts) for column in value.columns]
    if len(names) != len(columns) or any(len(column) != len(labels) for column in columns):
        raise WireError("a table whose columns are not of its shape")
    made = pandas.DataFrame(dict(enumerate(columns)), index=labels, copy=False)
    made.columns = names
    return made


def _index(value: Index, pandas: Any, parts: PartUnpackers) -> Any:
    parts.count(COLUMN_ITEMS)
    match value:
        case Index(None, None, [_, *_] as levels, codes) if len(levels) == len(codes):
            return _levels(levels, codes, pandas, parts)
        case Index(name, Range(int(start), int(stop), int(step)), [], []) if step:
            if not len(range(start, stop, step)) <= MAX_ROWS:
                raise WireError("an index of more rows than are sent")
            return pandas.RangeIndex(start, stop, step, name=parts.label(name))
        case Index(name, Column() as column, [], []):
            entries = _column(column, pandas, parts, parts.label)
            return pandas.Index(entries, dtype=entries.dtype, name=parts.label(name), copy=False, tupleize_cols=False)
    raise WireError("an index that is none")


def _levels(levels: list[Index], codes: list[Array], pandas: Any, parts: PartUnpackers) -> Any:
    labels, places = [_index(level, pandas, parts) for level in levels], [_codes(each, parts) for each in codes]
    if any(level.levels for level in levels) or len({len(each) for each in places}) != 1:
        raise WireError("an index whose levels are not of its length")
    for level, each in zip(labels, places, strict=True):
        _require_within(each, len(level))
    names = [level.name for level in labels]
    return pandas.MultiIndex(labels, places, names=names, verify_integrity=False)


def _codes(value: Array, parts: PartUnpackers) -> Any:
    found = parts.array(value)
    if found.ndim != 1 or found.dtype != np.int64 or len(found) > MAX_ROWS:
        raise WireError("places that are none")
    return found


def _require_within(places: Any, length: int) -> None:
    if len(places) and (places.min() < -1 or places.max() >= length):
        raise WireError("a place beyond the labels")


def _column(value: Column, pandas: Any, parts: PartUnpackers, label: Callable[[Value], Any] | None = None) -> Any:
    parts.count(COLUMN_ITEMS)
    return _entries(value, pandas, parts, label)


def _entries(value: Column, pandas: Any, parts: PartUnpackers, label: Callable[[Value], Any] | None = None) -> Any:
    """The entries as an array of NumPy's or pandas'; `label` unpacks objects, if they have to be such as labels are."""
    match value:
        case Column(Dtype.NUMPY, Array() as array, None, None):
            return _numbers(array, "biufc", parts)
        case Column(dtype, Array() as array, None, None) if times := _TIMES.fullmatch(dtype):
            return _times(times, _numbers(array, "i", parts), pandas)
        case Column(Dtype.CATEGORY, Array() as array, None, Index() as categories):
            return _categories(array, categories, pandas, parts, is_ordered=value.is_ordered)
        case Column(Dtype.MASKED, Array() as array, Array() as missing, None):
            return _masked(_numbers(array, _MASKED_KINDS, parts), _numbers(missing, "b", parts), pandas)
        case Column(dtype, list() as entries, None, None) if (
            dtype in (Dtype.OBJECT, Dtype.STR, Dtype.STRING) and len(entries) <= MAX_ROWS
        ):
            found = [_text(each, parts) if isinstance(each, str) else (label or parts.entry)(each) for each in entries]
            return _objects(found) if dtype == Dtype.OBJECT else _texts(found, dtype, pandas)
    raise WireError("a column that is none")


def _numbers(value: Array, kinds: str, parts: PartUnpackers) -> Any:
    found = parts.array(value)
    if found.ndim != 1 or found.dtype.kind not in kinds or len(found) > MAX_ROWS:
        raise WireError("a column of no numbers, or of more than are sent")
    return found


def _times(told: "re.Match[str]", numbers: Any, pandas: Any) -> Any:
    kind, unit, zone = told.groups()
    if numbers.dtype != np.int64 or not in_time(numbers, unit) or (zone and kind == "timedelta64"):
        raise WireError("times that are none")
    array = pandas.array(numbers.view(f"{kind}[{unit}]"), copy=False)
    if zone is None:
        return array
    try:
        return array.tz_localize("UTC").tz_convert(zone if zone.startswith("UTC") else ZoneInfo(zone))
    except (ValueError, KeyError, OSError, OverflowError) as error:
        raise WireError("a time zone that is none") from error


def _categories(places: Array, categories: Index, pandas: Any, parts: PartUnpackers, *, is_ordered: bool) -> Any:
    labels, codes = _index(categories, pandas, parts), _codes(places, parts)
    parts.hashed(len(labels))
    _require_within(codes, len(labels))
    if categories.levels or labels.hasnans or not labels.is_unique:
        raise WireError("categories that are none")
    return pandas.Categorical.from_codes(codes, pandas.Index(labels, name=None), ordered=is_ordered)


def _masked(numbers: Any, missing: Any, pandas: Any) -> Any:
    if len(numbers) != len(missing) or numbers.dtype == np.float16:
        raise WireError("a column with other than one mark for each entry")
    kinds = {"b": pandas.arrays.BooleanArray, "f": pandas.arrays.FloatingArray}
    return kinds.get(numbers.dtype.kind, pandas.arrays.IntegerArray)(numbers, missing)


def _text(text: str, parts: PartUnpackers) -> str:
    parts.entry(text)  # counts it
    parts.texts.add(text)
    if len(parts.texts) > MAX_TABLE_TEXTS:
        raise WireError("a table with more different texts than are sent")
    return text


def _texts(entries: list[Any], dtype: str, pandas: Any) -> Any:
    if not all(each is None or isinstance(each, str) for each in entries):
        raise WireError("a column of texts that are none")
    return pandas.array(entries, dtype=dtype)


def _objects(entries: list[object]) -> Any:
    made = np.empty(len(entries), object)
    for place, each in enumerate(entries):  # one by one, since NumPy would look into lists
        made[place] = each
    return made


def _moment(column: Column, pandas: Any, parts: PartUnpackers) -> object:
    entries = _entries(column, pandas, parts)
    times = pandas.arrays.DatetimeArray, pandas.arrays.TimedeltaArray, pandas.arrays.IntegerArray
    if len(entries) != 1 or not isinstance(entries, times):
        raise WireError("a moment that is none")
    found = entries[0]
    if isinstance(entries, pandas.arrays.IntegerArray) and found is not pandas.NA:
        raise WireError("a moment that is none")
    return found
