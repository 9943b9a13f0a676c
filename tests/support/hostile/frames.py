"""Makes frames that no honest guest sends: typed messages with hostile values, mutated ones, and random bytes."""

import math
import random
import string
from collections.abc import Callable, Sequence

import numpy as np
from msgspec.structs import replace

from grader.wire.figures import Area, Axes, Bar, Figure, Image, Line
from grader.wire.frames import HEADER
from grader.wire.messages import Drawn, Entered, Missing, Raised, Returned, TracebackFrame
from grader.wire.values import (
    DTYPES,
    Array,
    Bytes,
    Column,
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
    encode,
)
from grader.wire.zygote_messages import Spawned
from tests.support.hostile.odd_values import FLOATS, INTEGERS, LITERALS, ODD_DTYPES, ODD_LITERALS, WORDS

DEPTH = 4


def framed(payload: bytes) -> bytes:
    """The payload as a frame."""
    return HEADER.pack(len(payload)) + payload


class FrameMaker:
    """Draws frames from one generator, so that a seed gives the same frames again."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311 # repeatable, not secret

    def frame(self, expected: int = 2) -> bytes:
        """One frame, or what should have been one; `expected` is the id that the host waits for."""
        kind = self._random.random()
        if kind < 0.5:  # half of them are well-formed
            return framed(encode(self.message(expected)))
        if kind < 0.85:
            return self.mutated(framed(encode(self.message(expected))))
        payload = self._random.randbytes(self._random.choice((0, 1, 3, 20, 400)))
        return framed(payload) if kind < 0.95 else payload

    def message(self, expected: int) -> Returned | Raised | Missing | Drawn | Entered | Spawned:
        """A message of the right types, mostly of the kind and with the id that the host waits for."""
        number = self._random.choice((*[expected] * 40, 1, 2, 3, *INTEGERS))
        makers: Sequence[Callable[[], Returned | Raised | Missing | Drawn | Entered | Spawned]] = (
            *[lambda: self._returned(number)] * 6,
            *[lambda: self._raised(number)] * 2,
            lambda: Missing(number, self.word()),
            lambda: Drawn(number, self._random.randbytes(20)),
            Entered,
            lambda: Spawned(pid=number, watched=False),
        )
        return self._random.choice(makers)()

    def mutated(self, content: bytes) -> bytes:
        """The bytes with some changed, cut out, doubled or cut off."""
        changed = bytearray(content)
        for _ in range(self._random.randint(1, 4)):
            place = self._random.randrange(len(changed) + 1)
            match self._random.randrange(4):
                case 0 if place < len(changed):
                    changed[place] = self._random.randrange(256)
                case 1:
                    del changed[place : place + self._random.randint(1, 9)]
                case 2:
                    changed[place:place] = changed[max(0, place - self._random.randint(1, 40)) : place]
                case _:
                    del changed[max(4, place) :]
        return bytes(changed)

    def word(self) -> str:
        """A text that somebody might show."""
        if self._random.random() < 0.7:
            return self._random.choice(WORDS)
        return "".join(self._random.choices(string.printable, k=self._random.randint(0, 30)))

    def value(self, depth: int = 0) -> Value:
        """A value of any kind, nested a little."""
        odd = self._random.random() < 0.05  # what ends a guest must not end most of them
        makers = self._odd_makers() if odd else self._plain_makers()
        if depth < DEPTH:
            makers += self._nested_makers(depth) * 3
        return self._random.choice(makers)()

    def _plain_makers(self) -> list[Callable[[], Value]]:
        """Of values without others in them, as an honest guest could send."""
        return [
            lambda: self._random.choice((None, True, False)),
            lambda: self._random.choice(INTEGERS),
            lambda: self._random.choice(FLOATS),
            self.word,
            self._array,
            lambda: Scalar("<f8", self._random.randbytes(8)),
            lambda: Text(self.word()),
            lambda: Integer(self._random.choice(("0x1", "-0xff", "0x" + "f" * 900, "1_0"))),
            lambda: Complex(self._random.choice(FLOATS), self._random.choice(FLOATS)),
            lambda: Handle(self._random.choice(INTEGERS), self.word(), self.word()),
            lambda: Bytes(self._random.randbytes(3), self._random.random() < 0.5),
            lambda: Range(self._number(), self._number(), self._random.choice((1, -1, 7, Integer("0x1" + "0" * 20)))),
            lambda: Literal(*self._random.choice(LITERALS)),
            lambda: PackedMember(self.word(), self.word(), self._random.choice(FLOATS)),
            self.figure,
            self._frame,
            lambda: Series(self.word(), self._column(2), self._index(2)),
            lambda: self._index(3),
            lambda: Moment(Column("datetime64[ns, UTC]", self._places("<i8", 1))),
            lambda: self._sparse(self._random.choice(("csr", "coo", "lil", "dok", "dia"))),
        ]

    def _odd_makers(self) -> list[Callable[[], Value]]:
        """Of values that contradict themselves, or are not there to be sent."""
        return [
            lambda: Integer(self._random.choice(("", "ten", "0x" + "f" * 5000))),
            lambda: Recording(self.word(), {self.word(): self._random.choice(FLOATS)}, []),
            self._odd_array,
            lambda: Scalar(self._random.choice(ODD_DTYPES), b"12345678"),
            lambda: Range(self._number(), self.word(), 0, self._random.random() < 0.5),
            lambda: Literal(*self._random.choice(ODD_LITERALS)),
            lambda: Set([List([]), self._key()]),
            lambda: Set([Handle(1, "function")], frozen=True),
            lambda: Dict([(Bytes(b"x", mutable=True), 1)]),
            lambda: Fields(self.word(), ("a", "a"), [1, 2], self._random.random() < 0.5),
            lambda: StructuredArray(("x", "x"), (self._array(), self._array()), (1,)),
            lambda: DataFrame(self._index(2), [self._column(3), self._column(2)], self._index(1)),
            lambda: Series(List([]), self._column(2), self._index(2)),
            self._odd_column,
            lambda: Sparse(
                self.word(), (self._random.choice(INTEGERS), 2), self._array(), [self._array(), self._array()]
            ),
            lambda: replace(self._sparse("csr"), form=self._random.choice(("csc", "bsr", "coo", "dia", "lil"))),
            lambda: Index(None, None, [self._index(2), self._index(1)], [self._array(), self._array()]),
            lambda: Index(None, Range(0, 10**18, self._random.choice((0, 1)))),
        ]

    def _nested_makers(self, depth: int) -> list[Callable[[], Value]]:
        """Of values with others in them."""
        return [
            lambda: List(self._values(depth)),
            lambda: Tuple(self._values(depth)),
            lambda: Dict([(self._key(), each) for each in self._values(depth)]),
            lambda: Set([self._key() for _ in range(self._random.randint(0, 5))], self._random.random() < 0.5),
            lambda: Fields(self.word(), ("a", self.word() + "b"), [self.value(depth + 1), self._number()]),
            lambda: Fields("Pair", ("a", "b"), [self.value(depth + 1), self._number()], is_tuple=True),
            self._table,
        ]

    def _sparse(self, form: str) -> Sparse:
        """A sparse matrix of two rows and two columns, with an entry in each row or diagonal."""
        places = {"csr": ([0, 1], [0, 1, 2]), "dia": ([0],)}.get(form, ([0, 1], [1, 0]))
        data = Array("<f8", (1, 2) if form == "dia" else (2,), self._random.randbytes(16))
        arrays = [Array("<i4", (len(each),), np.array(each, "<i4").tobytes()) for each in places]
        return Sparse(form, (2, 2), data, arrays, self._random.random() < 0.5)

    def _frame(self) -> DataFrame:
        rows, columns = self._random.choice((0, 1, 3)), self._random.choice((0, 1, 3))
        return DataFrame(self._index(columns), [self._column(rows) for _ in range(columns)], self._index(rows))

    def _column(self, rows: int) -> Column:
        makers: Sequence[Callable[[], Column]] = (
            lambda: Column("numpy", self._places(self._random.choice(("<f8", "<i4", "|b1", "<c16")), rows)),
            lambda: Column("masked", self._places("<i8", rows), self._places("|b1", rows)),
            lambda: Column("datetime64[us]", Array("<i8", (rows,), b"\0" * 8 * rows)),
            lambda: Column("datetime64[s, Europe/Berlin]", Array("<i8", (rows,), b"\0" * 8 * rows)),
            lambda: Column(
                "category", Array("<i8", (rows,), b"\0" * 8 * rows), categories=Index(None, Column("str", ["a"]))
            ),
            lambda: Column(self._random.choice(("str", "string", "object")), [self.word() for _ in range(rows)]),
            lambda: Column("object", [self.value(DEPTH) for _ in range(rows)]),
        )
        return self._random.choice(makers)()

    def _odd_column(self) -> Series:
        """A column that contradicts itself."""
        dtype = self._random.choice(("numpy", "masked", "datetime64[s]", "timedelta64[Y]", "datetime64[s, ../x]", "O"))
        column = Column(dtype, self._entries(), self._array())
        return Series(None, column, self._index(1))

    def _entries(self) -> Array | list[Value]:
        listed: list[Value] = [Handle(1, "x")]
        return self._random.choice((self._odd_array(), [], listed))

    def _index(self, rows: int) -> Index:
        levels = [Index("x", Column("str", ["a", "b"])), Index(None, Range(0, 3, 1))]
        zeros = Array("<i8", (rows,), b"\0" * 8 * rows)
        return self._random.choice(
            (
                Index(self.word(), Range(0, rows, 1)),
                Index(None, Column("object", [self._key() for _ in range(rows)])),
                Index(None, None, levels, [zeros, zeros]),
            )
        )

    def _places(self, dtype: str, rows: int) -> Array:
        return Array(dtype, (rows,), self._random.randbytes(rows * np.dtype(dtype).itemsize))

    def _values(self, depth: int) -> list[Value]:
        return [self.value(depth + 1) for _ in range(self._random.choice((0, 1, 2, 3, 8)))]

    def _number(self) -> Value:
        return self._random.choice(INTEGERS)

    def _key(self) -> Value:
        plain: list[Value] = [None, True, 1, 1.0, float("nan"), "a", "words", self.word(), Bytes(b"k")]
        rich: list[Value] = [
            Tuple([1, "a"]),
            Set([2, 3], frozen=True),
            Complex(1.0, -1.0),
            Literal(*self._random.choice(LITERALS)),
            PackedMember("Colour", self.word(), self._random.choice(FLOATS)),
            Range(0, 10, 2),
        ]
        return self._random.choice((*plain, *plain, *rich))

    def _table(self) -> StructuredArray:
        rows = self._random.choice((0, 1, 3))
        content = (
            self._random.randbytes(8 * rows),
            "".join(self._random.choices("abc\0", k=2 * rows)).encode("utf-32-le"),
        )
        columns = Array("<f8", (rows,), content[0]), Array("<U2", (rows,), content[1])
        return StructuredArray(("x", self.word() + "y"), columns, (rows,))

    def _array(self) -> Array:
        dtype = self._random.choice((*sorted(DTYPES), *["<f8"] * 10))
        shape = tuple(self._random.choice((0, 1, 2, 3)) for _ in range(self._random.choice((0, 1, 1, 1, 2, 8))))
        return Array(dtype, shape, self._random.randbytes(math.prod(shape) * np.dtype(dtype).itemsize))

    def _odd_array(self) -> Array:
        shape = tuple(self._random.choice((0, 1, 2, *INTEGERS)) for _ in range(self._random.choice((0, 1, 2, 9))))
        dtype = self._random.choice(("<f8", *ODD_DTYPES))
        return Array(dtype, shape, self._random.randbytes(self._random.choice((0, 8, 16))))

    def figure(self) -> Figure:
        """A figure of any values, some of which contradict themselves."""
        colour = self._four()
        points = tuple(self._random.choice(FLOATS) for _ in range(self._random.randint(0, 4)))
        heights = self._random.choice((points, points, points[:2]))
        axes = Axes(
            row=self._random.choice(INTEGERS), column=self._random.choice(INTEGERS), title=self.word(),
            x_label=self.word(), y_label=self.word(), x_scale=self.word(), y_scale=self.word(),
            lines=(Line(self.word(), points, heights, colour, self.word(), self.word()),),
            bars=(Bar(self.word(), *self._four(), colour),),
            areas=(Area(self.word(), *self._four(), colour),),
            legend=(self.word(),), x_ticks=(self.word(),), y_ticks=(self.word(),),
            images=(Image(self._random.choice(INTEGERS), len(points), points, *self._four()[:2]),),
        )  # fmt: skip
        return Figure((axes,) * self._random.randint(0, 3), self.word(), self._random.choice(INTEGERS))

    def _four(self) -> tuple[float, float, float, float]:
        first, second, third, fourth = self._random.choices(FLOATS, k=4)
        return first, second, third, fourth

    def _returned(self, number: int) -> Returned:
        left: list[Value] = self._random.choice(([], [], [], [self.value(DEPTH - 1)], self._values(DEPTH - 1)))
        return Returned(
            id=number, value=self.value(), arguments=left, stdout=self.word(), stderr=self.word(),
            figures=[self.figure() for _ in range(self._random.choice((0, 0, 1, 3)))],
        )  # fmt: skip

    def _raised(self, number: int) -> Raised:
        frames = [
            TracebackFrame(self.word(), self._random.choice(INTEGERS), self.word(), self.word()) for _ in range(3)
        ]
        names = [self.word() for _ in range(self._random.randint(0, 5))]
        return Raised(id=number, type_names=names, message=self.word(), frames=frames, stdout=self.word())
