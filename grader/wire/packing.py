"""How Python objects become values of the wire. Both sides; `unpacking` is the way back.

Containers are read through their base class, so that a subclass cannot answer for itself. The caller decides what
happens to an object that is not data: a guest keeps it and sends a handle.
"""

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from types import MappingProxyType
from typing import Any, ClassVar, TypeAlias

import numpy as np

from grader.wire import literals, pandas_packing, sparse
from grader.wire.array_packing import NUMBERS, packed_array, packed_numbers, packed_numpy
from grader.wire.packing_budget import (
    ODD_KEY,
    TOO_MANY_ITEMS,
    TOO_MUCH_TEXT,
    UNSPELLED,
    NotPlainError,
    PackingBudget,
)
from grader.wire.records import DataObject, EnumMember, NamedTuple, type_name_of
from grader.wire.values import (
    COLUMN_ITEMS,
    MAX_DEPTH,
    WIRE_INTEGERS,
    Array,
    Bytes,
    Complex,
    Dict,
    Fields,
    Integer,
    List,
    Literal,
    PackedMember,
    Range,
    Set,
    Sparse,
    Tuple,
    Value,
)

_OF_NUMPY = (np.ndarray, np.generic)
_CONTAINERS = (list, tuple, dict, set, frozenset)
_SCALARS: frozenset[type] = frozenset({float, bool, type(None)})
"""The types that are the same on the wire, whatever the value."""


Opaque: TypeAlias = Callable[[object, str], Value]
"""What `pack` calls for an object that is not plain data; the second argument is the reason, or empty."""


def pack(thing: object, opaque: Opaque, *, plain_bools: bool = False, records: bool = False) -> Value:
    """Turns a Python object into a wire value. `opaque` decides about every object that is not plain data.

    With `plain_bools`, a NumPy bool is sent as Python's: a test that computed a flag expects `is True` to work.
    With `records`, enum members and objects of data classes are data, under the names of their types.
    """
    return _Packer(opaque, plain_bools=plain_bools, records=records).pack(thing, 0)


