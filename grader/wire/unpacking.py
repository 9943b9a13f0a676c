"""How wire values become Python objects again: fresh ones, validated and counted on either side. Both sides."""

import math
import sys
from collections.abc import Callable
from typing import TypeAlias

import numpy as np

from grader.wire.figures import MAX_FIGURES, Figure, artists, refusal
from grader.wire.frames import WireError
from grader.wire.values import (
    DTYPES,
    MAX_BYTES,
    MAX_DEPTH,
    MAX_DIMENSIONS,
    MAX_INTEGER_BITS,
    MAX_ITEMS,
    Array,
    Complex,
    Dict,
    Handle,
    Integer,
    Key,
    List,
    Recording,
    Scalar,
    Text,
    Tuple,
    Value,
)

MAX_INTERNED = 100
"""Characters: longer texts are not names."""
VALUE_BYTES = 64
"""About what a small object of Python takes."""

Opened: TypeAlias = Callable[[Handle | Recording | Figure], object]
"""What `unpack` makes of a handle, a recording or a figure."""


def unpack(value: Value, opened: Opened, *, interned: bool = False) -> object:
    """Turns a wire value back into a Python object; arrays are fresh and writable.

    With `interned`, short texts are the objects that literals are, so that `order is "rising"` holds as it does
    where nothing has crossed a wire. Small numbers, None and the truth values are so by nature.

    Raises:
        WireError: An array or number contradicts itself, or there is more of it than `pack` would have sent.
    """
    return Unpacker(opened, interned=interned).unpack(value)


class Unpacker:
    """Unpacks one value, and counts what there was of it."""

    def __init__(self, opened: Opened, *, interned: bool = False) -> None:
        self._opened = opened
        self._interned = interned
        self._figures = 0
        self._drawn = 0
        self._items = 0
        self._bytes = 0

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
        self._items += 1
        # What is too deep for `pack` lies one level deeper, as the handle that stands in for it.
        if depth > MAX_DEPTH + 1 or self._items > MAX_ITEMS + 1:
            raise WireError("a value that is too deep or has too many items")
        match value:
            case List(items):
                return [self.unpack(item, depth + 1) for item in items]
            case Tuple(items):
                return tuple([self.unpack(item, depth + 1) for item in items])
            case Dict(pairs):
                return {self._text(key): self.unpack(item, depth + 1) for key, item in pairs}
            case Handle() | Recording():
                return self._opened(value)
            case Figure():
                return self._opened(self._counted(value))
            case _:
                return self._leaf(value)

    def _leaf(self, value: Array | Scalar | Text | Integer | Complex | Key) -> object:
        match value:
            case Array() | Scalar():
                self._bytes += len(value.data)
                return _array(value)
            case Text(text):
                self._bytes += len(text)
                return np.str_(text)
            case Integer(digits):
                return _long(digits)
            case Complex(real, imaginary):
                return complex(real, imaginary)
            case _:
                return self._text(value)

    def _text(self, value: Key) -> Key:
        """A scalar, of which only texts need care."""
        if not isinstance(value, str):
            return value
        self._bytes += len(value)
        return sys.intern(value) if self._interned and len(value) <= MAX_INTERNED else value

    def _counted(self, figure: Figure) -> Figure:
        self._figures += 1
        if self._figures > MAX_FIGURES:
            raise WireError("more figures than honest code has")
        if too_much := refusal(figure):
            raise WireError(too_much)
        self._drawn += artists(figure) + sum(len(line.x) for axes in figure.axes for line in axes.lines)
        return figure


def _array(value: Array | Scalar) -> object:
    shape = value.shape if isinstance(value, Array) else ()
    if value.dtype not in DTYPES or len(shape) > MAX_DIMENSIONS:
        raise WireError("an array with a forbidden dtype or too many dimensions")
    # An array without elements may claim any length in its other dimensions, up to more than there is of memory.
    if any(not 0 <= length <= MAX_BYTES for length in shape):
        raise WireError("an array of impossible shape")
    dtype = np.dtype(value.dtype)
    if math.prod(shape) * dtype.itemsize != len(value.data):
        raise WireError("an array whose bytes do not fill its shape")
    try:
        array = np.frombuffer(value.data, dtype).reshape(shape)
    except ValueError as error:
        raise WireError("an array of impossible shape") from error
    if dtype.kind == "b":  # a byte that is neither 0 nor 1 is not a bool, though NumPy would compute with it
        array = array.view(np.uint8) != 0
    return array.copy() if isinstance(value, Array) else array[()]


def _long(digits: str) -> int:
    if len(digits) > MAX_INTEGER_BITS // 4 + 3:
        raise WireError("an integer that is too long")
    try:
        return int(digits, 16)
    except ValueError as error:
        raise WireError("an integer with invalid digits") from error
