"""What a payload would become is known before it is decoded, and too much of it is refused."""

from collections.abc import Callable

import numpy as np
import pytest

from grader.wire.frames import WireError
from grader.wire.measure import MAX_MESSAGE_ITEMS, MAX_MESSAGE_TEXT_BYTES, check_size
from grader.wire.messages import Decoder, Reply, Returned
from grader.wire.packing import pack
from grader.wire.unpacking import unpack
from grader.wire.values import MAX_BYTES, MAX_ITEMS, Array, Handle, List, Value, encode
from tests.support.growth import grows_linearly
from tests.support.hostile.frames import FrameMaker


def answer(value: Value) -> bytes:
    return encode(Returned(id=1, value=value))


def handle(_thing: object, _note: str) -> Handle:
    return Handle(1, "str")


@pytest.mark.parametrize(
    "make",
    [
        lambda: answer(List([None] * (MAX_MESSAGE_ITEMS + 1))),
        lambda: answer(List([List([]) for _ in range(MAX_MESSAGE_ITEMS // 4)])),
        lambda: answer("x" * (MAX_MESSAGE_TEXT_BYTES + 1)),
        lambda: answer(List(["x" * 60_000] * 100)),
        lambda: b"\xdd\xff\xff\xff\xff" + bytes(2 * MAX_MESSAGE_ITEMS),
        lambda: b"\xdf\xff\xff\xff\xff" + bytes(2 * MAX_MESSAGE_ITEMS),
        lambda: b"\xdd\x00\x0f\xff\xff" + b"\xc9\xff\xff\xff\xff" * MAX_MESSAGE_ITEMS,
        lambda: b"\x91" * (MAX_MESSAGE_ITEMS + 1),
        lambda: b"\xc6\x7f\xff\xff\xff" + bytes(2 * MAX_MESSAGE_ITEMS) + b"\x01",
    ],
    ids=["items", "lists", "text", "texts", "array", "map", "extension", "nested", "cut off"],
)
def test_more_than_an_honest_guest_would_send_is_refused(make: Callable[[], bytes]) -> None:
    payload = make()
    with pytest.raises(WireError):
        check_size(payload)


@pytest.mark.parametrize(
    "make",
    [
        lambda: np.ones(MAX_BYTES // 8),
        lambda: [0.5] * (MAX_ITEMS - 1),
        lambda: {float(number): "word" for number in range(MAX_ITEMS - 1)},
        lambda: [1 << 40, -(1 << 40), 300, -300, 70_000, -70_000, *[-1.5] * 150_000],
        lambda: "x" * ((1 << 20) - 1),
    ],
    ids=["array", "list", "dict", "integers", "text"],
)
def test_the_most_that_an_honest_guest_sends_passes(make: Callable[[], object]) -> None:
    payload = answer(pack(make(), handle))
    check_size(payload)
    assert not isinstance(Decoder(Reply).decode(payload, Returned).value, Handle)


@pytest.mark.parametrize("thing", ["x" * (2 << 20), ["x" * 1000] * 2000, {"x" * (2 << 20): 1}])
def test_more_text_than_that_stays_in_the_guest_as_a_whole(thing: object) -> None:
    assert isinstance(pack(thing, handle), Handle)


@pytest.mark.parametrize("seed", range(20))
def test_whatever_can_be_decoded_is_measured_to_its_end(seed: int) -> None:
    # In a message as long as this one nothing goes unseen: the walk ends exactly where the decoder's does.
    padded = encode([FrameMaker(seed).message(2), Array("<f8", (1,), bytes(2 * MAX_MESSAGE_ITEMS))])
    check_size(padded)
    with pytest.raises(WireError, match="ends early"):
        check_size(b"\x93" + padded[1:])  # which announces three items where there are two


def test_measuring_and_unpacking_take_linear_time() -> None:
    def measured(size: int) -> Callable[[], None]:
        payload = encode([[1.5] * size, bytes(MAX_MESSAGE_ITEMS)])
        return lambda: check_size(payload)

    def unpacked(size: int) -> Callable[[], object]:
        value = List([List([1.5, "word"]) for _ in range(size)])
        return lambda: unpack(value, repr)

    assert grows_linearly(measured, 100)
    assert grows_linearly(unpacked, 100)
