"""The values that cross the wire, and how Python objects become them. Both sides; `unpacking` is the way back.

The exact kind survives (a list is not a tuple, np.float64 is not float), and so do NaN, infinity and every bit of a
float64. `pack` reads containers through their base class, so that a subclass cannot answer for itself.
"""

from collections.abc import Callable
from typing import TypeAlias

import msgspec
import numpy as np
from msgspec import Struct

from grader.sanitize import utf8
from grader.wire.figures import Figure

DTYPES = frozenset({"|b1", "|i1", "<i2", "<i4", "<i8", "|u1", "<u2", "<u4", "<u8", "<f2", "<f4", "<f8", "<c8", "<c16"})
MAX_DIMENSIONS = 8
MAX_BYTES = 16 << 20
MAX_DEPTH = 24
MAX_ITEMS = 200_000
MAX_TEXT_BYTES = 1 << 20
WIRE_INTEGERS = range(-(1 << 63), 1 << 63)
MAX_INTEGER_BITS = 4096

Key: TypeAlias = bool | int | float | str | None


class List(Struct, frozen=True, tag="list"):
    """A list."""

    items: "list[Value]"


class Tuple(Struct, frozen=True, tag="tuple"):
    """A tuple."""

    items: "list[Value]"


class Dict(Struct, frozen=True, tag="dict"):
    """A dict with scalar keys, in its own order."""

    items: "list[tuple[Key, Value]]"


class Array(Struct, frozen=True, tag="array"):
    """A NumPy array in C order and little-endian."""

    dtype: str
    shape: tuple[int, ...]
    data: bytes


class Scalar(Struct, frozen=True, tag="scalar"):
    """A NumPy scalar."""

    dtype: str
    data: bytes


class Text(Struct, frozen=True, tag="text"):
    """A NumPy string scalar."""

    text: str


class Integer(Struct, frozen=True, tag="integer"):
    """An int beyond 64 bits, in hexadecimal."""

    digits: str


class Complex(Struct, frozen=True, tag="complex"):
    """A Python complex number."""

    real: float
    imaginary: float


class Handle(Struct, frozen=True, tag="handle"):
    """An object that stays in the guest: its number there, its type's name, and why it did not travel."""

    id: int
    type_name: str
    note: str = ""


class Parameter(Struct, frozen=True):
    """One parameter of a recorded method."""

    name: str
    required: bool
    default: "Value" = None


class RecordedAnswer(Struct, frozen=True):
    """What a recorded method answers to these arguments; arguments that are not named here may be anything."""

    arguments: "dict[str, Value]"
    returns: "Value"


class Method(Struct, frozen=True):
    """A recorded method: it knows only the answers that were recorded. `__call__` makes the object callable."""

    name: str
    parameters: list[Parameter]
    answers: list[RecordedAnswer]


class Recording(Struct, frozen=True, tag="recording"):
    """An object to be built in the guest from data: attributes, and methods that replay recorded answers."""

    type_name: str
    attributes: "dict[str, Value]"
    methods: list[Method]


GENERATOR = "numpy.random.Generator"
"""The type name of a recording that stands for a NumPy generator, which is made in the guest from its `seed`."""


Plain: TypeAlias = bool | int | float | str | None
Value: TypeAlias = Plain | List | Tuple | Dict | Array | Scalar | Text | Integer | Complex | Handle | Recording | Figure


TOO_DEEP = f"nested more than {MAX_DEPTH} deep"
TOO_MANY_ITEMS = f"more than {MAX_ITEMS:,} items"
TOO_MANY_BYTES = f"more than {MAX_BYTES >> 20} MiB"
TOO_MUCH_TEXT = f"more than {MAX_TEXT_BYTES >> 20} MiB of text"
TOO_MANY_BITS = f"an integer of more than {MAX_INTEGER_BITS} bits"
ODD_KEY = "a key that is neither text nor a number"
ODD_DTYPES = {
    "O": "dtype object", "U": "dtype str", "S": "dtype bytes", "V": "structured dtype", "M": "dtype datetime64",
    "m": "dtype timedelta64", "f": "dtype longdouble", "c": "dtype clongdouble",
}  # fmt: skip
NOTES = frozenset(
    {TOO_DEEP, TOO_MANY_ITEMS, TOO_MANY_BYTES, TOO_MUCH_TEXT, TOO_MANY_BITS, ODD_KEY, *ODD_DTYPES.values()}
)
"""Every reason for an object to stay in the guest, besides its type; any other was not sent by ours."""


