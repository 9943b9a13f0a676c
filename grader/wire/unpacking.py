"""How wire values become Python objects again: new objects, validated and counted on both sides. Both sides."""

import sys
from collections.abc import Callable, Collection, Hashable, Mapping
from types import MappingProxyType
from typing import Any, ClassVar, TypeAlias, TypeVar

import numpy as np

from grader.wire import pandas_unpacking, sparse
from grader.wire.figures import MAX_FIGURES, Figure, artists, figure_fault, points
from grader.wire.frames import WireError
from grader.wire.leaves import unpacked_array, unpacked_integer, unpacked_literal, unpacked_table
from grader.wire.records import DataObject, EnumMember, NamedTuple
from grader.wire.values import (
    COLUMN_ITEMS,
    MAX_DEPTH,
    MAX_ITEMS,
    MAX_RICH_KEYS,
    Array,
    Bytes,
    Complex,
    DataFrame,
    Dict,
    Fields,
    Handle,
    Index,
    Integer,
    List,
    Literal,
    Moment,
    OfPandas,
    PackedMember,
    Range,
    Recording,
    Scalar,
    Series,
    Set,
    Sparse,
    StructuredArray,
    Text,
    Tuple,
    Value,
)

_T = TypeVar("_T")

MAX_INTERNED = 100
"""Characters: longer texts are not names."""
VALUE_BYTES = 64
"""About the size of a small Python object."""
_SCALARS = frozenset({float, int, bool, type(None)})
"""The types that are the same on the wire."""

Opened: TypeAlias = Callable[[Handle | Recording | Figure], object]
"""Turns a handle, a recording or a figure into an object."""
Record: TypeAlias = EnumMember | DataObject | NamedTuple
Made: TypeAlias = Callable[[Record], object]
"""Turns an object that crossed as data into one of a class, if there are classes."""


def _as_it_is(record: Record) -> object:
    return record


def unpack(value: Value, opened: Opened, *, interned: bool = False, made: Made = _as_it_is) -> object:
    """Turns a wire value back into a Python object; arrays are fresh and writable.

    With `interned`, short texts are the same objects as literals, so that `order is "rising"` holds as it does without
    a wire. Small numbers, None and booleans are the same objects anyway.

    Raises:
        WireError: An array or number contradicts itself, or there is more than `pack` would have sent.
    """
    return Unpacker(opened, interned=interned, made=made).unpack(value)


