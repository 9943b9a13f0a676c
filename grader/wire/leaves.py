"""How values that contain no other values become Python objects again: arrays, literals, integers. Both sides."""

import math
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import numpy as np

from grader.wire import literals
from grader.wire.dtypes import is_unicode, may_travel
from grader.wire.frames import WireError
from grader.wire.values import DTYPES, MAX_BYTES, MAX_DIMENSIONS, MAX_INTEGER_BITS, Array, Scalar, StructuredArray

_OF_NUMBERS: Mapping[str, "np.dtype[Any]"] = MappingProxyType({name: np.dtype(name) for name in DTYPES})


def unpacked_array(value: Array | Scalar) -> object:
    """The array or the scalar of NumPy. Raises WireError if it contradicts itself."""
    shape = value.shape if isinstance(value, Array) else ()
    dtype = _OF_NUMBERS.get(value.dtype) or _of_texts(value.dtype)
    # An array without elements may claim any length in its other dimensions, up to more than there is of memory.
    if shape and (len(shape) > MAX_DIMENSIONS or min(shape) < 0 or max(shape) > MAX_BYTES):
        raise WireError("an array of impossible shape")
    if math.prod(shape) * dtype.itemsize != len(value.data):
        raise WireError("an array whose bytes do not fill its shape")
    try:
        array: Any = np.ndarray(shape, dtype, value.data)
    except ValueError as error:
        raise WireError("an array of impossible shape") from error
    if dtype.kind == "U" and not is_unicode(value.data):
        raise WireError("a string array of what is no text")
    if dtype.kind == "b":  # a byte that is neither 0 nor 1 is not a bool, though NumPy would compute with it
        array = array.view(np.uint8) != 0
    return array.copy() if isinstance(value, Array) else array[()]


def _of_texts(dtype: str) -> "np.dtype[Any]":
    """A dtype of strings or bytes. Raises WireError if arrays of it may not cross."""
    if not may_travel(dtype):
        raise WireError("an array with a forbidden dtype")
    return np.dtype(dtype)


def unpacked_table(table: StructuredArray) -> object:
    """The structured array. Raises WireError if it contradicts itself."""
    columns = [unpacked_array(column) for column in table.columns]
    if not columns or len(table.names) != len(columns) or any(column.shape != table.shape for column in table.columns):
        raise WireError("a structured array whose fields are not of its shape")
    try:
        dtype = np.dtype([(name, column.dtype) for name, column in zip(table.names, columns, strict=True)])  # type: ignore[attr-defined] # arrays
    except (ValueError, TypeError) as error:
        raise WireError("a structured array of impossible fields") from error
    made = np.empty(table.shape, dtype)
    for name, column in zip(table.names, columns, strict=True):
        made[name] = column
    return made[()] if table.is_scalar else made


def unpacked_literal(kind: str, text: str) -> object:
    """The value of this kind that a text represents. Raises WireError if it represents none."""
    try:
        return literals.read(kind, text)
    except ValueError as error:
        raise WireError("a value that its text does not say") from error


def unpacked_integer(digits: str) -> int:
    """The integer with these hexadecimal digits. Raises WireError if there are too many, or they are invalid."""
    if len(digits) > MAX_INTEGER_BITS // 4 + 3:
        raise WireError("an integer that is too long")
    try:
        return int(digits, 16)
    except ValueError as error:
        raise WireError("an integer with invalid digits") from error