class _Packer:
    def __init__(self, opaque: Opaque, *, plain_bools: bool, records: bool) -> None:
        self._opaque = opaque
        self._plain_bools = plain_bools
        self._records = records
        self._budget = PackingBudget()
        self._table_texts: set[str] = set()

    def pack(self, thing: object, depth: int) -> Value:
        try:
            return self._plain(thing, depth)
        except NotPlainError as reason:
            if reason.note in (TOO_MANY_ITEMS, TOO_MUCH_TEXT) and depth:
                raise  # the whole stays behind, and not each of its many items by itself
            return self._opaque(thing, reason.note)

    def _plain(self, thing: object, depth: int) -> Value:
        self._budget.count(depth)
        way = self._ways.get(type(thing))
        return self._unusual(thing, depth) if way is None else way(self, thing, depth)

    def _unusual(self, thing: object, depth: int) -> Value:
        """What is none of the types that most things have; it may be of a subclass of one."""
        if isinstance(thing, _OF_NUMPY):
            return self._numpy(thing)
        if self._records and (found := self._record(thing, depth)) is not None:
            return found
        if isinstance(thing, str):
            return self._budget.text(thing)
        if isinstance(thing, _CONTAINERS) and sparse.sparse_format_of(thing) is None:
            return self._container(thing, depth)
        return self._leaf(thing, depth)

    def _scalar(self, thing: Any, _depth: int) -> Value:
        return thing  # type: ignore[no-any-return] # by the exact type

    def _text(self, text: str, _depth: int) -> str:
        return self._budget.text(text)

    def _record(self, thing: Any, depth: int) -> Value | None:
        match thing:
            case EnumMember(type_name, name, value):
                return PackedMember(type_name, name, self.pack(value, depth + 1))
            case DataObject(type_name, found):
                return self._named(type_name, tuple(found), list(found.values()), depth)
            case NamedTuple():
                return self._named(type_name_of(thing), thing._fields, list(thing), depth, is_tuple=True)
        if isinstance(thing, Enum):
            return self._member(thing, depth)
        if not is_dataclass(thing) or isinstance(thing, type):
            return None
        names = [each.name for each in fields(thing)]
        return self._fields(thing, names, [getattr(thing, name) for name in names], depth)

    def _container(self, thing: Any, depth: int) -> Value:
        """A container of a subclass."""
        if isinstance(thing, list):
            return self._list(thing, depth)
        if isinstance(thing, tuple):
            items = list(tuple.__iter__(thing))
            names = getattr(type(thing), "_fields", None)
            if isinstance(names, tuple) and len(names) == len(items):
                return self._fields(thing, names, items, depth, is_tuple=True)
            return self._tuple(thing, depth)
        if isinstance(thing, dict):
            return self._dict(thing, depth)
        return self._set(thing, depth)

    def _items(self, items: list[Any], depth: int) -> list[Value]:
        """The items of a container at this depth; if all are scalars, which most are, they are counted together."""
        if depth <= MAX_DEPTH and _SCALARS.issuperset(map(type, items)):
            self._budget.count(depth, len(items))
            return items
        return [self.pack(item, depth) for item in items]

    def _list(self, thing: list[Any], depth: int) -> Value:
        return List(self._items(list(list.__iter__(thing)), depth + 1))

    def _tuple(self, thing: tuple[Any, ...], depth: int) -> Value:
        return Tuple(self._items(list(tuple.__iter__(thing)), depth + 1))

    def _dict(self, thing: dict[Any, Any], depth: int) -> Value:
        return Dict([(self._key(key, depth + 1), self.pack(item, depth + 1)) for key, item in dict.items(thing)])

    def _set(self, thing: Any, depth: int) -> Value:
        frozen = isinstance(thing, frozenset)
        entries = (frozenset if frozen else set).__iter__(thing)
        return Set([self._entry(entry, depth + 1) for entry in entries], frozen)

    def _entry(self, entry: object, depth: int) -> Value:
        self._budget.count(depth)
        return self._key(entry, depth)

    def _leaf(self, thing: object, depth: int) -> Value:  # noqa: PLR0911 # one case for each kind of value
        match thing:
            case int() if type(thing) is int:  # a key beyond the wire's integers
                return self._integer(thing)
            case complex() if type(thing) is complex:
                return Complex(thing.real, thing.imag)
            case bytes() | bytearray() if type(thing) in (bytes, bytearray):
                self._budget.count_bytes(len(thing))
                return Bytes(bytes(thing), isinstance(thing, bytearray))
            case range():
                first, end, by = (self._integer(each) for each in (thing.start, thing.stop, thing.step))
                return Range(first, end, by)
            case slice():
                start, stop, step = (self.pack(each, depth + 1) for each in (thing.start, thing.stop, thing.step))
                return Range(start, stop, step, is_slice=True)
        if (table := self._of_pandas(thing, depth)) is not None:
            return table
        if (form := sparse.sparse_format_of(thing)) is not None:
            return self._sparse(thing, form, depth)
        said = literals.spelled(thing)
        if said is None:
            raise NotPlainError(UNSPELLED if type(thing) in literals.NAME_OF else "")
        self._budget.count_bytes(len(said[1]))
        return Literal(*said)

    def _sparse(self, thing: object, form: sparse.SparseFormat, depth: int) -> Value:
        self._budget.count(depth, COLUMN_ITEMS)
        try:
            return sparse.packed(thing, form, self._array)
        except sparse.UnfitMatrixError as reason:
            raise NotPlainError(str(reason)) from reason

    def _of_pandas(self, thing: object, depth: int) -> Value | None:
        """A table, an index or a scalar of pandas, which stays behind whole if any entry does."""
        if not pandas_packing.is_of_pandas(thing):
            return None
        opaque, self._opaque = self._opaque, _refused
        parts = pandas_packing.PartPackers(
            array=self._array,
            entry=lambda entry: self.pack(entry, depth + 1),
            label=lambda label: self._entry(label, depth + 1),
            count=lambda items: self._budget.count(depth, items),
            texts=self._table_texts,
        )
        try:
            return pandas_packing.packed(thing, parts)
        except pandas_packing.UnfitTableError as reason:
            raise NotPlainError(str(reason)) from reason
        finally:
            self._opaque = opaque

    def _member(self, member: Enum, depth: int) -> Value:
        value = self.pack(member._value_, depth + 1)
        return PackedMember(self._budget.text(type(member).__name__), self._budget.text(member._name_ or ""), value)

    def _fields(self, thing: object, names: Any, values: list[Any], depth: int, *, is_tuple: bool = False) -> Value:
        if not all(isinstance(name, str) for name in names):
            raise NotPlainError
        return self._named(type(thing).__name__, names, values, depth, is_tuple=is_tuple)

    def _named(self, type_name: str, names: Any, values: list[Any], depth: int, *, is_tuple: bool = False) -> Value:
        items = [self.pack(value, depth + 1) for value in values]
        return Fields(self._budget.text(type_name), tuple(map(self._budget.text, names)), items, is_tuple)

    def _numbers(self, thing: Any, _depth: int) -> Value:
        return packed_numbers(thing, self._budget)

    def _array(self, array: "np.ndarray") -> Array:
        return packed_array(array, self._budget)

    def _numpy(self, thing: "np.ndarray | np.generic") -> Value:
        if self._plain_bools and isinstance(thing, np.bool_):
            return bool(thing)
        return packed_numpy(thing, self._budget)

    def _key(self, key: object, depth: int) -> Value:  # noqa: PLR0911, C901 # one line for each kind of key
        """A key of a dict or an entry of a set, which has to have a hash on the other side too."""
        if type(key) is str:
            return self._budget.text(key)
        if isinstance(key, np.generic):
            key = key.item()
        if isinstance(key, Enum):  # which cannot stay behind by itself
            return self._member(self._budget.count_key(key), depth)
        if isinstance(key, EnumMember):
            return PackedMember(key.type_name, key.name, self.pack(self._budget.count_key(key).value, depth + 1))
        if isinstance(key, str):
            return self._budget.text(key)
        if key is None or type(key) in (bool, float) or (type(key) is int and key in WIRE_INTEGERS):
            return key  # type: ignore[return-value] # narrowed by the exact type
        if isinstance(key, tuple):
            entries = tuple.__iter__(self._budget.count_key(key, tuple.__len__(key)))
            return Tuple([self._entry(entry, depth + 1) for entry in entries])
        if isinstance(key, frozenset):
            members = frozenset.__iter__(self._budget.count_key(key, frozenset.__len__(key)))
            return Set([self._key(member, depth + 1) for member in members], frozen=True)
        if isinstance(key, bytearray | slice):
            raise NotPlainError(ODD_KEY)
        try:
            found = self._leaf(key if type(key) is bytes else self._budget.count_key(key), depth)
        except NotPlainError as reason:
            raise NotPlainError(reason.note or ODD_KEY) from reason
        if isinstance(found, (*pandas_packing.TABLES, Sparse)):
            raise NotPlainError(ODD_KEY)
        return found

    def _integer(self, number: int, _depth: int = 0) -> Value:
        if number in WIRE_INTEGERS:
            return number
        self._budget.count_bits(number)
        return Integer(hex(number))

    _ways: ClassVar[Mapping[type, Callable[["_Packer", Any, int], Value]]] = MappingProxyType(
        {
            **dict.fromkeys(_SCALARS, _scalar),
            int: _integer,
            str: _text,
            list: _list,
            tuple: _tuple,
            dict: _dict,
            set: _set,
            frozenset: _set,
            **dict.fromkeys(NUMBERS, _numbers),
        }
    )
    """How a thing is packed, by its exact type."""


def _refused(_thing: object, _note: str) -> Value:
    raise NotPlainError(pandas_packing.ODD_ENTRY)
