"""Puts values into words: their kind and shape, or spelled out. Trusted side; sees decoded data only, runs no method
of a student's object, and names only types that everybody has, since a student may choose the name of a class.

A description visits each value once, and a limited number of them: the rest of a larger value gets less detail.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date, time, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import islice
from pathlib import PurePath
from typing import Any

import numpy as np

from grader.host import sparse, tables
from grader.host.proxy import Proxy
from grader.wire.figures import Figure
from grader.wire.packing_budget import NOTES
from grader.wire.records import DataObject, EnumMember, NamedTuple

MAX_CHARACTERS = 600
MAX_KIND_CHARACTERS = 200
MAX_SHOWN = 40
MAX_NAMED = 8
"""Enough to see the pattern."""
MAX_LOOKED_AT = 2_000
SCALARS = frozenset({bool, int, float, complex, str, type(None), np.float64, np.int64, np.bool_})
"""Types whose every object is of one kind, so that a list of nothing else can be described at once."""
_BRACKETS: Mapping[type, tuple[str, str]] = {
    list: ("[", "]"),
    tuple: ("(", ")"),
    dict: ("{", "}"),
    set: ("{", "}"),
    frozenset: ("{", "}"),
}
MAX_SORTED = 2_000
"""Up to how many entries a set is sorted: in a larger one, nobody reads which they are."""
KNOWN_TYPES = frozenset(
    {
        *("function", "method", "builtin_function_or_method", "type", "module", "coroutine", "generator", "object"),
        *("map", "filter", "zip", "range", "slice", "set", "frozenset", "bytes", "bytearray", "deque", "ellipsis"),
        *("dict_keys", "dict_values", "dict_items", "Fraction", "Decimal", "NotImplementedType"),
        *(
            "ndarray",
            "matrix",
            "MaskedArray",
            "Axes",
            "Line2D",
            "DataFrame",
            "Series",
            "DataFrameGroupBy",
            "SeriesGroupBy",
        ),
    }
)


class _VisitBudget:
    """How many values a description may still visit, nested containers included."""

    def __init__(self) -> None:
        self._left = MAX_LOOKED_AT

    def spared(self, values: int) -> bool:
        """Whether that many more may be visited; if so they are counted."""
        enough = values <= self._left
        self._left -= values if enough else 0
        return enough


def kind(value: object) -> str:
    """The kind and shape of a value, as in `a list of 3 floats` or `a float64 array of shape (3,)`."""
    return _kind(value, _VisitBudget())


def _kind(value: object, visits: _VisitBudget) -> str:
    return _shortened(_whole_kind(value, visits), MAX_KIND_CHARACTERS)


def _whole_kind(value: object, visits: _VisitBudget) -> str:  # noqa: PLR0911 # one line for each kind of value
    match value:
        case None:
            return "None"
        case Proxy():
            return _object(value)
        case np.ndarray():
            return f"{_article(value.dtype.name)} array of shape {value.shape}"
        case np.generic():
            return f"a NumPy {type(value).__name__}"
        case list() | tuple():
            return _sequence(value, visits)
        case dict() | set() | frozenset() if not sparse.is_sparse(value):
            return f"a {type(value).__name__} with {len(value)} {'entry' if len(value) == 1 else 'entries'}"
        case Figure():
            return f"a Matplotlib figure with {len(value.axes)} axes"
        case str():
            return "a string"
        case _:
            return _kind_of_leaf(value)


def _kind_of_leaf(value: object) -> str:  # noqa: PLR0911 # likewise
    match value:
        case bytes() | bytearray():
            return f"{'bytes' if isinstance(value, bytes) else 'a bytearray'} of length {len(value)}"
        case EnumMember():
            return "a member of an enumeration"
        case DataObject():
            return "an object of a data class"
        case PurePath():
            return "a path"
        case _ if tables.kind_of(value):
            return tables.described(value)
        case _ if sparse.is_sparse(value):
            return sparse.described(value)
        case _ if callable(value):
            return "a function"
        case _:
            return _article(type(value).__name__)


def spell(value: object) -> str:
    """The value itself, shortened."""
    return _spell(value, _VisitBudget())


def _spell(value: object, visits: _VisitBudget) -> str:
    match value:
        case Proxy() | Figure():
            return kind(value)
        case np.ndarray():
            edge = 3 if value.ndim < 3 else 1  # noqa: PLR2004 # of many dimensions even the edges are many
            text = np.array2string(
                value, precision=6, threshold=MAX_SHOWN, edgeitems=edge, separator=", ", max_line_width=10_000
            )
        case str():
            text = repr(str(value[: MAX_CHARACTERS + 1]))
        case np.generic():
            text = repr(value.item())
        case NamedTuple() | DataObject():
            text = f"({_spell_container(_parts(value), visits)[1:-1]})"
        case list() | tuple() | dict() | set() | frozenset() if not sparse.is_sparse(value):
            text = _spell_container(value, visits)
        case _ if tables.kind_of(value):
            return _shortened(_spell_leaf(value, visits), MAX_CHARACTERS)  # which has a line for each column
        case _:
            text = _spell_leaf(value, visits)
    text = re.sub(r"0x[0-9a-f]{6,}", "0x…", " ".join(text.split()))  # addresses differ from run to run
    return _shortened(text, MAX_CHARACTERS)


def _spell_leaf(value: object, visits: _VisitBudget) -> str:  # noqa: PLR0911 # one line for each kind of value
    match value:
        case bytes() | bytearray():
            return repr(value[:MAX_CHARACTERS])
        case range() | slice():
            name, step = type(value).__name__, "" if value.step in (None, 1) else f", {_spell(value.step, visits)}"
            return f"{name}({_spell(value.start, visits)}, {_spell(value.stop, visits)}{step})"
        case Fraction():
            return f"{_spell(value.numerator, visits)}/{_spell(value.denominator, visits)}"
        case _ if tables.kind_of(value):
            enough = visits.spared(tables.MAX_COLUMNS * tables.MAX_ROWS)
            return tables.spelled(value, lambda each: _spell(each, visits)) if enough else "…"
        case _ if sparse.is_sparse(value):
            enough = visits.spared(sparse.MAX_SHOWN)
            return sparse.spelled(value, lambda each: _spell(each, visits)) if enough else "…"
        case PurePath() | Decimal() | date() | time() | timedelta():
            return str(value)
        case _:
            return "a function" if callable(value) else repr(value)  # whose name and place are the author's


def _parts(value: NamedTuple | DataObject) -> dict[str, object]:
    if isinstance(value, DataObject):
        return dict(value.fields)
    return dict(zip(value._fields, value, strict=True))  # as named tuples call theirs


def _spell_container(value: Any, visits: _VisitBudget) -> str:
    first, last = _BRACKETS[type(value)]
    if isinstance(value, set | frozenset):
        if not value:
            return f"{type(value).__name__}()"
        shown = min(len(value), MAX_SHOWN) if len(value) <= MAX_SORTED and visits.spared(len(value)) else 0
        if not shown:
            return f"{first}…{last}"
        inner = ", ".join(sorted(_spell(each, visits) for each in value)[:shown])
        return f"{first}{inner}{', …' if len(value) > shown else ''}{last}"
    shown = min(len(value), MAX_SHOWN)
    if not visits.spared(shown):
        return f"{first}…{last}"
    if isinstance(value, dict):
        pairs = islice(value.items(), shown)
        inner = ", ".join(f"{_spell(key, visits)}: {_spell(item, visits)}" for key, item in pairs)
    else:
        inner = ", ".join(_spell(item, visits) for item in value[:shown])
    comma = "," if isinstance(value, tuple) and len(value) == 1 else ""
    return f"{first}{inner}{comma}{last}"


def _sequence(value: Sequence[object], visits: _VisitBudget) -> str:
    name = "list" if isinstance(value, list) else "tuple"
    if not value:
        return f"an empty {name}"
    if len(types := set(map(type, value))) == 1 and types <= SCALARS:
        kinds = [_kind(value[0], visits)]
    elif not visits.spared(len(value)):
        return f"a {name} of {len(value)} items"
    elif len(value) > 1 and all(isinstance(item, np.ndarray) and item.dtype == np.float64 for item in value):
        return _arrays(name, value)
    else:
        kinds = [_kind(item, visits) for item in value]
    if len(set(kinds)) == 1:
        only = kinds[0]
        plural = f"{_bare(only)}s" if " " not in _bare(only) else f"items, each {only}"
        return f"a {name} of {len(value)} {plural if len(value) > 1 else _bare(only)}"
    return f"a {name} of {len(value)}: {', '.join(kinds[:MAX_NAMED])}{', …' if len(value) > MAX_NAMED else ''}"


def _arrays(name: str, value: Sequence[object]) -> str:
    shapes = [str(item.shape) for item in value[:MAX_NAMED] if isinstance(item, np.ndarray)]
    alike = len(set(shapes)) == 1 and len(value) <= MAX_NAMED
    listed = f"shape {shapes[0]}" if alike else f"shapes {', '.join(shapes)}{', …' if len(value) > MAX_NAMED else ''}"
    return f"a {name} of {len(value)} float64 arrays of {listed}"


def _bare(text: str) -> str:
    return text.split(" ", 1)[1] if text.startswith(("a ", "an ")) else text


def _object(proxy: Proxy) -> str:
    type_name, note = Proxy.about(proxy)
    named = f"an object of type {type_name}" if type_name in KNOWN_TYPES else "an object of another type"
    return f"{named} ({note})" if note in NOTES else named


def _shortened(text: str, characters: int) -> str:
    return text if len(text) <= characters else f"{text[: characters - 1]}…"


def _article(name: str) -> str:
    return f"{'an' if name[:1] in 'aeiou' else 'a'} {name}"
