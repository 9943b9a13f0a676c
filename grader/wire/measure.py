"""Measures what a msgpack payload would decode to, before any of it is decoded. Both sides; needs no memory.

One byte of a payload can become a hundred in memory (an item of a list, a number, an empty list), so a cap on its
bytes alone limits little.
"""

from grader.wire.frames import WireError

MAX_MESSAGE_ITEMS = 1 << 20
"""Each item takes at least one byte, so a payload with fewer bytes than this need not be checked."""
MAX_MESSAGE_TEXT_BYTES = 4 << 20

_NUMBERS = {0xCA: 4, 0xCB: 8, 0xCC: 1, 0xCD: 2, 0xCE: 4, 0xCF: 8, 0xD0: 1, 0xD1: 2, 0xD2: 4, 0xD3: 8}
_BINARY = {0xC4: 1, 0xC5: 2, 0xC6: 4}
_TEXT = {0xD9: 1, 0xDA: 2, 0xDB: 4}
_ARRAY = {0xDC: 2, 0xDD: 4}
_MAP = {0xDE: 2, 0xDF: 4}
_LENGTHS = {**_BINARY, **_TEXT, **_ARRAY, **_MAP}
_UNKNOWN = frozenset({0xC1, *range(0xC7, 0xCA), *range(0xD4, 0xD9)})
"""The type bytes that no guest sends: extensions, and one that means nothing."""
_SHORT_MAP, _SHORT_ARRAY, _SHORT_TEXT, _NIL = 0x80, 0x90, 0xA0, 0xC0

# For each head that says all by itself, what it announces; the others are looked at one by one.
_SHORT_TEXTS = tuple(head - _SHORT_TEXT if _SHORT_TEXT <= head < _NIL else 0 for head in range(256))
_STEPS = tuple(1 + _SHORT_TEXTS[head] + _NUMBERS.get(head, 0) for head in range(256))
_ITEMS = tuple(
    2 * (head - _SHORT_MAP)
    if _SHORT_MAP <= head < _SHORT_ARRAY
    else head - _SHORT_ARRAY
    if _SHORT_ARRAY <= head < _SHORT_TEXT
    else 0
    for head in range(256)
)


def check_size(payload: bytes) -> None:
    """Requires that the payload announces no more than an honest guest would send.

    Raises:
        WireError: It announces more items or text, or a type that no guest sends.
    """
    if len(payload) <= MAX_MESSAGE_ITEMS:
        return
    try:
        end = _walk(payload)
    except IndexError:
        raise WireError("a message that ends early") from None
    if end != len(payload):
        raise WireError("a message that does not end where it should")


def _walk(payload: bytes) -> int:
    """Goes from head to head, past texts and bytes; returns the position where the message ends."""
    place = text = 0
    left = items = 1
    while left:
        head = payload[place]
        place += _STEPS[head]
        text += _SHORT_TEXTS[head]
        more = _ITEMS[head]
        if head in _LENGTHS:
            width = _LENGTHS[head]
            length = int.from_bytes(payload[place : place + width])
            place += width
            more = length if head in _ARRAY else 2 * length if head in _MAP else 0
            place += 0 if head in _ARRAY or head in _MAP else length
            text += length if head in _TEXT else 0
        elif head in _UNKNOWN:
            raise WireError("a message type that no honest guest sends")
        left += more - 1
        items += more
        if items > MAX_MESSAGE_ITEMS or text > MAX_MESSAGE_TEXT_BYTES:
            raise WireError(
                f"a message of more than {MAX_MESSAGE_ITEMS:,} items or {MAX_MESSAGE_TEXT_BYTES >> 20} MiB of text"
            )
    return place
