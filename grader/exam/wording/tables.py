"""How two pandas tables differ: columns, rows, dtypes, index, values, in this order. Trusted side; pure.

The sentences at the level of shapes are from one short list, as in `content`. Everything is compared by position:
labels are never looked up in a student's table, whose hashes may have been chosen.
"""

import sys
from collections.abc import Callable, Collection, Iterator, Sequence
from enum import StrEnum
from typing import Any

import numpy as np
from msgspec import Struct

from grader.exam.wording import content, kinds
from grader.host.describe import spell
from grader.host.tables import kind_of
from grader.model import FeedbackLevel, Finding

COLUMNS_IN_ANOTHER_ORDER = "It has the right columns in the wrong order."
COLUMNS_DIFFER = "It does not have the right columns."
TOO_FEW_ROWS = "It has too few rows."
TOO_MANY_ROWS = "It has too many rows."
DTYPES_DIFFER = "One of its columns has the wrong dtype."
CATEGORIES_DIFFER = "One of its columns has the wrong categories, or the right ones in the wrong order."
ROWS_IN_ANOTHER_ORDER = "It has the right rows in the wrong order."
INDEX_DIFFERS = "Its index is not the right one."
NAMES_DIFFER = "Its index is right except for its name."
VALUES_DIFFER = "It has the right columns, rows and dtypes but not the right values."
SENTENCES = (
    *(COLUMNS_IN_ANOTHER_ORDER, COLUMNS_DIFFER, TOO_FEW_ROWS, TOO_MANY_ROWS, DTYPES_DIFFER, CATEGORIES_DIFFER),
    *(INDEX_DIFFERS, ROWS_IN_ANOTHER_ORDER, NAMES_DIFFER, VALUES_DIFFER),
    *(content.MISSING, content.TOO_MUCH, content.BOTH),
)
"""Everything that can be said at the level of shapes."""
MAX_SORTED = 20_000
"""The most entries of a table whose rows are sorted to see whether only their order is wrong."""
_NUMBERS = ("whole numbers", "numbers")
_ORDERED = "ordered categories"
_EQUALLY_GOOD = frozenset({_NUMBERS, (_ORDERED, "categories")})
"""The kinds that a column may have although another kind is expected."""

Near = Callable[[Any, Any], Any]
"""Which entries of two arrays of floats are close enough; the second array is the expected one."""
Equal = Callable[[object, object], bool]


class IgnoredInTables(StrEnum):
    """What a comparison of tables may ignore."""

    ROW_ORDER = "row order"
    COLUMN_ORDER = "column order"
    INDEX = "index"
    DTYPES = "dtypes"


class Sheet(Struct, frozen=True):
    """A table by position: its columns with their labels, and the labels of its rows and columns."""

    labels: Sequence[Any]
    columns: Sequence[Any]
    index: Sequence[Any]
    names: Sequence[Any]


def sheet(table: Any) -> Sheet:
    """The sheet of a DataFrame, a Series or an index."""
    match kind_of(table):
        case "DataFrame":
            columns = [table.iloc[:, place] for place in range(table.shape[1])]
            return Sheet(list(table.columns), columns, list(table.index), list(table.index.names))
        case "Series":
            return Sheet([table.name], [table], list(table.index), list(table.index.names))
        case "MultiIndex":
            pandas: Any = sys.modules["pandas"]
            return Sheet([None], [pandas.Series(list(table), dtype=object)], [], list(table.names))
        case _:
            return Sheet([table.name], [table.to_series()], [], [])


def narrowed(each: Sheet, columns: Collection[str]) -> Sheet:
    """The same with only the named columns."""
    places = [place for place, label in enumerate(each.labels) if label in columns]
    labels, kept = ([every[place] for place in places] for every in (each.labels, each.columns))
    return Sheet(labels, kept, each.index, each.names)


def differences(mine: Sheet, theirs: Sheet, ignore: Collection[str], near: Near, equal: Equal) -> Iterator[Finding]:
    """How a table differs from the right one, if it does: everything about the first respect in which it differs."""
    found = _columns(mine, theirs, ignore) or _rows(mine, theirs)
    if found:
        yield from found
        return
    mine = _in_columns_of(mine, theirs)
    if IgnoredInTables.DTYPES not in ignore and (found := _dtypes(mine, theirs)):
        yield from found
        return
    if IgnoredInTables.ROW_ORDER in ignore:
        mine, theirs = _sorted(mine), _sorted(theirs)
    yield from _content(mine, theirs, ignore, near, equal)


