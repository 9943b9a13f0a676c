"""Counts what a msgpack payload would become, before anything of it is decoded. Both sides; needs no memory.

One byte of a payload can become a hundred in memory (an item of a list, a number, an empty list), so that a cap on its
bytes alone bounds little.
"""

from grader.wire.frames import WireError

MOST_ITEMS = 1 << 20
"""Each takes at least one byte, so that a payload of no more bytes than this need not be looked at."""
MOST_TEXT_BYTES = 4 << 20

_FIXED = {0xCA: 4, 0xCB: 8, 0xCC: 1, 0xCD: 2, 0xCE: 4, 0xCF: 8, 0xD0: 1, 0xD1: 2, 0xD2: 4, 0xD3: 8}
_BINARY = {0xC4: 1, 0xC5: 2, 0xC6: 4}
_TEXT = {0xD9: 1, 0xDA: 2, 0xDB: 4}
_ARRAY = {0xDC: 2, 0xDD: 4}
_MAP = {0xDE: 2, 0xDF: 4}
_SHORT_MAP, _SHORT_ARRAY, _SHORT_TEXT, _NIL = 0x80, 0x90, 0xA0, 0xC0
_LENGTHS = {**_BINARY, **_TEXT, **_ARRAY, **_MAP}
_ALONE = frozenset({*range(_SHORT_MAP), _NIL, 0xC2, 0xC3, *range(0xE0, 0x100)})
"""The heads of what is complete in one byte: small numbers, nothing, and the two truth values."""


def check_size(payload: bytes) -> None:
    """Requires that the payload announces no more than an honest guest would send.

    Raises:
        WireError: It announces more items or text, or what no guest sends at all.
    """
    if len(payload) > MOST_ITEMS:
        _Count(payload).run()


class _Count:
    """One walk over the heads in a payload; of texts and bytes it looks at the lengths only."""

    def __init__(self, payload: bytes) -> None:
        self._payload = payload
        self._place = 0
        self._left = self._items = 1  # the message itself
        self._text = 0

    def run(self) -> None:
        payload, size = self._payload, len(self._payload)
        while self._left:
            if self._place >= size:
                raise WireError("a message that ends early")
            head = payload[self._place]
            self._place += 1
            self._left -= 1
            if head not in _ALONE:
                self._pass_over(head)
        if self._place != size:
            raise WireError("a message that does not end where it should")

    def _pass_over(self, head: int) -> None:
        if head in _FIXED:
            self._place += _FIXED[head]
            return
        length = self._length(head)
        if head in _MAP or _SHORT_MAP <= head < _SHORT_ARRAY:
            self._announce(2 * length)
        elif head in _ARRAY or _SHORT_ARRAY <= head < _SHORT_TEXT:
            self._announce(length)
        else:
            self._place += length
            if head not in _BINARY:
                self._read(length)

    def _length(self, head: int) -> int:
        """How long the text is, or how many items the container has, that begins with this head."""
        if head < _NIL:
            return head & (0x1F if head >= _SHORT_TEXT else 0x0F)
        width = _LENGTHS.get(head)
        if width is None:
            raise WireError("a message of a kind that nobody sends")
        self._place += width
        return int.from_bytes(self._payload[self._place - width : self._place])

    def _announce(self, items: int) -> None:
        self._items += items
        self._left += items
        if self._items > MOST_ITEMS:
            raise WireError(f"a message of more than {MOST_ITEMS:,} items")

    def _read(self, text_bytes: int) -> None:
        self._text += text_bytes
        if self._text > MOST_TEXT_BYTES:
            raise WireError(f"a message with more than {MOST_TEXT_BYTES >> 20} MiB of text")
