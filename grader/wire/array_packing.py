"""How arrays and scalars of NumPy become values of the wire. Both sides; `leaves` is the way back."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import numpy as np

from grader.wire.dtypes import ODD_DTYPES, is_unicode, may_travel
from grader.wire.packing_budget import TOO_MANY_BYTES, NotPlainError, PackingBudget
from grader.wire.values import DTYPES, MAX_DIMENSIONS, Array, Scalar, StructuredArray, Text, Value

_NAMES: Mapping["np.dtype[Any]", str] = MappingProxyType({np.dtype(name): name for name in DTYPES})
NUMBERS: tuple[type, ...] = (np.ndarray, *(dtype.type for dtype in _NAMES if dtype.kind != "b"))
"""The types of most things of NumPy's, for `packed_numbers`."""


def packed_numbers(thing: Any, budget: PackingBudget) -> Value:
    """The value of an array or a number, of one of the types above and no subclass. Raises NotPlainError."""
    dtype = _NAMES.get(thing.dtype)
    if dtype is None or thing.ndim > MAX_DIMENSIONS:
        return packed_numpy(thing, budget)
    budget.count_bytes(thing.nbytes)
    content = thing.tobytes()
    return Array(dtype, thing.shape, content) if type(thing) is np.ndarray else Scalar(dtype, content)


def packed_numpy(thing: "np.ndarray | np.generic", budget: PackingBudget) -> Value:
    """The value of anything of NumPy's. Raises NotPlainError."""
    if isinstance(thing, np.str_):
        return Text(budget.text(thing))
    if isinstance(thing, np.ndarray) and type(thing) is not np.ndarray:
        raise NotPlainError
    if thing.ndim > MAX_DIMENSIONS:
        raise NotPlainError(TOO_MANY_BYTES)
    if thing.dtype.names is not None:
        return _table(thing, budget)
    array = packed_array(np.asarray(thing), budget)
    return Scalar(array.dtype, array.data) if isinstance(thing, np.generic) else array


def packed_array(array: "np.ndarray", budget: PackingBudget) -> Array:
    """The value of an array of any dtype and order of bytes. Raises NotPlainError if such an array may not cross."""
    kind = array.dtype.newbyteorder("<")
    dtype = kind.str
    if not may_travel(dtype):
        raise NotPlainError(ODD_DTYPES.get(array.dtype.kind, ""))
    budget.count_bytes(array.nbytes)
    content = array.astype(kind, copy=False).tobytes()
    if array.dtype.kind == "U" and not is_unicode(content):
        raise NotPlainError(ODD_DTYPES["U"])
    return Array(dtype, array.shape, content)


def _table(thing: Any, budget: PackingBudget) -> StructuredArray:
    array = np.asarray(thing)
    names = array.dtype.names or ()
    columns = tuple(packed_array(array[name], budget) for name in names)
    if any(len(column.shape) != array.ndim for column in columns):  # a field that is an array itself
        raise NotPlainError(ODD_DTYPES["V"])
    return StructuredArray(tuple(map(budget.text, names)), columns, array.shape, isinstance(thing, np.generic))