def _columns(mine: Sheet, theirs: Sheet, ignore: Collection[str]) -> list[Finding]:
    if _same_labels(mine.labels, theirs.labels):
        return []
    if set(mine.labels) != set(theirs.labels):
        return list(content.of_sets(set(mine.labels), set(theirs.labels), " among the columns"))
    if len(mine.labels) != len(theirs.labels):
        return [Finding(FeedbackLevel.SHAPE, COLUMNS_DIFFER)]
    if IgnoredInTables.COLUMN_ORDER in ignore and len(set(mine.labels)) == len(mine.labels):
        return []
    right = Finding(FeedbackLevel.VALUES, f"The right order of the columns: {_listed(theirs.labels)}.")
    return [Finding(FeedbackLevel.SHAPE, COLUMNS_IN_ANOTHER_ORDER), right]


def _rows(mine: Sheet, theirs: Sheet) -> list[Finding]:
    one, other = _length(mine), _length(theirs)
    if one == other:
        return []
    return [
        Finding(FeedbackLevel.SHAPE, TOO_FEW_ROWS if one < other else TOO_MANY_ROWS),
        Finding(FeedbackLevel.VALUES, f"It has {one}, but {other} were expected."),
    ]


def _in_columns_of(mine: Sheet, theirs: Sheet) -> Sheet:
    if _same_labels(mine.labels, theirs.labels):
        return mine
    places = {label: place for place, label in enumerate(mine.labels)}
    return Sheet(theirs.labels, [mine.columns[places[label]] for label in theirs.labels], mine.index, mine.names)


def _dtypes(mine: Sheet, theirs: Sheet) -> list[Finding]:
    for label, one, other in zip(theirs.labels, mine.columns, theirs.columns, strict=True):
        found, wanted = what_it_holds(one), what_it_holds(other)
        if found == wanted == _ORDERED and not _same_labels(one.cat.categories, other.cat.categories):
            right = f"The right categories, in their order: {_listed(list(other.cat.categories))}."
            return [Finding(FeedbackLevel.SHAPE, CATEGORIES_DIFFER), Finding(FeedbackLevel.VALUES, right)]
        if found != wanted and (found, wanted) not in _EQUALLY_GOOD:
            named = f"Column {spell(label)}" if label is not None else "It"
            return [
                Finding(FeedbackLevel.SHAPE, DTYPES_DIFFER),
                Finding(FeedbackLevel.INPUTS, f"{named} holds {found}."),
                Finding(FeedbackLevel.VALUES, f"It should hold {wanted}."),
            ]
    return []


def what_it_holds(column: Any) -> str:
    """The kind of a column, in words: the width of numbers, and how texts are stored, make no difference."""
    types: Any = sys.modules["pandas"].api.types
    dtype = column.dtype
    tests = {
        "bools": types.is_bool_dtype,
        "whole numbers": types.is_integer_dtype, "numbers": types.is_float_dtype,
        "complex numbers": types.is_complex_dtype, "times with a zone": lambda each: hasattr(each, "tz"),
        "times": types.is_datetime64_dtype, "time differences": types.is_timedelta64_dtype,
    }  # fmt: skip
    if isinstance(dtype, types.CategoricalDtype):
        return _ORDERED if dtype.ordered else "categories"
    found = next((name for name, holds in tests.items() if holds(dtype)), "")
    if found:
        return found
    held = {type(each) for each in column[~column.isna().to_numpy(bool)]}
    return "texts" if held <= {str} else "bools" if held == {bool} else "objects"


def _content(mine: Sheet, theirs: Sheet, ignore: Collection[str], near: Near, equal: Equal) -> Iterator[Finding]:
    wrong = [_wrong(one, other, near, equal) for one, other in zip(mine.columns, theirs.columns, strict=True)]
    index_is_right = IgnoredInTables.INDEX in ignore or _same_labels(mine.index, theirs.index)
    if index_is_right and not any(each.any() for each in wrong):
        if IgnoredInTables.INDEX not in ignore and not _same_labels(mine.names, theirs.names):
            yield Finding(FeedbackLevel.SHAPE, NAMES_DIFFER)
            yield Finding(
                FeedbackLevel.VALUES, f"It is {_listed(mine.names)}, but {_listed(theirs.names)} was expected."
            )
        return
    if _agree_sorted(mine, theirs, near, equal):
        yield Finding(FeedbackLevel.SHAPE, ROWS_IN_ANOTHER_ORDER)
    elif not index_is_right:
        yield Finding(FeedbackLevel.SHAPE, INDEX_DIFFERS)
    else:
        yield Finding(FeedbackLevel.SHAPE, VALUES_DIFFER)
    yield from _first(mine, theirs, wrong) if any(each.any() for each in wrong) else _first_label(mine, theirs)