class NotPlainError(Exception):
    """An object that cannot travel as data; `note` says why, where its type alone does not."""

    def __init__(self, note: str = "") -> None:
        super().__init__(note)
        self.note = note


Opaque: TypeAlias = Callable[[object, str], Value]
"""What `pack` does with an object that is not plain data; the second argument is the reason, or empty."""


def pack(thing: object, opaque: Opaque, *, plain_bools: bool = False) -> Value:
    """Turns a Python object into a wire value. `opaque` decides about every object that is not plain data.

    With `plain_bools`, a NumPy bool goes as Python's: a test that has computed a flag means what `is True` asks about.
    """
    return _Packer(opaque, plain_bools=plain_bools).pack(thing, 0)


class _Packer:
    def __init__(self, opaque: Opaque, *, plain_bools: bool) -> None:
        self._opaque = opaque
        self._plain_bools = plain_bools
        self._items = 0
        self._bytes = 0
        self._text_bytes = 0

    def pack(self, thing: object, depth: int) -> Value:
        try:
            return self._plain(thing, depth)
        except NotPlainError as reason:
            if reason.note in (TOO_MANY_ITEMS, TOO_MUCH_TEXT) and depth:
                raise  # the whole stays behind, and not each of its many items by itself
            return self._opaque(thing, reason.note)

    def _plain(self, thing: object, depth: int) -> Value:
        self._items += 1
        if depth > MAX_DEPTH:
            raise NotPlainError(TOO_DEEP)
        if self._items > MAX_ITEMS:
            raise NotPlainError(TOO_MANY_ITEMS)
        if thing is None or type(thing) in (bool, float):
            return thing  # type: ignore[return-value] # narrowed by the exact type
        if isinstance(thing, np.ndarray | np.generic):
            return self._numpy(thing)
        if isinstance(thing, str):
            return self._text(thing)
        if type(thing) is int:
            return _integer(thing)
        if type(thing) is complex:
            return Complex(thing.real, thing.imag)
        return self._container(thing, depth)

    def _container(self, thing: object, depth: int) -> Value:
        if isinstance(thing, list):
            return List([self.pack(item, depth + 1) for item in list.__iter__(thing)])
        if isinstance(thing, tuple):
            return Tuple([self.pack(item, depth + 1) for item in tuple.__iter__(thing)])
        if isinstance(thing, dict):
            return Dict([(self._key(key), self.pack(item, depth + 1)) for key, item in dict.items(thing)])
        raise NotPlainError

    def _numpy(self, thing: "np.ndarray | np.generic") -> Value:
        if self._plain_bools and isinstance(thing, np.bool_):
            return bool(thing)
        if isinstance(thing, np.str_):
            return Text(self._text(thing))
        if isinstance(thing, np.ndarray) and type(thing) is not np.ndarray:
            raise NotPlainError
        dtype = thing.dtype.newbyteorder("<").str
        if dtype not in DTYPES:
            raise NotPlainError(ODD_DTYPES.get(thing.dtype.kind, ""))
        if isinstance(thing, np.generic):
            return Scalar(dtype, np.asarray(thing).astype(dtype).tobytes())
        self._bytes += thing.nbytes
        if thing.ndim > MAX_DIMENSIONS or self._bytes > MAX_BYTES:
            raise NotPlainError(TOO_MANY_BYTES)
        return Array(dtype, thing.shape, thing.astype(dtype, copy=False).tobytes())

    def _key(self, key: object) -> Key:
        if isinstance(key, np.generic):
            key = key.item()
        if isinstance(key, str):
            return self._text(key)
        if key is None or type(key) in (bool, float) or (type(key) is int and key in WIRE_INTEGERS):
            return key  # type: ignore[return-value] # narrowed by the exact type
        raise NotPlainError(ODD_KEY)

    def _text(self, text: str) -> str:
        if str.__len__(text) > MAX_TEXT_BYTES:
            raise NotPlainError(TOO_MUCH_TEXT)
        encoded = utf8(text)
        self._text_bytes += len(encoded)
        if self._text_bytes > MAX_TEXT_BYTES:
            raise NotPlainError(TOO_MUCH_TEXT)
        return encoded.decode("utf-8")


def _integer(number: int) -> Value:
    if number in WIRE_INTEGERS:
        return number
    if number.bit_length() > MAX_INTEGER_BITS:
        raise NotPlainError(TOO_MANY_BITS)
    return Integer(hex(number))


def encode(message: object) -> bytes:
    """Encodes a message, or values by name, as msgpack."""
    return msgspec.msgpack.encode(message)
