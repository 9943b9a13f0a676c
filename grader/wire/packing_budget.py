"""How much one packed value may hold, and every reason for an object to stay in the guest. Both sides."""

from typing import Any

from grader.sanitize import utf8
from grader.wire import pandas_packing, sparse
from grader.wire.dtypes import ODD_DTYPES
from grader.wire.values import (
    MAX_BYTES,
    MAX_DEPTH,
    MAX_INTEGER_BITS,
    MAX_ITEMS,
    MAX_RICH_KEYS,
    MAX_TEXT_BYTES,
)

TOO_DEEP = f"nested more than {MAX_DEPTH} deep"
TOO_MANY_ITEMS = f"more than {MAX_ITEMS:,} items"
TOO_MANY_BYTES = f"more than {MAX_BYTES >> 20} MiB"
TOO_MUCH_TEXT = f"more than {MAX_TEXT_BYTES >> 20} MiB of text"
TOO_MANY_BITS = f"an integer of more than {MAX_INTEGER_BITS:,} bits"
TOO_MANY_KEYS = "too many keys that are no text, bytes or plain numbers"
ODD_KEY = "a key or an entry of a set that is an object"
UNSPELLED = "of a size or a spelling beyond what others read"
NOTES = frozenset(
    {
        *(TOO_DEEP, TOO_MANY_ITEMS, TOO_MANY_BYTES, TOO_MUCH_TEXT, TOO_MANY_BITS, TOO_MANY_KEYS, ODD_KEY, UNSPELLED),
        *ODD_DTYPES.values(),
        *pandas_packing.NOTES,
        *sparse.NOTES,
    }
)
"""Every reason for an object to stay in the guest, besides its type. A note that is not listed is not from our code."""


class NotPlainError(Exception):
    """An object that cannot travel as data; `note` says why, where its type alone does not."""

    def __init__(self, note: str = "") -> None:
        super().__init__(note)
        self.note = note


class PackingBudget:
    """Counts what one value takes; every method raises NotPlainError once that is too much."""

    def __init__(self) -> None:
        self._items = 0
        self._bytes = 0
        self._text_bytes = 0
        self._rich_keys = 0

    def count(self, depth: int, items: int = 1) -> None:
        """Counts items at this depth."""
        self._items += items
        if depth > MAX_DEPTH:
            raise NotPlainError(TOO_DEEP)
        if self._items > MAX_ITEMS:
            raise NotPlainError(TOO_MANY_ITEMS)

    def count_bytes(self, size: int) -> None:
        """Counts bytes of data."""
        self._bytes += size
        if self._bytes > MAX_BYTES:
            raise NotPlainError(TOO_MANY_BYTES)

    def count_bits(self, number: int) -> None:
        """Counts an integer that is written out."""
        if number.bit_length() > MAX_INTEGER_BITS:
            raise NotPlainError(TOO_MANY_BITS)
        self.count_bytes(number.bit_length() // 4)

    def count_key(self, key: Any, parts: int = 0) -> Any:
        """Counts a key whose hash is computed by more than plain text or numbers, and its parts; returns the key."""
        self._rich_keys += 1 + parts
        if self._rich_keys > MAX_RICH_KEYS:
            raise NotPlainError(TOO_MANY_KEYS)
        return key

    def text(self, text: str) -> str:
        """Counts a text and returns it as valid Unicode."""
        if type(text) is str and text.isascii():  # as most are: valid as it is, and as many bytes as characters
            self._count_text_bytes(len(text))
            return text
        if str.__len__(text) > MAX_TEXT_BYTES:
            raise NotPlainError(TOO_MUCH_TEXT)
        encoded = utf8(text)
        self._count_text_bytes(len(encoded))
        return encoded.decode("utf-8")

    def _count_text_bytes(self, size: int) -> None:
        self._text_bytes += size
        if self._text_bytes > MAX_TEXT_BYTES:
            raise NotPlainError(TOO_MUCH_TEXT)
