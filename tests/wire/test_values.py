"""What the codec makes of values that no honest guest would send, and of honest ones that are too much."""

from collections.abc import Callable
from decimal import Decimal

import numpy as np
import pytest

from grader.host.describe import kind, spell
from grader.wire.figures import Figure
from grader.wire.frames import WireError
from grader.wire.packing import pack
from grader.wire.packing_budget import NOTES
from grader.wire.unpacking import unpack
from grader.wire.values import MAX_DEPTH, MAX_ITEMS, Array, Handle, Integer, List, Recording, Scalar, Value


def kept(thing: object, note: str) -> Value:
    return Handle(7, type(thing).__name__, note)


def opened(value: Handle | Recording | Figure) -> object:
    return value


def nested(depth: int) -> object:
    value: object = 1.0
    for _ in range(depth):
        value = [value]
    return value


@pytest.mark.parametrize(
    "value",
    [
        Array("|O", (1,), b"12345678"),
        Array("<f8", (3,), b"12345678"),
        Array("<f8", (0, 1 << 62), b""),
        Array("<f8", (0, (1 << 64) - 1), b""),
        Array("<f8", (-1,), b""),
        Array("<f8", (1,) * 9, b"12345678"),
        Scalar("<f8", b"1234"),
        Integer("0x" + "f" * 50_000),
        Integer("ten"),
        List([1] * (MAX_ITEMS + 2)),
    ],
    ids=["dtype", "short", "empty and huge", "int64", "negative", "dimensions", "scalar", "long", "word", "items"],
)  # fmt: skip
def test_what_contradicts_itself_or_is_too_much_is_refused(value: Value) -> None:
    with pytest.raises(WireError):
        unpack(value, opened)


def test_what_is_nested_too_deep_is_refused() -> None:
    value: Value = 1
    for _ in range(MAX_DEPTH + 2):
        value = List([value])
    with pytest.raises(WireError):
        unpack(value, opened)


def test_a_bool_has_no_third_value() -> None:
    array = unpack(Array("|b1", (3,), b"\0\1\2"), opened)
    assert isinstance(array, np.ndarray)
    assert array.tobytes() == b"\0\1\1"


@pytest.mark.parametrize(
    "make", [lambda: nested(MAX_DEPTH + 1), lambda: list(range(MAX_ITEMS - 2))], ids=["deep", "long"]
)
def test_all_that_is_packed_can_be_unpacked(make: Callable[[], object]) -> None:
    unpack(pack(make(), kept), opened)


@pytest.mark.parametrize("number", [1 << 63, -(1 << 63) - 1, 1 << 70])
@pytest.mark.parametrize(
    "around",
    [lambda number: {number: 1}, lambda number: {number}, lambda number: {(number,): 1}],
    ids=["dict", "set", "tuple"],
)
def test_an_integer_of_more_than_64_bits_is_a_key(number: int, around: Callable[[int], object]) -> None:
    assert unpack(pack(around(number), kept), opened) == around(number)


@pytest.mark.parametrize("count", [MAX_ITEMS - 1, MAX_ITEMS])
def test_plain_numbers_are_counted_like_other_items(count: int) -> None:
    numbers, mixed = pack([1.5] * count, kept), pack([*[1.5] * (count - 1), "x"], kept)
    assert isinstance(numbers, Handle) == isinstance(mixed, Handle) == (count == MAX_ITEMS)


@pytest.mark.parametrize(
    "thing",
    [
        list(range(MAX_ITEMS)),
        np.broadcast_to(0.0, (10**6, 10**6)),
        1 << 14_000,
        {(1, object()): 3},
        {object()},
        {1j * number for number in range(7_000)},
        np.array([1, "a"], dtype=object),
        np.zeros(2, "M8[s]"),
        np.zeros(2, "U2000"),
        np.zeros(2, [("x", "f8", 2)]),
        np.array(["\ud800"]),
        Decimal("1e20000"),
        Decimal("sNaN"),
    ],
)
def test_what_cannot_travel_stays_behind_whole_for_a_reason_that_everybody_knows(thing: object) -> None:
    packed = pack(thing, kept)
    assert isinstance(packed, Handle)
    assert packed.note in NOTES


@pytest.mark.parametrize(
    "value",
    [
        np.zeros((7,) * 8, np.int8),
        "x" * 10_000_000,
        [["a", 1, [2.0, ["b", [None, [True, ["x" * 10_000]]]]]]] * 1000,
        {"x" * 1_000_000: "y" * 1_000_000},
    ],
    ids=["many dimensions", "long text", "nested", "long key"],
)
def test_any_value_is_described_in_few_words(value: object) -> None:
    assert len(kind(value)) <= 200
    assert len(spell(value)) <= 600
