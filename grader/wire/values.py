"""The values that cross the wire. Both sides.

The exact kind survives (a list is not a tuple, np.float64 is not float), and so do NaN, infinity and every bit of a
float64. `pack` reads containers through their base class, so that a subclass cannot answer for itself.
"""

from typing import TypeAlias

import msgspec
from msgspec import Struct

from grader.wire.figures import Figure

DTYPES = frozenset({"|b1", "|i1", "<i2", "<i4", "<i8", "|u1", "<u2", "<u4", "<u8", "<f2", "<f4", "<f8", "<c8", "<c16"})
MAX_DIMENSIONS = 8
MAX_BYTES = 16 << 20
MAX_DEPTH = 24
MAX_ITEMS = 200_000
MAX_TEXT_BYTES = 1 << 20
WIRE_INTEGERS = range(-(1 << 63), 1 << 63)
MAX_INTEGER_BITS = 14_000
"""Python refuses to write more than 4,300 decimal digits, and a test may print what it got."""
MAX_RICH_KEYS = 6_000
"""Keys of dicts and entries of sets that are not texts, bytes, floats or ints of 64 bits, each with its parts: it is
easy to make many of these with the same hash, and then a dict or a set takes quadratic time."""
MAX_ENTRY_CHARACTERS = 1_000
"""The longest entry of a string array."""
MAX_ROWS = 50_000
"""The most rows of a table of pandas."""
MAX_TABLE_TEXTS = 4_000
"""Different texts in the tables of one value. The hashes that pandas computes for texts are predictable: if 50,000
collide, finding the different ones takes 140 seconds once, and the time grows quadratically; this many take one."""
COLUMN_ITEMS, MOMENT_ITEMS = 100, 10
"""How many items a column, an index or a table of pandas counts as, and a moment: creating them takes as long."""


class List(Struct, frozen=True, tag="list"):
    """A list."""

    items: "list[Value]"


class Tuple(Struct, frozen=True, tag="tuple"):
    """A tuple."""

    items: "list[Value]"


class Dict(Struct, frozen=True, tag="dict"):
    """A dict, in its own order. Its keys are values that a set may contain."""

    items: "list[tuple[Value, Value]]"


class Set(Struct, frozen=True, tag="set"):
    """A set or a frozenset of scalars, bytes, other values without parts, enum members, and tuples of all these."""

    items: "list[Value]"
    frozen: bool = False


class Bytes(Struct, frozen=True, tag="bytes"):
    """Bytes, or a bytearray."""

    data: bytes
    mutable: bool = False


class Range(Struct, frozen=True, tag="range"):
    """A range or, with `is_slice`, a slice, whose three parts may be any values for an index."""

    start: "Value"
    stop: "Value"
    step: "Value"
    is_slice: bool = False


class Literal(Struct, frozen=True, tag="literal"):
    """A value that a short text represents completely; `literals` has the kinds."""

    kind: str
    text: str


class Array(Struct, frozen=True, tag="array"):
    """A NumPy array in C order and little-endian."""

    dtype: str
    shape: tuple[int, ...]
    data: bytes


class Scalar(Struct, frozen=True, tag="scalar"):
    """A NumPy scalar."""

    dtype: str
    data: bytes


class StructuredArray(Struct, frozen=True, tag="table"):
    """A structured array, or with `is_scalar` one record of it: its fields by name, each an array of the same shape."""

    names: tuple[str, ...]
    columns: tuple[Array, ...]
    shape: tuple[int, ...]
    is_scalar: bool = False


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


class PackedMember(Struct, frozen=True, tag="member"):
    """A member of an enumeration, by the names of both."""

    type_name: str
    name: str
    value: "Value"


class Fields(Struct, frozen=True, tag="fields"):
    """An object that consists of its fields: a named tuple, or an object of a data class."""

    type_name: str
    names: tuple[str, ...]
    items: "list[Value]"
    is_tuple: bool = False


class Handle(Struct, frozen=True, tag="handle"):
    """An object that stays in the guest: its number there, its type's name, and why it did not cross."""

    id: int
    type_name: str
    note: str = ""


class Column(Struct, frozen=True, tag="column"):
    """The entries of a column of pandas: numbers as an array, others one by one.

    `dtype` is its name in pandas, or `numpy` or `masked` if the array has it; the entry of a category is its number.
    """

    dtype: str
    entries: "Array | list[Value]"
    missing: Array | None = None
    categories: "Index | None" = None
    is_ordered: bool = False


class Index(Struct, frozen=True, tag="index"):
    """The labels of rows or columns: a column, a range, or several levels with each row's label in each level."""

    name: "Value"
    labels: Column | Range | None
    levels: "list[Index]" = []
    codes: list[Array] = []


class Series(Struct, frozen=True, tag="series"):
    """A Series of pandas."""

    name: "Value"
    column: Column
    index: Index


class DataFrame(Struct, frozen=True, tag="frame"):
    """A DataFrame of pandas."""

    names: Index
    columns: list[Column]
    index: Index


class Moment(Struct, frozen=True, tag="moment"):
    """A scalar of pandas, as the only entry of a column: a time with its zone and unit, NaT, NA."""

    column: Column


class Sparse(Struct, frozen=True, tag="sparse"):
    """A sparse matrix of SciPy or, with `is_array`, a sparse array: its entries and their positions, by its format."""

    form: str
    shape: tuple[int, int]
    data: Array
    places: list[Array]
    is_array: bool = False


class Parameter(Struct, frozen=True):
    """One parameter of a recorded method."""

    name: str
    required: bool
    default: "Value" = None


class RecordedAnswer(Struct, frozen=True):
    """The answer of a recorded method to these arguments; arguments that are not named here may have any value."""

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
"""The type name of a recording that represents a NumPy generator, which is created in the guest from its `seed`."""


Plain: TypeAlias = bool | int | float | str | None
Leaf: TypeAlias = (
    Plain
    | Array
    | Scalar
    | StructuredArray
    | Text
    | Integer
    | Complex
    | Bytes
    | Range
    | Literal  # no other objects in them
)
OfPandas: TypeAlias = DataFrame | Series | Index | Moment
Value: TypeAlias = (
    Leaf | List | Tuple | Dict | Set | PackedMember | Fields | OfPandas | Sparse | Handle | Recording | Figure
)


def encode(message: object) -> bytes:
    """Encodes a message, or values by name, as msgpack."""
    return msgspec.msgpack.encode(message)