class Unpacker:
    """Unpacks one value, and counts its parts."""

    def __init__(self, opened: Opened, *, interned: bool = False, made: Made = _as_it_is) -> None:
        self._opened = opened
        self._interned = interned
        self._made = made
        self._figures = 0
        self._drawn = 0
        self._items = 0
        self._bytes = 0
        self._rich_keys = 0
        self._table_texts: set[str] = set()

    @property
    def looked_at(self) -> int:
        """How many values there were, and artists and points of figures."""
        return self._items + self._drawn

    @property
    def weight(self) -> int:
        """About how many bytes of memory the object takes."""
        return self._bytes + VALUE_BYTES * self.looked_at

    def unpack(self, value: Value, depth: int = 0) -> object:
        """The Python object. Raises WireError."""
        self._count(depth)
        return value if type(value) in _SCALARS else self._ways[type(value)](self, value, depth)

    def _parts(self, items: "list[Value]", depth: int) -> list[object]:
        """The parts of a container at this depth, most of which are scalars: they are counted together."""
        if not items:
            return []
        self._count(depth, len(items))
        return [item if type(item) in _SCALARS else self._ways[type(item)](self, item, depth) for item in items]

    def _list(self, value: List, depth: int) -> list[object]:
        return self._parts(value.items, depth + 1)

    def _tuple(self, value: Tuple, depth: int) -> tuple[object, ...]:
        return tuple(self._parts(value.items, depth + 1))

    def _dict(self, value: Dict, depth: int) -> dict[Hashable, object]:
        return {self._key(key, depth + 1): self.unpack(item, depth + 1) for key, item in value.items}

    def _set(self, value: Set, depth: int) -> Collection[object]:
        return (frozenset if value.frozen else set)([self._entry(item, depth + 1) for item in value.items])

    def _object(self, value: PackedMember | Fields, depth: int) -> object:
        return self._made(self._record(value, depth))

    def _open(self, value: Handle | Recording, _depth: int) -> object:
        return self._opened(value)

    def _figure(self, figure: Figure, _depth: int) -> object:
        return self._opened(self._counted(figure))

    def _sparse(self, value: Sparse, depth: int) -> object:
        self._count(depth, COLUMN_ITEMS)
        return sparse.unpacked(value, self._array)

    def _of_pandas(self, value: OfPandas, depth: int) -> object:
        """A table of pandas, in which no entry represents an object."""
        opened, self._opened = self._opened, _refused
        parts = pandas_unpacking.PartUnpackers(
            array=self._array,
            entry=lambda entry: self.unpack(entry, depth + 1),
            label=lambda label: self._entry(label, depth + 1),
            count=lambda items: self._count(depth, items),
            hashed=lambda labels: self._rich(None, labels),
            texts=self._table_texts,
        )
        try:
            return pandas_unpacking.unpacked(value, parts)
        finally:
            self._opened = opened

    def _count(self, depth: int, items: int = 1) -> None:
        self._items += items
        # An object that is too deep for `pack` is one level deeper, as the handle that represents it.
        if depth > MAX_DEPTH + 1 or self._items > MAX_ITEMS + 1:
            raise WireError("a value that is too deep or has too many items")

    def _array(self, value: Array | Scalar, _depth: int = 0) -> object:
        self._bytes += len(value.data)
        return unpacked_array(value)

    def _table(self, table: StructuredArray, _depth: int) -> object:
        self._bytes += sum(len(column.data) for column in table.columns)
        return unpacked_table(table)

    def _numpy_text(self, value: Text, _depth: int) -> object:
        self._bytes += len(value.text)
        return np.str_(value.text)

    def _integer(self, value: Integer, _depth: int) -> int:
        self._bytes += len(value.digits)
        return unpacked_integer(value.digits)

    def _complex(self, value: Complex, _depth: int) -> complex:
        return complex(value.real, value.imaginary)

    def _byte_string(self, value: Bytes, _depth: int) -> bytes | bytearray:
        self._bytes += len(value.data)
        return bytearray(value.data) if value.mutable else value.data

    def _literal(self, value: Literal, _depth: int) -> object:
        self._bytes += len(value.text)
        return unpacked_literal(value.kind, value.text)

    def _range(self, value: Range, depth: int) -> object:
        parts = [self.unpack(part, depth + 1) for part in (value.start, value.stop, value.step)]
        if value.is_slice:
            return slice(*parts)
        match parts:
            case [int() as start, int() as stop, int() as step] if step:
                return range(start, stop, step)
        raise WireError("a range that is none")

    def _record(self, value: PackedMember | Fields, depth: int) -> Record:
        if isinstance(value, PackedMember):
            return EnumMember(value.type_name, value.name, self.unpack(value.value, depth + 1))
        items = [self.unpack(item, depth + 1) for item in value.items]
        if not len(set(value.names)) == len(value.names) == len(items):
            raise WireError("an object with other than one value for each field")
        if value.is_tuple:
            return NamedTuple.of(value.type_name, value.names, items)
        return DataObject(value.type_name, dict(zip(value.names, items, strict=True)))

    def _key(self, value: Value, depth: int) -> Hashable:
        """A key, or an entry of a set: it must have a hash, and one that is computed without asking a guest."""
        match value:
            case None | bool() | int() | float():
                return value
            case str() | Bytes(mutable=False):
                pass
            case Tuple(items):
                return tuple([self._entry(item, depth + 1) for item in self._rich(items, len(items))])
            case Set(items, frozen=True):
                return frozenset([self._entry(item, depth + 1) for item in self._rich(items, len(items))])
            case PackedMember(type_name, name, inner):
                return self._made(EnumMember(type_name, name, self.unpack(self._rich(inner), depth + 1)))
            case Integer() | Complex() | Literal() | Range(is_slice=False) | Moment():
                self._rich(value)
            case _:
                raise WireError("a key that is an object")
        key: Hashable = self._ways[type(value)](self, value, depth)
        return key

    def _entry(self, value: Value, depth: int) -> Hashable:
        self._count(depth)
        return self._key(value, depth)

    def _rich(self, key: _T, parts: int = 0) -> _T:
        self._rich_keys += 1 + parts
        if self._rich_keys > MAX_RICH_KEYS:
            raise WireError("too many keys that are no plain ones")
        return key

    def _text(self, text: str, _depth: int) -> str:
        self._bytes += len(text)
        return sys.intern(text) if self._interned and len(text) <= MAX_INTERNED else text

    def _counted(self, figure: Figure) -> Figure:
        self._figures += 1
        if self._figures > MAX_FIGURES:
            raise WireError("more figures than honest code has")
        if too_much := figure_fault(figure):
            raise WireError(too_much)
        self._drawn += artists(figure) + points(figure)
        return figure

    _ways: ClassVar[Mapping[type, Callable[["Unpacker", Any, int], Any]]] = MappingProxyType(
        {
            str: _text,
            Array: _array,
            List: _list,
            Tuple: _tuple,
            Dict: _dict,
            Set: _set,
            **dict.fromkeys((Handle, Recording), _open),
            Figure: _figure,
            Scalar: _array,
            StructuredArray: _table,
            Text: _numpy_text,
            Integer: _integer,
            Complex: _complex,
            Bytes: _byte_string,
            Range: _range,
            Literal: _literal,
            **dict.fromkeys((PackedMember, Fields), _object),
            **dict.fromkeys((DataFrame, Series, Index, Moment), _of_pandas),
            Sparse: _sparse,
        }
    )
    """How a value is unpacked, by its exact type: none has a subclass. Scalars that are no texts stay as they are."""


def _refused(_value: object) -> object:
    raise WireError("a table with an object that is no data")