def _agree_sorted(mine: Sheet, theirs: Sheet, near: Near, equal: Equal) -> bool:
    if len(theirs.columns) * _length(theirs) > MAX_SORTED:
        return False
    one, other = _sorted(mine), _sorted(theirs)
    pairs = zip(one.columns, other.columns, strict=True)
    return _same_labels(one.index, other.index) and not any(_wrong(*pair, near, equal).any() for pair in pairs)


def _first(mine: Sheet, theirs: Sheet, wrong: Sequence[Any]) -> Iterator[Finding]:
    """The first row that differs, and in it the first column."""
    named = [label for label, each in zip(theirs.labels, wrong, strict=True) if each.any() and label is not None]
    if named:
        yield Finding(FeedbackLevel.INPUTS, f"Columns that differ: {_listed(named)}.")
    row, place = min((int(np.argmax(each)), place) for place, each in enumerate(wrong) if each.any())
    label = theirs.labels[place]
    where = f" in column {spell(label)}" if label is not None else ""
    labelled = f", labelled {spell(theirs.index[row])}," if len(theirs.index) else ""
    found, wanted = (spell(each.columns[place].iloc[row]) for each in (mine, theirs))
    said = f"Row {row}, counted from 0{labelled} has {found}{where}, but {wanted} was expected."
    yield Finding(FeedbackLevel.VALUES, said)


def _first_label(mine: Sheet, theirs: Sheet) -> Iterator[Finding]:
    pairs = enumerate(zip(mine.index, theirs.index, strict=True))
    row, (found, wanted) = next((row, pair) for row, pair in pairs if not _same_label(*pair))
    said = f"Row {row}, counted from 0, is labelled {spell(found)}, but {spell(wanted)} was expected."
    yield Finding(FeedbackLevel.VALUES, said)


def _wrong(mine: Any, theirs: Any, near: Near, equal: Equal) -> Any:
    """Which entries of a column differ; missing values are equal to each other."""
    gone, left = mine.isna().to_numpy(bool), theirs.isna().to_numpy(bool)
    held = what_it_holds(mine), what_it_holds(theirs)
    with np.errstate(all="ignore"):
        if held == ("whole numbers", "whole numbers"):
            differ = _whole(mine) != _whole(theirs)
        elif set(held) <= set(_NUMBERS):
            one, other = (each.to_numpy(np.float64, na_value=np.nan) for each in (mine, theirs))
            differ = ~near(one, other)
        else:
            pairs = zip(mine.astype(object), theirs.astype(object), gone | left, strict=True)
            differ = np.array([not out and not equal(one, other) for one, other, out in pairs], bool)
    return (gone != left) | (~gone & ~left & differ)


def _whole(column: Any) -> Any:
    dtype = getattr(column.dtype, "numpy_dtype", column.dtype)
    return column.to_numpy(dtype, na_value=dtype.type(0))


def _sorted(each: Sheet) -> Sheet:
    """The same with sorted rows: by integers and words first, then by rounded numbers."""
    rough = [what_it_holds(column) == _NUMBERS[1] for column in each.columns]
    order = sorted(range(len(each.columns)), key=lambda place: rough[place])
    keys = [[_key(entry, rough=rough[place]) for entry in each.columns[place]] for place in order]
    keys.append([repr(label) for label in each.index] or [""] * _length(each))
    rows = [row for _, row in sorted(zip(zip(*keys, strict=True), range(_length(each)), strict=True))]
    columns = [column.iloc[rows] for column in each.columns]
    return Sheet(each.labels, columns, [each.index[row] for row in rows] if len(each.index) else [], each.names)


def _key(entry: Any, *, rough: bool) -> str:
    return f"{entry:.6g}" if rough and kinds.is_real(entry) else spell(entry)


def _length(each: Sheet) -> int:
    return len(each.columns[0]) if each.columns else len(each.index)


def _same_labels(mine: Sequence[object], theirs: Sequence[object]) -> bool:
    return len(mine) == len(theirs) and all(map(_same_label, mine, theirs))


def _same_label(mine: object, theirs: object) -> bool:
    if isinstance(mine, tuple) and isinstance(theirs, tuple):
        return _same_labels(mine, theirs)
    return kinds.same(mine, theirs)


def _listed(labels: Sequence[object]) -> str:
    more = f" and {len(labels) - content.MAX_NAMED} more" if len(labels) > content.MAX_NAMED else ""
    return ", ".join(map(spell, labels[: content.MAX_NAMED])) + more
